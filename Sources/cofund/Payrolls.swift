import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting

/// The taxes and plans of all policies read, for any person on any day up to a last one.
struct Payrolls: Sendable {
  /// One file's rules, with the taxes and plans that it declares itself.
  struct Part: Sendable {
    var rules: RuleSet
    let values: ParameterValues
    /// The names that the file declares.
    let own: Set<String>
    /// The facts that are given.
    let frame: Frame
    let plans: [String: Int]
  }
  /// A fact that says who somebody is, by its name; a value that was written for them.
  typealias Given = [(name: String, value: Ratio)]

  private(set) var parts: [Part] = []
  /// What is owed by plan, as settings say.
  let balances: [String: Int64]
  /// The money that the policies are written in.
  let currency: Currency
  let planNames: [String]

  /// Gathers the files that declare taxes or plans.
  init(
    _ checked: CheckedProgram, _ settings: Settings, until last: CivilDate
  ) throws(Failure) {
    let program = checked.program
    let reader = FactReader(program)
    currency = program.currency
    var names: [String] = []
    var owed: [String: Int64] = [:]
    for file in program.files where file.declarations.contains(where: Payrolls.isOfPay) {
      let plan = try checked.planned { () throws(PlanError) in
        try FundingPlan(program, policiesOfFile: file.file, settings: settings.parameters)
      }
      guard var rules = plan.regimes.first else { continue }
      let own = Set(file.declarations.compactMap { $0.declaredName?.text })
      rules.taxes = rules.taxes.filter { own.contains($0.name) }
      names += rules.plans.map(\.name).filter(own.contains)
      var (frame, figures) = try settings.frame(rules.facts, reader)
      for (name, value) in figures {
        if let fact = rules.facts[name] { frame[fact] = value }
        if name.hasSuffix(".balance") {
          owed[String(name.dropLast(".balance".count))] = value.roundedHalfUp()
        }
      }
      let values = ParameterValues(
        rules.parameters, uncertain: plan.centres, until: last.adding(months: 12),
        factCount: rules.facts.count)
      let plans = rules.plans.enumerated().map { ($1.name, $0) }
      parts.append(
        Part(
          rules: rules, values: values, own: own, frame: frame,
          plans: Dictionary(plans) { first, _ in first }))
    }
    planNames = names
    balances = owed
    if parts.isEmpty {
      throw .wrong(
        "no-rules", "no policy read declares a tax on pay; name others with `--policies`")
    }
  }

  private static func isOfPay(_ declaration: DeclarationSyntax) -> Bool {
    switch declaration {
    case .tax, .plan: true
    default: false
    }
  }

  /// Refuses a plan that no policy has, and a balance of a plan that is not asked about.
  func require(plans: [String]) throws(Failure) {
    for plan in plans where !planNames.contains(plan) {
      let near = nearestName(to: plan, among: planNames).map { "; did you mean `\($0)`?" }
      let known = planNames.isEmpty ? "none" : planNames.sorted().joined(separator: ", ")
      throw .misuse("there is no plan `\(plan)`" + (near ?? "; the policies have \(known)"))
    }
  }
}

/// Who somebody is where nobody says: what payroll takes them to be.
private let usual: [(name: String, value: String)] = [
  ("learner.nation", "England"), ("learner.status", "employed"), ("learner.age", "30 years"),
  ("learner.apprentice", "no"),
]

extension Payrolls.Part {
  /// The facts of a person, with what payroll takes for granted where it is not said, and which that was.
  func person(_ given: Payrolls.Given) -> (frame: Frame, assumed: [String]) {
    var frame = frame
    for (name, value) in given {
      if let fact = rules.facts[name] { frame[fact] = value }
    }
    var assumed: [String] = []
    for (name, value) in usual {
      guard let fact = rules.facts[name], !frame.known[fact] else { continue }
      switch rules.facts.kinds[fact] {
      case .category(let category):
        guard let values = rules.facts.categories[category], !values.isEmpty else { continue }
        frame[fact] = Ratio(Int64(values.firstIndex(of: value) ?? 0))
      case .years: frame[fact] = Ratio(30)
      case .truth: frame[fact] = .zero
      default: continue
      }
      assumed.append(name)
    }
    return (frame, assumed)
  }

  /// A payroll for a person on a day.
  func payroll(
    _ frame: Frame, on date: CivilDate, balances: [String: Int64]
  ) throws(Failure) -> (payroll: Payroll, pay: String?) {
    var frame = frame
    let here = Circumstances(frame: frame, values: values, date: date)
    let pay = try PayFact(rules, here, own)
    for fact in pay.running { frame[fact] = .zero }
    rules.derive(&frame, values: values, on: date)
    var owed: [Int: Int64] = [:]
    for (name, pence) in balances {
      if let plan = plans[name] { owed[plan] = pence }
    }
    let payroll = Payroll(
      rules: rules, here: Circumstances(frame: frame, values: values, date: date),
      payFact: pay.fact, balances: owed)
    return (payroll, pay.fact.map { rules.facts.names[$0] })
  }
}

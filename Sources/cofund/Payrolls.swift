import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting

/// The taxes and plans of all policies read, ready for one person on one day.
struct Payrolls {
  /// One file's rules, with the taxes and plans that it declares itself.
  private struct Part {
    let payroll: Payroll
    let plans: [String: Int]
  }
  private var parts: [Part] = []
  private let earnings: Int64
  private let date: CivilDate
  /// Where the person lives.
  private(set) var home = ""
  /// The sign of the currency.
  let sign: String
  private let planNames: [String]

  /// Gathers the files that declare taxes or plans.
  init(_ checked: CheckedProgram, _ settings: Settings, on date: CivilDate) throws(Failure) {
    let program = checked.program
    let reader = FactReader(program)
    self.date = date
    sign = program.currency.sign
    var earnings: Ratio = .zero
    var names: [String] = []
    var payNames: [String] = []
    for file in program.files where file.declarations.contains(where: Payrolls.isOfPay) {
      let plan = try checked.planned { () throws(PlanError) in
        try FundingPlan(program, policiesOfFile: file.file)
      }
      guard var rules = plan.regimes.first else { continue }
      let own = Set(file.declarations.compactMap { $0.declaredName?.text })
      rules.taxes = rules.taxes.filter { own.contains($0.name) }
      names += rules.plans.map(\.name).filter(own.contains)
      var frame = try Payrolls.frame(rules.facts, settings, reader, sign: sign)
      home = Payrolls.fill(&frame, rules)
      let values = ParameterValues(
        rules.parameters, uncertain: plan.centres, until: date.adding(months: 12),
        factCount: rules.facts.count)
      let pay = try PayFact(rules, Circumstances(frame: frame, values: values, date: date), own)
      if let fact = pay.fact {
        payNames.append(rules.facts.names[fact])
        earnings = try settings.pay(as: rules.facts.names[fact], reader, sign: sign)
        frame[fact] = earnings
      }
      for fact in pay.running { frame[fact] = .zero }
      rules.derive(&frame, values: values, on: date)
      let here = Circumstances(frame: frame, values: values, date: date)
      let plans = rules.plans.enumerated().map { ($1.name, $0) }
      parts.append(
        Part(
          payroll: Payroll(rules: rules, here: here, payFact: pay.fact),
          plans: Dictionary(plans) { first, _ in first }))
    }
    try PayFact.requireOne(payNames)
    self.earnings = earnings.roundedHalfUp()
    planNames = names
    if parts.isEmpty {
      throw .wrong(
        "no-rules", "no policy read declares a tax on pay; name others with `--policies`")
    }
  }

  /// The facts and running figures that are given.
  private static func frame(
    _ facts: FactTable, _ settings: Settings, _ reader: FactReader, sign: String
  ) throws(Failure) -> Frame {
    var (frame, figures) = try settings.frame(facts, reader, sign: sign)
    for (name, value) in figures {
      if let fact = facts[name] { frame[fact] = value }
    }
    return frame
  }

  private static func isOfPay(_ declaration: DeclarationSyntax) -> Bool {
    switch declaration {
    case .tax, .plan: true
    default: false
    }
  }

  /// Fills in where the person lives and that they are employed, of working age, unless said; gives the
  /// place.
  private static func fill(_ frame: inout Frame, _ rules: RuleSet) -> String {
    for (name, usual) in [("learner.nation", "England"), ("learner.status", "employed")] {
      guard let fact = rules.facts[name], !frame.known[fact],
        case .category(let category) = rules.facts.kinds[fact],
        let values = rules.facts.categories[category], !values.isEmpty
      else { continue }
      frame[fact] = Ratio(Int64(values.firstIndex(of: usual) ?? 0))
    }
    if let age = rules.facts["learner.age"], !frame.known[age] { frame[age] = Ratio(30) }
    guard let fact = rules.facts["learner.nation"], let value = frame[fact] else { return "" }
    return rules.facts.text(of: value, fact: fact)
  }

  /// Take-home pay with loans repaid under some plans, or what these alone take.
  func takeHome(
    period: PayPeriod, plans: [String], repaymentsOnly: Bool
  ) throws(Failure) -> TakeHome {
    for plan in plans where !planNames.contains(plan) {
      let near = nearestName(to: plan, among: planNames).map { "; did you mean `\($0)`?" }
      let known = planNames.isEmpty ? "none" : planNames.sorted().joined(separator: ", ")
      throw .misuse("there is no plan `\(plan)`" + (near ?? "; the policies have \(known)"))
    }
    if !repaymentsOnly { try requireTax(plans: plans) }
    let together = parts.firstIndex { part in plans.allSatisfy { part.plans[$0] != nil } }
    var taxes: [TakeHome.Deduction] = []
    var contributions: [TakeHome.Deduction] = []
    var repayments: [TakeHome.Deduction] = []
    var left = plans
    for (index, part) in parts.enumerated() {
      let mine =
        together == nil
        ? left.filter { part.plans[$0] != nil } : (together == index ? plans : [])
      left.removeAll { mine.contains($0) }
      let numbers = mine.compactMap { part.plans[$0] }
      do throws(Missing) {
        if repaymentsOnly {
          repayments += try part.payroll.repayments(
            annualEarnings: earnings, period: period, plans: numbers)
          continue
        }
        let pay = try part.payroll.takeHome(
          annualEarnings: earnings, period: period, plans: numbers)
        taxes += pay.taxes
        contributions += pay.contributions
        repayments += pay.repayments
      } catch {
        throw .missing([error], part.payroll.rules)
      }
    }
    return TakeHome(
      annualEarnings: earnings, period: period, earnings: earnings / period.perYear,
      taxes: taxes, contributions: contributions, repayments: repayments)
  }

  /// Refuses to print pay without tax where taxes are known but none is due.
  private func requireTax(plans: [String]) throws(Failure) {
    var known = false
    for part in parts {
      let yearly = part.payroll.rules.taxes.filter { tax in
        if case .payPeriod = tax.period { return false }
        return tax.on == learnerParty
      }
      known = known || !yearly.isEmpty
      do throws(Missing) {
        let due = try part.payroll.taxesDue().map(\.name)
        if yearly.contains(where: { due.contains($0.name) }) { return }
      } catch {
        throw .missing([error], part.payroll.rules)
      }
    }
    guard known else {
      throw .wrong(
        "no-rules",
        "no policy read declares a tax on a learner's pay for a year, so what is left of it cannot be "
          + "told; name others with `--policies`")
    }
    try requireInForce(plans: plans)
    throw .wrong(
      "no-tax",
      "no tax on a year's pay is due from a learner\(inHome) on \(date) under the policies read; "
        + "add the policy that says what is due there",
      needs: ["a tax due from a learner\(inHome) on \(date)"])
  }

  /// Where the person lives, if the policies read ask.
  private var inHome: String { home.isEmpty ? "" : " in \(home)" }

  /// Refuses a day on which no yearly tax applies, with the days on which one does.
  private func requireInForce(plans: [String]) throws(Failure) {
    let taxes = parts.flatMap { part in
      part.payroll.rules.taxes.filter { tax in
        tax.on == learnerParty
          && tax.due.map { (try? part.payroll.here.holds($0)) ?? false } ?? true
      }
    }
    guard !taxes.contains(where: { $0.applies.holds(date) }), let tax = taxes.first,
      let rules = parts.first?.payroll.rules
    else { return }
    throw .wrong(
      "missing-value",
      "`\(tax.name)` applies \(rules.words(tax.applies)), and \(date) is outside that",
      needs: ["a day on which `\(tax.name)` applies, or a policy with earlier values"]
        + (plans.isEmpty ? [] : ["or `--repayments-only`, if what loans take is all that is asked"])
    )
  }
}

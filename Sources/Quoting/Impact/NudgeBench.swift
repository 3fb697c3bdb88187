import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage

/// One rule set on which cases are worked again with a value moved.
final class NudgeBench {
  let rules: RuleSet
  let centres: [Ratio]
  let path: String
  let currency: Currency
  /// The values in force, worked out once for all cases.
  let values: ParameterValues
  /// The last day that any case may look ahead to: a life after the last day that rules know.
  private static let horizon = CivilDate.first(ofMonth: 2_150 * 12)
  private let nudge: Nudge
  /// For each parameter those that need it, directly or not, each after what it needs.
  private(set) var dependents: [[Int]] = []
  /// The parameter that holds what stands at each place of the text.
  private(set) var numbers: [String: Int] = [:]
  private var moved: [String: [ParameterRule]] = [:]
  /// The parameters on which it may depend what is repaid over the years, and from which day.
  private lazy var ofLives: Set<Int> = rules.plans.reduce(into: []) { read, plan in
    read.formUnion(rules.parametersRead(by: plan))
  }

  /// A bench for the rules of a plan, as a file's examples see them.
  init?(_ plan: FundingPlan, path: String, currency: Currency) {
    guard let rules = plan.regimes.first else { return nil }
    self.rules = rules
    self.path = path
    self.currency = currency
    centres = plan.centres
    values = ParameterValues(
      rules.parameters, uncertain: plan.centres, until: NudgeBench.horizon,
      factCount: rules.facts.count)
    nudge = Nudge(facts: rules.facts, centres: plan.centres)
    let needs = rules.parameters.map(\.needs)
    dependents = needs.indices.map { NudgeBench.dependents(of: $0, needs) }
    for (number, rule) in rules.parameters.enumerated() {
      for step in rule.rows.flatMap(\.steps) { numbers[step.place] = number }
    }
  }

  private static func dependents(of number: Int, _ needs: [Set<Int>]) -> [Int] {
    var result: [Int] = []
    var edge = [number]
    while !edge.isEmpty {
      edge = needs.indices.filter { !needs[$0].isDisjoint(with: edge) }
      result.removeAll { edge.contains($0) }
      result += edge
      if result.count > needs.count { break }
    }
    return result
  }

  /// The values with what stands at a place moved, once for each way of moving it.
  func values(moving place: String) -> [ParameterValues] {
    guard let number = numbers[place] else { return [] }
    let rules = moved[place] ?? nudge.moved(self.rules.parameters[number], at: place)
    moved[place] = rules
    return rules.map {
      values.replacing(
        $0, at: number, dependents: dependents[number], uncertain: centres,
        until: NudgeBench.horizon, factCount: self.rules.facts.count)
    }
  }

  /// The values without those of a parameter and of all that is worked out from it.
  func values(without number: Int) -> ParameterValues {
    values.without([number] + dependents[number])
  }

  /// Whether what is repaid over the years may depend on a parameter.
  func livesNeed(_ number: Int) -> Bool { ofLives.contains(number) }

  /// An example to be worked with some values.
  func work(_ example: ExamplePlan, _ values: ParameterValues) -> ExampleWork {
    ExampleWork(example, rules, values, ownPath: path, currency: currency)
  }
}

extension RuleSet {
  /// The parameters that a plan's terms are worked out from.
  fileprivate func parametersRead(by plan: RepaymentPlan) -> Set<Int> {
    var reads = Reads(self)
    reads.read(fact: plan.startsAfter)
    for formula in [plan.interest, plan.writtenOffAfter] { reads.read(formula) }
    for band in plan.bands {
      reads.read(band.rate)
      reads.read(band.threshold)
    }
    for each in plan.letsOff {
      reads.read(each.amount)
      if let test = each.condition { reads.read(test) }
    }
    return reads.parameters
  }
}

/// The examples of a file that can be worked, each with the bench of its regime or of the file.
func nudgeBenches(
  of program: Program, file: Int32
) -> [(example: ExamplePlan, bench: NudgeBench)] {
  guard let plans = try? examplePlans(of: program, file: file) else { return [] }
  var runner = ExampleRunner(program, file: file)
  var benches: [String: NudgeBench] = [:]
  return plans.compactMap { example in
    let regime = example.route?.regime ?? ""
    if benches[regime] == nil, let plan = try? runner.plan(for: example) {
      benches[regime] = NudgeBench(plan, path: runner.path, currency: program.currency)
    }
    return benches[regime].map { (example, $0) }
  }
}

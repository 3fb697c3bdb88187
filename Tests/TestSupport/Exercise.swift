import FundingValues
import PolicyCompiler
public import PolicyLanguage
import Quoting
import Simulation

/// What is not as promised of the one layout of a text, if anything: it reads as the same lines, and
/// stays as it is. The lines are compared by their listing, which takes as long as all the rest, if wanted.
public func exerciseLayout(_ source: PolicySource, lists: Bool = true) -> String? {
  guard let once = formatted(source) else {
    if lists { _ = syntaxListing(of: source) }
    return nil
  }
  let laidOut = PolicySource(path: source.path, text: once)
  if !parse(laidOut, file: 0).diagnostics.isEmpty { return "laid out, it is not read" }
  if formatted(laidOut) != once { return "laid out twice, it is not the same" }
  guard lists else { return nil }
  func parts(_ source: PolicySource) -> [Substring] {
    syntaxListing(of: source).split(separator: "\n").sorted()
  }
  return parts(laidOut) == parts(source) ? nil : "laid out, it says something else"
}

/// Does with a program all that commands do with one short of a run: it is listed, checked, planned, and its
/// examples are worked out; some of its messages are rendered. What it traps on is a fault.
public func exerciseChecks(_ sources: [PolicySource], renders: Int = 20) -> Program? {
  for source in sources { _ = tokenListing(of: source) }
  let result = check(sources)
  var renderer = DiagnosticRenderer(sources)
  for finding in result.diagnostics.prefix(renders) {
    _ = renderer.rendered(finding, style: .plain)
    _ = renderer.rendered(finding, style: .narrated)
    _ = renderer.record(finding)
  }
  guard let program = result.program else { return nil }
  _ = program.listing(ofFiles: Set(sources.indices.map(Int32.init)))
  for unit in program.units where [.regime, .reform].contains(unit.kind) {
    _ = try? FundingPlan(program, regime: unit.name.text).listing
  }
  for file in sources.indices { _ = exampleOutcomes(of: program, file: Int32(file)) }
  return program
}

/// Runs the scenarios of a program that have few people or far too many, two draws of each. What it traps on
/// is a fault.
public func exerciseRuns(_ program: Program, people: Int = 3_000) {
  for unit in program.units where unit.kind == .scenario {
    guard let plan = try? FundingPlan(program, scenario: unit.name.text) else { continue }
    _ = plan.listing
    guard let scenario = plan.scenario, isSmall(scenario, people) else { continue }
    _ = try? simulate(plan, draws: 2, seed: scenario.seed, execution: Execution(workers: 1))
  }
}

/// Whether a scenario is run in a moment, or refused.
private func isSmall(_ scenario: ScenarioPlan, _ few: Int) -> Bool {
  func isMoment(_ number: Int, few: Int, most: Int) -> Bool { number <= few || number > most }
  let people = scenario.populations.map { $0.size ?? 1_000 }.reduce(0, +)
  return isMoment(people, few: few, most: 10_000_000)
    && isMoment(scenario.to.year - scenario.from.year, few: 6, most: 100)
    && isMoment(scenario.followsYears, few: 12, most: 100)
}

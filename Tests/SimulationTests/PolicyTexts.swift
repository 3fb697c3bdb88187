import FundingValues
import PolicyCompiler
import PolicyLanguage
import Simulation
import TestSupport
import Testing

/// The texts of one program, to be changed a little and run.
struct PolicyTexts {
  var files: [Repository.File]

  /// Replaces a text that must be there, wherever it stands.
  func replacing(_ old: String, with new: String) throws -> PolicyTexts {
    var result = self
    var isThere = false
    for index in files.indices where files[index].text.contains(old) {
      isThere = true
      result.files[index].text = files[index].text.replacing(old, with: new)
    }
    try #require(isThere, "there is no `\(old)` to replace")
    return result
  }

  /// The texts with another file.
  func adding(_ path: String, _ text: String) -> PolicyTexts {
    var result = self
    result.files.append(Repository.File(path: path, text: text))
    return result
  }

  /// The program, which must parse.
  func program() throws -> Program {
    let sources = files.map { PolicySource(path: $0.path, text: $0.text) }
    let parsed = sources.enumerated().map { parse($0.element, file: Int32($0.offset)) }
    let faults = parsed.flatMap(\.diagnostics).map { $0.rendered(from: sources, style: .plain) }
    try #require(faults.isEmpty, "\(faults.joined(separator: "\n"))")
    return Program(sources: sources, files: parsed.map(\.syntax))
  }

  /// A plan of a scenario, with values set from outside.
  func plan(
    _ scenario: String, regimes: [String]? = nil, _ settings: [String] = []
  ) throws -> FundingPlan {
    let program = try program()
    do {
      let parsed = try settings.map { text throws(PlanError) in
        try ParameterSetting.parse(text, in: program)
      }
      return try FundingPlan(program, scenario: scenario, regimes: regimes, settings: parsed)
    } catch {
      throw Unplanned(message: error.message)
    }
  }
}

extension String {
  /// Replaces a text that must be there.
  func swapping(_ old: String, for new: String) -> String {
    if !contains(old) { Issue.record("there is no `\(old)` to replace") }
    return replacing(old, with: new)
  }
}

/// Why a text has no plan or a plan no run.
struct Unplanned: Error {
  let message: String
}

/// Runs a plan, two workers, no ledger and without those who surely change nothing unless asked otherwise.
func run(
  _ plan: FundingPlan, draws: Int = 2, seed: UInt64? = nil, workers: Int = 2, ledger: Bool = false,
  everyone: Bool = false
) throws -> SimulationResult {
  var execution = Execution(workers: workers)
  execution.keepsLedger = ledger
  execution.followsEveryone = everyone
  do {
    return try simulate(
      plan, draws: draws, seed: seed ?? plan.scenario?.seed ?? 1, execution: execution)
  } catch {
    throw Unplanned(message: error.message)
  }
}

extension SimulationResult {
  /// A regime's result by name.
  func regime(_ name: String) throws -> RegimeResult {
    try #require(regimes.first { $0.name == name })
  }
}

extension RegimeResult {
  /// The values of a measure over the whole run, one a draw; nought where nothing was measured.
  func whole(
    _ name: String, party: String = "", by: String = "", level: String = "", draws: Int = 2
  ) -> [Int128] {
    let found = values.filter { measure, _ in
      measure.name == name && measure.party == party && measure.period == "whole run"
        && measure.by1 == by && measure.level1 == level
        && (measure.discounting.isEmpty || measure.discounting == "undiscounted")
    }
    return found.first?.value ?? Array(repeating: 0, count: draws)
  }

  /// The values of a measure by year, such as `2027-28`.
  func yearly(_ name: String, party: String = "") -> [String: [Int128]] {
    var result: [String: [Int128]] = [:]
    for (measure, value) in values
    where measure.name == name && measure.party == party && measure.period != "whole run"
      && measure.by1.isEmpty
    {
      result[measure.period] = value
    }
    return result
  }
}

import Analysis
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting
import Reporting

/// Several values of one parameter: those of `--set NAME=A,B,C`, or nine of `--frontier NAME FROM TO`.
struct AskedSweep {
  /// The settings that have one value.
  let settings: [String]
  private let parameter: AdjustableParameter?
  /// What stands before the value in a setting: the parameter, and the day if one is named.
  private let name: String
  private let values: [String]
  private let isFrontier: Bool

  /// What the command line asks for.
  init(_ arguments: Arguments, _ program: Program) throws(Failure) {
    var plain: [String] = []
    var found:
      [(name: String, values: [String], parameter: AdjustableParameter, isFrontier: Bool)] =
        []
    for text in arguments.all("--set") {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      let values = parts.count == 2 ? AskedSweep.values(parts[1]) : []
      let name = parts.first?.split(separator: "@").first.map(String.init) ?? ""
      guard values.count > 1, let parameter = try? AdjustableParameter(named: name, in: program)
      else {
        plain.append(text)
        continue
      }
      found.append((parts[0], values, parameter, false))
    }
    if let text = arguments["--frontier"] {
      let words = text.split(separator: " ").map(String.init)
      let parameter = try AskedSweep.parameter(words[0], program)
      let values = try AskedSweep.between(words, parameter, program)
      found.append((words[0], values, parameter, true))
    }
    if found.count > 1 {
      let names = found.map { "`\($0.name)`" }.joined(separator: " and ")
      throw .misuse("\(names) each have several values; give several to one of them")
    }
    settings = plain
    parameter = found.first?.parameter
    name = found.first?.name ?? ""
    values = found.first?.values ?? []
    isFrontier = found.first?.isFrontier ?? false
  }

  private static func parameter(
    _ name: String, _ program: Program
  ) throws(Failure) -> AdjustableParameter {
    do {
      return try AdjustableParameter(named: name, in: program)
    } catch {
      throw .misuse("`--frontier \(name)`: \(error.message)")
    }
  }

  /// Nine values evenly apart.
  private static func between(
    _ words: [String], _ parameter: AdjustableParameter, _ program: Program
  ) throws(Failure) -> [String] {
    var ends: [Ratio] = []
    for word in words.dropFirst() {
      do {
        let setting = try ParameterSetting.parse("\(parameter.name)=\(word)", in: program)
        if let amount = parameter.amount(of: setting) { ends.append(amount) }
      } catch {
        throw .misuse("`--frontier \(words.joined(separator: " "))`: \(error.message)")
      }
    }
    guard ends.count == 2, ends[0] < ends[1] else {
      throw .misuse(
        "`--frontier \(words.joined(separator: " "))`: write the parameter, its least and its "
          + "greatest value")
    }
    return (0...8).map {
      parameter.text(of: ends[0] + (ends[1] - ends[0]) * Ratio(Int128($0), over: 8))
    }
  }

  /// The values of a text: parts between semicolons, or between commas that part no thousands.
  static func values(_ text: String) -> [String] {
    if text.contains(";") { return text.split(separator: ";").map { AskedSweep.trimmed($0) } }
    var values: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let digits = part.prefix { $0.isNumber }.count
      if digits == 3, let last = values.last, last.last?.isNumber ?? false {
        values[values.count - 1] = last + "," + part
      } else {
        values.append(AskedSweep.trimmed(part))
      }
    }
    return values
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// Refuses a parameter that nothing in a plan reads.
  func require(_ plan: FundingPlan) throws(Failure) {
    guard let parameter, plan.parameterNumber(named: parameter.name).isEmpty else { return }
    let option = isFrontier ? "--frontier" : "--set"
    throw .misuse("`\(option) \(parameter.shortName)`: nothing that is compared reads it")
  }

  /// The comparison at each value, or nothing if no sweep was asked for.
  func result(_ run: ScenarioRun) throws(Failure) -> Sweep? {
    guard let parameter else { return nil }
    var points: [Sweep.Point] = []
    for value in values {
      let option = isFrontier ? "--frontier" : "--set \(name)=\(value)"
      let setting = try run.setting("\(name)=\(value)", for: option)
      let result = try run.result(
        try run.plan([setting]).plan, doing: "draws at \(parameter.shortName) \(value)"
      ).result
      points.append(Sweep.Point(value: value, comparison: Comparison(result)))
    }
    return Sweep(parameter: parameter.shortName, points: points, isFrontier: isFrontier)
  }
}

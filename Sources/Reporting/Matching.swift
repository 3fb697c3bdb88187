public import Analysis
import FundingValues
import Quoting
import Simulation

/// How regimes were brought to one cost: which parameter each moved, to what, and what it came to before.
public struct Matching: Sendable {
  /// One regime brought to the target.
  public struct Part: Sendable {
    /// The regime's name.
    public let regime: String
    /// The parameter that was moved.
    public let parameter: String
    /// Its value as it would be set.
    public let value: String
    /// The figure there.
    public let reached: Double
    /// The value on the target's other side and the figure there, where the target is not met.
    public let other: (value: String, figure: Double)?
    /// Whether the target is met.
    public let isMet: Bool

    /// A regime's part from what was found.
    public init(
      regime: String, parameter: String, value: String, reached: Double,
      other: (value: String, figure: Double)?, isMet: Bool
    ) {
      self.regime = regime
      self.parameter = parameter
      self.value = value
      self.reached = reached
      self.other = other
      self.isMet = isMet
    }
  }
  /// The path of the figure held equal.
  public let path: String
  /// What it was held to.
  public let target: Double
  /// The regimes but the baseline.
  public let parts: [Part]
  /// The regimes as they stand without being matched.
  public let unmatched: Comparison

  /// A matching from its parts.
  public init(path: String, target: Double, parts: [Part], unmatched: Comparison) {
    self.path = path
    self.target = target
    self.parts = parts
    self.unmatched = unmatched
  }

  /// What was held equal, in words.
  var figure: String {
    if path == "support" { return "support" }
    let words = path.split(separator: ".").map(String.init)
    guard words.count == 2 else { return path }
    let title = unmatched.result.partyTitles[words[0]] ?? words[0]
    return words[1] == "pays" ? "payments by \(title)" : "payments out of \(title)"
  }
}

extension BriefReport {
  /// What each regime was moved to, and what it brings and costs when it is not moved.
  func matched(_ matching: Matching) -> [String] {
    let money = comparison.wordsOfMoney
    var table = TextTable(
      "Brought to equal \(matching.figure), \(money.text(matching.target, step: 0))",
      heads: ["by setting", "which gives", "unmatched:\ncompleters", "\nsupport"])
    table.tellsHeadsBesideTitle = true
    let people = FigureText(.count)
    for part in matching.parts {
      guard let regime = comparison.regimes.firstIndex(of: part.regime) else { continue }
      let before = matching.unmatched.headline(of: regime)
      table.add(
        comparison.title(of: regime),
        [
          "\(part.parameter) \(part.value)", money.text(part.reached, step: 0),
          before.completers.map(people.valueWithError) ?? "",
          before.support.map(money.valueWithError) ?? "",
        ])
    }
    var lines = Array(table.lines.dropLast())
    for part in matching.parts where !part.isMet {
      var text = "\(part.regime) does not meet it: nearest is \(part.parameter) \(part.value), "
      text += money.text(part.reached, step: 0)
      if let other = part.other {
        text += "; then \(other.value), \(money.text(other.figure, step: 0))"
      }
      lines += paragraph("", text)
    }
    return lines
  }
}

extension Answer {
  /// Which regime brings most once all are brought to one cost, if one can be told apart.
  static func winner(_ comparison: Comparison, _ matching: Matching) -> String {
    let missed = matching.parts.filter { !$0.isMet }
    if !missed.isEmpty {
      return "Not every regime meets the target, so no winner is named."
    }
    guard let measure = comparison.completersMeasure, comparison.regimes.count > 2 else {
      return ""
    }
    let order = comparison.regimes.indices.dropFirst().sorted {
      (comparison.headline(of: $0).completers?.value ?? 0)
        > (comparison.headline(of: $1).completers?.value ?? 0)
    }
    let (first, second) = (order[0], order[1])
    let ahead = zip(
      comparison.completerValues(measure, regime: first),
      comparison.completerValues(measure, regime: second)
    ).map { $0 - $1 }
    let lead = Estimate(
      ahead, perUnit: comparison.result.perUnit(of: measure),
      uncertain: !comparison.result.uncertain.isEmpty)
    let (one, other) = (comparison.quotedTitle(of: first), comparison.quotedTitle(of: second))
    guard lead.isResolved, !lead.isExactlyZero else {
      return "At equal \(matching.figure), \(one) and \(other) cannot be told apart."
    }
    return "At equal \(matching.figure), \(one) brings most completers: "
      + "\(FigureText(.count).valueWithRange(lead)) more than \(other)."
  }
}

/// The regimes brought to one cost, as a table.
struct MatchingTable {
  let table: CSVTable

  init(_ matching: Matching, scenario: String) {
    var table = CSVTable(
      file: "matching.csv", title: "The values that bring the regimes to one cost",
      columns: [
        .init("scenario", .string, "name of the scenario"),
        .init("regime", .string, "name of the regime"),
        .init("path", .string, "what is held equal"),
        .init("target", .number, "what it is held to"),
        .init("parameter", .string, "the parameter that is moved"),
        .init("parameter_value", .string, "the value that comes nearest, as it would be set"),
        .init("reached", .number, "what is held equal, at that value"),
        .init("met", .boolean, "whether that meets the target"),
        .init("other_value", .string, "the value on the other side of a target that is not met"),
        .init("other_reached", .number, "what is held equal, at that other value"),
      ])
    for part in matching.parts {
      table.add([
        scenario, part.regime, matching.path, plain(matching.target, places: 2), part.parameter,
        part.value, plain(part.reached, places: 2), part.isMet ? "true" : "false",
        part.other?.value ?? "", part.other.map { plain($0.figure, places: 2) } ?? "",
      ])
    }
    self.table = table
  }
}

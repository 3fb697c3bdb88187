import Analysis
import Foundation
import FundingValues
import Quoting
import Reporting

/// `cofund compare RUN-A RUN-B`: what differs between two results folders.
struct RunsApart {
  private let one: EarlierResults
  private let other: EarlierResults
  private let console: Console

  /// Reads both folders.
  init(_ paths: [String], _ console: Console) throws(Failure) {
    one = try EarlierResults(paths[0])
    other = try EarlierResults(paths[1])
    self.console = console
  }

  /// Prints what differs: how they were run, the files, the values and the figures.
  func run(asJSON: Bool) throws -> ExitStatus {
    let document = Document(
      a: one.path, b: other.path, run: changes(one.record, other.record),
      inputs: changes(one.inputs, other.inputs), values: changes(one.values, other.values),
      figures: figures)
    if asJSON {
      try console.result(try documentText(document) + "\n")
      return .done
    }
    try console.result(text(document))
    return .done
  }

  /// What differs, for programs.
  private struct Document: Encodable {
    let schema = "cofund-runs-apart/1"
    let a: String
    let b: String
    let run: [Change]
    let inputs: [Change]
    let values: [Change]
    let figures: [FigureChange]
  }

  /// One entry that differs; nothing where one of the runs has none.
  private struct Change: Encodable {
    let name: String
    let a: String?
    let b: String?
  }

  /// One figure that differs.
  private struct FigureChange: Encodable {
    let figure: String
    let a: Double
    let b: Double
    let change: Double
    /// The error of the change if the two runs shared nothing, which is its most.
    let error: Double
    let resolved: Bool
    let minorUnits: Int?

    private enum CodingKeys: String, CodingKey { case figure, a, b, change, error, resolved }
  }

  private func changes(_ one: [String: String], _ other: [String: String]) -> [Change] {
    Set(one.keys).union(other.keys).sorted().compactMap { name in
      one[name] == other[name] ? nil : Change(name: name, a: one[name], b: other[name])
    }
  }

  private var figures: [FigureChange] {
    one.order.compactMap { words in
      guard let before = one.figures[words], let after = other.figures[words],
        before.value != after.value
      else { return nil }
      let error = (before.error * before.error + after.error * after.error).squareRoot()
      let change = after.value - before.value
      return FigureChange(
        figure: words, a: before.value, b: after.value, change: change, error: error,
        resolved: Estimate(value: change, standardError: error).isResolved,
        minorUnits: before.minorUnits)
    }
  }

  private func text(_ document: Document) -> String {
    var lines = ["A: \(one.path)", "B: \(other.path)", ""]
    let isSame =
      document.run.isEmpty && document.inputs.isEmpty && document.values.isEmpty
      && document.figures.isEmpty
    if isSame { return (lines + ["The two runs agree in all that is compared."]).text }
    lines += told("How they were run", document.run)
    lines += told("Files read", document.inputs.map(shortened))
    lines += told("Values", document.values)
    let missing = Set(one.figures.keys).symmetricDifference(other.figures.keys).count
    if document.figures.isEmpty {
      lines.append("Headline figures: none differs.")
    } else {
      let told = document.figures.filter(\.resolved)
      lines.append(
        "Headline figures: \(document.figures.count) differ, \(told.count) of them by more than "
          + "simulation error could.")
      for figure in told.prefix(25) { lines.append("  " + words(figure)) }
      if told.count > 25 { lines.append("  and \(told.count - 25) more: add `--format json`") }
    }
    if missing > 0 { lines.append("\(counted(missing, "figure")) stand in only one of the runs.") }
    if one.answer != other.answer {
      lines += ["", "Answer of A"] + one.answer.map { "  " + $0 }
      lines += ["Answer of B"] + other.answer.map { "  " + $0 }
    }
    return lines.text
  }

  private func told(_ title: String, _ changes: [Change]) -> [String] {
    guard !changes.isEmpty else { return ["\(title): the same.", ""] }
    var lines = ["\(title): \(changes.count) \(changes.count == 1 ? "differs" : "differ")"]
    for change in changes.prefix(20) {
      lines.append("  \(change.name): \(change.a ?? "not in A") -> \(change.b ?? "not in B")")
    }
    if changes.count > 20 { lines.append("  and \(changes.count - 20) more: add `--format json`") }
    return lines + [""]
  }

  /// A change of a file by the first digits of its hashes.
  private func shortened(_ change: Change) -> Change {
    Change(
      name: change.name, a: change.a.map { String($0.prefix(12)) },
      b: change.b.map { String($0.prefix(12)) })
  }

  private func words(_ figure: FigureChange) -> String {
    let code = one.currency
    let currency =
      code == "GBP"
      ? .sterling
      : Currency(sign: code + " ", title: code, minorUnits: figure.minorUnits ?? 1)
    let words = FigureText(figure.minorUnits == nil ? .count : .money, in: currency)
    return "\(figure.figure): \(words.plainly(figure.a)) -> \(words.plainly(figure.b)), "
      + "\(words.plainly(figure.change, error: figure.error)) apart"
  }
}

extension [String] {
  /// The lines as one text.
  fileprivate var text: String { map { $0 + "\n" }.joined() }
}

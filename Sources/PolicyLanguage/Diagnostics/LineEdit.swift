/// A suggestion seen as whole lines taken out and put in.
struct LineEdit: Sendable {
  /// The lines taken out, with their numbers.
  let removed: [(line: Int, text: String)]
  /// The lines put in, with the numbers that they will have.
  let added: [(line: Int, text: String)]

  /// The last line number that is shown.
  var lastLine: Int {
    max(removed.last?.line ?? 1, added.last?.line ?? 1)
  }

  /// The lines that a suggestion changes.
  init(_ suggestion: Suggestion, in table: LineTable) {
    let start = Int(suggestion.span.start)
    let end = max(start, Int(suggestion.span.end))
    let first = table.line(of: start)
    let last = table.line(of: end)
    let before = (first...last).map { table.lineText($0) }
    let head = table.text(table.lineRange(first).lowerBound, start)
    let tail = table.text(end, table.lineRange(last).upperBound)
    let after = (head + suggestion.replacement + tail).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    var same = 0
    while same < min(before.count, after.count), before[same] == after[same] { same += 1 }
    var sameAtEnd = 0
    while sameAtEnd < min(before.count, after.count) - same,
      before[before.count - 1 - sameAtEnd] == after[after.count - 1 - sameAtEnd]
    {
      sameAtEnd += 1
    }
    removed = before.indices.dropFirst(same).dropLast(sameAtEnd).map { (first + $0, before[$0]) }
    added = after.indices.dropFirst(same).dropLast(sameAtEnd).map { (first + $0, after[$0]) }
  }
}

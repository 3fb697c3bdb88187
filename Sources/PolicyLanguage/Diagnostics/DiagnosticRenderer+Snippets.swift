import FundingValues

extension DiagnosticRenderer {
  /// The labels of one file, line by line.
  struct Snippet {
    /// The place that the snippet's heading names.
    let first: SourceSpan
    /// The labels by line, lines in their order.
    var lines: [(line: Int, labels: [SnippetLabel])]
  }

  /// A label on one line, in characters.
  struct SnippetLabel {
    /// The column of its first mark, from one.
    let column: Int
    /// How many marks it has.
    let width: Int
    /// Its phrase, which may be empty.
    let text: String
    /// Whether it is the fault itself.
    let isPrimary: Bool
  }

  /// The longest line shown whole, in characters.
  private static let longestLine = 300

  /// The labels gathered by file, the file of the fault first.
  mutating func snippets(_ diagnostic: Diagnostic) -> [Snippet] {
    var snippets: [Snippet] = []
    var files: [Int32] = []
    let labels = [diagnostic.primary] + diagnostic.secondary
    for label in labels where !files.contains(label.span.file) { files.append(label.span.file) }
    for file in files {
      let own = labels.filter { $0.span.file == file }
      let heading =
        file == diagnostic.primary.span.file
        ? diagnostic.primary.span : own.map(\.span).min() ?? diagnostic.primary.span
      var snippet = Snippet(first: heading, lines: [])
      for label in own {
        let (line, placed) = place(label, isPrimary: label == diagnostic.primary)
        if let index = snippet.lines.firstIndex(where: { $0.line == line }) {
          snippet.lines[index].labels.append(placed)
        } else {
          snippet.lines.append((line, [placed]))
        }
      }
      snippet.lines.sort { $0.line < $1.line }
      snippets.append(snippet)
    }
    return snippets
  }

  private mutating func place(_ label: Label, isPrimary: Bool) -> (Int, SnippetLabel) {
    let table = table(label.span.file)
    let start = Int(label.span.start)
    let (line, column) = table.position(of: start)
    let end = min(Int(label.span.end), table.lineRange(line).upperBound)
    let width = max(1, table.text(start, max(start, end)).count)
    let placed = SnippetLabel(
      column: column, width: width, text: printable(label.text), isPrimary: isPrimary)
    return (line, placed)
  }

  /// Writes the lines of a snippet with the marks beneath them.
  mutating func write(_ snippet: Snippet, gutter: Int, to text: inout StyledText) {
    let table = table(snippet.first.file)
    var last: Int?
    for (line, labels) in snippet.lines {
      if let last, line > last + 1 { text.line(("...", .frame)) }
      last = line
      let window = window(on: printable(table.lineText(line)), labels)
      text.line((padded(line, to: gutter) + " | ", .frame), (window.text, .source))
      write(window.labels, gutter: gutter, to: &text)
    }
  }

  /// A line cut about its first label if it is too long to show, and its labels moved with it.
  private func window(on line: String, _ labels: [SnippetLabel]) -> (
    text: String, labels: [SnippetLabel]
  ) {
    let count = line.count
    guard count > DiagnosticRenderer.longestLine else { return (line, labels) }
    let anchor = (labels.first { $0.isPrimary } ?? labels.first)?.column ?? 1
    let from = max(0, min(anchor - 60, count - 200))
    let start = line.index(line.startIndex, offsetBy: from)
    let end = line.index(start, offsetBy: min(200, count - from))
    let text = (from > 0 ? "..." : "") + line[start..<end] + (end < line.endIndex ? "..." : "")
    let shift = from - (from > 0 ? 3 : 0)
    let moved = labels.filter { $0.column > from && $0.column <= from + 200 }.map {
      SnippetLabel(
        column: $0.column - shift, width: min($0.width, from + 201 - $0.column), text: $0.text,
        isPrimary: $0.isPrimary)
    }
    return (text, moved)
  }

  /// Writes the marks of one line and their phrases: the rightmost beside its mark, others beneath.
  private func write(_ labels: [SnippetLabel], gutter: Int, to text: inout StyledText) {
    let frame = String(repeating: " ", count: gutter) + " | "
    var waiting = labels.sorted {
      ($0.column, $0.isPrimary ? 1 : 0) < ($1.column, $1.isPrimary ? 1 : 0)
    }
    let end = labels.map { $0.column + $0.width }.max() ?? 1
    var beside: SnippetLabel?
    if let last = waiting.last, last.column + last.width == end { beside = waiting.removeLast() }
    let role: DiagnosticRole = labels.contains { $0.isPrimary } ? .primary : .secondary
    let phrase = beside.map { $0.text.isEmpty ? "" : " " + $0.text } ?? ""
    text.line(
      (frame, .frame), (marks(labels), role),
      (phrase, beside?.isPrimary == true ? .primary : .secondary))
    waiting.removeAll { $0.text.isEmpty }
    if !waiting.isEmpty { text.line((frame, .frame), (bars(waiting.map(\.column)), .secondary)) }
    while let label = waiting.popLast() {
      let bars = bars(waiting.map(\.column).filter { $0 < label.column })
      let gap = String(repeating: " ", count: max(0, label.column - 1 - bars.count))
      text.line(
        (frame, .frame), (bars + gap, .secondary),
        (label.text, label.isPrimary ? .primary : .secondary))
    }
  }

  /// The row of marks beneath a line: `^` for the fault and `-` for what it depends on.
  private func marks(_ labels: [SnippetLabel]) -> String {
    let last = labels.map { $0.column + $0.width - 1 }.max() ?? 0
    var row = Array(repeating: Character(" "), count: last)
    for isPrimary in [false, true] {
      for label in labels where label.isPrimary == isPrimary {
        for column in label.column..<(label.column + label.width) {
          row[column - 1] = isPrimary ? "^" : "-"
        }
      }
    }
    return String(row)
  }

  private func bars(_ columns: [Int]) -> String {
    var row = Array(repeating: Character(" "), count: columns.max() ?? 0)
    for column in columns { row[column - 1] = "|" }
    return String(row)
  }
}

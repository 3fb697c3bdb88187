/// A plain table: a heading, names on the left and figures on the right, aligned by characters.
struct TextTable {
  let title: String
  /// Said below the title, if anything.
  var note = ""
  /// The heads of the columns; one that holds line breaks stands on several lines.
  let heads: [String]
  /// Whether the title stands on the first line of the heads.
  var tellsHeadsBesideTitle = false
  private(set) var rows: [(name: String, cells: [String])] = []

  init(_ title: String, heads: [String]) {
    self.title = title
    self.heads = heads
  }

  /// Adds a row unless all of its cells are empty.
  mutating func add(_ name: String, _ cells: [String]) {
    if cells.contains(where: { !$0.isEmpty }) { rows.append((name, cells)) }
  }

  /// How wide a page is, in characters.
  static let pageWidth = 110

  /// How wide the table is, in characters.
  var width: Int { lines.map(\.count).max() ?? 0 }

  /// The lines of the table, or nothing if it has no row.
  var lines: [String] {
    guard !rows.isEmpty else { return [] }
    var lines = tellsHeadsBesideTitle ? [] : [title]
    if !note.isEmpty { lines.append("  " + note) }
    var first = rows.map(\.name.count).max() ?? 0
    if tellsHeadsBesideTitle { first = max(first, title.count - 2) }
    let headLines = heads.map { $0.split(separator: "\n").map(String.init) }
    var widths = headLines.map { $0.map(\.count).max() ?? 0 }
    for row in rows {
      for (index, cell) in row.cells.enumerated() where index < widths.count {
        widths[index] = max(widths[index], cell.count)
      }
    }
    let depth = headLines.map(\.count).max() ?? 0
    for number in 0..<depth {
      let words = headLines.map { head in
        let above = depth - head.count
        return number < above ? "" : head[number - above]
      }
      let text = line("", words, first, widths)
      lines.append(
        number == 0 && tellsHeadsBesideTitle ? title + text.dropFirst(title.count) : text)
    }
    for row in rows { lines.append(line(row.name, row.cells, first, widths)) }
    return lines + [""]
  }

  private func line(_ name: String, _ cells: [String], _ first: Int, _ widths: [Int]) -> String {
    var text = "  " + name + spaces(first - name.count)
    for (cell, width) in zip(cells, widths) {
      let shown = cell.isEmpty ? "-" : cell
      text += "  " + spaces(width - shown.count) + (shown == "-" && name.isEmpty ? " " : shown)
    }
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}

import FundingValues

extension Formatter {
  /// One dated value of a parameter, cut into its columns.
  private struct Row {
    let key: String
    let value: String
    let from: String
    let basis: String
    let date: CivilDate
    /// The value's line, after the comments that stand above it.
    var items: [Item]
  }

  /// Lines the values of each parameter up and sorts them by key and date.
  func alignParameters(_ items: inout [Item]) {
    var result: [Item] = []
    result.reserveCapacity(items.count)
    var index = 0
    while index < items.count {
      let head = items[index]
      result.append(head)
      index += 1
      guard isParameter(head) else { continue }
      let end = endOfRows(items, from: index, depth: head.depth + 1)
      result += aligned(items[index..<end])
      index = end
    }
    items = result
  }

  private func isParameter(_ item: Item) -> Bool {
    guard let line = item.line else { return false }
    let first = tokens(of: line).lowerBound
    return tokens(of: line).count >= 3 && parser.tokens[first].word == .parameter
      && parser.tokens[first + 1].kind == .name && parser.tokens[first + 2].word == .as
  }

  /// The index after the last dated value beneath a parameter.
  private func endOfRows(_ items: [Item], from start: Int, depth: Int) -> Int {
    var end = start
    for index in start..<items.count {
      let item = items[index]
      guard item.line != nil else { continue }
      guard item.depth == depth, row(item) != nil else { break }
      end = index + 1
    }
    return end
  }

  private func row(_ item: Item) -> Row? {
    guard let line = item.line else { return nil }
    let range = tokens(of: line)
    let from = range.dropLast().first {
      parser.tokens[$0].word == .from && parser.tokens[$0 + 1].kind == .date
    }
    guard let from, let date = date(from + 1) else { return nil }
    let colon = range.prefix { $0 < from }.first { parser.tokens[$0].kind == .colon }
    let start = colon.map { $0 + 1 } ?? range.lowerBound
    return Row(
      key: colon.map { text(range.lowerBound..<($0 + 1)) } ?? "", value: text(start..<from),
      from: text(from..<(from + 2)), basis: text((from + 2)..<range.upperBound), date: date,
      items: [item])
  }

  private func date(_ token: Int) -> CivilDate? {
    Lexer.date(in: parser.bytes, at: Int(parser.tokens[token].start))
  }

  private func aligned(_ items: ArraySlice<Item>) -> [Item] {
    var rows: [Row] = []
    var above: [Item] = []
    for item in items {
      if var row = row(item) {
        row.items = above + row.items
        above = []
        rows.append(row)
      } else {
        above.append(item)
      }
    }
    // A value without a case among values with one has no column to stand in.
    if rows.contains(where: \.key.isEmpty), rows.contains(where: { !$0.key.isEmpty }) {
      return Array(items)
    }
    let keyWidth = rows.map(\.key.count).max() ?? 0
    let valueWidth = rows.map(\.value.count).max() ?? 0
    return sorted(rows).flatMap { row in
      var items = row.items
      // A comment indented further would hang from another line once its row has moved.
      let depth = items[items.count - 1].depth
      for index in items.indices { items[index].depth = min(items[index].depth, depth) }
      var text = keyWidth == 0 ? "" : padded(row.key, to: keyWidth) + "  "
      text += padded(row.value, to: valueWidth) + "  " + row.from
      if !row.basis.isEmpty { text += "  " + row.basis }
      items[items.count - 1].text = text
      return items
    }
  }

  /// The rows of each key together in the order of the keys' first mention, by date within a key.
  private func sorted(_ rows: [Row]) -> [Row] {
    var keys: [String: Int] = [:]
    for row in rows where keys[row.key] == nil { keys[row.key] = keys.count }
    return rows.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      return (keys[a.key] ?? 0, a.date, left.offset) < (keys[b.key] ?? 0, b.date, right.offset)
    }.map(\.element)
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

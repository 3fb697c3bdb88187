import FundingValues

/// The rows of a keyed parameter in force on one day, cut into the smallest cases they tell apart.
struct Table {
  /// The path and the type of each key.
  private let keys: [(path: PathSyntax, type: ValueType, values: [String])]
  /// The pieces of each key: a value of a category, or the start of a band.
  private let pieces: [[Piece]]
  /// The rows that have a case of their own.
  private let rows: [(index: Int, cells: [CellExtent])]
  private let hasOtherwise: Bool
  /// Whether this is the table on the first day of the parameter.
  let isFirst: Bool

  /// The smallest part of a key.
  private enum Piece {
    case member(Int)
    case band(from: Ratio?, to: Ratio?)
  }

  /// A table, or nothing if an edge is not known on the day or there are too many cases.
  init?(
    _ checker: Checker, _ parameter: ParameterSyntax, _ types: [ValueType], _ active: [Int],
    on day: CivilDate
  ) {
    let program = checker.program
    var keys: [(path: PathSyntax, type: ValueType, values: [String])] = []
    for (path, type) in zip(parameter.keys, types) {
      let values =
        type == .truth ? ["no", "yes"] : type.categoryName.flatMap { program.values(of: $0) } ?? []
      keys.append((path, type, values))
    }
    var rows: [(index: Int, cells: [CellExtent])] = []
    var hasOtherwise = false
    for index in active {
      guard case .cells(let cells, _)? = parameter.rows[index].key else {
        hasOtherwise = true
        continue
      }
      guard cells.count == keys.count else { return nil }
      var extents: [CellExtent] = []
      for (cell, key) in zip(cells, keys) {
        guard let extent = Table.extent(cell, key.type, key.values, checker, day) else {
          return nil
        }
        extents.append(extent)
      }
      rows.append((index, extents))
    }
    self.keys = keys
    self.rows = rows
    self.hasOtherwise = hasOtherwise
    pieces = keys.indices.map { Table.pieces(of: keys[$0], rows.map(\.cells), $0) }
    isFirst = !parameter.rows.contains { $0.from.date < day }
    if pieces.reduce(1, { min($0 * $1.count, 1 << 20) }) >= 1 << 20 { return nil }
  }

  private static func extent(
    _ cell: CellSyntax, _ type: ValueType, _ values: [String], _ checker: Checker,
    _ day: CivilDate
  ) -> CellExtent? {
    // What begins above a bound, or ends with one, does so a step beyond it.
    let step = type.kind == .whole ? Ratio.one : Ratio(1, over: 1_000_000)
    func edge(_ expression: ExpressionSyntax) -> Ratio? {
      let value = checker.literalValue(expression) ?? checker.constant(expression, on: day)
      return cell.takesTop ? value.map { $0 + step } : value
    }
    switch cell {
    case .names(let names):
      return .members(Set(names.compactMap { name in values.firstIndex(of: name.text) }))
    case .number(let number):
      return .band(number.value, number.value + step)
    case .below(let high), .upTo(let high): return edge(high).map { .band(nil, $0) }
    case .orMore(let low), .over(let low): return edge(low).map { .band($0, nil) }
    case .from(let low, let high), .above(let low, let high):
      guard let first = edge(low), let last = edge(high) else { return nil }
      return .band(first, last)
    }
  }

  private static func pieces(
    of key: (path: PathSyntax, type: ValueType, values: [String]), _ rows: [[CellExtent]],
    _ position: Int
  ) -> [Piece] {
    if !key.type.isNumeric && key.type != .date {
      // Four weeks are four times a week, so a table need not have a row for them.
      let weeks = ["four-weekly", "fortnightly"]
      return key.values.indices.filter { !weeks.contains(key.values[$0]) }.map { .member($0) }
    }
    var edges: Set<Ratio> = []
    for row in rows {
      guard case .band(let low, let high) = row[position] else { continue }
      if let low { edges.insert(low) }
      if let high { edges.insert(high) }
    }
    let hasSign = key.type.kind == .number || key.type.kind == .share || key.type == .date
    if !hasSign { edges.insert(.zero) }
    let sorted = edges.sorted()
    var pieces: [Piece] = hasSign ? [.band(from: nil, to: sorted.first)] : []
    for (index, edge) in sorted.enumerated() where hasSign || edge >= .zero {
      pieces.append(.band(from: edge, to: index + 1 < sorted.count ? sorted[index + 1] : nil))
    }
    return pieces
  }

  private func covers(_ row: [CellExtent], _ cell: [Int]) -> Bool {
    for (position, choice) in cell.enumerated() {
      switch (row[position], pieces[position][choice]) {
      case (.members(let members), .member(let value)):
        if !members.contains(value) { return false }
      case (.band(let low, let high), .band(let from, let to)):
        if let low {
          guard let from, from >= low else { return false }
        }
        if let high {
          guard let to, to <= high else { return false }
        }
      default: return false
      }
    }
    return true
  }

  private func first<T>(_ test: ([Int]) -> T?) -> T? {
    if pieces.contains(where: \.isEmpty) { return nil }
    var cell = Array(repeating: 0, count: pieces.count)
    while true {
      if let found = test(cell) { return found }
      var position = cell.count - 1
      while position >= 0 {
        cell[position] += 1
        if cell[position] < pieces[position].count { break }
        cell[position] = 0
        position -= 1
      }
      if position < 0 { return nil }
    }
  }

  /// Two rows that have a case in common, and that case.
  var overlap: (Int, Int, [Int])? {
    first { cell in
      var found: Int?
      for row in rows where covers(row.cells, cell) {
        if let earlier = found { return (earlier, row.index, cell) }
        found = row.index
      }
      return nil
    }
  }

  /// A case that no row has.
  var gap: [Int]? {
    if hasOtherwise { return nil }
    return first { cell in rows.contains { covers($0.cells, cell) } ? nil : cell }
  }

  /// The rows whose bands end and begin at the edges of a gap between them.
  func neighbours(of gap: [Int]) -> (before: Int, after: Int)? {
    guard gap.count == 1, case .band(let from?, let to?) = pieces[0][gap[0]] else { return nil }
    let before = rows.first {
      if case .band(_, let high) = $0.cells[0] { return high == from }
      return false
    }
    let after = rows.first {
      if case .band(let low, _) = $0.cells[0] { return low == to }
      return false
    }
    guard let before, let after else { return nil }
    return (before.index, after.index)
  }

  /// The facts of a case in words.
  func witness(_ cell: [Int], _ checker: Checker) -> String {
    var words: [String] = []
    for (position, choice) in cell.enumerated() {
      let key = keys[position]
      switch pieces[position][choice] {
      case .member(let value): words.append("\(key.path.text) \(key.values[value])")
      case .band(let from, let to):
        let value: Ratio
        switch (from, to) {
        case (let low?, let high?):
          let middle = (low + high) / Ratio(2)
          value = key.type.kind == .whole ? Ratio(whole: middle.floor()) : middle
        case (let low?, nil): value = low
        case (nil, let high?): value = high - .one
        case (nil, nil): value = .zero
        }
        words.append("\(key.path.text) \(key.type.text(value, currency: checker.program.currency))")
      }
    }
    return words.joined(separator: " and ")
  }
}

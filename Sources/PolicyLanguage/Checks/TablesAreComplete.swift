import FundingValues

/// One cell of a case, as a set of values.
enum CellExtent: Hashable {
  /// Values of a category, or yes and no, by index.
  case members(Set<Int>)
  /// From a first value, or from the least, to below a last, or without end.
  case band(Ratio?, Ratio?)
}

extension Checker {
  /// Requires that the rows of a keyed parameter leave no gap and never overlap, on each date.
  ///
  /// A row holds until its case has a later one, so cases never change; a band's edge may be a dated
  /// parameter.
  mutating func requireCompleteTable(_ parameter: ParameterSyntax, _ types: [ValueType]) {
    if diagnostics.last?.severity == .error, isWithin(parameter) { return }
    if isPlainlyComplete(parameter, types) {
      if coversCategory(parameter, types) { reportNeverReached(parameter) }
      return
    }
    let cases = Cases(of: parameter)
    for day in tableDays(parameter, cases) {
      let rows = cases.rows(of: parameter, on: day)
      if rows.isEmpty { continue }
      guard let table = Table(self, parameter, types, rows, on: day) else { return }
      if let (first, second, cell) = table.overlap {
        reportOverlap(parameter, first, second, table.witness(cell, self), day)
        return
      }
      if day >= cases.completeFrom ?? day, let gap = table.gap {
        reportGap(parameter, table, gap, day)
        return
      }
    }
    guard let first = parameter.rows.first(where: \.isOtherwise)?.from.date else { return }
    let days = [first] + tableDays(parameter, cases).filter { $0 > first }
    for day in days
    where !coversAll(parameter, types, cases.rows(of: parameter, on: day), on: day) { return }
    reportNeverReached(parameter)
  }

  /// Whether rows in force on a day leave nothing to `otherwise`.
  private func coversAll(
    _ parameter: ParameterSyntax, _ types: [ValueType], _ rows: [Int], on day: CivilDate
  ) -> Bool {
    let said = rows.filter { !parameter.rows[$0].isOtherwise }
    guard !said.isEmpty, let own = Table(self, parameter, types, said, on: day) else {
      return false
    }
    return own.gap == nil
  }

  /// Whether every value of the one category has a row of its own when `otherwise` first has one.
  private func coversCategory(_ parameter: ParameterSyntax, _ types: [ValueType]) -> Bool {
    guard let first = parameter.rows.first(where: \.isOtherwise)?.from.date,
      let category = types[0].categoryName,
      let values = program.values(of: category)
    else { return false }
    var left = Set(values)
    for row in parameter.rows where row.from.date <= first {
      guard case .cells(let cells, _)? = row.key, case .names(let names)? = cells.first else {
        continue
      }
      left.subtract(names.map(\.text))
    }
    return left.isEmpty
  }

  private mutating func reportNeverReached(_ parameter: ParameterSyntax) {
    guard let row = parameter.rows.first(where: \.isOtherwise), let key = row.key else { return }
    report(
      "P0503", .warning, "this row of `\(parameter.name.text)` is never reached",
      at: Label(key.span, "every case has a row of its own"),
      with: [Label(parameter.name.span, "parameter")],
      notes: ["a case's value holds until the same case has a later one"],
      help: "leave it out, or write the later value for each case")
  }

  /// Whether the values of one category each have one row, whatever the dates.
  private func isPlainlyComplete(_ parameter: ParameterSyntax, _ types: [ValueType]) -> Bool {
    guard types.count == 1, let category = types[0].categoryName,
      let values = program.values(of: category), values.count < 64
    else { return false }
    var seen: UInt64 = 0
    var masks: [UInt64] = []
    for row in parameter.rows {
      guard case .cells(let cells, _)? = row.key, case .names(let names)? = cells.first else {
        if row.isOtherwise { seen |= 1 << 63 }
        continue
      }
      var mask: UInt64 = 0
      for name in names {
        guard let index = values.firstIndex(of: name.text) else { return false }
        mask |= 1 << UInt64(index)
      }
      if masks.contains(mask) { continue }
      if seen & mask != 0 { return false }
      seen |= mask
      masks.append(mask)
    }
    return seen >> 63 == 1 || seen == (1 << UInt64(values.count)) - 1
  }

  private func isWithin(_ parameter: ParameterSyntax) -> Bool {
    guard let place = diagnostics.last?.primary.span, let last = parameter.rows.last else {
      return false
    }
    return place.file == parameter.span.file && place.start >= parameter.span.start
      && place.start < last.span.end
  }

  /// The days on which the cases that there are, or the edges of their bands, may change.
  private func tableDays(_ parameter: ParameterSyntax, _ cases: Cases) -> [CivilDate] {
    var edges = ChangeDays(program: program)
    var hasDatedEdge = false
    for row in parameter.rows {
      guard case .cells(let cells, _)? = row.key else { continue }
      for cell in cells {
        for edge in cell.edges where literalValue(edge) == nil {
          hasDatedEdge = true
          if case .path(let path) = edge { edges.add(.path(path), from: unit) }
        }
      }
    }
    // A later value of a case leaves the case as it is, so the table is the same.
    if !hasDatedEdge { return Set(cases.begun).sorted() }
    var days = Set(parameter.rows.map(\.from.date))
    if edges.firstDay.day != .min {
      for day in edges.sorted where day >= days.min() ?? day { days.insert(day) }
    }
    return days.sorted()
  }

  /// The rows in force on a day: the last of each case.
  func activeRows(of parameter: ParameterSyntax, on day: CivilDate) -> [Int] {
    Cases(of: parameter).rows(of: parameter, on: day)
  }

  private mutating func reportOverlap(
    _ parameter: ParameterSyntax, _ first: Int, _ second: Int, _ witness: String, _ day: CivilDate
  ) {
    let rows = [parameter.rows[first], parameter.rows[second]].sorted { $0.span < $1.span }
    let ordered = rows.map { $0.key?.span ?? $0.span }
    let isBands = parameter.rows.contains { $0.hasBands }
    report(
      "P0503", "\(isBands ? "the bands of" : "two rows of") `\(parameter.name.text)` overlap",
      at: Label(ordered[1], "second"), with: [Label(ordered[0], "first")],
      notes: ["for example: \(witness) has two values on \(day)"])
  }

  private mutating func reportGap(
    _ parameter: ParameterSyntax, _ table: Table, _ gap: [Int], _ day: CivilDate
  ) {
    let witness = table.witness(gap, self)
    let what = parameter.type.valueType.kind == .share ? "rate" : "value"
    if parameter.keys.count == 1, let (before, after) = table.neighbours(of: gap) {
      reportBandGap(parameter, before, after, "\(witness) has no \(what)")
      return
    }
    let isBands = parameter.keys.count == 1 && parameter.rows.contains { $0.hasBands }
    report(
      "P0503",
      isBands
        ? "the bands of `\(parameter.name.text)` leave a gap"
        : "the rows of `\(parameter.name.text)` leave a case without a value",
      at: Label(parameter.name.span, "not every case has a row"),
      notes: ["for example: \(witness) has no \(what)"] + (table.isFirst ? [] : ["on \(day)"]),
      help: "add a row for it, or one for `otherwise`")
  }

  private mutating func reportBandGap(
    _ parameter: ParameterSyntax, _ before: Int, _ after: Int, _ witness: String
  ) {
    guard case .cells(let upper, let span)? = parameter.rows[after].key,
      case .cells(let lower, let earlier)? = parameter.rows[before].key,
      let start = upper.first?.lowEdge, let end = lower.first?.highEdge
    else { return }
    report(
      "P0503", "the bands of `\(parameter.name.text)` leave a gap",
      at: Label(span, "starts \(upper[0].takesTop ? "above" : "at") \(text(start.span))"),
      with: [
        Label(earlier, "ends \(lower[0].takesTop ? "with" : "before") \(text(end.span))")
      ],
      notes: ["for example: \(witness)"],
      suggestion: Suggestion(
        "start where the band before it ends", replace: start.span, with: text(end.span)))
  }
}

extension DatedValueSyntax {
  /// Whether the row is for all cases that have none of their own.
  var isOtherwise: Bool {
    if case .otherwise? = key { return true }
    return false
  }

  /// Whether the row's case has a band of numbers in it.
  var hasBands: Bool {
    guard case .cells(let cells, _)? = key else { return false }
    return cells.contains { !$0.edges.isEmpty }
  }
}

/// The cases of a keyed parameter, each with a number, in the order in which they are first written.
struct Cases {
  /// The number of each row's case.
  private var numbers: [Int] = []
  /// The first day of each case.
  private(set) var begun: [CivilDate] = []

  /// The cases of a parameter's rows.
  init(of parameter: ParameterSyntax) {
    var known: [String: Int] = [:]
    numbers.reserveCapacity(parameter.rows.count)
    for row in parameter.rows {
      let words = row.key?.identity ?? ""
      if let number = known[words] {
        numbers.append(number)
        begun[number] = min(begun[number], row.from.date)
      } else {
        known[words] = begun.count
        numbers.append(begun.count)
        begun.append(row.from.date)
      }
    }
  }

  /// The day from which every case has a row.
  var completeFrom: CivilDate? { begun.max() }

  /// The last row of each case on a day; the cases stand in the order of their first rows by then.
  func rows(of parameter: ParameterSyntax, on day: CivilDate) -> [Int] {
    var latest: [Int?] = Array(repeating: nil, count: begun.count)
    var order: [Int] = []
    for index in numbers.indices where parameter.rows[index].from.date <= day {
      let number = numbers[index]
      guard let known = latest[number] else {
        latest[number] = index
        order.append(number)
        continue
      }
      if parameter.rows[known].from.date <= parameter.rows[index].from.date {
        latest[number] = index
      }
    }
    return order.compactMap { latest[$0] }
  }
}

import FundingValues

/// The lowest and the highest value ever written for a rate, nought included.
private struct RatesWritten {
  var lowest: Ratio
  var lowestAt: SourceSpan
  var highest: Ratio
}

extension Checker {
  /// Requires that a rate with all that may be added to it never passes 100%.
  mutating func requireRatesWithinTheWhole(_ instrument: InstrumentSyntax) {
    for pays in instrument.pays where pays.base != .towards {
      let rates = ([pays.amount] + pays.shaping.excepts.map(\.amount)).map { ($0, everWritten($0)) }
      for (rate, range) in rates { requireNotNegative(rate, range) }
      if isPlainlyWithinTheWhole(rates.map(\.1), pays.shaping.pluses) { continue }
      requireRateWithinTheWhole(pays, instrument)
    }
  }

  private mutating func requireNotNegative(_ rate: ExpressionSyntax, _ range: RatesWritten?) {
    guard let range, range.lowest < .zero else { return }
    let isHere = range.lowestAt == rate.span
    report(
      "P0205", "a rate of payment cannot be below 0%",
      at: Label(rate.span, isHere ? "below 0%" : ""),
      with: isHere ? [] : [Label(range.lowestAt, "below 0%")])
  }

  private mutating func requireRateWithinTheWhole(
    _ pays: PaysSyntax, _ instrument: InstrumentSyntax
  ) {
    let shaping = pays.shaping
    let rates = [pays.amount] + (shaping.excepts + shaping.pluses).map(\.amount)
    let tests = (shaping.excepts + shaping.pluses).map(\.test)
    if shaping.pluses.count > 6 { return }
    for day in changeDays(of: tests, and: rates, within: instrument.about) {
      if let most = shaping.inAllAtMost, let value = constant(most, on: day), value <= .one {
        continue
      }
      if reportsRate(pays, instrument, on: day) { return }
    }
  }

  /// Whether the highest of all rates ever written, with all that is ever added, is at most 100%.
  private func isPlainlyWithinTheWhole(
    _ rates: [RatesWritten?], _ pluses: [AdjustmentSyntax]
  ) -> Bool {
    var total = Ratio.zero
    for rate in rates {
      guard let rate else { return false }
      total = max(total, rate.highest)
    }
    for plus in pluses {
      guard let rate = everWritten(plus.amount) else { return false }
      if rate.highest > .zero { total = total + rate.highest }
    }
    return total <= .one
  }

  /// The values written for a rate, if it is a literal or a parameter of literals.
  private func everWritten(_ rate: ExpressionSyntax) -> RatesWritten? {
    if let value = literalValue(rate) {
      return RatesWritten(lowest: value, lowestAt: rate.span, highest: value)
    }
    guard case .path(let path) = rate, path.parts.count == 1,
      case .found(let id) = program.lookup(path.parts[0].text, from: unit, where: \.isParameter),
      case .parameter(let parameter) = program.declarations[id].syntax
    else { return nil }
    var range = RatesWritten(lowest: .zero, lowestAt: rate.span, highest: .zero)
    for row in parameter.rows {
      guard case .expressions(let items) = row.value, items.count == 1,
        let value = literalValue(items[0])
      else { return nil }
      range.highest = max(range.highest, value)
      if value < range.lowest { (range.lowest, range.lowestAt) = (value, items[0].span) }
    }
    return range
  }

  private mutating func reportsRate(
    _ pays: PaysSyntax, _ instrument: InstrumentSyntax, on day: CivilDate
  ) -> Bool {
    let shaping = pays.shaping
    var reader = RegionReader(program: program, unit: unit, day: day)
    let eligible = instrument.eligible.map { reader.region($0) } ?? .everything
    var choices = rateCases(pays.amount, on: day, &reader).map { ($0.rate, $0.region, pays.span) }
    for except in shaping.excepts {
      let region = reader.region(except.test)
      for each in rateCases(except.amount, on: day, &reader) {
        if let met = region.met(with: each.region) { choices.append((each.rate, met, except.span)) }
      }
    }
    for (index, choice) in choices.enumerated() {
      guard var region = choice.1.met(with: eligible) else { continue }
      if choice.2 == pays.span, index < choices.count {
        for except in shaping.excepts {
          let fails = TestSyntax.group(.none, [except.test], except.span)
          if let met = region.met(with: reader.region(fails)) { region = met }
        }
      }
      guard let found = highest(choice.0, region, shaping.pluses, on: day, &reader),
        found.rate > .one, !reader.isTooWide
      else { continue }
      reportRate(found, choice.2, pays, on: day)
      return true
    }
    return false
  }

  /// The rate and the facts for which it holds: one for each row of a keyed parameter.
  private func rateCases(
    _ amount: ExpressionSyntax, on day: CivilDate, _ reader: inout RegionReader
  ) -> [(rate: Ratio, region: Region)] {
    if let value = constant(amount, on: day) { return [(value, .everything)] }
    guard case .path(let path) = amount,
      case .parameter(let declaration)? = program.reference(path, from: unit),
      case .parameter(let parameter) = declaration.syntax, !parameter.keys.isEmpty
    else { return [] }
    var evaluator = Evaluator(program, on: day)
    return activeRows(of: parameter, on: day).compactMap { index in
      guard
        let value = evaluator.value(ofRow: index, parameter, from: declaration.unit)?.number,
        let region = reader.region(parameter.rows[index].key, parameter, from: declaration.unit)
      else { return nil }
      return (value, region)
    }
  }

  /// The highest rate that some facts reach with additions, and which additions these are.
  private func highest(
    _ rate: Ratio, _ region: Region, _ pluses: [AdjustmentSyntax], on day: CivilDate,
    _ reader: inout RegionReader
  ) -> (rate: Ratio, box: Box, pluses: [AdjustmentSyntax])? {
    guard let first = region.boxes.first else { return nil }
    var best = (rate: rate, box: first, pluses: [AdjustmentSyntax]())
    for subset in 1..<(1 << max(pluses.count, 0)) where !pluses.isEmpty {
      var total = rate
      var met = region
      var chosen: [AdjustmentSyntax] = []
      var isKnown = true
      for (index, plus) in pluses.enumerated() where subset & (1 << index) != 0 {
        guard let value = constant(plus.amount, on: day),
          let next = met.met(with: reader.region(plus.test))
        else {
          isKnown = false
          break
        }
        total = total + value
        met = next
        chosen.append(plus)
      }
      if isKnown, let box = met.boxes.first, total > best.rate { best = (total, box, chosen) }
    }
    return best
  }

  private mutating func reportRate(
    _ found: (rate: Ratio, box: Box, pluses: [AdjustmentSyntax]), _ place: SourceSpan,
    _ pays: PaysSyntax, on day: CivilDate
  ) {
    let total = ValueType.share.text(found.rate, currency: program.currency)
    let facts = found.box.order.compactMap { fact -> String? in
      guard let extent = found.box.extents[fact], !fact.contains(" ") else { return nil }
      if let names = extent.names { return names.sorted().first.map { "\(fact) \($0)" } }
      let parts = fact.split(separator: ".").map { NameSyntax(String($0), pays.span) }
      return extent.witness.map {
        "\(fact) \(shown($0, of: .path(PathSyntax(parts, pays.span))))"
      }
    }
    let notes =
      (facts.isEmpty ? [] : ["for example: \(facts.joined(separator: ", "))"]) + [
        "on \(day)"
      ]
    let labels = found.pluses.map { Label($0.span, "added to it") }
    report(
      "P0509", "`\(text(pays.cost.span))` could be paid at \(total)",
      at: Label(place, found.pluses.isEmpty ? "above 100%" : "the rate"),
      with: labels + (place == pays.span ? [] : [Label(pays.span, "the payment")]), notes: notes,
      help: "add `in all at most 100%` after the rates")
  }
}

extension RegionReader {
  /// The facts that fall in the case of a row, or nothing if that cannot be said.
  mutating func region(
    _ key: KeySyntax?, _ parameter: ParameterSyntax, from unit: Int
  ) -> Region? {
    guard case .cells(let cells, _)? = key, cells.count == parameter.keys.count else {
      return .everything
    }
    var result = Region.everything
    for (cell, path) in zip(cells, parameter.keys) {
      guard let part = region(cell, path, from: unit), let met = result.met(with: part) else {
        return nil
      }
      result = met
    }
    return result
  }

  private mutating func region(
    _ cell: CellSyntax, _ path: PathSyntax, from unit: Int
  ) -> Region? {
    let subject = ExpressionSyntax.path(path)
    func condition(_ comparison: ComparisonSyntax) -> TestSyntax {
      .condition(ConditionSyntax(subject, comparison, path.span))
    }
    switch cell {
    case .names(let names):
      let isTruth = program.reference(path, from: unit)?.valueType == .truth
      if !isTruth { return region(condition(.oneOf(names))) }
      let extent = Extent(names: Set(names.map(\.text)), places: [path.span])
      return Region(boxes: [Box(path.text, extent)])
    case .number(let number):
      return region(condition(.exactly(.amount(AmountSyntax(.number(number.value), number.span)))))
    case .below(let high): return region(condition(.below(high)))
    case .orMore(let low): return region(condition(.atLeast(low)))
    case .from(let low, let high):
      return region(condition(.atLeast(low))).met(with: region(condition(.below(high))))
    case .upTo(let high): return region(condition(.atMost(high)))
    case .over(let low): return region(condition(.above(low)))
    case .above(let low, let high):
      return region(condition(.above(low))).met(with: region(condition(.atMost(high))))
    }
  }
}

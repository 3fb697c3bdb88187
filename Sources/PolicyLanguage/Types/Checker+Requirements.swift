import FundingValues

extension Checker {
  /// Requires that an expression has a type; the role says what it is needed for.
  @discardableResult
  mutating func require(
    _ expression: ExpressionSyntax, _ wanted: ValueType, _ role: @autoclosure () -> String,
    because: @autoclosure () -> Label? = nil, words: @autoclosure () -> String? = nil
  ) -> Bool {
    let outer = hint
    hint = wanted
    let found = infer(expression, expecting: wanted.categoryName)
    hint = outer
    guard let found else { return false }
    if found.fits(wanted) { return true }
    reportMismatch(expression, found, wanted, role(), because(), words())
    return false
  }

  /// Requires that an expression has one of several types, and says which it has.
  @discardableResult
  mutating func require(
    _ expression: ExpressionSyntax, oneOf wanted: [ValueType], _ role: @autoclosure () -> String,
    because: @autoclosure () -> Label? = nil, words: @autoclosure () -> String? = nil
  ) -> ValueType? {
    let outer = hint
    hint = wanted.count == 1 ? wanted[0] : nil
    let found = infer(expression, expecting: wanted.first?.categoryName)
    hint = outer
    guard let found else { return nil }
    if let type = wanted.first(where: { found.fits($0) }) { return type }
    let listed = wanted.map(\.words).joined(separator: " or ")
    reportMismatch(expression, found, wanted[0], role(), because(), words() ?? listed)
    return nil
  }

  /// Reports an expression of a wrong type.
  mutating func reportMismatch(
    _ expression: ExpressionSyntax, _ found: Inferred, _ wanted: ValueType, _ role: String,
    _ because: Label?, _ words: String?
  ) {
    let wantedWords = words ?? wanted.words
    if found.isBare, wanted.isNumeric, wanted.kind != .whole, wanted.kind != .number {
      reportBare(expression, wanted, because: because, words: wantedWords)
      return
    }
    if Checker.mixesCalendar(found.type, wanted) {
      reportCalendar(expression, found.type, wantedWords, because)
      return
    }
    let isPure = found.type.dimension == wanted.dimension && found.type.isNumeric
    let kinds = Set([found.type.kind, wanted.kind])
    let isChance = isPure && wanted.isNumeric && kinds.contains(.share)
    report(
      isChance ? "P0203" : "P0202",
      "\(role) must be \(wantedWords), but `\(text(expression.span))` is \(found.type.words)",
      at: Label(expression.span, found.type.words), with: because.map { [$0] } ?? [],
      help: multiplied(expression, found.type, wanted) == nil
        ? Checker.advice(found.type, wanted) : nil,
      suggestion: multiplied(expression, found.type, wanted))
  }

  /// The edit that multiplies a price by the only fact of a course that it is per.
  private func multiplied(
    _ expression: ExpressionSyntax, _ found: ValueType, _ wanted: ValueType
  ) -> Suggestion? {
    let lacking = wanted.dimension - found.dimension
    guard lacking == Dimension(credit: 1) || lacking == Dimension(hour: 1), place == .rule,
      let advice = Checker.advice(found, wanted), case .path = expression
    else { return nil }
    let fields = (program.records["course"] ?? [:]).filter {
      $0.value.valueType.dimension == lacking
    }
    guard fields.count == 1, let field = fields.first?.key else { return nil }
    let end = SourceSpan(
      file: expression.span.file, start: expression.span.end, end: expression.span.end)
    return Suggestion(advice, replace: end, with: " * course.\(field)")
  }

  private static func advice(_ found: ValueType, _ wanted: ValueType) -> String? {
    guard wanted.isNumeric, found.isNumeric else { return nil }
    if wanted.kind == .share, found.kind == .number || found.kind == .whole {
      return "if it is a score, `logistic` turns it into a chance"
    }
    switch wanted.dimension - found.dimension {
    case Dimension(credit: 1): return "multiply by a number of credits"
    case Dimension(hour: 1): return "multiply by a number of hours"
    case Dimension(year: 1): return "multiply by a number of years, such as `1 year`"
    case Dimension(year: -1) where wanted.dimension.money > 0: return "say how much it is per year"
    default: return nil
    }
  }

  private mutating func reportCalendar(
    _ expression: ExpressionSyntax, _ found: ValueType, _ wantedWords: String, _ because: Label?
  ) {
    let foundWords = found.dimension.year != 0 ? "months" : "days"
    var suggestion: Suggestion?
    if case .amount(let amount) = expression, case .quantity(let days, .days) = amount.literal,
      days == Ratio(365), amount.per == nil
    {
      suggestion = Suggestion(
        "if a year is meant", replace: expression.span,
        with: wantedWords == "months" ? "12 months" : "1 year")
    }
    report(
      "P0204", "\(foundWords) cannot stand where \(wantedWords) are expected",
      at: Label(expression.span, foundWords), with: because.map { [$0] } ?? [],
      notes: [Checker.calendarNote], suggestion: suggestion)
  }

  /// Reports a number without a unit where a measured thing is wanted.
  mutating func reportBare(
    _ expression: ExpressionSyntax, _ wanted: ValueType, because: Label?, words: String? = nil
  ) {
    report(
      "P0201", "`\(text(expression.span))` has no unit",
      at: Label(expression.span, "a number on its own"), with: because.map { [$0] } ?? [],
      suggestion: unitSuggestion(expression, wanted, words ?? wanted.words))
  }

  private func unitSuggestion(
    _ expression: ExpressionSyntax, _ wanted: ValueType, _ words: String
  ) -> Suggestion? {
    guard case .amount(let amount) = expression, case .number(let value) = amount.literal else {
      return nil
    }
    let written = text(amount.span)
    let per = wanted.dimension.perWords
    let edit: String
    switch (wanted.kind, words) {
    case (.share, _):
      if value == .one || value <= .zero { return nil }
      if value < .one, !(value * Ratio(100_000_000)).isWhole { return nil }
      edit = (value < .one ? (value * Ratio(100)).decimal(places: 6) : written) + "%" + per
      return Suggestion("write it as a percent", replace: amount.span, with: edit)
    case (.span, "months"), (.span, "weeks"): edit = written + " " + words
    case (.span, _): edit = written + (wanted.dimension.day != 0 ? " days" : " years")
    case (.quantity, _) where wanted.dimension.day == 0:
      edit = written + (wanted.dimension.credit > 0 ? " credits" : " hours") + per
    case (.amount, _) where wanted.dimension.money == 1:
      let units = wanted.text(
        value * Ratio(Int64(program.currency.minorUnits)), currency: program.currency)
      return Suggestion("write it as money", replace: amount.span, with: units)
    default: return nil
    }
    return Suggestion("write its unit", replace: amount.span, with: edit)
  }

  /// Requires that an expression is a span of years, months, weeks or days.
  mutating func requireSpan(_ expression: ExpressionSyntax, _ role: @autoclosure () -> String) {
    require(expression, oneOf: [.years, .days], role(), words: "a span of time")
  }

  /// The value of a literal, with its sign.
  func literalValue(_ expression: ExpressionSyntax) -> Ratio? {
    switch expression {
    case .amount(let amount): amount.value(minorUnits: program.currency.minorUnits)
    case .negated(let inner, _): literalValue(inner).map { -$0 }
    case .group(let inner, _): literalValue(inner)
    default: nil
    }
  }
}

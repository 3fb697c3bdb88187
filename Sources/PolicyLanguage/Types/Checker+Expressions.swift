import FundingValues

extension Checker {
  /// Infers the type of an expression and reports its faults; nothing if a fault hides the type.
  mutating func infer(
    _ expression: ExpressionSyntax, expecting category: String? = nil
  ) -> Inferred? {
    switch expression {
    case .amount(let amount): return inferAmount(amount)
    case .path(let path): return inferPath(path, expecting: category)
    case .group(let inner, _): return infer(inner, expecting: category)
    case .negated(let inner, let span): return inferNegated(inner, span)
    case .call(let name, let arguments, let span): return inferCall(name, arguments, span)
    case .binary(let left, let sign, let right, let span):
      return inferBinary(left, sign, right, span)
    }
  }

  /// Reports money with more digits after its point than its currency has, such as cents of yen.
  ///
  /// Three digits after a point mark thousands in other countries.
  private mutating func isTooFine(_ amount: AmountSyntax, _ units: Ratio) -> Bool {
    let currency = program.currency
    let written = text(amount.span)
    let words = written.split(separator: " ")
    let decimals = words[0].lastIndex(of: ".").map { words[0][$0...].count - 1 } ?? 0
    let isScaled = words.count > 1 && ["million", "billion"].contains(words[1])
    let isWhole = (units * Ratio(Int64(currency.minorUnits))).isWhole
    if isWhole, isScaled || decimals <= currency.places { return false }
    // A price may be a fraction of the smallest amount: £6.937 of income for each pound.
    if currency.places > 0, amount.per != nil { return false }
    if currency.places == 0 {
      report(
        "P0205", "`\(written)` is no whole number of `\(currency.sign)`",
        at: Label(amount.span, "`\(currency.sign)` is declared without minor units"),
        help: "write a whole number, or declare the currency `in hundredths`")
    } else if decimals == 3, currency.minorUnits == 100, !isScaled {
      report(
        "P0205", "`\(written)` has three digits of pence", at: Label(amount.span, ""),
        notes: ["money has no pence or both digits of them"],
        help: "write `\(written.replacing(".", with: ","))` if thousands are meant")
    } else {
      let smallest = currency.text(1)
      report(
        "P0205", "`\(written)` is no whole number of `\(smallest)`",
        at: Label(amount.span, "finer than the smallest amount"),
        notes: ["the smallest amount of this currency is `\(smallest)`"],
        help: "write it to the nearest `\(smallest)`")
    }
    return true
  }

  private mutating func inferAmount(_ amount: AmountSyntax) -> Inferred? {
    if case .money(_, let sign) = amount.literal, sign != program.currency.sign {
      report(
        "P0206", "money is written in `\(program.currency.sign)` here, but this is in `\(sign)`",
        at: Label(amount.span, "another currency"),
        notes: ["one program has one currency"],
        help: "write the amount in `\(program.currency.sign)`")
      return nil
    }
    if case .money(let units, _) = amount.literal, isTooFine(amount, units) { return nil }
    if case .credits(let number)? = amount.per, number <= .zero {
      report("P0205", "a price is per one credit or more", at: Label(amount.span, ""))
      return nil
    }
    if place != .data { requireNamed(amount) }
    return amount.inferred
  }

  private mutating func inferNegated(_ inner: ExpressionSyntax, _ span: SourceSpan) -> Inferred? {
    guard let found = infer(inner) else { return nil }
    if found.type.isNumeric { return found }
    report(
      "P0202", "`\(text(inner.span))` is \(found.type.words), which has no opposite",
      at: Label(span, "a minus before \(found.type.words)"))
    return nil
  }

  private mutating func inferCall(
    _ name: NameSyntax, _ arguments: [ExpressionSyntax], _ span: SourceSpan
  ) -> Inferred? {
    switch name.text {
    case "min", "max":
      guard requireArguments(2...Int.max, of: name, arguments, span) else { return nil }
      return inferLike(arguments, of: name)
    case "logistic":
      guard requireArguments(1...1, of: name, arguments, span) else { return nil }
      require(arguments[0], .number, "what `logistic` turns into a chance")
      return Inferred(.share)
    case "response":
      guard requireArguments(2...2, of: name, arguments, span) else { return nil }
      require(arguments[0], .share, "the first part of `response`")
      require(arguments[1], .number, "the elasticity in `response`")
      return Inferred(.share)
    default:
      let known = ["min", "max", "logistic", "response"]
      let near = nearestName(to: name.text, among: known)
      report(
        "P0301", "there is no function called `\(name.text)`",
        at: Label(name.span, "not a function"),
        notes: ["the functions are `min`, `max`, `logistic` and `response`"],
        suggestion: near.map {
          Suggestion("a function has a name close to it", replace: name.span, with: $0)
        })
      return nil
    }
  }

  private mutating func requireArguments(
    _ allowed: ClosedRange<Int>, of name: NameSyntax, _ arguments: [ExpressionSyntax],
    _ span: SourceSpan
  ) -> Bool {
    if allowed.contains(arguments.count) { return true }
    let wanted = allowed.upperBound == .max ? "two or more" : String(allowed.lowerBound)
    report(
      "P0202",
      "`\(name.text)` needs \(wanted) values between its brackets, but has "
        + "\(arguments.count)", at: Label(span, ""))
    return false
  }

  private mutating func inferLike(
    _ arguments: [ExpressionSyntax], of name: NameSyntax
  ) -> Inferred? {
    var result: Inferred?
    var first: ExpressionSyntax?
    for argument in arguments {
      guard let found = infer(argument) else { return nil }
      guard let known = result, let other = first else {
        if !found.type.isNumeric && found.type != .date {
          reportMismatch(argument, found, .number, "what `\(name.text)` compares", nil, nil)
          return nil
        }
        result = found
        first = argument
        continue
      }
      guard known.isComparable(to: found) else {
        reportUnlike(other, known, argument, found, "compared by `\(name.text)`")
        return nil
      }
      result = known.added(to: found)
    }
    return result
  }

  private mutating func inferBinary(
    _ left: ExpressionSyntax, _ sign: BinaryOperator, _ right: ExpressionSyntax, _ span: SourceSpan
  ) -> Inferred? {
    let outer = hint
    if sign == .multiply || sign == .divide { hint = nil }
    defer { hint = outer }
    let a = infer(left)
    let b = infer(right)
    guard let a, let b else { return nil }
    switch sign {
    case .add, .subtract: return inferSum(left, a, sign, right, b)
    case .multiply, .divide:
      for (part, found) in [(left, a), (right, b)] where !found.type.isNumeric {
        let verb = sign == .multiply ? "multiplied" : "divided"
        report(
          "P0202", "`\(text(part.span))` is \(found.type.words), which cannot be \(verb)",
          at: Label(part.span, found.type.words))
        return nil
      }
      if sign == .divide {
        divisors.append(Divisor(expression: right, unit: unit, breadcrumb: breadcrumb))
      }
      return a.multiplied(by: b, dividing: sign == .divide)
    }
  }

  private mutating func inferSum(
    _ left: ExpressionSyntax, _ a: Inferred, _ sign: BinaryOperator, _ right: ExpressionSyntax,
    _ b: Inferred
  ) -> Inferred? {
    let isDated = a.type == .date
    if isDated, b.type == .years || b.type == .days { return Inferred(.date) }
    if sign == .add, b.type == .date, a.type == .years || a.type == .days { return Inferred(.date) }
    if isDated, sign == .subtract, b.type == .date { return Inferred(.days) }
    if !isDated, a.type.isNumeric, a.isComparable(to: b) { return a.added(to: b) }
    reportUnlike(left, a, right, b, sign == .add ? "added" : "subtracted")
    return nil
  }

  /// Reports two things that cannot be added or compared.
  mutating func reportUnlike(
    _ left: ExpressionSyntax, _ a: Inferred, _ right: ExpressionSyntax, _ b: Inferred,
    _ verb: String
  ) {
    let bare = a.isBare ? (left, b) : (b.isBare ? (right, a) : nil)
    if let (part, other) = bare, other.type.isNumeric, !other.isBare {
      reportBare(
        part, other.type,
        because: Label(
          part.span == left.span ? right.span : left.span,
          other.type.words))
      return
    }
    let isCalendar = Checker.mixesCalendar(a.type, b.type)
    let kinds = Set([a.type.kind, b.type.kind])
    let isPure = a.type.dimension == b.type.dimension && a.type.isNumeric && b.type.isNumeric
    report(
      isCalendar ? "P0204" : (isPure && kinds.contains(.share) ? "P0203" : "P0202"),
      "`\(text(left.span))` and `\(text(right.span))` cannot be \(verb)",
      at: Label(right.span, b.type.words), with: [Label(left.span, a.type.words)],
      notes: isCalendar ? [Checker.calendarNote] : [])
  }

  /// Whether one type counts months or years and the other days.
  static func mixesCalendar(_ a: ValueType, _ b: ValueType) -> Bool {
    guard a.kind == .span, b.kind == .span else { return false }
    return (a.dimension.year != 0) != (b.dimension.year != 0)
  }

  /// Why months and days are never mixed.
  static let calendarNote =
    "months differ in length, so the checker never converts between months and days"
}

import FundingValues

extension ValueType {
  /// A value of this type as an author would write it, such as `£3,000,000 per year`.
  ///
  /// Values are held as `ValueType` says: pence, fractions, years, days.
  func text(_ value: Ratio, currency: Currency) -> String {
    switch kind {
    case .amount: currency.text(value) + dimension.perWords
    case .quantity: quantityText(value)
    case .span: spanText(value)
    case .share: (value * Ratio(100)).decimal(places: 6) + "%" + dimension.perWords
    case .date: CivilDate(day: Int32(clamping: value.floor())).description
    case .truth: value == .zero ? "no" : "yes"
    case .whole, .number, .category, .list: value.decimal(places: 6)
    }
  }

  private func quantityText(_ value: Ratio) -> String {
    let unit = dimension.credit > 0 ? "credit" : "hour"
    let isWeekly = dimension.day < 0
    let shown = isWeekly ? value * Ratio(7) : value
    let per = isWeekly ? " per week" : dimension.perWords
    return shown.decimal(places: 6) + " " + unit + (shown == .one ? "" : "s") + per
  }

  private func spanText(_ value: Ratio) -> String {
    if dimension.day != 0 { return value.decimal(places: 6) + (value == .one ? " day" : " days") }
    if value.isWhole { return value.decimal(places: 0) + (value == .one ? " year" : " years") }
    let months = value * Ratio(12)
    return months.decimal(places: 6) + (months == .one ? " month" : " months")
  }
}

extension AmountSyntax {
  /// The type of the literal; a bare number is a count if it is whole.
  var inferred: Inferred {
    let base: Inferred =
      switch literal {
      case .money: Inferred(.money)
      case .percent: Inferred(.share)
      case .number(let value): Inferred(value.isWhole ? .count : .number, isBare: true)
      case .quantity(_, let unit): Inferred(ValueType(madeOf: unit.dimension))
      case .date: Inferred(.date)
      case .truth: Inferred(.truth)
      }
    guard let per else { return base }
    return Inferred(ValueType(base.type.kind, base.type.dimension - per.dimension))
  }

  /// The value in the fixed unit of its type: pence, fractions of one, years, days.
  func value(minorUnits: Int) -> Ratio {
    let base: Ratio =
      switch literal {
      case .money(let units, _): units * Ratio(Int64(minorUnits))
      case .percent(let value): value / Ratio(100)
      case .number(let value): value
      case .quantity(let value, let unit): value * unit.scale
      case .date(let date): Ratio(Int64(date.day))
      case .truth(let isYes): isYes ? .one : .zero
      }
    switch per {
    case nil: return base
    case .unit(let unit): return base / unit.scale
    case .credits(let number): return base / number
    }
  }
}

extension AmountSyntax.Per {
  /// The dimension of what is after `per`.
  var dimension: Dimension {
    switch self {
    case .unit(let unit): unit.dimension
    case .credits: Dimension(credit: 1)
    }
  }
}

extension UnitWord {
  /// How many of its dimension's own unit it is: a month is a twelfth of a year, a week seven days.
  var scale: Ratio {
    switch self {
    case .month, .months: Ratio(1, over: 12)
    case .week, .weeks: Ratio(7)
    default: .one
    }
  }
}

/// Exponents of money, credit, hour, year and day; a month is a twelfth of a year, a week seven days.
public struct Dimension: Sendable, Hashable {
  /// Pounds, or whatever the currency is.
  public var money: Int8 = 0
  /// Credits of study.
  public var credit: Int8 = 0
  /// Hours of study.
  public var hour: Int8 = 0
  /// Years, of which a month is a twelfth.
  public var year: Int8 = 0
  /// Days, of which a week is seven.
  public var day: Int8 = 0

  /// A dimension from its exponents.
  public init(
    money: Int8 = 0, credit: Int8 = 0, hour: Int8 = 0, year: Int8 = 0, day: Int8 = 0
  ) {
    self.money = money
    self.credit = credit
    self.hour = hour
    self.year = year
    self.day = day
  }

  /// No dimension: a share, a count or a number.
  public static let none = Dimension()

  /// The exponents of a product.
  public static func + (a: Dimension, b: Dimension) -> Dimension {
    Dimension(
      money: a.money &+ b.money, credit: a.credit &+ b.credit, hour: a.hour &+ b.hour,
      year: a.year &+ b.year, day: a.day &+ b.day)
  }

  /// The exponents of a quotient.
  public static func - (a: Dimension, b: Dimension) -> Dimension {
    Dimension(
      money: a.money &- b.money, credit: a.credit &- b.credit, hour: a.hour &- b.hour,
      year: a.year &- b.year, day: a.day &- b.day)
  }
}

/// The type of an expression: a dimension and a kind.
///
/// Values are held in fixed units: money in minor currency units (pence), shares as fractions of one,
/// credits, hours, spans in years (a month is a twelfth) or in days (a week is seven), dates as day
/// numbers, categories as the index of the value in its category, yes as one and no as nought.
public struct ValueType: Sendable, Hashable {
  /// What sort of value it is.
  public enum Kind: Sendable, Hashable {
    /// Money, alone or per something.
    case amount
    /// Credits or hours, alone or per something.
    case quantity
    /// Years and months, or days and weeks.
    case span
    /// A percentage.
    case share
    /// A whole number.
    case whole
    /// A pure number.
    case number
    case date
    case truth
    case category(String)
    case list(String)
  }
  /// What it is measured in.
  public var dimension: Dimension
  /// What sort of value it is.
  public var kind: Kind

  /// A type from its parts.
  public init(_ kind: Kind, _ dimension: Dimension = .none) {
    self.kind = kind
    self.dimension = dimension
  }

  /// Money.
  public static let money = ValueType(.amount, Dimension(money: 1))
  /// Money per year.
  public static let moneyPerYear = ValueType(.amount, Dimension(money: 1, year: -1))
  /// A percent.
  public static let share = ValueType(.share)
  /// A percent per year.
  public static let sharePerYear = ValueType(.share, Dimension(year: -1))
  /// A whole number.
  public static let count = ValueType(.whole)
  /// A pure number.
  public static let number = ValueType(.number)
  /// Credits.
  public static let credits = ValueType(.quantity, Dimension(credit: 1))
  /// Hours.
  public static let hours = ValueType(.quantity, Dimension(hour: 1))
  /// Years and months.
  public static let years = ValueType(.span, Dimension(year: 1))
  /// Days and weeks.
  public static let days = ValueType(.span, Dimension(day: 1))
  /// A day.
  public static let date = ValueType(.date)
  /// Yes or no.
  public static let truth = ValueType(.truth)
}

extension TypeSyntax {
  /// The type that was written.
  public var valueType: ValueType {
    let base: ValueType =
      switch measure {
      case .money: .money
      case .percent: .share
      case .number: .number
      case .count: .count
      case .credits: .credits
      case .hours: .hours
      case .days, .weeks: .days
      case .months, .years: .years
      case .date: .date
      case .truth: .truth
      case .category(let name): ValueType(.category(name.text))
      case .list(let name): ValueType(.list(name.text))
      }
    guard let per else { return base }
    return ValueType(base.kind, base.dimension - per.dimension)
  }
}

extension UnitWord {
  /// The dimension of the unit.
  public var dimension: Dimension {
    switch self {
    case .credit, .credits: Dimension(credit: 1)
    case .hour, .hours: Dimension(hour: 1)
    case .day, .days, .week, .weeks: Dimension(day: 1)
    case .month, .months, .year, .years: Dimension(year: 1)
    }
  }
}

public import FundingValues

/// How often somebody is paid.
public enum PayPeriod: String, Sendable, Hashable, CaseIterable {
  case year
  case month
  case fourWeeks = "four-weeks"
  case fortnight
  case week

  /// How many of these a year has for splitting pay: 13 of four weeks, 26 fortnights, 52 weeks.
  public var perYear: Int64 {
    switch self {
    case .year: 1
    case .month: 12
    case .fourWeeks: 13
    case .fortnight: 26
    case .week: 52
    }
  }

  /// The published pay period whose thresholds it takes, and how many times.
  var published: (name: String, times: Int64) {
    switch self {
    case .year: ("yearly", 1)
    case .month: ("monthly", 1)
    case .fourWeeks: ("weekly", 4)
    case .fortnight: ("weekly", 2)
    case .week: ("weekly", 1)
    }
  }

  /// The period that a value of `pay.period` names.
  public init?(payPeriod name: String) {
    switch name {
    case "yearly": self = .year
    case "monthly": self = .month
    case "four-weekly": self = .fourWeeks
    case "fortnightly": self = .fortnight
    case "weekly": self = .week
    default: return nil
    }
  }

  /// A year's figure cut to the smallest unit for one period; weeks that are paid together are as many
  /// times a week's.
  public func share(ofYear amount: Ratio) -> Int64 {
    switch self {
    case .year: amount.roundedHalfUp()
    case .month: Int64(clamping: (amount / Ratio(12)).floor())
    case .week, .fortnight, .fourWeeks:
      Int64(clamping: (amount / Ratio(52)).floor()) * published.times
    }
  }
}

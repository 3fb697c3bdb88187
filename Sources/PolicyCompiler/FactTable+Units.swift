public import FundingRules

extension FactTable.Kind {
  /// The kind of value that a parameter's type, as written, holds.
  public init(unit: String) {
    switch unit {
    case "money": self = .money
    case "money per year": self = .moneyPerYear
    case "percent": self = .share
    case "percent per year": self = .sharePerYear
    case "count": self = .count
    case "number": self = .number
    case "credits": self = .credits
    case "hours": self = .hours
    case "years", "months": self = .years
    case "days", "weeks": self = .days
    case "date": self = .date
    case "yes-no": self = .truth
    default: self = unit.contains(" ") ? .other : .category(unit)
    }
  }
}

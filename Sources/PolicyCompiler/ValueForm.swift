public import FundingValues
import PolicyLanguage

/// How the values of a field or a parameter are written as text, wherever they are given: the unit of
/// a bare number, the literals of the language that may stand instead, and the range.
public final class ValueForm: Sendable {
  /// A word after a number and what one of it is in run-time units.
  struct UnitName: Sendable {
    let text: [UInt8]
    let size: Ratio
  }
  enum Shape: Sendable {
    case number, values, truth, date
  }
  let shape: Shape
  let measure: TypeSyntax.Measure
  let isPercent: Bool
  /// What one of the field's own unit is in run-time units.
  let unit: Ratio
  /// The units that may follow a number, each with what the field is per.
  let unitNames: [UnitName]
  /// The units that may follow `per`, each as its part of what the field is per.
  let perNames: [UnitName]
  let currency: Currency
  /// The sign of money in UTF-8; empty where the values are not money.
  let sign: [UInt8]
  /// Whether an amount with decimals is none: counts, and money without minor units.
  let isWhole: Bool
  /// The values of a category, in order.
  let values: [String]
  private let codes: [[UInt8]]
  /// The values that there may be, in run-time units, or nothing where there is no bound.
  public let range: ClosedRange<Ratio>?
  /// Whether the values are what an account or a loan holds.
  let isBalance: Bool

  /// The form of the values of a type, whose range is wide enough to hold some of them; a category is
  /// looked up in the program.
  convenience init(_ type: TypeSyntax, _ program: Program, holding values: [Ratio] = []) {
    self.init(type.valueType, type.measure, per: type.per, program, holding: values)
  }

  /// The form of the values of a type in its usual unit.
  convenience init(_ type: ValueType, _ program: Program, isBalance: Bool = false) {
    let per: UnitWord? = type.dimension.year < 0 ? .year : (type.dimension.day < 0 ? .day : nil)
    self.init(type, ValueForm.measure(of: type), per: per, program, isBalance: isBalance)
  }

  private init(
    _ type: ValueType, _ measure: TypeSyntax.Measure, per: UnitWord?, _ program: Program,
    holding given: [Ratio] = [], isBalance: Bool = false
  ) {
    self.measure = measure
    self.isBalance = isBalance
    currency = program.declaredCurrency
    let isMoney = measure == .money
    isPercent = measure == .percent
    sign = isMoney ? Array(program.currency.sign.utf8) : []
    isWhole = measure == .count || isMoney && per == nil && program.currency.minorUnits == 1
    let perSize = per.map { Lowering.size(of: $0) } ?? .one
    let own = ValueForm.size(of: measure, currency)
    unit = (own / perSize).reduced
    unitNames = ValueForm.units(of: measure).map {
      UnitName(text: Array($0.rawValue.utf8), size: (Lowering.size(of: $0) / perSize).reduced)
    }
    perNames = ValueForm.alternatives(to: per).map {
      UnitName(text: Array($0.rawValue.utf8), size: (perSize / Lowering.size(of: $0)).reduced)
    }
    range = ValueForm.range(of: type).map { range in
      let all = given + [range.lowerBound, range.upperBound]
      return (all.min() ?? range.lowerBound)...(all.max() ?? range.upperBound)
    }
    switch type.kind {
    case .category(let name), .list(let name):
      shape = .values
      values = program.values(of: name) ?? []
    case .truth: (shape, values) = (.truth, [])
    case .date: (shape, values) = (.date, [])
    default: (shape, values) = (.number, [])
    }
    codes = values.map { Array($0.utf8) }
  }

  /// The number of a category's value, or nothing if it is not one of them.
  func code(of cell: ArraySlice<UInt8>) -> Ratio? {
    for index in codes.indices
    where codes[index].count == cell.count && cell.elementsEqual(codes[index]) {
      return Ratio(Int64(index))
    }
    return nil
  }
}

extension ValueForm {
  /// The longest span that a person or a course may have, in years.
  private static let longest = Ratio(150)
  /// The most that any amount may be, in run-time units.
  private static let largest = Ratio(9_000_000_000_000)

  private static func range(of type: ValueType) -> ClosedRange<Ratio>? {
    switch type.kind {
    case .number, .category, .list, .truth, .date: nil
    case .share: type == .share ? Ratio.zero...Ratio.one : nil
    case .span: Ratio.zero...(type.dimension.year > 0 ? longest : largest)
    case .amount, .quantity, .whole: Ratio.zero...largest
    }
  }

  private static func measure(of type: ValueType) -> TypeSyntax.Measure {
    switch type.kind {
    case .amount: .money
    case .share: .percent
    case .whole: .count
    case .quantity: type.dimension.hour != 0 ? .hours : .credits
    case .span: type.dimension.day != 0 ? .days : .years
    case .date: .date
    case .truth: .truth
    case .number, .category, .list: .number
    }
  }

  private static func size(of measure: TypeSyntax.Measure, _ currency: Currency) -> Ratio {
    switch measure {
    case .money: Ratio(Int64(currency.minorUnits))
    case .percent: Ratio(1, over: 100)
    case .weeks: Lowering.size(of: .week)
    case .months: Lowering.size(of: .month)
    default: .one
    }
  }

  private static func units(of measure: TypeSyntax.Measure) -> [UnitWord] {
    switch measure {
    case .credits: [.credits, .credit]
    case .hours: [.hours, .hour]
    case .days, .weeks: [.days, .weeks, .day, .week]
    case .months, .years: [.years, .months, .year, .month]
    default: []
    }
  }

  private static func alternatives(to per: UnitWord?) -> [UnitWord] {
    switch per {
    case nil: []
    case .credit, .credits: [.credit]
    case .hour, .hours: [.hour]
    case .day, .days, .week, .weeks: [.day, .week]
    case .month, .months, .year, .years: [.year, .month]
    }
  }
}

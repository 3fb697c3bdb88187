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

  /// The form of the values of a type, whose range is wide enough to hold some of them; a category is
  /// looked up in the program.
  convenience init(_ type: TypeSyntax, _ program: Program, holding values: [Ratio] = []) {
    self.init(type.valueType, type.measure, per: type.per, program, holding: values)
  }

  /// The form of the values of a type in its usual unit, whose range is wide enough to hold some of them.
  convenience init(_ type: ValueType, _ program: Program, holding values: [Ratio] = []) {
    let per: UnitWord? = type.dimension.year < 0 ? .year : (type.dimension.day < 0 ? .day : nil)
    self.init(type, ValueForm.measure(of: type), per: per, program, holding: values)
  }

  private init(
    _ type: ValueType, _ measure: TypeSyntax.Measure, per: UnitWord?, _ program: Program,
    holding given: [Ratio] = []
  ) {
    self.measure = measure
    currency = program.currency
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
    range = ValueForm.range(of: type, currency, perSize).map { range in
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

  /// The most that a sum of money may be, in minor units: as much as text may say.
  static func mostMoney(in currency: Currency) -> Ratio {
    AmountSyntax.most * Ratio(Int64(currency.minorUnits))
  }

  /// The values that text may give too, in run-time units: none below zero where that has no meaning.
  private static func range(
    of type: ValueType, _ currency: Currency, _ perSize: Ratio
  ) -> ClosedRange<Ratio>? {
    switch type.kind {
    case .category, .list, .truth, .date: return nil
    case .number: return -AmountSyntax.most...AmountSyntax.most
    case .share where type == .share: return .zero ... .one
    case .share:
      let most = (AmountSyntax.mostShare / perSize).reduced
      return -most...most
    case .span where type.dimension.year > 0: return .zero...longest
    case .span: return .zero...Ratio(AmountSyntax.most(of: .days).number)
    case .quantity:
      return .zero...(Ratio(AmountSyntax.most(of: .hours).number) / perSize).reduced
    case .amount: return .zero...(mostMoney(in: currency) / perSize).reduced
    case .whole: return .zero...AmountSyntax.most
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

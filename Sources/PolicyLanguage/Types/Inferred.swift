/// What an expression was found to be.
struct Inferred: Sendable {
  /// Its type.
  var type: ValueType
  /// Whether it is a number written without a unit, which may stand for a count or a number.
  var isBare = false
  /// Whether it is a pure quotient, which may stand for a percent or a number.
  var isQuotient = false

  /// A type found.
  init(_ type: ValueType, isBare: Bool = false, isQuotient: Bool = false) {
    self.type = type
    self.isBare = isBare
    self.isQuotient = isQuotient
  }

  /// A quotient of like things.
  static let quotient = Inferred(.share, isQuotient: true)

  /// Whether it may stand where a type is wanted.
  func fits(_ wanted: ValueType) -> Bool {
    guard type.dimension == wanted.dimension else { return false }
    switch wanted.kind {
    case .amount, .quantity, .span: return type.isNumeric
    case .share: return type.kind == .share || isQuotient
    case .number: return type.kind == .number || type.kind == .whole || isQuotient
    case .whole: return type.kind == .whole
    case .date, .truth, .category, .list: return type.kind == wanted.kind
    }
  }

  /// Whether it may be compared with another thing found.
  func isComparable(to other: Inferred) -> Bool {
    guard type.dimension == other.type.dimension else { return false }
    switch (type.kind, other.type.kind) {
    case (.share, .share): return true
    case (.share, .number), (.share, .whole): return isQuotient
    case (.number, .share), (.whole, .share): return other.isQuotient
    case (.date, _), (_, .date), (.truth, _), (_, .truth): return type.kind == other.type.kind
    case (.category, _), (_, .category), (.list, _), (_, .list):
      return type.kind == other.type.kind
    default: return true
    }
  }

  /// The type of a sum with something comparable.
  func added(to other: Inferred) -> Inferred {
    if isQuotient { return other }
    if other.isQuotient { return self }
    if type.kind == .whole, other.type.kind == .number { return other }
    return Inferred(type, isBare: isBare && other.isBare)
  }

  /// The type of a product, or of a quotient if the exponents are taken off.
  func multiplied(by other: Inferred, dividing: Bool) -> Inferred {
    let a = type.dimension
    let b = other.type.dimension
    let dimension = dividing ? a - b : a + b
    if !dimension.isNone { return Inferred(ValueType(madeOf: dimension)) }
    if isBare, other.isBare {
      let kind: ValueType = dividing || type != other.type ? .number : type
      return Inferred(kind, isBare: true, isQuotient: dividing)
    }
    if dividing || !a.isNone || isQuotient || other.isQuotient { return .quotient }
    switch (type.kind, other.type.kind) {
    case (.share, .share): return Inferred(.share)
    case (.share, .whole), (.whole, .share): return .quotient
    case (.whole, .whole): return Inferred(.count)
    default: return Inferred(.number)
    }
  }
}

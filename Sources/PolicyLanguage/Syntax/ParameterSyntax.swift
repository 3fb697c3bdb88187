/// A type as written after `as`.
public struct TypeSyntax: Sendable, Hashable {
  /// What is measured, before any `per`.
  public enum Measure: Sendable, Hashable {
    case money, percent, number, count, credits, hours, days, weeks, months, years, date, truth
    /// A category's name.
    case category(NameSyntax)
    /// `list of` a category.
    case list(NameSyntax)
  }
  /// What is measured.
  public let measure: Measure
  /// The unit after `per`, or nothing for a plain amount.
  public let per: UnitWord?
  /// Where it stands, without the `as`.
  public let span: SourceSpan
  /// A type at a place.
  public init(_ measure: Measure, per: UnitWord?, _ span: SourceSpan) {
    self.measure = measure
    self.per = per
    self.span = span
  }
}

/// `parameter NAME as TYPE by …` and its dated values.
public struct ParameterSyntax: Sendable {
  /// The name as declared.
  public let name: NameSyntax
  /// The type after `as`, which every value must have.
  public let type: TypeSyntax
  /// The facts after `by`, whose values choose a row; empty for one value on a day.
  public let keys: [PathSyntax]
  /// The dated values in the order written, those of all cases together.
  public var rows: [DatedValueSyntax]
  /// The `moves with` lines: parameters that an uncertain value is drawn along with.
  public let moves: [MovesSyntax]
  /// Where its first line stands.
  public let span: SourceSpan
  /// A parameter and its values, as read.
  public init(
    name: NameSyntax, type: TypeSyntax, keys: [PathSyntax], rows: [DatedValueSyntax],
    moves: [MovesSyntax], span: SourceSpan
  ) {
    self.name = name
    self.type = type
    self.keys = keys
    self.rows = rows
    self.moves = moves
    self.span = span
  }
}

/// One dated value of a parameter.
public struct DatedValueSyntax: Sendable {
  /// The case before the colon, or nothing for a parameter without keys.
  public let key: KeySyntax?
  /// What stands for the value.
  public let value: ValueSyntax
  /// The first day on which it holds, until a later value of the same case.
  public let from: DateSyntax
  /// Where it comes from, or nothing if it is not said.
  public let basis: BasisSyntax?
  /// Where its line stands.
  public let span: SourceSpan
  /// A dated value, as read.
  public init(
    key: KeySyntax?, value: ValueSyntax, from: DateSyntax, basis: BasisSyntax?, span: SourceSpan
  ) {
    self.key = key
    self.value = value
    self.from = from
    self.basis = basis
    self.span = span
  }
}

/// The case of a keyed value.
public enum KeySyntax: Sendable {
  case otherwise(SourceSpan)
  /// One cell for each path after `by`.
  case cells([CellSyntax], SourceSpan)
}

/// One cell of a key.
public enum CellSyntax: Sendable {
  /// One or more values of a category, or yes or no.
  case names([NameSyntax])
  case number(NumberSyntax)
  case below(ExpressionSyntax)
  /// From the first, below the second.
  case from(ExpressionSyntax, below: ExpressionSyntax)
  case orMore(ExpressionSyntax)
  /// Up to a bound, itself included.
  case upTo(ExpressionSyntax)
  /// Above the first, up to the second, which is included.
  case above(ExpressionSyntax, upTo: ExpressionSyntax)
  /// Above a bound, without end.
  case over(ExpressionSyntax)
}

extension CellSyntax {
  /// The bounds written in a band.
  public var edges: [ExpressionSyntax] {
    switch self {
    case .names, .number: []
    case .below(let edge), .orMore(let edge), .upTo(let edge), .over(let edge): [edge]
    case .from(let low, let high), .above(let low, let high): [low, high]
    }
  }

  /// Whether it is a band that takes in its top and leaves out its bottom.
  public var takesTop: Bool {
    switch self {
    case .upTo, .above, .over: true
    case .names, .number, .below, .from, .orMore: false
    }
  }

  /// The bound below, if it has one.
  public var lowEdge: ExpressionSyntax? {
    switch self {
    case .from(let low, _), .orMore(let low), .above(let low, _), .over(let low): low
    default: nil
    }
  }

  /// The bound above, if it has one.
  public var highEdge: ExpressionSyntax? {
    switch self {
    case .from(_, let high), .below(let high), .above(_, let high), .upTo(let high): high
    default: nil
    }
  }
}

/// What stands for a value.
public enum ValueSyntax: Sendable {
  /// One expression, or the items of a list.
  case expressions([ExpressionSyntax])
  indirect case uncertain(ShapeSyntax)
  /// `stays the same`.
  case same(SourceSpan)
  indirect case rises(RiseSyntax)
  /// `no limit`.
  case unlimited(SourceSpan)

  /// Where it stands.
  public var span: SourceSpan {
    switch self {
    case .expressions(let items):
      items.dropFirst().reduce(items[0].span) { $0.joined(to: $1.span) }
    case .uncertain(let shape): shape.span
    case .same(let span), .unlimited(let span): span
    case .rises(let rise): rise.span
    }
  }
}

/// `rises each 6 April by rpi 12 months before rounded up to £5`.
public struct RiseSyntax: Sendable {
  /// The day of the month on which it rises, from 1.
  public let day: Int
  /// The month in which it rises, from 1 to 12.
  public let month: Int
  /// What it rises by: a share per year, read on an earlier day.
  public let index: ExpressionSyntax
  /// How many months before the rise the index is read; 0 for the day itself.
  public let monthsBefore: Int
  /// How each raised value is rounded, or nothing to leave it exact.
  public let rounding: RoundingSyntax?
  /// Where it stands.
  public let span: SourceSpan
  /// A yearly rise, as read.
  public init(
    day: Int, month: Int, index: ExpressionSyntax, monthsBefore: Int, rounding: RoundingSyntax?,
    span: SourceSpan
  ) {
    self.day = day
    self.month = month
    self.index = index
    self.monthsBefore = monthsBefore
    self.rounding = rounding
    self.span = span
  }
}

/// `rounded up to £5`.
public struct RoundingSyntax: Sendable {
  /// Whether the result is cut up, cut down or taken to the nearest step, with halves up or down.
  public enum Direction: Sendable { case up, down, nearest, nearestHalvesDown }
  /// Which way it is rounded.
  public let direction: Direction
  /// The amount that results are whole multiples of.
  public let step: ExpressionSyntax
  /// Where it stands, from `rounded`.
  public let span: SourceSpan
  /// A rounding, as read.
  public init(direction: Direction, step: ExpressionSyntax, span: SourceSpan) {
    self.direction = direction
    self.step = step
    self.span = span
  }
}

/// Where a value comes from.
public enum BasisSyntax: Sendable {
  case cites(NameSyntax, TextSyntax?)
  case illustrative(SourceSpan)
  case assumed(TextSyntax, SourceSpan)
}

/// A distribution: a family and its settings.
public struct ShapeSyntax: Sendable {
  /// One setting of a distribution, or one choice and its chance.
  public struct Setting: Sendable {
    /// `mean`, `sd`, `median`, `top-decile`, `low`, `mode`, `high`, or a value of a category.
    public let name: NameSyntax
    /// In the units of what varies; a share for a choice, a pure number for `exponent`.
    public let value: ExpressionSyntax
    /// A setting, as read.
    public init(name: NameSyntax, value: ExpressionSyntax) {
      self.name = name
      self.value = value
    }
  }
  /// The family's name, such as `normal`, `lognormal` or `choice`.
  public let family: NameSyntax
  /// The settings after `with`, in their order.
  public let settings: [Setting]
  /// The bounds after `kept between`, or nothing if it is not cut off.
  public let bounds: (low: ExpressionSyntax, high: ExpressionSyntax)?
  /// A total that a population's whole-number draws are raked to: `totalling 1,666 in all`.
  public let total: ExpressionSyntax?
  /// Where it stands, from its family on.
  public let span: SourceSpan
  /// A distribution, as read.
  public init(
    family: NameSyntax, settings: [Setting],
    bounds: (low: ExpressionSyntax, high: ExpressionSyntax)?, total: ExpressionSyntax?,
    span: SourceSpan
  ) {
    self.family = family
    self.settings = settings
    self.bounds = bounds
    self.total = total
    self.span = span
  }
}

/// `moves with PATH by rank correlation E`.
public struct MovesSyntax: Sendable {
  /// The parameter or the fact that it moves with.
  public let with: PathSyntax
  /// The rank correlation, a number from -1 to 1.
  public let correlation: ExpressionSyntax
  /// Where its line stands.
  public let span: SourceSpan
  /// A rank correlation, as read.
  public init(with: PathSyntax, correlation: ExpressionSyntax, span: SourceSpan) {
    self.with = with
    self.correlation = correlation
    self.span = span
  }
}

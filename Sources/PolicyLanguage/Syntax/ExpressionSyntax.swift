public import FundingValues

/// A word that names something.
public struct NameSyntax: Sendable, Hashable {
  /// The name as written.
  public let text: String
  /// Where it stands.
  public let span: SourceSpan

  /// A name at a place.
  public init(_ text: String, _ span: SourceSpan) {
    self.text = text
    self.span = span
  }
}

/// A quoted text.
public struct TextSyntax: Sendable, Hashable {
  /// The text without its quotes.
  public let value: String
  /// Where it stands, quotes included.
  public let span: SourceSpan

  /// A text at a place.
  public init(_ value: String, _ span: SourceSpan) {
    self.value = value
    self.span = span
  }
}

/// A day written in full.
public struct DateSyntax: Sendable, Hashable {
  /// The day.
  public let date: CivilDate
  /// Where it stands.
  public let span: SourceSpan

  /// A day at a place.
  public init(_ date: CivilDate, _ span: SourceSpan) {
    self.date = date
    self.span = span
  }
}

/// A whole number in a fixed place, such as the day of a month, a count of draws or a seed.
public struct NumberSyntax: Sendable, Hashable {
  /// The number as written, exact.
  public let value: Ratio
  /// Where it stands.
  public let span: SourceSpan

  /// A number at a place.
  public init(_ value: Ratio, _ span: SourceSpan) {
    self.value = value
    self.span = span
  }

  /// The number as a whole one, if it is one that fits.
  public var whole: Int? { value.isWhole ? Int(exactly: value.floor()) : nil }
}

/// A dotted path: a fact, a running figure, or the plain name of a parameter.
public struct PathSyntax: Sendable, Hashable {
  /// The names between the full stops.
  public let parts: [NameSyntax]
  /// The period of `in the last PERIOD`, which makes it a fact of the last whole one.
  public let last: NameSyntax?
  /// Where it stands.
  public let span: SourceSpan

  /// A path of one or more names.
  public init(_ parts: [NameSyntax], last: NameSyntax? = nil, _ span: SourceSpan) {
    self.parts = parts
    self.last = last
    self.span = span
  }

  /// The path as written: `learner.earnings`, or `learner.earnings in the last tax-year`.
  public var text: String {
    let name =
      parts.count == 2
      ? parts[0].text + "." + parts[1].text : parts.map(\.text).joined(separator: ".")
    return last.map { "\(name) in the last \($0.text)" } ?? name
  }
}

/// A unit of time, credit or study in a literal or a type.
public enum UnitWord: String, Sendable, Hashable, CaseIterable {
  case credit, credits, hour, hours, day, days, week, weeks, month, months, year, years
}

/// A literal with its unit.
public struct AmountSyntax: Sendable, Hashable {
  /// What kind of literal it is.
  public enum Literal: Sendable, Hashable {
    /// Money in whole currency units (pounds), with its sign; `million` already multiplied in.
    case money(Ratio, sign: String)
    /// A percentage as written: 9 for 9%.
    case percent(Ratio)
    /// A bare number.
    case number(Ratio)
    /// A number with a unit.
    case quantity(Ratio, UnitWord)
    /// A day.
    case date(CivilDate)
    /// `yes` or `no`.
    case truth(Bool)
  }
  /// What a literal is per.
  public enum Per: Sendable, Hashable {
    /// A unit, such as `per year`.
    case unit(UnitWord)
    /// A number of credits, such as `per 120 credits`.
    case credits(Ratio)
  }
  /// The literal.
  public let literal: Literal
  /// What it is per, if anything.
  public let per: Per?
  /// Where it stands.
  public let span: SourceSpan

  /// A literal at a place.
  public init(_ literal: Literal, per: Per? = nil, _ span: SourceSpan) {
    self.literal = literal
    self.per = per
    self.span = span
  }
}

/// An operator between two terms.
public enum BinaryOperator: String, Sendable, Hashable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
}

/// A formula as written.
public indirect enum ExpressionSyntax: Sendable, Hashable {
  /// A literal.
  case amount(AmountSyntax)
  /// A fact, a parameter or a category's value.
  case path(PathSyntax)
  /// A function of one or more arguments: `min`, `max`, `logistic`, `response`.
  case call(NameSyntax, [ExpressionSyntax], SourceSpan)
  /// A leading minus.
  case negated(ExpressionSyntax, SourceSpan)
  /// Two terms and an operator.
  case binary(ExpressionSyntax, BinaryOperator, ExpressionSyntax, SourceSpan)
  /// A term in brackets.
  case group(ExpressionSyntax, SourceSpan)

  /// Where it stands.
  public var span: SourceSpan {
    switch self {
    case .amount(let amount): amount.span
    case .path(let path): path.span
    case .call(_, _, let span), .negated(_, let span), .binary(_, _, _, let span),
      .group(_, let span):
      span
    }
  }
}

/// How a condition compares.
public enum ComparisonSyntax: Sendable, Hashable {
  case atLeast(ExpressionSyntax)
  case atMost(ExpressionSyntax)
  case above(ExpressionSyntax)
  case below(ExpressionSyntax)
  case between(ExpressionSyntax, ExpressionSyntax)
  case exactly(ExpressionSyntax)
  /// `is one of A, B` or `is one of levy-products`.
  case oneOf([NameSyntax])
  case equals(ExpressionSyntax)
  /// `is on or after DATE`.
  case onOrAfter(ExpressionSyntax)
}

/// One comparison.
public struct ConditionSyntax: Sendable, Hashable {
  /// What is compared.
  public let subject: ExpressionSyntax
  /// How and with what.
  public let comparison: ComparisonSyntax
  /// Where it stands.
  public let span: SourceSpan

  /// A comparison.
  public init(_ subject: ExpressionSyntax, _ comparison: ComparisonSyntax, _ span: SourceSpan) {
    self.subject = subject
    self.comparison = comparison
    self.span = span
  }
}

/// A condition or a block of them.
public indirect enum TestSyntax: Sendable, Hashable {
  /// How a block joins its lines.
  public enum Quantifier: String, Sendable, Hashable {
    case all, any, none
  }
  /// A single comparison.
  case condition(ConditionSyntax)
  /// A block under `all of`, `any of` or `none of`.
  case group(Quantifier, [TestSyntax], SourceSpan)

  /// Where it stands; for a block, the words that open it.
  public var span: SourceSpan {
    switch self {
    case .condition(let condition): condition.span
    case .group(_, _, let span): span
    }
  }
}

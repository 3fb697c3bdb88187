extension Parser {
  /// The most terms that one formula may join.
  static let mostTerms = 256

  /// Reads a formula.
  mutating func expression(_ expected: String = "an amount or a name") throws(Skip)
    -> ExpressionSyntax
  {
    let start = token
    var terms = 0
    var left = try term(expected, &terms)
    while let sign = sumOperator {
      if sign == .subtract, isAgainstWhatFollows {
        throw fault(
          "P0104", "this minus belongs to the number after it", at: span(token),
          "no space after it",
          help: "to subtract, put a space on each side of the minus")
      }
      advance()
      let right = try term("an amount or a name after the sign", &terms)
      left = .binary(left, sign, right, span(from: start))
    }
    return left
  }

  /// Whether the sign has a space before it and none after it, as the minus of a number has.
  private var isAgainstWhatFollows: Bool {
    tokens[at - 1].end < token.start && next.start == token.end
  }

  private var sumOperator: BinaryOperator? {
    switch token.kind {
    case .plus: .add
    case .minus: .subtract
    default: nil
    }
  }

  private var productOperator: BinaryOperator? {
    switch token.kind {
    case .star: .multiply
    case .slash: .divide
    default: nil
    }
  }

  private mutating func term(_ expected: String, _ terms: inout Int) throws(Skip)
    -> ExpressionSyntax
  {
    let start = token
    var left = try factor(expected, &terms)
    while let sign = productOperator {
      advance()
      let right = try factor("an amount or a name after the sign", &terms)
      left = .binary(left, sign, right, span(from: start))
    }
    return left
  }

  private mutating func factor(_ expected: String, _ terms: inout Int) throws(Skip)
    -> ExpressionSyntax
  {
    terms += 1
    if terms > Parser.mostTerms {
      throw fault(
        "P0114", "this formula joins more than \(Parser.mostTerms) terms", at: span(token),
        help: "name a part of it with `derive`")
    }
    switch token.kind {
    case .openBracket: return try bracketed()
    case .minus: return try negated()
    case .name where token.word != .yes && token.word != .no:
      return next.kind == .openBracket ? try call() : try fact(expected)
    default: return .amount(try amount(expected))
    }
  }

  private mutating func negated() throws(Skip) -> ExpressionSyntax {
    let start = token
    tightTokens.insert(at)
    advance()
    guard token.kind != .name, token.kind != .openBracket else {
      throw fault(
        "P0105", "expected a number after the minus", at: span(token), shown(token),
        help: "to take a named amount away, write `0 - ` before it")
    }
    let amount = try amount("a number after the minus")
    return .negated(.amount(amount), span(from: start))
  }

  private mutating func fact(_ expected: String) throws(Skip) -> ExpressionSyntax {
    let start = token
    let path = try path(expected)
    return .path(try inTheLast(path, from: start))
  }

  private mutating func bracketed() throws(Skip) -> ExpressionSyntax {
    let start = token
    try openBracket()
    let inner = try expression()
    try closeBracket()
    return .group(inner, span(from: start))
  }

  private mutating func call() throws(Skip) -> ExpressionSyntax {
    let start = token
    let function = try name()
    tightTokens.insert(at)
    try openBracket()
    var arguments = [try expression()]
    while accept(.comma) { arguments.append(try expression()) }
    try closeBracket()
    return .call(function, arguments, span(from: start))
  }

  private mutating func openBracket() throws(Skip) {
    openBrackets += 1
    if openBrackets > Lexer.deepest {
      openBrackets = 0
      throw fault(
        "P0114", "more than \(Lexer.deepest) brackets are open", at: span(token),
        help: "name a part of it with `derive`")
    }
    advance()
  }

  private mutating func closeBracket() throws(Skip) {
    openBrackets -= 1
    guard accept(.closeBracket) else { throw unexpected("`)`") }
  }
}

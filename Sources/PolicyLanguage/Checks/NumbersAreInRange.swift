import FundingValues

extension Checker {
  /// Requires that a number lies between two bounds, wherever its values are known.
  mutating func requireWithin(
    _ expression: ExpressionSyntax, _ low: Ratio, _ high: Ratio, _ role: @autoclosure () -> String,
    isShare: Bool = false
  ) {
    guard let outlier = outlier(of: expression, low, high) else { return }
    let type: ValueType = isShare ? .share : .number
    let ends = [low, high].map { type.text($0, currency: program.currency) }
    let label = outlier.isBelow ? "below \(ends[0])" : "above \(ends[1])"
    let isHere = outlier.span == expression.span
    report(
      "P0205", "\(role()) must lie between \(ends[0]) and \(ends[1])",
      at: Label(expression.span, isHere ? label : ""),
      with: isHere ? [] : [Label(outlier.span, label)])
  }

  /// A value outside two bounds: the literal itself, or a value of the parameter named.
  private func outlier(
    of expression: ExpressionSyntax, _ low: Ratio, _ high: Ratio
  ) -> (span: SourceSpan, isBelow: Bool)? {
    func outside(_ value: ExpressionSyntax) -> (span: SourceSpan, isBelow: Bool)? {
      guard let number = literalValue(value), number < low || number > high else { return nil }
      return (value.span, number < low)
    }
    if let found = outside(expression) { return found }
    guard case .path(let path) = expression,
      case .parameter(let declaration)? = program.reference(path, from: unit),
      case .parameter(let parameter) = declaration.syntax
    else { return nil }
    for row in parameter.rows {
      switch row.value {
      case .expressions(let items):
        for item in items { if let found = outside(item) { return found } }
      case .uncertain(let shape):
        for item in shape.ends { if let found = outside(item) { return found } }
      case .same, .rises, .unlimited: break
      }
    }
    return nil
  }
}

extension ShapeSyntax {
  /// The ends that a distribution can reach, where they are written.
  var ends: [ExpressionSyntax] {
    if let bounds { return [bounds.low, bounds.high] }
    guard ["uniform", "triangular", "power"].contains(family.text) else { return [] }
    return settings.filter { $0.name.text == "low" || $0.name.text == "high" }.map(\.value)
  }
}

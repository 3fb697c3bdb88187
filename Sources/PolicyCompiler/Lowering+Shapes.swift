import FundingRules
import FundingValues
import PolicyLanguage

extension Lowering {
  /// An uncertain quantity; what it moves with is joined later.
  func quantity(
    _ shape: ShapeSyntax, _ name: String, of declaration: Declaration, isShare: Bool, _ unit: Int
  ) throws -> UncertainQuantity {
    let drawn = try self.shape(shape, unit)
    return UncertainQuantity(
      parameter: try parameter(declaration, at: shape.span), name: name, shape: drawn.shape,
      bounds: try bounds(of: shape, unit), centre: drawn.centre, isShare: isShare, movesWith: [])
  }

  /// The ends that draws of a shape are kept between.
  func bounds(of shape: ShapeSyntax, _ unit: Int) throws -> (low: Ratio, high: Ratio)? {
    guard let bounds = shape.bounds else { return nil }
    return (try number(bounds.low, unit), try number(bounds.high, unit))
  }

  /// A distribution and the number to use where one number must stand for it.
  func shape(_ syntax: ShapeSyntax, _ unit: Int) throws -> (shape: UncertainShape, centre: Ratio) {
    var given: [String: Ratio] = [:]
    for setting in syntax.settings {
      given[setting.name.text] = try number(setting.value, unit)
    }
    return try shape(syntax, given)
  }

  private func shape(
    _ syntax: ShapeSyntax, _ given: [String: Ratio]
  ) throws -> (shape: UncertainShape, centre: Ratio) {
    func exact(_ name: String) throws -> Ratio {
      guard let value = given[name] else {
        throw PlanError("`\(syntax.family.text)` needs `\(name)`", at: syntax.span)
      }
      return value
    }
    func double(_ name: String) throws -> Double { try exact(name).double }
    switch syntax.family.text {
    case "uniform":
      let middle = (try exact("low") + exact("high")) / Ratio(2)
      return (.uniform(low: try double("low"), high: try double("high")), middle.reduced)
    case "normal":
      return (.normal(mean: try double("mean"), sd: try double("sd")), try exact("mean"))
    case "lognormal" where given["median"] != nil:
      return (
        .lognormal(median: try double("median"), topDecile: try double("top-decile")),
        try exact("median")
      )
    case "lognormal":
      return (.lognormalMean(mean: try double("mean"), sd: try double("sd")), try exact("mean"))
    case "triangular":
      return (
        .triangular(low: try double("low"), mode: try double("mode"), high: try double("high")),
        try exact("mode")
      )
    case "beta":
      return (.beta(mean: try double("mean"), sd: try double("sd")), try exact("mean"))
    case "power":
      let ends = (try double("low"), try double("high"))
      let shape = UncertainShape.power(
        low: ends.0, high: ends.1, exponent: try double("exponent"))
      return (shape, Ratio(millionthsOf: (ends.0 * ends.1).squareRoot()))
    case "fixed": return (.fixed(try double("value")), try exact("value"))
    default:
      throw PlanError("`\(syntax.family.text)` cannot be drawn here", at: syntax.family.span)
    }
  }

  /// Joins every uncertain quantity to those that its parameter moves with.
  ///
  /// Parameters with equally many uncertain values move value by value; otherwise each with each.
  func joinCorrelations() throws {
    for (number, declaration) in parameters.enumerated() {
      guard case .parameter(let syntax) = declaration.syntax else { continue }
      for moves in syntax.moves {
        guard
          case .parameter(let other) = try reference(moves.with, declaration.unit),
          let otherNumber = parameterNumbers[other.id]
        else { throw PlanError("`\(moves.with.text)` is not a parameter", at: moves.span) }
        let correlation = try self.number(moves.correlation, declaration.unit).double
        join(number, otherNumber, correlation)
      }
    }
  }

  private func join(_ first: Int, _ second: Int, _ correlation: Double) {
    let own = uncertain.indices.filter { uncertain[$0].parameter == first }
    let others = uncertain.indices.filter { uncertain[$0].parameter == second }
    if own.count == others.count {
      for (a, b) in zip(own, others) { uncertain[a].movesWith.append((b, correlation)) }
    } else {
      for a in own {
        for b in others { uncertain[a].movesWith.append((b, correlation)) }
      }
    }
  }
}

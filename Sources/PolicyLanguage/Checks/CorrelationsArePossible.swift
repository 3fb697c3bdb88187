import FundingValues

extension Checker {
  /// One pair of things that move together.
  private struct Pair {
    let first: String
    let second: String
    let correlation: Double
    let span: SourceSpan
  }

  /// Requires that some distribution has the rank correlations set between parameters.
  mutating func requirePossibleCorrelations() {
    var pairs: [Pair] = []
    for declaration in program.declarations {
      guard case .parameter(let parameter) = declaration.syntax, !parameter.moves.isEmpty else {
        continue
      }
      unit = declaration.unit
      for moves in parameter.moves {
        guard case .parameter(let other)? = program.reference(moves.with, from: unit),
          let value = centre(moves.correlation)
        else { continue }
        pairs.append(
          Pair(
            first: String(declaration.id), second: String(other.id), correlation: value,
            span: moves.span))
      }
    }
    breadcrumb = nil
    requirePossible(pairs)
  }

  /// Requires that some distribution has the rank correlations set between facts.
  mutating func requirePossibleCorrelations(of facts: [FactSyntax]) {
    var pairs: [Pair] = []
    for fact in facts {
      for moves in fact.moves {
        guard let value = centre(moves.correlation) else { continue }
        pairs.append(
          Pair(
            first: fact.path.text, second: moves.with.text, correlation: value, span: moves.span))
      }
    }
    requirePossible(pairs)
  }

  private func centre(_ expression: ExpressionSyntax) -> Double? {
    var evaluator = Evaluator(program, on: CivilDate(day: Int32.max / 2))
    evaluator.readsCentres = true
    return evaluator.number(expression, from: unit)?.double
  }

  private mutating func requirePossible(_ pairs: [Pair]) {
    if pairs.isEmpty { return }
    var known: [Set<String>: Pair] = [:]
    for pair in pairs {
      if pair.first == pair.second {
        report(
          "P0806", "nothing moves with itself", at: Label(pair.span, "the same thing"))
        return
      }
      let both: Set<String> = [pair.first, pair.second]
      if let earlier = known[both] {
        report(
          "P0806", "how these two move together is said twice", at: Label(pair.span, "again"),
          with: [Label(earlier.span, "said here")])
        return
      }
      known[both] = pair
    }
    for group in Checker.groups(pairs) where group.count > 2 {
      if let pair = group.last, !Checker.isPossible(group) {
        report(
          "P0806", "no distribution can have all of these correlations",
          at: Label(pair.span, "cannot hold with the others"),
          with: group.filter { $0.span != pair.span }.map { Label($0.span, "with this") },
          notes: ["what moves with two things that move apart can follow neither closely"])
      }
    }
  }

  private static func groups(_ pairs: [Pair]) -> [[Pair]] {
    var leader: [String: String] = [:]
    func find(_ name: String) -> String {
      var current = name
      while let next = leader[current], next != current { current = next }
      return current
    }
    for pair in pairs {
      let a = find(pair.first)
      let b = find(pair.second)
      leader[a] = leader[a] ?? a
      leader[b] = a
    }
    var groups: [String: [Pair]] = [:]
    var order: [String] = []
    for pair in pairs {
      let name = find(pair.first)
      if groups[name] == nil { order.append(name) }
      groups[name, default: []].append(pair)
    }
    return order.compactMap { groups[$0] }
  }

  /// Whether the matrix of normal correlations is positive definite, pairs not named being independent.
  private static func isPossible(_ pairs: [Pair]) -> Bool {
    var index: [String: Int] = [:]
    for pair in pairs {
      for name in [pair.first, pair.second] where index[name] == nil { index[name] = index.count }
    }
    if index.count > 120 { return true }
    var matrix = (0..<index.count).map { row in
      (0..<index.count).map { $0 == row ? 1.0 : 0 }
    }
    for pair in pairs {
      guard let a = index[pair.first], let b = index[pair.second] else { continue }
      let normal = 2 * sine(pair.correlation * Double.pi / 6)
      matrix[a][b] = normal
      matrix[b][a] = normal
    }
    return isPositiveDefinite(matrix)
  }

  private static func isPositiveDefinite(_ matrix: [[Double]]) -> Bool {
    var factor = matrix
    for row in matrix.indices {
      for column in 0...row {
        var sum = matrix[row][column]
        for inner in 0..<column { sum -= factor[row][inner] * factor[column][inner] }
        if row == column {
          if sum <= 1e-12 { return false }
          factor[row][row] = sum.squareRoot()
        } else {
          factor[row][column] = sum / factor[column][column]
        }
      }
    }
    return true
  }

  /// The sine of an angle of at most a sixth of a half turn, to within 1e-12.
  private static func sine(_ angle: Double) -> Double {
    let square = angle * angle
    var term = angle
    var sum = angle
    for step in 1...7 {
      term *= -square / Double(2 * step * (2 * step + 1))
      sum += term
    }
    return sum
  }
}

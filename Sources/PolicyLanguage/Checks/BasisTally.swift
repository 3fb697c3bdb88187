/// How many values rest on what.
public struct BasisTally: Sendable, Hashable {
  /// Values that cite a source.
  public var cited = 0
  /// Values that are assumed, for a reason given.
  public var assumed = 0
  /// Values that only illustrate.
  public var illustrative = 0
  /// Values without a basis.
  public var missing = 0

  /// A tally of nothing.
  public init() {}

  /// Counts one value.
  mutating func count(_ basis: BasisSyntax?) {
    switch basis {
    case .cites?: cited += 1
    case .assumed?: assumed += 1
    case .illustrative?: illustrative += 1
    case nil: missing += 1
    }
  }
}

extension Program {
  /// How the dated values of some units, or of all, are founded.
  public func basisTally(units wanted: Set<Int>?) -> BasisTally {
    var tally = BasisTally()
    for declaration in declarations where wanted?.contains(declaration.unit) ?? true {
      guard case .parameter(let parameter) = declaration.syntax else { continue }
      for row in parameter.rows { tally.count(row.basis) }
    }
    for unit in units where unit.kind == .reform && wanted?.contains(unit.id) ?? true {
      guard case .reform(let reform)? = declaration(of: unit)?.syntax else { continue }
      for amendment in reform.amendments {
        for case .value(_, _, _, _, _, _, let basis, _) in amendment.changes { tally.count(basis) }
      }
    }
    return tally
  }
}

public import FundingRules

/// One dated value that a run rests on, and where it comes from.
public struct Assumption: Sendable, Hashable {
  /// What a value rests on.
  public enum Basis: String, Sendable, Hashable, CaseIterable {
    case cited, assumed, illustrative, missing
  }
  /// The parameter, with the policy that declares it.
  public var name: String
  /// The case of a keyed parameter, as written.
  public var row: String
  /// The first day of the value, in ISO form.
  public var date: String
  /// The value as written, or the centre of its distribution.
  public var value: String
  /// The type of the parameter, as written.
  public var unit: String
  /// What it rests on.
  public var basis: Basis
  /// The title of the source and the place in it, or the reason given.
  public var source: String
  /// The path and line.
  public var place: String
  /// The distribution as written, for an uncertain value.
  public var distribution: String
  /// The name of the uncertain quantity, as results have it; empty for a certain value.
  public var quantity: String
  /// Whether the run uses it past the last year for which its policy cites any value.
  public var isCarriedOn: Bool

  /// An assumption from its parts.
  public init(
    name: String, row: String, date: String, value: String, unit: String, basis: Basis,
    source: String, place: String, distribution: String = "", quantity: String = "",
    isCarriedOn: Bool = false
  ) {
    self.name = name
    self.row = row
    self.date = date
    self.value = value
    self.unit = unit
    self.basis = basis
    self.source = source
    self.place = place
    self.distribution = distribution
    self.quantity = quantity
    self.isCarriedOn = isCarriedOn
  }
}

extension BasisCounts {
  /// How many values there are in all.
  var all: Int { cited + assumed + illustrative + missing }

  /// A tally of the values of a run.
  public init(_ assumptions: [Assumption]) {
    self.init()
    for assumption in assumptions {
      switch assumption.basis {
      case .cited: cited += 1
      case .assumed: assumed += 1
      case .illustrative: illustrative += 1
      case .missing: missing += 1
      }
    }
  }
}

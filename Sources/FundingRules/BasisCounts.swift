/// How many values are cited, assumed, illustrative or without a basis.
public struct BasisCounts: Sendable, Hashable, Encodable {
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

  /// A tally of counts.
  public init(cited: Int, assumed: Int, illustrative: Int, missing: Int) {
    self.cited = cited
    self.assumed = assumed
    self.illustrative = illustrative
    self.missing = missing
  }

  /// The tally in words.
  public var words: String {
    var parts = ["\(cited) cited", "\(assumed) assumed", "\(illustrative) illustrative"]
    if missing > 0 { parts.append("\(missing) without a basis") }
    return parts.joined(separator: ", ")
  }
}

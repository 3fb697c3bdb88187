/// A stretch of a whole between two of its shares, such as the k-th of n equal parts.
///
/// The part of an amount *x* is ⌊*x*·*to*⌉ − ⌊*x*·*from*⌉, each rounded half up: consecutive parts sum to
/// the whole, and no equal part differs from another by more than a unit.
public struct PartOfWhole: Sendable, Hashable {
  /// How much of the whole lies before the part, in units of `whole`.
  public let from: Int64
  /// How much of it lies before the part's end.
  public let to: Int64
  /// How many units the whole has, above zero.
  public let whole: Int64

  /// The whole itself.
  public static let all = PartOfWhole(from: 0, to: 1, whole: 1)

  /// A part between two of so many units of the whole; one that is out of order is empty.
  public init(from: Int64, to: Int64, whole: Int64) {
    self.whole = max(1, whole)
    self.from = min(max(0, from), self.whole)
    self.to = min(max(self.from, to), self.whole)
  }

  /// One of so many equal parts, counted from zero.
  public init(_ number: Int, of count: Int) {
    self.init(from: Int64(number), to: Int64(number) + 1, whole: Int64(count))
  }

  /// Whether it is the whole.
  public var isAll: Bool { from == 0 && to == whole }

  /// The part as a share of the whole.
  public var share: Ratio { isAll ? .one : Ratio(Int128(to - from), over: Int128(whole)) }

  /// The part of an amount in whole units such as pence.
  public func of(_ amount: Int64) -> Int64 {
    isAll
      ? amount : PartOfWhole.rounded(amount, to, whole) - PartOfWhole.rounded(amount, from, whole)
  }

  /// The part of an amount that is rounded to whole units first; the whole of it exactly.
  public func of(_ amount: Ratio) -> Ratio { isAll ? amount : Ratio(of(amount.roundedHalfUp())) }

  private static func rounded(_ amount: Int64, _ share: Int64, _ whole: Int64) -> Int64 {
    let (product, isOver) = amount.multipliedReportingOverflow(by: share)
    guard isOver || product.magnitude > 1 << 61 else {
      let (quotient, rest) = product.quotientAndRemainder(dividingBy: whole)
      let (below, left) = rest < 0 ? (quotient - 1, rest + whole) : (quotient, rest)
      return left >= whole - left ? below + 1 : below
    }
    let (quotient, rest) = (Int128(amount) * Int128(share))
      .quotientAndRemainder(dividingBy: Int128(whole))
    let (below, left) = rest < 0 ? (quotient - 1, rest + Int128(whole)) : (quotient, rest)
    return Int64(clamping: left >= Int128(whole) - left ? below + 1 : below)
  }
}

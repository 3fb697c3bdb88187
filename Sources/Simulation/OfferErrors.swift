import Randomness

/// The errors of one person's offers in one draw: nested logit with a lasting part.
///
/// Within a field of dissimilarity λ an offer's error is λ·(g + log S): g is Gumbel, and S the positive
/// stable number of index λ that the field's offers share, which makes the sum Gumbel and nested logit
/// exact (McFadden 1978; Kanter 1975 for S). Routes that differ nest once more beneath their offer.
/// With the chance `taste-persistence` the lasting error stands for the occasion's own, so that each
/// occasion's error is exactly extreme-value and two occasions correlate by that share.
struct OfferErrors {
  private let streams: ShockStreams
  private let draw: UInt32
  private let differingRoutes: Bool
  private var identity: UInt64 = 0
  private var address: UInt32 = 0
  private var lasts = false
  private var isNested = false
  private var index = 1.0
  private var routeIndex = 0.0
  /// Uniforms already drawn, by offer and by field: those that last, and those of the occasion itself;
  /// below nought where nothing has been asked yet.
  private var lastingOffers: [Double]
  private var lastingFields: [(Double, Double)]
  private var fields: [(Double, Double)]

  /// Errors of one draw; nobody's yet.
  init(_ streams: ShockStreams, draw: UInt32, differingRoutes: Bool) {
    self.streams = streams
    self.draw = draw
    self.differingRoutes = differingRoutes
    lastingOffers = Array(repeating: -1, count: streams.offers.count)
    lastingFields = Array(repeating: (-1, -1), count: streams.fields.count)
    fields = lastingFields
  }

  /// Turns to another person.
  mutating func begin(_ identity: UInt64) {
    self.identity = identity
    for offer in lastingOffers.indices { lastingOffers[offer] = -1 }
    for field in lastingFields.indices { lastingFields[field].0 = -1 }
  }

  /// Turns to another of the person's occasions.
  mutating func begin(
    year: UInt32, lastingShare: Double, dissimilarity: Double, routeDissimilarity: Double
  ) {
    lasts =
      streams.persistence.uniform(draw: draw, identity: identity, address: year) < lastingShare
    address = lasts ? ShockStreams.lasting : year
    isNested = dissimilarity < 1 || differingRoutes
    index = max(0.01, dissimilarity)
    routeIndex = min(routeDissimilarity, index)
    for field in fields.indices { fields[field].0 = -1 }
  }

  /// The error of an offer on the occasion.
  mutating func error(of offer: Int) -> Double {
    guard isNested else { return gumbel(own(offer)) }
    let (angle, exponential) = field(streams.fieldOf[offer])
    let shared = logPositiveStable(index: index, angle: angle, exponential: exponential)
    guard routeIndex > 0 else { return index * (gumbel(own(offer)) + shared) }
    let (turn, wait) = streams.offers[offer].uniforms(
      draw: draw, identity: identity, address: address | ShockStreams.beneath)
    return index * shared
      + routeIndex
      * logPositiveStable(index: routeIndex / index, angle: turn, exponential: wait)
  }

  /// Whether the error of an offer surely stays below a number, seen without a logarithm.
  ///
  /// With u the offer's uniform, a and e the field's and m = min(a, 1−a): g ≤ −log(1−u), for
  /// −log u ≥ 1−u; and in Kanter's formula sin ≤ 1, sin(πm) ≥ 2m and −log e ≥ 1−e, so that
  /// λ·log S ≤ −log(2m) − (1−λ)·log(1−e). Hence exp(error) ≤ 1/((1−u)·2m·(1−e)) while λ ≤ 1. A
  /// thousandth is kept back, a million million times what rounding can take.
  mutating func staysBelow(_ gap: Double, offer: Int) -> Bool {
    staysBelow(weight: Elementary.exp(-gap), offer: offer)
  }

  /// Whether the exponential of minus the error of an offer surely stays above a weight.
  @inline(__always)
  mutating func staysBelow(weight: Double, offer: Int) -> Bool {
    guard routeIndex <= 0 || !isNested else { return false }
    var least = 1 - own(offer)
    if isNested {
      let (angle, exponential) = field(streams.fieldOf[offer])
      least *= 2 * min(angle, 1 - angle) * (1 - exponential)
    }
    return least > 1.001 * weight
  }

  /// The offer's own uniform.
  private mutating func own(_ offer: Int) -> Double {
    if lasts, lastingOffers[offer] >= 0 { return lastingOffers[offer] }
    let drawn = streams.offers[offer].uniform(draw: draw, identity: identity, address: address)
    if lasts { lastingOffers[offer] = drawn }
    return drawn
  }

  /// The two uniforms of a field, which all its offers share.
  private mutating func field(_ field: Int) -> (Double, Double) {
    let known = lasts ? lastingFields[field] : fields[field]
    if known.0 >= 0 { return known }
    let drawn = streams.fields[field].uniforms(
      draw: draw, identity: identity, address: address)
    if lasts { lastingFields[field] = drawn } else { fields[field] = drawn }
    return drawn
  }
}

import Foundation
import Randomness
import Testing

/// Errors of nested choices against closed forms.
@Suite struct ExtremeValueTests {
  @Test func gumbelFits() {
    let count = 50_000
    let sample = uniforms("gumbel", count: count).map(gumbel)
    let distance = kolmogorovSmirnov(sample) { Foundation.exp(-Foundation.exp(-$0)) }
    #expect(distance < kolmogorovSmirnovLimit(count: count))
    let limit = falseAlarmErrors * (Double.pi / 6.0.squareRoot()) / Double(count).squareRoot()
    #expect((summary(sample).mean - 0.5772156649015329).magnitude < limit)
  }

  /// The mean of the exponential of minus s times the number, whose true value is known exactly.
  @Test(arguments: [0.1, 0.3, 0.5, 0.75, 0.95, 0.999, 1])
  func stableLaplaceTransform(index: Double) {
    let count = 20_000
    let stream = Randomness.Stream("tests/stable", seed: 3)
    for s in [0.2, 1, 4] {
      let sample = (0..<count).map { person in
        let (angle, wait) = stream.uniforms(draw: 0, identity: UInt64(person))
        let size = Foundation.exp(logPositiveStable(index: index, angle: angle, exponential: wait))
        return Foundation.exp(-s * size)
      }
      let truth = Foundation.exp(-Foundation.pow(s, index))
      let square = Foundation.exp(-Foundation.pow(2 * s, index))
      let deviation = max(0, square - truth * truth).squareRoot()
      let limit = falseAlarmErrors * deviation / Double(count).squareRoot() + 1e-12
      #expect((summary(sample).mean - truth).magnitude < limit)
    }
  }

  @Test func stableNumbersAreFiniteAtTheEnds() {
    for index in [0.05, 0.5, 0.99] {
      for angle in [0x1p-53, 0.5, 1 - 0x1p-53] {
        for wait in [0x1p-53, 0.5, 1 - 0x1p-53] {
          #expect(logPositiveStable(index: index, angle: angle, exponential: wait).isFinite)
        }
      }
    }
  }

  /// A half-index stable number is the inverse of twice a squared normal one: an outside check.
  @Test func stableOfHalfIsInverseSquareOfNormal() {
    let count = 50_000
    let angles = uniforms("half-angle", count: count)
    let sample = zip(angles, uniforms("half-wait", count: count)).map {
      logPositiveStable(index: 0.5, angle: $0, exponential: $1)
    }
    let distance = kolmogorovSmirnov(sample) { Foundation.erfc(0.5 * Foundation.exp(-0.5 * $0)) }
    #expect(distance < kolmogorovSmirnovLimit(count: count))
  }

  /// Three levels, fields of offers of routes, as the model composes them, by seeded simulation.
  @Test func nestedLogitShares() {
    let routeScale = 0.4
    let offerScale = 0.7
    let utilities: [[[Double]]] = [[[0.2, 0.5], [0.9]], [[0.1, 0.3, -0.4]], [[0.6], [0.7]]]
    let count = 40_000
    var tally = utilities.map { $0.map { $0.map { _ in 0 } } }
    for person in 0..<count {
      let choice = NestedChoice(person: UInt64(person), routeScale, offerScale).best(utilities)
      if let (field, offer, route) = choice { tally[field][offer][route] += 1 }
    }
    let inclusive = utilities.map { field in
      field.map { offer in offer.map { Foundation.exp($0 / routeScale) }.reduce(0, +) }
    }
    let fields = inclusive.map { offers in
      offers.map { Foundation.pow($0, routeScale / offerScale) }.reduce(0, +)
    }
    let whole = 1 + fields.map { Foundation.pow($0, offerScale) }.reduce(0, +)
    for (field, offers) in utilities.enumerated() {
      for (offer, routes) in offers.enumerated() {
        for (route, utility) in routes.enumerated() {
          let within = Foundation.exp(utility / routeScale) / inclusive[field][offer]
          let among = Foundation.pow(inclusive[field][offer], routeScale / offerScale)
          let share = Foundation.pow(fields[field], offerScale) / whole
          let truth = within * (among / fields[field]) * share
          let seen = Double(tally[field][offer][route]) / Double(count)
          let limit = falseAlarmErrors * (truth * (1 - truth) / Double(count)).squareRoot()
          #expect((seen - truth).magnitude < limit, "\(field) \(offer) \(route)")
        }
      }
    }
  }
}

/// One person's choice among routes of offers of fields and not studying, at utility zero.
struct NestedChoice {
  private let person: UInt64
  private let routeScale: Double
  private let offerScale: Double
  private let stream = Randomness.Stream("tests/nested", seed: 99)

  init(person: UInt64, _ routeScale: Double, _ offerScale: Double) {
    self.person = person
    self.routeScale = routeScale
    self.offerScale = offerScale
  }

  /// The field, offer and route chosen, or nothing for not studying.
  func best(_ utilities: [[[Double]]]) -> (Int, Int, Int)? {
    var highest = gumbel(stream.uniform(draw: 0, identity: person))
    var chosen: (Int, Int, Int)?
    for (field, offers) in utilities.enumerated() {
      let common = offerScale * stable(offerScale, address: UInt32(1 + field))
      for (offer, routes) in offers.enumerated() {
        let place = UInt32(100 + 10 * field + offer)
        let shared = stable(routeScale / offerScale, address: place)
        for (route, utility) in routes.enumerated() {
          let own = gumbel(
            stream.uniform(draw: 0, identity: person, address: 10 * place + UInt32(route)))
          let value = utility + routeScale * (own + shared) + common
          if value > highest {
            highest = value
            chosen = (field, offer, route)
          }
        }
      }
    }
    return chosen
  }

  /// The logarithm of the positive stable number at an address.
  private func stable(_ index: Double, address: UInt32) -> Double {
    let (angle, wait) = stream.uniforms(draw: 0, identity: person, address: address)
    return logPositiveStable(index: index, angle: angle, exponential: wait)
  }
}

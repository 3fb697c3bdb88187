import Foundation
import Randomness
import Testing

@Suite struct ShapeTests {
  /// Shapes with their distribution functions written independently.
  static let continuous: [(shape: Shape, cumulative: @Sendable (Double) -> Double)] = [
    (.uniform(low: -2, high: 3), { ($0 + 2) / 5 }),
    (.normal(mean: 4, standardDeviation: 2.5), { 0.5 * erfc((4 - $0) / 2.5 / 2.0.squareRoot()) }),
    (
      .lognormal(logMedian: 1, logStandardDeviation: 0.7),
      { 0.5 * erfc((1 - Foundation.log($0)) / 0.7 / 2.0.squareRoot()) }
    ),
    (
      .triangular(low: 0.06, mode: 0.1, high: 0.2),
      { x in
        x < 0.1
          ? (x - 0.06) * (x - 0.06) / (0.14 * 0.04)
          : 1 - (0.2 - x) * (0.2 - x) / (0.14 * 0.1)
      }
    ),
    (.beta(alpha: 2, beta: 3), { $0 * $0 * (6 - 8 * $0 + 3 * $0 * $0) }),
    (.beta(alpha: 0.5, beta: 0.5), { 2 * asin($0.squareRoot()) / Double.pi }),
    (
      .power(low: 10, high: 5_000, exponent: 2),
      { (1 / 10.0 - 1 / $0) / (1 / 10.0 - 1 / 5_000.0) }
    ),
    (.power(low: 1, high: 100, exponent: 1), { Foundation.log($0) / Foundation.log(100) }),
    (.power(low: 1, high: 3, exponent: -1), { ($0 * $0 - 1) / 8 }),
  ]

  @Test(arguments: continuous.indices)
  func samplesFit(index: Int) {
    let (shape, cumulative) = ShapeTests.continuous[index]
    let count = 20_000
    let sample = uniforms("fit-\(index)", count: count).map(shape.quantile)
    #expect(shape.isValid)
    #expect(kolmogorovSmirnov(sample, cumulative) < kolmogorovSmirnovLimit(count: count))
  }

  /// At 20,000 the test above catches a mean that is off by a twelfth of a standard deviation.
  @Test func misfitIsCaught() {
    let count = 20_000
    let sample = uniforms("misfit", count: count).map {
      Shape.normal(mean: 1.0 / 12, standardDeviation: 1).quantile($0)
    }
    let distance = kolmogorovSmirnov(sample, Shape.normal(mean: 0, standardDeviation: 1).cumulative)
    #expect(distance > kolmogorovSmirnovLimit(count: count))
  }

  @Test(arguments: continuous.indices)
  func cumulativeAndQuantileAreInverse(index: Int) {
    let (shape, cumulative) = ShapeTests.continuous[index]
    var last = -Double.infinity
    for step in 1..<500 {
      let chance = Double(step) / 500
      let value = shape.quantile(chance)
      #expect(value > last)
      #expect((shape.cumulative(value) - chance).magnitude < 1e-13)
      #expect((cumulative(value) - chance).magnitude < 1e-12)
      last = value
    }
    #expect(shape.cumulative(shape.quantile(0)) == 0)
    #expect(shape.cumulative(shape.quantile(1)) == 1)
    #expect(shape.cumulative(-1e9) == 0 && shape.cumulative(1e9) == 1)
  }

  /// Quantiles worked out at 40 digits.
  @Test func betaQuantiles() {
    let truth = [
      (2, 3, 0.25, 0.2430220837560763), (0.5, 0.5, 0.01, 0.00024671981713422151),
      (0.5, 0.5, 0.9, 0.9755282581475768), (8.2, 1.3, 0.001, 0.3988073590840373),
      (8.2, 1.3, 0.999, 0.99933439666229033), (30, 70, 0.5, 0.29866197430869573),
      (1500, 2500, 0.975, 0.39005929455579797), (0.1, 0.2, 0.1, 4.3988747401215202e-9),
      (1, 1, 0.3, 0.3), (5, 1, 1e-09, 0.015848931924611135), (250, 0.8, 0.4, 0.9972376317945592),
    ]
    for (alpha, beta, chance, value) in truth {
      let found = Shape.beta(alpha: alpha, beta: beta).quantile(chance)
      #expect((found / value - 1).magnitude < 1e-12, "beta(\(alpha), \(beta)) at \(chance)")
    }
  }

  @Test func extremeBetasSettle() {
    for alpha in [1e-3, 0.02, 1, 40, 3e5] {
      for beta in [1e-3, 0.5, 7, 2e4] {
        let shape = Shape.beta(alpha: alpha, beta: beta)
        var last = 0.0
        for chance in [0, 0x1p-53, 1e-6, 0.1, 0.5, 0.9, 1 - 1e-6, 1 - 0x1p-53, 1] {
          let value = shape.quantile(chance)
          #expect(value >= last && value <= 1)
          last = value
          guard value > 1e-300 && value < 1 - 1e-6 else { continue }
          #expect((shape.cumulative(value) - chance).magnitude < 1e-10)
        }
      }
    }
  }

  @Test func choicesFollowTheirWeights() {
    let weights = [1, 0, 3, 0.5, 5.5, 0]
    let shape = Shape.choice(weights)
    let count = 50_000
    var counts = Array(repeating: 0, count: 6)
    for u in uniforms("choice", count: count) { counts[Int(shape.quantile(u))] += 1 }
    var statistic = 0.0
    for (seen, weight) in zip(counts, weights) where weight > 0 {
      let expected = Double(count) * weight / 10
      statistic += (Double(seen) - expected) * (Double(seen) - expected) / expected
    }
    #expect(statistic < 30.664849706213598)  // Three degrees of freedom, one in a million.
    #expect(counts[1] == 0 && counts[5] == 0)
    #expect(shape.quantile(0) == 0 && shape.quantile(1) == 4)
    #expect(shape.cumulative(2) == 0.4 && shape.cumulative(1.9) == 0.1)
    #expect(shape.quantile(0.99, between: 2, and: 3) == 3)
    #expect(shape.quantile(0.01, between: 2, and: 3) == 2)
    #expect(shape.quantile(0.5, between: 1, and: 1) == 1)
  }

  @Test func fixedAndSpreadless() {
    #expect(Shape.fixed(3).quantile(0.2) == 3 && Shape.fixed(3).centre == 3)
    #expect(Shape.fixed(3).quantile(0.2, between: 4, and: 5) == 4)
    #expect(Shape.fixed(3).cumulative(2.9) == 0 && Shape.fixed(3).cumulative(3) == 1)
    for shape in [
      Shape.normal(mean: 2, standardDeviation: 0), .uniform(low: 2, high: 2),
      .triangular(low: 2, mode: 2, high: 2), .power(low: 2, high: 2, exponent: 2),
    ] {
      #expect(shape.isValid && shape.centre == 2)
      for u in [0, 0.3, 1] {
        #expect(shape.quantile(u) == 2)
        #expect(shape.quantile(u, between: 1, and: 4) == 2)
      }
      #expect(shape.cumulative(1.9) == 0 && shape.cumulative(2) == 1)
    }
  }

  @Test func triangularWithModeAtAnEnd() {
    #expect(Shape.triangular(low: 0, mode: 0, high: 1).quantile(0.75) == 0.5)
    #expect(Shape.triangular(low: 0, mode: 1, high: 1).quantile(0.25) == 0.5)
    #expect(Shape.triangular(low: 0, mode: 1, high: 1).cumulative(0.5) == 0.25)
  }

  @Test func powerIsSmoothAtOne() {
    let exact = Shape.power(low: 1, high: 50, exponent: 1)
    let near = Shape.power(low: 1, high: 50, exponent: 1 + 1e-9)
    for u in [0.01, 0.4, 0.99] {
      #expect((exact.quantile(u) / near.quantile(u) - 1).magnitude < 1e-8)
    }
  }
}

import Randomness
import Testing

@Suite struct ShapeFittingTests {
  /// The mean and standard deviation by the midpoints of equally likely cells.
  func moments(_ shape: Shape, cells: Int = 20_000) -> (mean: Double, deviation: Double) {
    summary((0..<cells).map { shape.quantile((Double($0) + 0.5) / Double(cells)) })
  }

  @Test func lognormalByMedianAndTopDecile() {
    let shape = Shape.lognormal(median: 29_000, topDecile: 58_000)
    #expect((shape.quantile(0.5) / 29_000 - 1).magnitude < 1e-14)
    #expect((shape.quantile(0.9) / 58_000 - 1).magnitude < 1e-13)
    #expect((shape.centre / 29_000 - 1).magnitude < 1e-14)
    #expect(Shape.lognormal(median: 2, topDecile: 2).isValid)
    #expect(!Shape.lognormal(median: 2, topDecile: 1).isValid)
    #expect(!Shape.lognormal(median: -2, topDecile: 1).isValid)
    #expect(!Shape.lognormal(median: 0, topDecile: 1).isValid)
  }

  @Test func lognormalByMeanAndDeviation() {
    let (mean, deviation) = moments(.lognormal(mean: 5, standardDeviation: 1))
    #expect((mean - 5).magnitude < 1e-4 && (deviation - 1).magnitude < 1e-3)
    #expect(!Shape.lognormal(mean: -5, standardDeviation: 1).isValid)
    #expect(!Shape.lognormal(mean: 5, standardDeviation: -1).isValid)
  }

  @Test func betaByMeanAndDeviation() throws {
    let shape = try #require(Shape.beta(mean: 0.3, standardDeviation: 0.1))
    let (mean, deviation) = moments(shape, cells: 2_000)
    #expect((mean - 0.3).magnitude < 1e-5 && (deviation - 0.1).magnitude < 1e-4)
    #expect(Shape.beta(mean: 0.5, standardDeviation: 0.5) == nil)
    #expect(Shape.beta(mean: 0.5, standardDeviation: 0.6) == nil)
    #expect(Shape.beta(mean: 0.5, standardDeviation: 0) == nil)
    #expect(Shape.beta(mean: 0, standardDeviation: 0.1) == nil)
    #expect(Shape.beta(mean: 1.2, standardDeviation: 0.1) == nil)
  }

  @Test func centres() {
    #expect(Shape.uniform(low: 1, high: 4).centre == 2.5)
    #expect(Shape.normal(mean: 7, standardDeviation: 2).centre == 7)
    #expect(Shape.triangular(low: 0, mode: 2, high: 9).centre == 2)
    #expect(Shape.beta(alpha: 1, beta: 3).centre == 0.25)
    #expect(Shape.choice([1, 4, 4, 2]).centre == 1)
    #expect((Shape.power(low: 1, high: 100, exponent: 1).centre - 10).magnitude < 1e-12)
  }

  @Test func impossibleShapesAreNotValid() {
    let shapes: [Shape] = [
      .fixed(.nan), .uniform(low: 2, high: 1), .normal(mean: 0, standardDeviation: -1),
      .normal(mean: .infinity, standardDeviation: 1), .triangular(low: 0, mode: 3, high: 2),
      .lognormal(logMedian: 0, logStandardDeviation: .nan), .beta(alpha: 0, beta: 1),
      .power(low: 0, high: 1, exponent: 2), .power(low: 1, high: 10, exponent: 1_000),
      .choice([]), .choice([0, 0]), .choice([1, -1]), .choice([.nan]),
    ]
    for shape in shapes { #expect(!shape.isValid, "\(shape)") }
  }

  @Test(arguments: [
    (Shape.normal(mean: 0, standardDeviation: 1), -0.5, 2.0),
    (.normal(mean: 0, standardDeviation: 1), 1.0, 1.5),
    (.lognormal(logMedian: 0, logStandardDeviation: 1), 0.5, 3),
    (.triangular(low: 0, mode: 1, high: 4), 0.5, 2), (.beta(alpha: 2, beta: 5), 0.1, 0.4),
    (.power(low: 1, high: 1_000, exponent: 2), 5, 50), (.uniform(low: 0, high: 10), 2, 3),
  ])
  func truncatedSamplesFit(shape: Shape, low: Double, high: Double) {
    let count = 20_000
    let sample = uniforms("cut", count: count).map { shape.quantile($0, between: low, and: high) }
    #expect(sample.allSatisfy { $0 >= low && $0 <= high })
    let first = shape.cumulative(low)
    let share = shape.cumulative(high) - first
    let distance = kolmogorovSmirnov(sample) { (shape.cumulative($0) - first) / share }
    #expect(distance < kolmogorovSmirnovLimit(count: count))
  }

  /// Above ten standard deviations the excess over the cut is nearly exponential with rate ten.
  @Test func farTailsKeepTheirFigures() {
    let shape = Shape.normal(mean: 0, standardDeviation: 1)
    let upper = shape.quantile(0.5, between: 10, and: .infinity)
    #expect((upper - 10.0684118360814).magnitude < 1e-12)
    let lower = shape.quantile(0.5, between: -.infinity, and: -10)
    #expect((upper + lower).magnitude < 1e-13)
    #expect(shape.quantile(0.5, between: 50, and: 60) == 50)
    #expect(shape.quantile(0.5, between: -60, and: -50) == -50)
    let positive = Shape.lognormal(logMedian: 0, logStandardDeviation: 1)
    #expect(positive.quantile(0.5, between: -2, and: -1) == -1)
    #expect(positive.quantile(0.25, between: -2, and: .infinity) == positive.quantile(0.25))
  }
}

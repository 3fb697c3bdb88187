import Foundation
import Statistics
import Testing

@Suite struct ToleranceTests {
  /// Quantiles worked out at 40 digits.
  @Test(arguments: [
    (1, 23.928126976934829), (2, 27.631021115928548), (3, 30.664849706213599),
    (5, 35.88818687967287), (19, 63.677052285677999), (100, 182.12677711954758),
    (1_001, 1228.2586003404858),
  ])
  func chiSquare(degrees: Int, quantile: Double) {
    #expect((Tolerance.chiSquare(degrees: degrees) / quantile - 1).magnitude < 1e-9)
  }

  /// Mean plus z roots of twice the degrees, for very many degrees.
  @Test func chiSquareOfManyDegrees() {
    let z = 4.753424308822899
    let truth = 1e6 + z * 2e6.squareRoot() + 2 * (z * z - 1) / 3
    #expect((Tolerance.chiSquare(degrees: 1_000_000) / truth - 1).magnitude < 1e-6)
  }

  @Test func standardErrors() {
    #expect((erfc(Tolerance.standardErrors / 2.0.squareRoot()) / 1e-6 - 1).magnitude < 1e-9)
    #expect(Tolerance.ofMean(standardDeviation: 2, count: 400) == Tolerance.standardErrors / 10)
    #expect(Tolerance.ofProportion(0.5, count: 100) == Tolerance.standardErrors / 20)
  }

  @Test func kolmogorovSmirnov() {
    let scaled = Tolerance.kolmogorovSmirnov(count: 1)
    let chance = 2 * exp(-2 * scaled * scaled)
    #expect(chance <= Tolerance.falseAlarm && chance > 0.99 * Tolerance.falseAlarm)
    #expect(Tolerance.kolmogorovSmirnov(count: 10_000) == scaled / 100)
  }
}

import Foundation
import Randomness
import Testing

/// The plain-arithmetic functions against the C library's, which are within about 0.55 ulp.
@Suite struct ElementaryTests {
  /// The largest distance in units in the last place of the expected value over a grid.
  func worst(
    from low: Double, to high: Double, count: Int = 200_001,
    _ function: (Double) -> Double, _ expected: (Double) -> Double
  ) -> Double {
    var worst = 0.0
    for index in 0..<count {
      let x = low + (high - low) * (Double(index) / Double(count - 1))
      let truth = expected(x)
      worst = max(worst, (function(x) - truth).magnitude / max(truth.ulp, 0x1p-1074))
    }
    return worst
  }

  @Test func exponential() {
    #expect(worst(from: -708, to: 709.7, Elementary.exp, Foundation.exp) <= 1)
    #expect(worst(from: -1, to: 1, Elementary.exp, Foundation.exp) <= 1)
    #expect(worst(from: -745, to: -708, Elementary.exp, Foundation.exp) <= 1)
    #expect(Elementary.exp(0) == 1)
    #expect(Elementary.exp(710) == .infinity)
    #expect(Elementary.exp(.infinity) == .infinity)
    #expect(Elementary.exp(-746) == 0)
    #expect(Elementary.exp(-.infinity) == 0)
    #expect(Elementary.exp(.nan).isNaN)
  }

  @Test func logarithm() {
    #expect(worst(from: 0.25, to: 4, Elementary.log, Foundation.log) <= 1)
    #expect(worst(from: 0.999, to: 1.001, Elementary.log, Foundation.log) <= 1)
    #expect(worst(from: 1e-3, to: 1e9, Elementary.log, Foundation.log) <= 1)
    let wide = { (x: Double) in Elementary.log(Foundation.exp(x)) }
    let truth = { (x: Double) in Foundation.log(Foundation.exp(x)) }
    #expect(worst(from: -744, to: 709, wide, truth) <= 1)
    #expect(Elementary.log(1) == 0)
    #expect(Elementary.log(0) == -.infinity)
    #expect(Elementary.log(.infinity) == .infinity)
    #expect(Elementary.log(-1).isNaN && Elementary.log(.nan).isNaN)
    #expect(Elementary.log(.leastNonzeroMagnitude) == Foundation.log(.leastNonzeroMagnitude))
  }

  @Test func nearZeroForms() {
    #expect(worst(from: -0.5, to: 0.5, Elementary.expm1, Foundation.expm1) <= 2)
    #expect(worst(from: -60, to: 60, Elementary.expm1, Foundation.expm1) <= 2)
    #expect(worst(from: -1e-9, to: 1e-9, Elementary.expm1, Foundation.expm1) <= 1)
    #expect(worst(from: -0.9, to: 3, Elementary.log1p, Foundation.log1p) <= 2)
    #expect(worst(from: -1e-9, to: 1e-9, Elementary.log1p, Foundation.log1p) <= 1)
    #expect(Elementary.log1p(-1) == -.infinity && Elementary.log1p(-2).isNaN)
    #expect(Elementary.log1p(.infinity) == .infinity)
  }

  @Test func logisticFunction() {
    let truth = { (x: Double) in
      x < 0 ? Foundation.exp(x) / (1 + Foundation.exp(x)) : 1 / (1 + Foundation.exp(-x))
    }
    #expect(worst(from: -700, to: 60, Elementary.logistic, truth) <= 3)
    #expect(Elementary.logistic(-1000) == 0 && Elementary.logistic(1000) == 1)
    #expect(Elementary.logistic(0) == 0.5)
  }

  @Test(arguments: [-300.0, -2.5, -1, -0.37, 1e-9, 0.5, 1 / 3.0, 1, 1.035, 2, 7.25, 40, 250])
  func powers(exponent: Double) {
    let truth = { (x: Double) in Foundation.pow(x, exponent) }
    let own = { (x: Double) in Elementary.power(x, exponent) }
    #expect(worst(from: 0.1, to: 10, own, truth) <= 1)
    #expect(worst(from: 0.99, to: 1.01, own, truth) <= 1)
  }

  @Test func powersOfGrowth() {
    for base in [1.035, 1.000_001, 0.85, 2, 10, 1e-5] {
      let truth = { (x: Double) in Foundation.pow(base, x) }
      #expect(worst(from: -60, to: 60, { Elementary.power(base, $0) }, truth) <= 1)
    }
    for whole in 0...22 {
      #expect(Elementary.power(10, Double(whole)) == Foundation.pow(10, Double(whole)))
    }
  }

  @Test func powersAtTheEdges() {
    #expect(Elementary.power(0, 0) == 1 && Elementary.power(.nan, 0) == 1)
    #expect(Elementary.power(0, 2) == 0 && Elementary.power(0, -2) == .infinity)
    #expect(Elementary.power(.infinity, 2) == .infinity)
    #expect(Elementary.power(.infinity, -2) == 0)
    #expect(Elementary.power(2, .infinity) == .infinity && Elementary.power(2, -.infinity) == 0)
    #expect(Elementary.power(0.5, .infinity) == 0)
    #expect(Elementary.power(-2, 2).isNaN && Elementary.power(2, .nan).isNaN)
    #expect(Elementary.power(2, 1024) == .infinity && Elementary.power(2, -1074) == 0x1p-1074)
    #expect(Elementary.power(2, 1023) == 0x1p1023 && Elementary.power(2, -1080) == 0)
    #expect(Elementary.power(0x1p-1074, 0.5) == 0x1p-537)
  }

  @Test func circularFunctions() {
    for (low, high) in [(-1.0, 1.0), (-10, 10), (0, 3.141592653589793), (-1e6, 1e6)] {
      #expect(worst(from: low, to: high, Elementary.sin, Foundation.sin) <= 1)
      #expect(worst(from: low, to: high, Elementary.cos, Foundation.cos) <= 1)
      #expect(worst(from: low, to: high, Elementary.tan, Foundation.tan) <= 2)
    }
    #expect(Elementary.sin(0) == 0 && Elementary.cos(0) == 1)
    #expect(Elementary.sin(1e7).isNaN && Elementary.cos(.infinity).isNaN)
    #expect(Elementary.sin(.nan).isNaN && Elementary.tan(1e7).isNaN)
  }

  /// The same numbers in debug and release and on every processor, or recorded runs are lost.
  @Test func bitsAreForEver() {
    var hash: UInt64 = 0
    for index in 1...20_000 {
      let x = Double(index) * 0.001_7
      let values = [
        Elementary.exp(x - 17), Elementary.log(x), Elementary.expm1(x - 17),
        Elementary.log1p(x - 0.001), Elementary.logistic(x - 17), Elementary.power(x, x - 17),
        Elementary.sin(x), Elementary.cos(x), Elementary.tan(x), Elementary.normalCDF(x - 17),
        Elementary.inverseNormalCDF(x / 35), Elementary.logGamma(x),
      ]
      for value in values { hash = (hash ^ value.bitPattern) &* 0x0000_0100_0000_01B3 }
    }
    #expect(hash == 0xE81F_6536_DF93_F83C)
  }
}

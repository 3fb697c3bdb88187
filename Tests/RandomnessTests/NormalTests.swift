import Foundation
import Randomness
import Testing

/// The normal distribution and the gamma function against values worked out at 40 digits.
@Suite struct NormalTests {
  @Test func lowerTailKeepsItsFigures() {
    let truth = [
      (-37, 5.7255712225245768e-300), (-20.3, 6.4292444676983463e-92),
      (-8, 6.2209605742717841e-16), (-5, 2.8665157187919391e-7), (-2.5, 0.0062096653257761352),
      (-1, 0.15865525393145705), (-0.1, 0.46017216272297102), (0, 0.5),
    ]
    for (x, chance) in truth {
      #expect((Elementary.normalCDF(x) - chance).magnitude <= 4 * chance.ulp)
      #expect((Elementary.normalCDF(-x) - (1 - chance)).magnitude <= 4e-16)
    }
    // The truth is 13.36 of the least subnormal number.
    let least = Double.leastNonzeroMagnitude
    #expect((Elementary.normalCDF(-38.4) - 13 * least).magnitude <= least)
    #expect(Elementary.normalCDF(-40) == 0 && Elementary.normalCDF(40) == 1)
    #expect(Elementary.normalCDF(-.infinity) == 0 && Elementary.normalCDF(.nan).isNaN)
  }

  @Test func distributionFunctionAgainstTheLibrary() {
    for index in 0...200_000 {
      let x = Double(index) * 1e-4 - 10
      let truth = 0.5 * Foundation.erfc(-x / 2.0.squareRoot())
      #expect((Elementary.normalCDF(x) - truth).magnitude <= 4e-16)
    }
  }

  @Test func distributionFunctionRises() {
    var last = 0.0
    for index in 0...400_000 {
      let chance = Elementary.normalCDF(Double(index) * 1e-4 - 38)
      #expect(chance >= last * (1 - 4e-16))
      last = chance
    }
  }

  @Test func percentagePoints() {
    let truth = [
      (1e-300, -37.047096299361199), (1e-100, -21.273453560965324), (1e-20, -9.2623400897984076),
      (1e-12, -7.0344838253011319), (1e-10, -6.3613409024040562), (1e-05, -4.2648907939228246),
      (0.01, -2.3263478740408411), (0.07, -1.4757910281791707), (0.08, -1.4050715603096325),
      (0.3, -0.52440051270804082), (0.4999, -0.00025066283008800749),
      (0.925, 1.4395314709384562), (0.93, 1.4757910281791711), (1 - 0x1p-53, 8.2095361516013869),
    ]
    for (chance, x) in truth {
      let error = (Elementary.inverseNormalCDF(chance) - x).magnitude
      #expect(error <= 1e-15 * x.magnitude)
    }
    #expect(Elementary.inverseNormalCDF(0.5) == 0)
    #expect(Elementary.inverseNormalCDF(0) == -.infinity)
    #expect(Elementary.inverseNormalCDF(1) == .infinity)
    #expect(Elementary.inverseNormalCDF(-0.1) == -.infinity)
    #expect(Elementary.inverseNormalCDF(.nan).isNaN)
  }

  /// There and back: the error of the quantile is the error of the chance over the density.
  @Test func roundTrip() {
    var last = -Double.infinity
    for index in 1..<200_000 {
      let chance = Double(index) / 200_000
      let x = Elementary.inverseNormalCDF(chance)
      #expect(x > last)
      #expect((Elementary.normalCDF(x) - chance).magnitude <= 8e-16)
      last = x
    }
    for exponent in 6...300 {
      let chance = Foundation.pow(10, -Double(exponent))
      let back = Elementary.normalCDF(Elementary.inverseNormalCDF(chance))
      #expect((back / chance - 1).magnitude <= 3e-14 * Double(exponent))
    }
  }

  @Test func logarithmOfGamma() {
    let truth = [
      (1e-300, 690.77552789821371), (1e-05, 11.512919692895826), (0.1, 2.2527126517342059),
      (0.5, 0.57236494292470009), (1, 0), (1.5, -0.12078223763524522), (2, 0),
      (2.5, 0.28468287047291916), (11.9, 17.258477450595522), (12, 17.502307845873886),
      (50.25, 145.54187159633212), (1e6, 12815504.569147612),
    ]
    for (x, value) in truth {
      #expect((Elementary.logGamma(x) - value).magnitude <= max(2e-14, 1e-15 * value))
    }
    for index in 1...100_000 {
      let x = Double(index) * 0.001
      let (truth, _): (Double, Int) = Foundation.lgamma(x)
      #expect((Elementary.logGamma(x) - truth).magnitude <= max(2e-14, 1e-15 * truth))
    }
    #expect(Elementary.logGamma(0) == .infinity && Elementary.logGamma(-0.5).isNaN)
  }
}

import Statistics
import Testing

@Suite struct PairedDrawsTests {
  /// Draws in pairs with a shared part and an own part of given standard deviations.
  func draws(pairs: Int, parameter: Double, chance: Double, seed: UInt64) -> [Double] {
    var numbers = SeededNumbers(seed: seed)
    return (0..<pairs).flatMap { _ in
      let level = 10 + parameter * numbers.normal()
      return [level + chance * numbers.normal(), level + chance * numbers.normal()]
    }
  }

  @Test func agreesWithTwoPasses() {
    let values = draws(pairs: 500, parameter: 2, chance: 3, seed: 1)
    let paired = PairedDraws(values)
    let first = (0..<500).map { values[2 * $0] }
    let second = (0..<500).map { values[2 * $0 + 1] }
    let means = zip(first, second).map { ($0 + $1) / 2 }
    let between = twoPass(means).variance
    let within = zip(first, second).map { ($0 - $1) * ($0 - $1) }.reduce(0, +) / 500 / 2
    let overall = twoPass(values).mean
    #expect((paired.mean - overall).magnitude < 1e-12)
    #expect((paired.simulationVariance - within).magnitude < 1e-12)
    #expect((paired.pairMeanVariance - between).magnitude < 1e-12)
    #expect((paired.parameterVariance - (between - within / 2)).magnitude < 1e-12)
    #expect((paired.monteCarloStandardError - (between / 500).squareRoot()).magnitude < 1e-12)
    let products = zip(first, second).map { ($0 - overall) * ($1 - overall) }
    let error = (twoPass(products).variance / 500).squareRoot()
    #expect((paired.parameterStandardError - error).magnitude < 1e-12)
    #expect(paired.quantile(0.25) == Quantiles.quantile(values.sorted(), 0.25))
    #expect(paired.isParameterResolved && paired.pairs == 500)
  }

  /// Over 400 seeds the estimates are unbiased, and their stated errors are about right.
  @Test(arguments: [(0.0, 1.0), (1, 1), (0.5, 2), (1, 0)])
  func estimatesAreUnbiasedAndErrorsHonest(parameter: Double, chance: Double) {
    let truth = parameter * parameter
    let replicates = (0..<400).map {
      PairedDraws(draws(pairs: 400, parameter: parameter, chance: chance, seed: 1_000 + $0))
    }
    let estimates = twoPass(replicates.map(\.parameterEstimate))
    let limit = Tolerance.ofMean(
      standardDeviation: estimates.variance.squareRoot(), count: 400)
    #expect((estimates.mean - truth).magnitude < limit)
    let simulation = twoPass(replicates.map(\.simulationVariance))
    let own = chance * chance
    let simulationLimit = Tolerance.ofMean(
      standardDeviation: simulation.variance.squareRoot(), count: 400)
    #expect((simulation.mean - own).magnitude <= simulationLimit)
    // The variance of 400 scores has a standard error of about 0.071; 4.89 of them are 0.35.
    let scores = replicates.map { ($0.parameterEstimate - truth) / $0.parameterStandardError }
    #expect((twoPass(scores).variance - 1).magnitude < 0.35)
    let means = replicates.map { ($0.mean - 10) / $0.monteCarloStandardError }
    #expect((twoPass(means).variance - 1).magnitude < 0.35)
  }

  @Test func withoutUncertainParametersTheirPartIsExactlyZero() {
    let values = draws(pairs: 50, parameter: 0, chance: 3, seed: 6)
    let paired = PairedDraws(values, uncertainParameters: false)
    #expect(paired.parameterVariance == 0 && paired.parameterEstimate == 0)
    #expect(paired.parameterStandardError == 0 && paired.isParameterResolved)
    for p in [0, 0.05, 0.5, 0.95, 1] {
      #expect(paired.parameterQuantile(p) == paired.mean)
      #expect(paired.chanceQuantile(p) == paired.quantile(p))
    }
    #expect(PairedDraws(values).parameterStandardError > 0)
  }

  /// Chance alone must not look like ignorance more often than normal errors explain.
  @Test func chanceAloneIsSeldomResolved() {
    let resolved = (0..<400).count { seed in
      PairedDraws(draws(pairs: 200, parameter: 0, chance: 1, seed: UInt64(seed)))
        .isParameterResolved
    }
    let share = Double(resolved) / 400
    #expect((share - 0.1587).magnitude < Tolerance.ofProportion(0.1587, count: 400))
  }

  @Test func rangesSplitTheSpread() {
    let paired = PairedDraws(draws(pairs: 20_000, parameter: 3, chance: 4, seed: 7))
    let width = { (quantile: (Double) -> Double) in quantile(0.8413447) - quantile(0.1586553) }
    #expect((width(paired.parameterQuantile) / 6 - 1).magnitude < 0.05)
    #expect((width(paired.chanceQuantile) / 8 - 1).magnitude < 0.05)
    #expect((width(paired.quantile) / 10 - 1).magnitude < 0.05)
  }

  @Test func drawsThatNeverDiffer() {
    let paired = PairedDraws([0, 0, 0, 0, 0, 0])
    #expect(paired.mean == 0 && paired.monteCarloStandardError == 0)
    #expect(paired.parameterVariance == 0 && paired.isParameterResolved)
    #expect(paired.parameterQuantile(0.05) == 0 && paired.chanceQuantile(0.95) == 0)
  }

  @Test func parametersAlone() {
    let paired = PairedDraws([1, 1, 2, 2, 6, 6])
    #expect(paired.simulationVariance == 0 && paired.parameterVariance == 7)
    #expect(paired.parameterQuantile(0) == 1 && paired.parameterQuantile(1) == 6)
    #expect(paired.chanceQuantile(0) == 3 && paired.chanceQuantile(1) == 3)
  }

  @Test func aSinglePair() {
    let paired = PairedDraws([1, 5])
    #expect(paired.simulationVariance == 8 && paired.monteCarloStandardError == 2)
    #expect(paired.parameterVariance == 0 && !paired.isParameterResolved)
  }
}

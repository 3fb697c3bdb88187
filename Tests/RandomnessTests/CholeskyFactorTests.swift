import Randomness
import Testing

@Suite struct CholeskyFactorTests {
  let matrix = [[4, 2, -1], [2, 5, 0.5], [-1, 0.5, 3]]

  @Test func factorTimesTransposeIsTheMatrix() throws {
    let factor = try #require(CholeskyFactor(matrix))
    let columns = (0..<3).map { index in
      factor.correlated((0..<3).map { $0 == index ? 1 : 0 })
    }
    for row in 0..<3 {
      for column in 0..<3 {
        let product = columns.map { $0[row] * $0[column] }.reduce(0, +)
        #expect((product - matrix[row][column]).magnitude < 1e-14)
      }
    }
  }

  @Test func impossibleMatricesAreRefused() {
    #expect(CholeskyFactor([[1, 1], [1, 1]]) == nil)
    #expect(CholeskyFactor([[1, 2], [2, 1]]) == nil)
    #expect(CholeskyFactor([[1, 0.5], [0.4, 1]]) == nil)
    #expect(CholeskyFactor([[1, 0.5], [0.5]]) == nil)
    #expect(CholeskyFactor([[0]]) == nil && CholeskyFactor([[-1]]) == nil)
    #expect(CholeskyFactor([[.nan]]) == nil)
    #expect(CholeskyFactor([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]) == nil)
    #expect(CholeskyFactor([])?.size == 0)
  }

  @Test func aLaterRowLeavesEarlierOnes() throws {
    let small = try #require(CholeskyFactor([[4, 2], [2, 5]]))
    let large = try #require(CholeskyFactor(matrix))
    #expect(Array(large.correlated([0.3, -1.2, 0.8]).prefix(2)) == small.correlated([0.3, -1.2]))
  }

  /// A normal copula with the converted correlation has the rank correlation asked for.
  @Test(arguments: [-0.8, -0.3, 0, 0.5, 0.9])
  func ranksCorrelateAsAsked(rank: Double) throws {
    let count = 20_000
    let pearson = normalCorrelation(rank: rank)
    let factor = try #require(CholeskyFactor([[1, pearson], [pearson, 1]]))
    let stream = Stream("tests/copula", seed: 5)
    var first: [Double] = []
    var second: [Double] = []
    for person in 0..<UInt64(count) {
      let (u, v) = stream.uniforms(draw: 0, identity: person)
      let normals = factor.correlated([
        Elementary.inverseNormalCDF(u), Elementary.inverseNormalCDF(v),
      ])
      first.append(normals[0])
      second.append(Elementary.exp(normals[1]))
    }
    // The standard error of a rank correlation is largest, one over the root, at zero.
    let limit = falseAlarmErrors / Double(count).squareRoot()
    #expect((correlation(ranks(first), ranks(second)) - rank).magnitude < limit)
  }

  @Test func perfectRanksStayPerfect() {
    #expect((normalCorrelation(rank: 1) - 1).magnitude < 1e-15)
    #expect((normalCorrelation(rank: -1) + 1).magnitude < 1e-15)
    #expect(normalCorrelation(rank: 0) == 0)
  }
}

import Analysis
import Testing

/// The verdict on a published 100 within 10, worked by hand from the rule: four standard errors.
@Suite("Verdicts on published figures")
struct ClaimVerdictTests {
  private func verdict(_ value: Double, error: Double) -> ClaimVerdict {
    let numbers = [value - error, value + error, value + error, value - error]
    let figure = ClaimFigure(Estimate(numbers: numbers, uncertain: false))
    return ClaimVerdict(figure, published: 100, within: 10)
  }

  @Test("without error the tolerance decides, its edge included")
  func exact() {
    #expect(ClaimVerdict(ClaimFigure(exact: 110), published: 100, within: 10) == .reproduced)
    #expect(ClaimVerdict(ClaimFigure(exact: 110.1), published: 100, within: 10) == .notReproduced)
    #expect(ClaimVerdict(nil, published: 100, within: 10) == .cannotBeJudged)
  }

  @Test("a tolerance finer than four errors judges only what no error explains")
  func finer() {
    // Pairs without chance between their means: the error of the mean is nought, so it is exact.
    #expect(verdict(105, error: 0) == .reproduced)
    let wide = ClaimFigure(Estimate(numbers: [90, 90, 110, 110], uncertain: true))
    // Two pairs with means 90 and 110: variance 200, standard error 10, four of them 40.
    #expect(wide.standardError == 10)
    #expect(ClaimVerdict(wide, published: 100, within: 10) == .cannotBeJudged)
    #expect(ClaimVerdict(wide, published: 100, within: 40) == .reproduced)
    #expect(ClaimVerdict(wide, published: 160, within: 10) == .notReproduced)
    #expect(ClaimVerdict(wide, published: 149, within: 10) == .cannotBeJudged)
  }
}

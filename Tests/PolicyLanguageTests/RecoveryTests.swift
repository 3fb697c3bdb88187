import PolicyLanguage
import Testing

@Suite struct RecoveryTests {
  @Test func aMisspeltHeadHidesNothingBeneathIt() {
    let text = """
      grnat a from b
          eligble when all of
              learner.age is at lest 5 years
              learner.age is over 5 years
          pays 5% course.fee
      """
    #expect(
      faults(in: text) == ["P0106 1:1", "P0106 2:5", "P0105 3:27", "P0105 4:24", "P0105 5:13"])
  }

  @Test func aMisspeltWordLeavesTheDeclarationInPlace() {
    let file = parsed("grant a form b\n    pays 5% of course.fee\n")
    #expect(file.diagnostics.map(\.code) == ["P0105"])
    #expect(file.diagnostics.first?.suggestion?.replacement == "from")
    #expect(file.syntax.declarations.count == 1)
  }

  @Test func aMisIndentedFirstLineIsOneFault() {
    let text = "record a\n     has b as count\n    has c as count\n    has d as count\n"
    #expect(faults(in: text) == ["P0103 3:1"])
  }

  @Test func aMissingPartIsNotSaidWhenAFaultExplainsIt() {
    #expect(faults(in: "fund a held by b\n    budget £5 each year\n") == ["P0107 1:1"])
    let text = """
      fund a held by b
          budget £5
          rations
              first by lot
          when spent refuses
      """
    #expect(faults(in: text) == ["P0105 2:14"])
  }

  @Test func clausesKeepTheirOrder() {
    let text = """
      grant a from b
          pays 5% of course.fee
              up to £5
              except 6% when a is b
              up to £6
          title "late"
      """
    #expect(faults(in: text) == ["P0108 4:9", "P0108 6:5"])
  }

  @Test func aHeaderStandsFirstAndAlone() {
    #expect(faults(in: "payer a \"A\"\npolicy b\n") == ["P0108 2:1"])
    #expect(faults(in: "policy a\npolicy b\n") == ["P0108 2:1"])
  }

  @Test func faultsComeInFileOrder() {
    for fixture in PolicyFixture.good {
      let damaged = fixture.text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated().map { $0.offset % 5 == 0 ? "\($0.element) ?" : String($0.element) }
        .joined(separator: "\n")
      let starts = parsed(damaged).diagnostics.map(\.primary.span.start)
      #expect(starts == starts.sorted())
      #expect(!starts.isEmpty)
    }
  }

  @Test func endlessFaultsAreCutShort() {
    let text = String(repeating: "? ? ?\n", count: 5000)
    let diagnostics = parsed(text).diagnostics
    #expect(diagnostics.count == 1000)
    #expect(diagnostics.last?.code == "P0115")
  }
}

import PolicyLanguage
import Testing

@Suite struct FormatterTests {
  private func formattedText(_ text: String) -> String? {
    formatted(PolicySource(path: "test.policy", text: text))
  }

  @Test(arguments: PolicyFixture.good)
  func formattingTwiceChangesNothing(_ fixture: PolicyFixture) throws {
    let once = try #require(formatted(fixture.source))
    #expect(formattedText(once) == once)
    let words = { (text: String) in text.split { $0 == " " || $0 == "\n" }.sorted() }
    #expect(words(once) == words(fixture.text))
    #expect(
      parsed(once).syntax.declarations.count
        == parse(fixture.source, file: 0).syntax.declarations.count)
  }

  @Test func whatDoesNotReadIsLeftAlone() {
    #expect(formattedText("policy\n") == nil)
  }

  @Test func valuesOfWhichOnlySomeHaveACaseStandAsTheyAre() throws {
    let text = """
      policy a

      parameter share as percent by learner.age
          otherwise:  75%  from 2026-01-01  illustrative
          £30,596 per year  from 2023-09-01  illustrative

      """
    let once = try #require(formattedText(text))
    #expect(parse(PolicySource(path: "a.policy", text: once), file: 0).diagnostics.isEmpty)
    #expect(
      syntaxListing(of: PolicySource(path: "a.policy", text: once))
        .split(separator: "\n").sorted()
        == syntaxListing(of: PolicySource(path: "a.policy", text: text))
        .split(separator: "\n").sorted())
    #expect(formattedText(once) == once)
  }

  @Test func layoutIsCanonical() {
    let text = """
      # First


      policy   a  # why
        title    "A  b"
        # inside


        uses  b ,c
      derive x.y as money from min( a*b ,-0.5 )-( c +d )   # sum
      derive z as yes-no when all of
         # a test
         a   is below -3
            # deep
      # end
      """
    let expected = """
      # First

      policy a  # why
          title "A  b"
          # inside

          uses b, c
      derive x.y as money from min(a * b, -0.5) - (c + d)  # sum
      derive z as yes-no when all of
          # a test
          a is below -3
              # deep
      # end

      """
    #expect(formattedText(text) == expected)
    #expect(formattedText(expected) == expected)
  }

  @Test func valuesLineUpByKeyAndDate() {
    let text = """
      parameter a as money by b and c
        # second year
        x and below 5: £10 from 2028-01-01 illustrative
        otherwise: £1,000 from 2027-01-01 cites s "p" # c
        x and below 5: £9 per year from 2027-01-01

        moves with d by rank correlation 0.5
      """
    let expected = """
      parameter a as money by b and c
          x and below 5:  £9 per year  from 2027-01-01
          # second year
          x and below 5:  £10          from 2028-01-01  illustrative
          otherwise:      £1,000       from 2027-01-01  cites s "p"  # c

          moves with d by rank correlation 0.5

      """
    #expect(formattedText(text) == expected)
  }

  @Test func carriageReturnsAndMarksGo() {
    #expect(formattedText("\u{FEFF}policy a\r\n  uses b\r\n") == "policy a\n    uses b\n")
  }
}

import PolicyLanguage
import Testing

/// Names that two of the files used have.
@Suite("One name in two files used")
struct CheckSourceTests {
  private static func file(_ name: String, title: String) -> PolicySource {
    PolicySource(
      path: name + ".policy",
      text: """
        policy \(name)

        source guide "\(title)"

        parameter \(name)-age as years
            60 years  from 2027-01-01  cites guide

        grant help from treasury
            eligible when learner.age is below \(name)-age
            pays 100% of course.fee

        """)
  }

  private static func findings(_ titles: (String, String), citing source: String) -> [String] {
    let words = PolicySource(
      path: "words.policy",
      text: """
        vocabulary words

        payer treasury "T"

        record learner
            has age as years

        record course
            has fee as money

        """)
    let third = PolicySource(
      path: "third.policy",
      text: """
        policy third
            uses one, two

        parameter third-age as years
            25 years  from 2027-01-01  cites \(source) "page 3"

        """)
    let all = [words, file("one", title: titles.0), file("two", title: titles.1), third]
    return check(all).diagnostics.filter { $0.severity == .error }
      .map { "\($0.code) \($0.message) \($0.help ?? "")" }
  }

  @Test("a source of one title in two files is one source")
  func sameTitle() {
    #expect(Self.findings(("The guide, 2026", "The guide, 2026"), citing: "guide").isEmpty)
  }

  @Test("of two titles it must be said which is meant, and can be")
  func twoTitles() {
    let titles = ("The guide, 2026", "Another guide, 2020")
    #expect(
      Self.findings(titles, citing: "guide") == [
        "P0304 `guide` is declared in more than one of the files used "
          + "write it in full: `one.guide` or `two.guide`"
      ])
    #expect(Self.findings(titles, citing: "one.guide").isEmpty)
    #expect(Self.findings(titles, citing: "two.guide").isEmpty)
  }

  @Test("a source that the file named does not have is missing")
  func missing() {
    let found = Self.findings(("A", "B"), citing: "one.gide")
    #expect(found.count == 1 && found[0].hasPrefix("P0403 no source is called `one.gide`"))
  }
}

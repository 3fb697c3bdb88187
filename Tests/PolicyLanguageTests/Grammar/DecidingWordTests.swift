import PolicyLanguage
import Testing

/// Places where two readings would be possible or nearly so, and one word decides.
@Suite struct DecidingWordTests {
  /// A text, and whether it can be read.
  struct Sample: Sendable, CustomTestStringConvertible {
    let text: String
    let isSound: Bool
    var testDescription: String { text }

    init(_ text: String, _ isSound: Bool) {
      self.text = text
      self.isSound = isSound
    }
  }

  private static func derived(_ test: String) -> String {
    "derive learner.x as yes-no when \(test)\n"
  }

  private static func row(_ row: String) -> String {
    "parameter a as money by learner.b\n    \(row)  from 2027-01-01\n"
  }

  private static func scenario(_ lines: String) -> String {
    """
    scenario s
        runs from 2027-01-01 to 2028-01-01 by year
        draws 10
        seed 1
        \(lines)
        compare r

    """
  }

  private static func offer(_ line: String) -> String { scenario("offer o\n        \(line)") }

  private static func account(_ line: String) -> String {
    "account a held by learner\n    \(line)\n    spends oldest first\n"
  }

  private static func staff(_ line: String) -> String {
    """
    profile p
        on 2027-01-01
        draws 10
        seed 1
        staff 4 as techs
            \(line)
            takes o
        compare r

    """
  }

  static let samples = [
    Sample(derived("a is below - 3"), true), Sample(derived("a is below"), false),
    Sample(derived("a is above (3)"), true), Sample(derived("a is between"), false),
    Sample(derived("a is at"), true), Sample(derived("a is on"), true),
    Sample(derived("yes is a"), false), Sample(derived("a is yes"), true),
    Sample("derive learner.x as money from 3\n", true),
    Sample("derive learner.x as list from 3\n", true),
    Sample("derive learner.x as list of from from 3\n", true),
    Sample(row("otherwise: £3"), true), Sample(row("otherwise, a: £3"), false),
    Sample(row("a, otherwise: £3"), true), Sample(row("below: £3"), true),
    Sample(row("below - 3: £3"), true), Sample(row("below (3): £3"), true),
    Sample(row("up to 3: £3"), true), Sample(row("up, above: £3"), true),
    Sample(row("above 3 to 5: £3"), true), Sample(row("above (3): £3"), true),
    Sample(row("above 3 to below 5: £3"), false), Sample(row("up to: £3"), false),
    Sample(scenario("population 4 million of of"), true),
    Sample(scenario("population 4 million million of learner"), true),
    Sample(scenario("population million of learner"), true),
    Sample(scenario("population of of learner"), false),
    Sample(offer("lasts is - 3"), true), Sample(offer("lasts is"), false),
    Sample(offer("lasts life"), true), Sample(offer("lasts - 3"), true),
    Sample(staff("takes.x is 3"), true), Sample(staff("takes is 3"), false),
    Sample(account("credited £3 once from a"), true),
    Sample(account("credited at most £3 for life"), true),
    Sample(account("credited at once from a"), false),
    Sample("limit a of £3 per year per learner per year on b\n", true),
    Sample("limit a of £3 per learner per year on b\n", true),
    Sample("limit a of £3 per year per month on b\n", false),
    Sample("limit a of £3 per 120 credits per learner for life on b\n", true),
    Sample("limit a of 3 weeks of the course per learner for life on b\n", true),
    Sample("limit a of 3 weeks of the on b\n", true),
    Sample("limit a of 3 weeks of on b\n", false),
  ]

  @Test(arguments: samples)
  func oneWordDecides(_ sample: Sample) throws {
    let table = try GrammarTests.table.get()
    let source = PolicySource(path: "sample", text: sample.text)
    let trees = Recogniser(table).trees(of: GrammarText(source, table.terminals))
    #expect(trees == (sample.isSound ? 1 : 0))
    #expect(parse(source, file: 0).diagnostics.isEmpty == sample.isSound)
  }
}

import PolicyLanguage
import Quoting
import Testing

/// Values and facts that follow one another by the thousand are worked out in the time of their text,
/// whichever stands first, and on no deep stack.
@Suite("Long chains of values")
struct LongChainTests {
  private static let count = 20_000
  private static let words = """
    vocabulary w

    currency £ "Pound" in hundredths

    payer p "P"

    record course
        has fee as money


    """
  private static let rules = """
    grant g from p
        pays 100% of course.fee
            up to x0

    example "the last of the chain is what is paid"
        given on 2027-01-01
            course.fee is £3
        expect g pays £1


    """

  private func parameter(_ place: Int, _ value: String) -> String {
    "parameter x\(place) as money\n    \(value)  from 2026-01-01  illustrative\n\n"
  }

  private func passes(_ values: [String]) -> Bool {
    let text = Self.words + values.joined() + Self.rules
    let result = check([PolicySource(path: "chain.policy", text: text)])
    guard let program = result.program else { return false }
    let outcomes = exampleOutcomes(of: program, file: 0)
    return outcomes.count == 1 && outcomes.allSatisfy(\.passes)
  }

  @Test("each value follows the next, or the one before")
  func parameters() {
    let last = parameter(Self.count, "£1")
    let chain = (0..<Self.count).map { parameter($0, "x\($0 + 1)") }
    #expect(passes(chain + [last]))
    #expect(passes([last] + chain.reversed()))
  }

  @Test("each fact is worked out from the next, or from the one before")
  func derivedFacts() {
    let last = "derive course.d\(Self.count) as money from course.fee / 3\n\n"
    let chain = (0..<Self.count).map {
      "derive course.d\($0) as money from course.d\($0 + 1)\n\n"
    }
    let top = parameter(0, "£1") + "derive course.top as money from course.d0\n\n"
    #expect(passes([top] + chain + [last]))
    #expect(passes([last] + chain.reversed() + [top]))
  }

  @Test("a ring of values is a fault")
  func ring() {
    let chain = (0..<Self.count).map { parameter($0, "x\(($0 + 1) % Self.count)") }
    #expect(!passes(chain))
  }
}

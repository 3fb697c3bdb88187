import Foundation
import Testing

/// What a quote says that it has read, of clauses that are easily passed over.
@Suite("cofund quote: what was read")
struct QuoteReadsTests {
  private static let rules = """
    policy mini
        note "Made small."
        uses mini-words

    source act "Act"

    parameter least as money
        £600  from 2020-01-01  cites act

    parameter split as percent by learner.nation
        England:  0%    from 2020-01-01  cites act
        Wales:    100%  from 2020-01-01  cites act

    grant help from treasury
        pays 50% of course.fee
            nothing if below least

    grant bursary from treasury
        gives £1,000 to learner on start
            of which council pays split

    regime now
        uses mini
        route main
            stacking for course.fee
                first help
                rest learner
            also bursary

    """
  private static let words = """
    vocabulary mini-words

    category nation is one of England, Wales

    payer treasury "Treasury"
    payer council  "Council"

    record learner
        has nation as nation

    record course
        has fee as money

    """

  private func quote(_ nation: String) throws -> (basis: [String: Int], route: [String: Any]) {
    try withTool { tool in
      try tool.write(Self.rules, to: "mini/mini.policy")
      try tool.write(Self.words, to: "mini/mini-words.policy")
      let answer = try tool.run(
        "quote", "now", "--policies", "mini", "--on", "2027-09-01", "--set", "course.fee=1000",
        "--set", "learner.nation=\(nation)", "--format", "json")
      #expect(answer.status == 0, "\(answer.errors)")
      let object = try answer.object()
      let routes = try #require(object["routes"] as? [[String: Any]])
      return (try #require(object["basis"] as? [String: Int]), try #require(routes.first))
    }
  }

  /// Half of £1,000 is below the least of £600: nothing is paid, and the value that says so is cited.
  @Test("a least below which nothing is paid is a value read, and holds the line down")
  func least() throws {
    let (basis, route) = try quote("England")
    #expect(basis["cited"] == 2)
    let costs = try #require(route["costs"] as? [[String: Any]])
    let lines = try #require(costs.first?["lines"] as? [[String: Any]])
    #expect(lines[0]["amount"] as? Int == 0)
    #expect(lines[0]["limited_by"] as? String == "least")
    #expect((lines[0]["because"] as? String)?.contains("least is £600") == true)
  }

  @Test("a gift is paid by those who share it, in their shares")
  func shared() throws {
    for (nation, payer) in [("England", "treasury"), ("Wales", "council")] {
      let receipts = try #require(try quote(nation).route["receipts"] as? [[String: Any]])
      #expect(receipts.compactMap { $0["payer"] as? String } == [payer])
      #expect(receipts.compactMap { $0["amount"] as? Int } == [100_000])
    }
  }
}

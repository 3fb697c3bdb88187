import Foundation
import Testing

/// Chains of values, of facts and of tests by the thousand go through every command, on no deep stack.
@Suite("Long chains from outside")
struct LongChainRunTests {
  private static let count = 20_000
  private static let words = """
    vocabulary w

    currency £ "Pound" in hundredths

    payer p "P"

    period tax-year starts 6 April

    record learner
        has earnings as money per year
        has taste    as number

    record course
        has fee as money
        has ok  as yes-no

    """
  private static let end = """
    grant g from p
        eligible when course.t0 is yes
        pays 50% of course.fee
            up to x0

    grant h from p
        pays 50% of the rest of course.fee
            up to course.d0

    regime now
        uses r
        route own
            stacking for course.fee
                first g
                then h
                rest learner

    """
  private static let minds = """
    evidence minds
        uses w

    behaviour
        learner values a route by
            learner.taste

    outcomes
        learner completes with chance 90%

    """
  private static let scenario = """
    scenario s
        runs from 2027-01-01 to 2027-12-31 by month
        draws 2
        seed 1
        uses minds
        follows lives for 1 years

        population 5 people of learner standing for 5
            learner.earnings is £20,000 per year
            learner.taste is 2

        offer o
            course.fee is £30
            course.ok is yes
            starts each 1 March
            lasts 4 months

        compare now

    """

  /// A policy in which values, sums and tests each follow the next.
  private static var rules: String {
    var text = "policy r\n    uses w\n\n"
    for place in 0..<count {
      text += "parameter x\(place) as money\n    x\(place + 1)  from 2026-01-01  illustrative\n\n"
      text += "derive course.d\(place) as money from course.d\(place + 1)\n\n"
      text += "derive course.t\(place) as yes-no when course.t\(place + 1) is yes\n\n"
    }
    text += "parameter x\(count) as money\n    £1  from 2026-01-01  illustrative\n\n"
    text += "derive course.d\(count) as money from course.fee / 3\n\n"
    return text + "derive course.t\(count) as yes-no when course.ok is yes\n\n" + end
  }

  /// Half of £30, up to £1, and half of the rest, up to a third of £30: the learner pays £19.
  @Test("quotes, reasons and runs follow them to the end")
  func commands() throws {
    try withTool { tool in
      for (name, text) in [("w", Self.words), ("r", Self.rules), ("m", Self.minds)] {
        try tool.write(text, to: "long/\(name).policy")
      }
      try tool.write(Self.scenario, to: "long.scenario")
      let quote = [
        "quote", "now", "--on", "2027-01-01", "--set", "course.fee=30", "--policies", "long",
      ]
      let open = try tool.run(quote + ["--set", "course.ok=yes", "--format", "json"])
      #expect(
        open.status == 0 && open.output.contains("\"amount\" : 1900"), "\(open.errors.suffix(500))")
      let closed = try tool.run(quote + ["--set", "course.ok=no"])
      #expect(closed.status == 0 && closed.output.contains("£20 learner"), "\(closed.output)")
      let lacking = try tool.run(quote)
      #expect(
        lacking.status == 1 && lacking.errors.contains("`course.ok`"),
        "\(lacking.errors.suffix(500))")
      let set = try tool.run(quote + ["--set", "course.ok=yes", "--set", "r.x20000=2"])
      #expect(set.status == 0, "\(set.errors.suffix(500))")
      let plan = try tool.run("check", "long", "--print", "plan")
      #expect(plan.status == 0, "\(plan.output.suffix(500))")
      let run = try tool.run(
        "compare", "long.scenario", "--policies", "long", "--quiet", "--draws", "2")
      #expect(run.status == 0, "\(run.errors.suffix(500))")
    }
  }
}

import FundingRules
import FundingValues
import PolicyCompiler
import TestSupport
import Testing

@testable import Simulation

/// A pot that everyone wants, shared out once a year among all who apply.
@Suite("Laws 12 and 13 in a run: no waste, and in order")
struct SharedOutTests {
  private static func rules(pot: String, rank: String) -> String {
    """
    policy help
        uses words

    fund pot held by council
        budget \(pot) each academic-year
        rations
            first \(rank)
            then by lot
        when spent refuses

    grant help from pot
        pays 100% of course.fee

    regime plain
        uses help
        route helped
            stacking for course.fee
                first help
                rest learner
        route own
            stacking for course.fee
                rest learner

    """
  }

  private static func texts(pot: String, rank: String, fees: [String]) -> PolicyTexts {
    let people = """
          population 80 people of learner
              learner.nation varies choice with England 50% and Wales 50%
              learner.status is employed
              learner.age is 30 years
              learner.earnings varies lognormal with median £30,000 per year and top-decile £60,000 per year kept between £10,000 per year and £90,000 per year

      """
    let offers = zip(["red", "green"], fees).map {
      Town.offer($0, fee: $1, product: $0, field: "wood", starts: ["1 September"])
    }
    return Town.texts(
      rules: rules(pot: pot, rank: rank), evidence: Town.evidence(taste: "60", cash: "-0.5"),
      scenario: Town.scenario(
        ([people] + offers).joined(separator: "\n"), by: "academic-year", follows: 1))
  }

  /// Who was helped and who paid alone, by draw and day of start.
  private struct Sharing {
    var helped: [UInt64] = []
    var alone: [UInt64] = []
    var pence: Int64 = 0
  }

  private static func sharings(_ regime: RegimeResult) -> [String: Sharing] {
    var result: [String: Sharing] = [:]
    for entry in regime.ledger where entry.payee == "provider" {
      let key = "draw \(entry.draw), \(entry.date)"
      if entry.instrument == "help" {
        result[key, default: Sharing()].helped.append(entry.person)
        result[key]?.pence += entry.pence
      } else {
        result[key, default: Sharing()].alone.append(entry.person)
      }
    }
    return result
  }

  @Test("requests of one size: as many as fit, the lowest paid first")
  func order() throws {
    let plan = try SharedOutTests.texts(
      pot: "£10,400", rank: "by lowest learner.earnings", fees: ["£1,000"]
    ).plan("town")
    let world = try World(plan, seed: 20_270_801)
    let earnings = try #require(plan.facts["learner.earnings"])
    var pay: [UInt64: Ratio] = [:]
    for (index, person) in world.population.people.enumerated() {
      pay[person.identity] = world.population.value(of: earnings, person: index)
    }
    let sharings = SharedOutTests.sharings(try run(plan, ledger: true).regimes[0])
    #expect(sharings.values.filter { !$0.alone.isEmpty }.count >= 2)
    let fault = firstFault(among: sharings) { key, sharing in
      let count = sharing.helped.count + sharing.alone.count
      guard sharing.helped.count == min(10, count) else { return "\(key): \(sharing.helped.count)" }
      let highest = sharing.helped.compactMap { pay[$0] }.max() ?? .zero
      let lowest = sharing.alone.compactMap { pay[$0] }.min() ?? highest
      return highest <= lowest ? nil : "\(key): \(highest) before \(lowest)"
    }
    #expect(fault == nil)
  }

  @Test("requests of two sizes: no room is left for the smaller while anyone pays alone for it")
  func noWaste() throws {
    let plan = try SharedOutTests.texts(
      pot: "£10,400", rank: "when learner.nation is Wales", fees: ["£3,000", "£700"]
    ).plan("town")
    let regime = try run(plan, ledger: true).regimes[0]
    let sharings = SharedOutTests.sharings(regime)
    var crowded = 0
    let fault = firstFault(among: sharings) { key, sharing in
      guard sharing.pence <= 1_040_000 else { return "\(key): \(sharing.pence) paid" }
      if sharing.alone.isEmpty { return nil }
      crowded += 1
      return 1_040_000 - sharing.pence < 70_000 ? nil : "\(key): \(sharing.pence) of 1,040,000"
    }
    #expect(fault == nil)
    #expect(crowded >= 2)
    #expect(regime.whole("refused-people", party: "pot").allSatisfy { $0 > 0 })
  }

  @Test("a pot of nought, a penny short, exactly enough and without end")
  func edges() throws {
    for (pot, helped) in [
      ("£0", 0), ("£999.99", 0), ("£1,000", 1), ("£1,999.99", 1), ("£900 million", 80),
    ] {
      let plan = try SharedOutTests.texts(
        pot: pot, rank: "by lowest learner.earnings", fees: ["£1,000"]
      ).plan("town")
      let regime = try run(plan, ledger: true).regimes[0]
      for draw in 0..<2 {
        let there = SharedOutTests.sharings(regime).filter { $0.key.hasPrefix("draw \(draw),") }
        let most = there.values.map(\.helped.count).max() ?? 0
        let sum = there.values.reduce(0) { $0 + $1.helped.count }
        #expect(helped == 80 ? sum == 80 : most == helped, "\(pot): \(most), \(sum)")
      }
    }
  }

  /// Five courses a year, started on any first of a month: those refused wait for April.
  @Test("those who waited come before those who apply later")
  func waiting() throws {
    let months =
      ["January", "February", "March", "April", "May", "June"]
      + ["July", "August", "September", "October", "November", "December"]
    let texts = try SharedOutTests.texts(
      pot: "£5,000", rank: "by lowest learner.age", fees: ["£1,000"]
    )
    .replacing("each academic-year", with: "each financial-year")
    .replacing("when spent refuses", with: "when spent queues")
    .replacing("by academic-year", with: "by month")
    .replacing("to 2028-07-31", with: "to 2029-07-31")
    .replacing(
      "        starts each 1 September\n",
      with: months.map { "        starts each 1 \($0)\n" }.joined())
    let regime = try run(try texts.plan("town"), ledger: true).regimes[0]
    let helped = regime.ledger.filter { $0.instrument == "help" && $0.payee == "provider" }
    #expect(regime.whole("waiting-people", party: "pot").allSatisfy { $0 > 0 })
    for draw in 0..<2 {
      let days = helped.filter { $0.draw == draw }.map(\.date.description)
      for april in ["2028-04-01", "2029-04-01"] {
        #expect(days.filter { $0 == april }.count == 5, "\(days.sorted())")
      }
    }
  }

  @Test("places are as finite as money: as many start as there are, by lot")
  func places() throws {
    let texts = try SharedOutTests.texts(
      pot: "£900 million", rank: "by lowest learner.earnings", fees: ["£1,000"]
    ).replacing(
      "        lasts 12 months\n",
      with: "        lasts 12 months\n        places 7 each academic-year\n")
    let regime = try run(try texts.plan("town"), ledger: true).regimes[0]
    for sharing in SharedOutTests.sharings(regime).values {
      #expect(sharing.helped.count + sharing.alone.count <= 7)
    }
    #expect(SharedOutTests.sharings(regime).values.contains { $0.helped.count == 7 })
  }

  /// £500 of £1,500 is kept for the one Welsh learner, who may come before the others or not at all.
  @Test("a reserve that has been drawn on is not kept a second time")
  func reserve() throws {
    let months = ["August", "September", "October", "November", "December", "January", "February"]
    let rules = """
      policy help
          uses words

      fund pot held by council
          budget £1,500 each financial-year
          reserves £500 when learner.nation is Wales
          rations
              first by lot
          when spent refuses

      grant early from pot
          applies from 2027-08-01 to 2027-12-31
          eligible when learner.nation is Wales
          pays 100% of course.fee

      grant late from pot
          applies from 2028-01-01 to 2028-03-31
          eligible when learner.nation is England
          pays 100% of course.fee

      regime plain
          uses help
          route helped
              stacking for course.fee
                  first early
                  then late
                  rest learner

      """
    let body = [
      Town.people(60), Town.people(1, "welsh").swapping("is England", for: "is Wales"),
      Town.offer("red", fee: "£500", starts: months.map { "1 " + $0 }),
    ].joined(separator: "\n")
    let plan = try Town.texts(
      rules: rules, evidence: Town.evidence(taste: "60"), scenario: Town.scenario(body, follows: 1)
    ).plan("town")
    let ledger = try run(plan, draws: 20, ledger: true).regimes[0].ledger
    func draws(_ instrument: String) -> [Int: Int] {
      ledger.filter { $0.instrument == instrument && $0.payee == "provider" }
        .reduce(into: [:]) { $0[$1.draw, default: 0] += 1 }
    }
    #expect((3...17).contains(draws("early").count))
    #expect(draws("late").count == 20 && draws("late").values.allSatisfy { $0 == 2 })
  }
}

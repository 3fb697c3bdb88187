import Simulation
import Testing

/// Money left over goes on to the next period and can be spent from its first day.
@Suite("A fund that carries forward, spans of budgets and rounds, by hand")
struct CarriedForwardTests {
  private static let like = Town.evidence(taste: "50")

  private static func rules(_ fund: String, eligibleFrom: String = "2027-01-01") -> String {
    """
    policy help
        uses words

    fund pot held by council
    \(fund)
        rations
            first by lot
        when spent refuses

    grant aid from pot
        applies from \(eligibleFrom)
        pays 100% of course.fee

    regime plain
        uses help
        route helped
            stacking for course.fee
                first aid
                rest learner

    """
  }

  private func run(_ fund: String, runs: String, starts: [String], people: Int = 40) throws
    -> RegimeResult
  {
    let body = [
      Town.people(people),
      Town.offer("red", fee: "£100", starts: starts, lasts: "2 months"),
    ].joined(separator: "\n")
    let texts = Town.texts(
      rules: CarriedForwardTests.rules(fund), evidence: CarriedForwardTests.like,
      scenario: Town.scenario(body, runs: runs))
    return try SimulationTests.run(try texts.plan("town")).regimes[0]
  }

  private func pounds(_ regime: RegimeResult, _ name: String) -> [Int128] {
    regime.whole(name, party: "pot").map { $0 / 100_000_000 }
  }

  private func adds(_ regime: RegimeResult) -> Bool {
    let sums = Dictionary(
      uniqueKeysWithValues: ["budget", "carried-in", "paid-out", "left", "carried-out"].map {
        ($0, regime.whole($0, party: "pot"))
      })
    return (0..<2).allSatisfy { draw in
      func sum(_ name: String) -> Int128 { sums[name]?[draw] ?? 0 }
      return sum("budget") + sum("carried-in")
        == sum("paid-out") + sum("left") + sum("carried-out")
    }
  }

  /// Years from 1 September: £500 of the first is never asked for, since whoever applies has a course
  /// that starts on the first day of the second. All of both years then pays for ten courses.
  @Test("what is carried is there on the first day of the period")
  func firstDay() throws {
    let regime = try run(
      """
          budget £500 each academic-year
          carries forward up to £10,000
      """, runs: "from 2027-06-01 to 2027-09-30", starts: ["1 August"])
    #expect(pounds(regime, "paid-out") == [1_000, 1_000])
    #expect(pounds(regime, "budget") == [1_000, 1_000])
    let came = regime.yearly("carried-in", party: "pot")["2027-28"]
    #expect(came == [50_000_000_000, 50_000_000_000])
    #expect(pounds(regime, "left") == [0, 0])
    #expect(adds(regime))
  }

  @Test("no more is carried than the most")
  func most() throws {
    let regime = try run(
      """
          budget £500 each academic-year
          carries forward up to £200
      """, runs: "from 2027-06-01 to 2027-09-30", starts: ["1 August"])
    #expect(pounds(regime, "paid-out") == [700, 700])
    #expect(pounds(regime, "left") == [300, 300])
    #expect(adds(regime))
  }

  /// £100 a month from June; all courses start on 1 September: June to September have £400.
  @Test("budgets of each month are carried month by month")
  func months() throws {
    let regime = try run(
      """
          budget £100 each month
          carries forward up to £10,000
      """, runs: "from 2027-06-01 to 2027-08-31", starts: ["1 September"])
    let later = regime.whole("promised-later", party: "pot").map { $0 / 100_000_000 }
    #expect(later == [400, 400])
    #expect(pounds(regime, "budget") == [300, 300])
    #expect(pounds(regime, "carried-out") == [300, 300])
    #expect(pounds(regime, "carried-in") == [0, 0])
    #expect(adds(regime))
  }

  /// Courses start on the first of every month of two quarters, so that one step may ask for both: no
  /// pound is promised twice.
  @Test("law 2: money that may be carried is not promised twice in one step")
  func notTwice() throws {
    let regime = try run(
      """
          budget £300 each month
          carries forward up to £250
      """, runs: "from 2027-06-01 to 2028-07-31",
      starts: ["1 July", "1 August", "1 September", "1 October", "1 January"], people: 300)
    #expect(regime.whole("left", party: "pot").allSatisfy { $0 >= 0 })
    #expect(regime.yearly("left", party: "pot").values.allSatisfy { $0.allSatisfy { $0 >= 0 } })
    #expect(adds(regime))
  }

  /// A run that ends in December counts no budget of the next year, and nobody who applies after it.
  @Test("budgets of periods that begin after the run are not its budgets")
  func span() throws {
    let regime = try run(
      "    budget £1,700 each tax-year", runs: "from 2027-05-01 to 2027-12-31",
      starts: ["1 September", "1 May"])
    #expect(pounds(regime, "budget") == [1_700, 1_700])
    let last = regime.yearly("starts").values.reduce(Int128(0)) { $0 + $1[0] }
    #expect(last == regime.whole("starts")[0])
    let paid = pounds(regime, "paid-out")
    let left = pounds(regime, "left")
    #expect(zip(paid, left).allSatisfy { $0 + $1 == 1_700 })
  }

  /// Everybody applies on a day of their own; only in March can anything be had, though the course
  /// itself starts in September, and the round's £1,000 is for ten.
  @Test("a request counts against the round that is open on the day of application")
  func rounds() throws {
    let regime = try run(
      """
          round spring opens 1 March closes 31 March
          budget £1,000 each round
      """, runs: "from 2027-08-01 to 2028-07-31", starts: ["1 September"], people: 400)
    #expect(pounds(regime, "paid-out") == [1_000, 1_000])
    #expect(pounds(regime, "budget") == [1_000, 1_000])
    #expect(regime.whole("funded-starts") == [10_000_000, 10_000_000])
    // Whoever the fund gives nothing pays for the course alone.
    #expect(regime.whole("starts") == [400_000_000, 400_000_000])
    #expect(
      regime.whole("asked-people", party: "pot").allSatisfy { $0 < 80_000_000 && $0 > 10_000_000 })
  }
}

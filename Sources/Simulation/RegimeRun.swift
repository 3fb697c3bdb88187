import FundingRules
import FundingValues
import PolicyCompiler

/// Someone who waits in the queue of a fund.
struct Waiting {
  /// The occasion on which they applied.
  let occasion: Occasion
  /// The day from which they wait.
  let since: CivilDate
}

/// One regime before its first month in a pair of draws: funds as they open, and accounts whose past is
/// lived through. Both draws of the pair begin with it.
struct RegimeOpening {
  /// What funds hold and have promised.
  let funds: FundLedger
  /// What accounts hold.
  let accounts: AccountBook

  /// Opens the funds and lives through the months before the run.
  init(_ prepared: PreparedRun, regime: Int, _ pair: PairModel) {
    let world = prepared.world
    let rules = world.plan.regimes[regime]
    let values = pair.values[regime]
    let levies = prepared.levies[regime]
    var funds = FundLedger(
      rules, values: values, factCount: world.plan.facts.count, from: world.scenario.from,
      brought: rules.funds.map { fund in
        fund.filledByLevy.map { levies[$0].brings(into: fund, world) } ?? [:]
      })
    let shares = rules.accounts.map { account in
      pair.model.background.first { $0.account == account.name }
    }
    accounts = AccountBook(
      world, regime: regime, values: values, levies: levies,
      background: { firm, account in
        shares[account].map { pair.value($0.share, $0.formula, firm: firm, rules, values) } ?? 0
      }, funds: &funds)
    self.funds = funds
  }
}

/// One regime in one draw: months of accounts, occasions, sponsorship, choice, rationing and payment.
final class RegimeRun {
  /// The run.
  let world: World
  /// The pair of draws.
  let pair: PairModel
  /// The sources of shocks.
  let streams: ShockStreams
  /// The number of the draw, from 0.
  let draw: UInt32
  /// The index of the regime.
  let regime: Int
  /// The regime's rules.
  let rules: RuleSet
  /// What parameters are worth in the draw.
  let values: ParameterValues
  /// What routes pay while nothing finite stands in the way.
  let outcomes: RouteOutcomes
  /// The occasions of the draw.
  let book: OccasionBook
  /// What funds hold and have promised.
  var funds: FundLedger
  /// What accounts hold.
  var accounts: AccountBook
  /// What has been used of limits.
  var limits = LimitLedger()
  /// The last day of each person's course, as days are counted; the least number for none.
  var busyUntil: [Int32]
  /// The credits that each person has, by award.
  var credits: [Int: [Int: Ratio]] = [:]
  /// The offers that each person has completed.
  var completed: [Int: Set<Int>] = [:]
  /// Those who wait in a queue, in their order.
  var waiting: [Waiting] = []
  /// Every course begun.
  var enrolments: [Enrolment] = []
  /// Millionths of people who wait at present, by fund.
  var waitingNow: [Int: Int128] = [:]
  /// The instalments to be paid, by month.
  var dues: [Int: [(enrolment: Int, instalment: Int)]] = [:]
  /// What was paid with each instalment, set as it falls due: account money is known only then.
  var paidLines: [[(line: PaidLine, cost: Int, pence: Int64, day: CivilDate)]] = []
  /// What is paid back to whoever laid it out, by enrolment.
  var paidBack: [Int: [(line: PaidLine, to: Int, pence: Int64, day: CivilDate)]] = [:]
  /// What routes pay while some of their funds have no round open, by what they pay otherwise.
  var closedRounds: [DrawnKey: (outcome: RouteOutcome, funds: [Int], closed: RouteOutcome)] = [:]
  /// The costs that arise once for what each employer applies for on a day, and have arisen.
  var applied: [ApplicationKey: Set<Int>] = [:]
  /// Who waits at the end of the reported years, by fund.
  private(set) var waitingAtEnd: [Int: Int128] = [:]
  /// Micro-pence granted to those for whom a reserve is kept, by fund, period and reserve.
  var reservesDrawn: [FundPeriod: [Int: Int128]] = [:]
  /// Millionths of places taken.
  var placesTaken: [PlaceKey: Int128] = [:]
  /// What each limit counts together.
  let limitTable: LimitTable
  /// A frame in which nothing is known.
  let blank: Frame
  /// The lots of funds and places.
  let lots: Lots
  /// By fund and rank, the classes of people whom its test tells apart.
  let rankClasses: [[CaseClasses?]]
  /// By fact, whether it is what populations give of it in whatever circumstances.
  let isGiven: [Bool]
  /// Where the list of a firm's staff stands in a step; below zero for one that nobody asks.
  var firmLists: [Int32]
  /// People who have begun a course in this run.
  var hasStudied: Set<Int> = []
  /// Pence of each employer's own training budget used, by the budget's period.
  var trainingUsed: [Int: [CivilDate: Int64]] = [:]
  /// Whether nobody is left out because they surely change nothing.
  let everyone: Bool
  /// Whether some fund counts a request in the round in which it is made.
  let countsRounds: Bool
  /// The accounts on which routes draw as another employer's.
  let passedOn: [Int]

  /// A regime before its first month, the accounts' past lived through.
  init(
    _ prepared: PreparedRun, regime: Int, _ pair: PairModel, draw: UInt32,
    outcomes: RouteOutcomes, book: OccasionBook, opening: RegimeOpening
  ) {
    world = prepared.world
    self.pair = pair
    streams = prepared.streams
    everyone = prepared.everyone
    self.draw = draw
    self.outcomes = outcomes
    self.book = book
    self.regime = regime
    rules = world.plan.regimes[regime]
    values = pair.values[regime]
    limitTable = prepared.limitTables[regime]
    busyUntil = Array(repeating: .min, count: world.population.people.count)
    firmLists = Array(repeating: -1, count: world.population.firms.count)
    blank = Frame(count: world.plan.facts.count)
    lots = prepared.lots[regime]
    rankClasses = prepared.rankClasses[regime]
    isGiven = prepared.isGiven[regime]
    countsRounds = rules.funds.contains { fund in
      if case .rounds = fund.period { return true }
      return false
    }
    funds = opening.funds
    accounts = opening.accounts
    passedOn = rules.accountsPassedOn
    if !passedOn.isEmpty { accounts.agree(agreeing()) }
  }

  /// Runs every month of every academic year in which choices are made.
  func run() {
    let first = world.scenario.from.monthNumber
    let last = (world.yearStarts.last ?? world.scenario.to).monthNumber + 11
    for month in first...last {
      let day = CivilDate.first(ofMonth: month)
      funds.carryForward(on: day)
      accounts.begin(month: month, funds: &funds)
      payDues(of: month)
      if month == reportedUntil { waitingAtEnd = waitingNow }
      guard isDecisionMonth(month, first: first) else { continue }
      let now = book.inMonths(month, through: lastMonth(ofStep: month))
      // Nobody decides twice at once: a step that holds the turn of an academic year is two.
      var years = Array(repeating: false, count: world.yearStarts.count)
      for index in now { years[book.occasions[index].year] = true }
      if now.isEmpty { years[0] = true }
      for year in years.indices where years[year] { decide(now, year, on: day) }
    }
    payTheRest(after: last)
  }

  /// Goes on month by month until every instalment of a long course is paid.
  private func payTheRest(after last: Int) {
    var month = last
    while let latest = dues.keys.max(), month < latest {
      month += 1
      funds.carryForward(on: .first(ofMonth: month))
      accounts.begin(month: month, funds: &funds)
      payDues(of: month)
    }
  }

  /// The month after the last that is reported.
  private var reportedUntil: Int {
    world.scenario.to.monthNumber + 1
  }

  func isDecisionMonth(_ month: Int, first: Int) -> Bool {
    let day = CivilDate.first(ofMonth: month)
    return month == first || world.scenario.step.start(holding: day).monthNumber == month
      || world.scenario.step == .month
  }

  func lastMonth(ofStep month: Int) -> Int {
    let day = CivilDate.first(ofMonth: month)
    return max(month, world.scenario.step.next(after: day).monthNumber - 1)
  }

  /// Lets everyone whose occasion has come in a year decide, and shares out what is finite.
  private func decide(_ now: ArraySlice<Int>, _ year: Int, on day: CivilDate) {
    let queued = waiting
    waiting = []
    var asking: [(occasion: Occasion, waits: Bool)] = queued.map { ($0.occasion, true) }
    asking.reserveCapacity(queued.count + now.count)
    let queuedPeople = Set(queued.map(\.occasion.person))
    for index in now {
      let occasion = book.occasions[index]
      guard occasion.year == year,
        queuedPeople.isEmpty || !queuedPeople.contains(occasion.person)
      else { continue }
      if busyUntil[occasion.person] >= occasion.day.day { continue }
      asking.append((occasion, false))
    }
    let consents = sponsor(asking, on: day)
    var applicants: [Asking] = []
    for (occasion, waits) in asking where occasion.isOpenQuestion {
      let options = choices(of: occasion, consents, on: day)
      if !options.isEmpty { applicants.append((occasion, waits, options)) }
    }
    allocate(applicants, consents, on: day)
  }

  /// An alternative on someone's list: a course by a route, or waiting for one.
  struct Choice {
    /// The course by a route.
    let option: RouteOption
    /// Whether it is waiting for it.
    let waits: Bool
    /// What it is worth to the learner, waiting taken off.
    let utility: Double
  }

  /// The alternatives better than not studying, best first; ties go to what is written first.
  ///
  /// Of routes that settle a course alike to the penny, the first written stands for all.
  private func choices(
    of occasion: Occasion, _ consents: Consents, on day: CivilDate
  ) -> [Choice] {
    var result: [Choice] = []
    let cost = pair.value(
      pair.model.named.waitingCost, person: occasion.person, year: occasion.year)
    for place in occasion.chances {
      guard let chance = refreshed(book.chances[place], on: max(day, occasion.day)),
        mayFollow(chance.offer, occasion.person)
      else { continue }
      var settled: [RouteOutcome] = []
      for route in rules.routes.indices {
        guard let option = option(occasion, chance, route, consents, on: day),
          !settled.contains(where: { $0.settles(like: option.outcome) })
        else { continue }
        settled.append(option.outcome)
        if option.utility > occasion.nothing {
          result.append(Choice(option: option, waits: false, utility: option.utility))
        }
        let queues = rules.fundsDrawn(by: option.outcome).contains {
          rules.funds[$0].whenSpent == .queues && isOpen($0, max(day, occasion.day))
        }
        if queues, option.utility - cost > occasion.nothing {
          result.append(Choice(option: option, waits: true, utility: option.utility - cost))
        }
      }
    }
    return result.enumerated().sorted {
      $0.element.utility == $1.element.utility
        ? $0.offset < $1.offset : $0.element.utility > $1.element.utility
    }.map(\.element)
  }

  /// The chance with a start that is still to come.
  private func refreshed(_ chance: OfferChance, on day: CivilDate) -> OfferChance? {
    let offer = world.offers[chance.offer]
    if offer.starts[chance.start] >= day { return chance }
    guard let start = offer.start(after: day) else { return nil }
    return OfferChance(offer: chance.offer, start: start, utility: chance.utility)
  }

  /// Whether someone may take an offer: not one they have completed, and with the credits it follows.
  func mayFollow(_ offer: Int, _ person: Int) -> Bool {
    if completed[person]?.contains(offer) == true { return false }
    guard let follows = world.offers[offer].plan.follows else { return true }
    let here = Circumstances(
      frame: Frame(count: world.plan.facts.count), values: values, date: world.scenario.from)
    let needed = (try? here.value(of: follows.credits)) ?? .zero
    return (credits[person]?[follows.award] ?? .zero) >= needed
  }
}

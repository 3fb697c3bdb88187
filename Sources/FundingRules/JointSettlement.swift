import FundingValues

/// A course that is settled together with others on one route.
public struct JointCourse {
  /// Its answer: as settled alone before, and as settled together after.
  public var quote: RouteQuote
  /// Its circumstances, and what is given of accounts, budgets and limits at its start.
  public let settlement: RouteSettlement
  /// The parts in which its costs fall due.
  public let instalments: Instalments
  /// Balances that are given, by account.
  public let balances: [Int64?]
  /// What is given of sums and their days.
  public let dated: DatedMoney
  /// Whether there is an employer.
  public let hasEmployer: Bool
  /// The number of its employer among all courses: those with the same share accounts and limits.
  public let employer: Int
  /// The number of its learner among all courses.
  public let learner: Int

  /// A course that was settled alone, open on its route.
  public init(
    _ quote: RouteQuote, _ settlement: RouteSettlement, _ instalments: Instalments,
    balances: [Int64?], _ dated: DatedMoney, hasEmployer: Bool, employer: Int, learner: Int
  ) {
    self.quote = quote
    self.settlement = settlement
    self.instalments = instalments
    self.balances = balances
    self.dated = dated
    self.hasEmployer = hasEmployer
    self.employer = employer
    self.learner = learner
  }
}

/// Courses settled together: their costs fall due in the order of days, then of the courses' starts, then
/// of their places, from one account of each holder, one budget of each fund and one room of each limit.
///
/// Gifts come after all costs, in the order of the courses' starts, as they do in a quote of one course.
public struct JointSettlement {
  /// A finite thing and whose it is.
  private struct Holding: Hashable {
    let number: Int
    let holder: Int
  }
  /// One part of one course.
  private struct Event {
    let day: CivilDate
    let first: CivilDate
    let course: Int
    let due: Int
  }
  private let rules: RuleSet
  private let table: LimitTable
  /// The courses, in the order in which they were given.
  public private(set) var courses: [JointCourse]
  private var accounts: [Holding: FillingAccount] = [:]
  private var transferable: [Holding: Int64] = [:]
  private var rooms: [Holding: LimitRoom] = [:]
  private var budgets = FundRooms()

  /// Settles courses, each open on its own route.
  ///
  /// An account of the first employer that was opened before, such as on the first day of a plan, goes on
  /// from there; others open on the first day of their holder's earliest course.
  public init(
    _ courses: [JointCourse], _ rules: RuleSet, _ table: LimitTable,
    opened: [FillingAccount] = []
  ) throws(Missing) {
    self.rules = rules
    self.table = table
    self.courses = courses
    for account in opened {
      accounts[Holding(number: account.number, holder: 0)] = account
    }
    for place in courses.indices { self.courses[place].quote.clear() }
    dropRepeatedCosts()
    for event in events() { try settle(event) }
    let order = courses.indices.sorted {
      (courses[$0].instalments.first, $0) < (courses[$1].instalments.first, $1)
    }
    for course in order {
      try give(course)
      let route = rules.routes[courses[course].quote.route]
      if !route.needsEmployer, courses[course].quote.ownPayment(of: employerParty) > 0 {
        self.courses[course].quote.closure = .notAsked(party: employerParty)
      }
    }
  }

  /// Takes out what is stacked each application of all courses that one employer applies for on a day, but
  /// for the first of them that begins.
  private mutating func dropRepeatedCosts() {
    struct Arising: Hashable {
      let employer: Int
      let cost: Int
      let day: CivilDate
    }
    var arisen: Set<Arising> = []
    let order = courses.indices.sorted {
      (courses[$0].instalments.first, $0) < (courses[$1].instalments.first, $1)
    }
    for course in order where courses[course].hasEmployer {
      let route = rules.routes[courses[course].quote.route]
      for stack in route.stacks where stack.eachApplication && route.needsEmployer {
        let once = Arising(
          employer: courses[course].employer, cost: stack.cost,
          day: courses[course].settlement.application)
        if arisen.insert(once).inserted { continue }
        courses[course].quote.costs.removeAll { $0.cost == stack.cost }
        courses[course].quote.terms.removeAll { $0.cost == stack.cost }
      }
    }
  }

  private func events() -> [Event] {
    courses.indices.flatMap { course in
      let instalments = courses[course].instalments
      return instalments.dues.indices.map {
        Event(day: instalments.dues[$0].day, first: instalments.first, course: course, due: $0)
      }
    }.sorted { ($0.day, $0.first, $0.course, $0.due) < ($1.day, $1.first, $1.course, $1.due) }
  }

  /// An account of the first employer after all courses, where it has been opened.
  public func account(_ number: Int) -> FillingAccount? {
    accounts[Holding(number: number, holder: 0)]
  }

  /// Settles one part of every cost of a course.
  private mutating func settle(_ event: Event) throws(Missing) {
    let part = courses[event.course].instalments.dues[event.due].part
    let before = headroom(of: event.course, on: event.day)
    var headroom = before
    for place in courses[event.course].quote.terms.indices {
      let settled = try courses[event.course].quote.terms[place].settled(part, &headroom)
      for line in settled.lines {
        if case .account(let number)? = line.source,
          let missing = accounts[holding(number, event.course)]?.missing
        {
          throw missing
        }
      }
      courses[event.course].quote.costs[place].take(settled.lines, instalment: event.due)
    }
    book(headroom, before, of: event.course, on: event.day)
  }

  /// Gives what a course brings besides the payment of costs.
  private mutating func give(_ course: Int) throws(Missing) {
    let settlement = courses[course].settlement
    let day = courses[course].instalments.first
    let before = headroom(of: course, on: day)
    var headroom = before
    var windows: [LimitWindow: Ratio] = [:]
    for number in rules.routes[courses[course].quote.route].named {
      guard try settlement.ineligibility(of: rules.instruments[number]) == nil else { continue }
      for gift in rules.instruments[number].gifts {
        courses[course].quote.receipts += try settlement.receipts(
          of: gift, from: number, &windows, &headroom)
      }
    }
    book(headroom, before, of: course, on: day)
    for (window, use) in windows where use != .zero {
      let holding = holding(limit: window.limit, course)
      rooms[holding]?.room.use(use, from: window.start)
    }
  }
}

extension JointSettlement {
  /// Whose account it is: an employer's where employers have one.
  private func holding(_ account: Int, _ course: Int) -> Holding {
    let isEmployers = rules.accounts[account].heldByEmployer
    return Holding(
      number: account, holder: isEmployers ? courses[course].employer : courses[course].learner)
  }

  /// Whose limit it is; each course's own unless it counts for a learner or an employer.
  private func holding(limit: Int, _ course: Int) -> Holding {
    switch table[limit] {
    case .learner, .learnerInAnyYears:
      Holding(number: limit, holder: courses[course].learner)
    case .employer, .employerInAnyYears:
      Holding(number: limit, holder: courses[course].employer)
    case .course, nil: Holding(number: limit, holder: -1 - course)
    }
  }

  /// The first day of the window of a limit that counts on a day.
  private func window(_ limit: Int, _ course: Int, on day: CivilDate) -> CivilDate {
    table.window(of: limit, on: day, courseStart: courses[course].instalments.first)
  }

  /// The period of a fund that counts on a day; a round counts what was asked for while it was open.
  private func window(fund: Int, _ course: Int, on day: CivilDate) -> FundPeriod {
    let first = courses[course].instalments.first
    let period = rules.funds[fund].period
    var counted = day
    if case .rounds = period { counted = courses[course].settlement.application }
    return FundPeriod(fund: fund, start: period.start(holding: counted, courseStart: first))
  }

  /// What is there for a course on a day, after what courses have taken so far.
  private mutating func headroom(of course: Int, on day: CivilDate) -> Headroom {
    var headroom = courses[course].settlement.ledgers.headroom
    for number in rules.accounts.indices {
      let holding = holding(number, course)
      var account = accounts[holding] ?? opened(number, holding)
      account.reach(day, spent: 0)
      accounts[holding] = account
      headroom.balances[number] = account.balance
      headroom.transferable[number] =
        transferable[holding] ?? headroom.transferable[number]
    }
    for limit in table.scopes.indices where limit < headroom.limits.count {
      let holding = holding(limit: limit, course)
      let shared = rooms[holding] ?? said(limit, course)
      rooms[holding] = shared
      headroom.limits[limit] = shared.counting(
        from: window(limit, course, on: day), table[limit],
        courseStart: courses[course].instalments.first)
    }
    for fund in rules.funds.indices { fill(fund, course, on: day, &headroom) }
    return headroom
  }

  /// The account of a holder from the first day of its earliest course to the last part of any.
  private func opened(_ number: Int, _ holding: Holding) -> FillingAccount {
    let mine = courses.indices.filter { self.holding(number, $0) == holding }
    let first =
      mine.min {
        (courses[$0].instalments.first, $0) < (courses[$1].instalments.first, $1)
      } ?? 0
    let last = mine.compactMap { courses[$0].instalments.dues.last?.day }.max()
    return FillingAccount(
      number, rules, courses[first].settlement.here,
      balance: mine.lazy.compactMap { courses[$0].balances[number] }.first,
      until: last ?? courses[first].instalments.first, hasEmployer: courses[first].hasEmployer,
      mine.lazy.map { courses[$0].dated }.first { $0.deposits[number] != nil }
        ?? courses[first].dated)
  }

  /// What a course says of a limit at its start.
  private func said(_ limit: Int, _ course: Int) -> LimitRoom {
    LimitRoom(
      courses[course].settlement.ledgers.headroom.limits[limit],
      said: window(limit, course, on: courses[course].instalments.first))
  }

  /// Puts in what a fund has left in the period that counts.
  private func fill(
    _ fund: Int, _ course: Int, on day: CivilDate, _ headroom: inout Headroom
  ) {
    guard let given = headroom.budgets[fund] else { return }
    let window = window(fund: fund, course, on: day)
    if let left = budgets.left(window) {
      headroom.budgets[fund] = left
    } else if window != self.window(fund: fund, course, on: courses[course].instalments.first) {
      headroom.budgets[fund] =
        rules.funds[fund].budget(from: window.start, courses[course].settlement.here) ?? given
    }
  }

  /// Books what a course took on a day.
  private mutating func book(
    _ headroom: Headroom, _ before: Headroom, of course: Int, on day: CivilDate
  ) {
    for number in rules.accounts.indices {
      let holding = holding(number, course)
      accounts[holding]?.spend(before.balances[number] - headroom.balances[number])
      transferable[holding] = headroom.transferable[number]
    }
    for limit in headroom.limits.indices {
      let earlier = limit < before.limits.count ? before.limits[limit].used : .zero
      let used = headroom.limits[limit].used - earlier
      guard used != .zero else { continue }
      let (holding, first) = (holding(limit: limit, course), window(limit, course, on: day))
      rooms[holding]?.room.use(used, from: first)
    }
    for fund in rules.funds.indices {
      if let left = headroom.budgets[fund] {
        budgets.note(window(fund: fund, course, on: day), left)
      }
    }
  }
}

extension RouteQuote {
  /// Forgets who pays what, and keeps what is owed and by which terms it is settled.
  fileprivate mutating func clear() {
    for place in costs.indices { costs[place].lines = [] }
    (receipts, entries, limitsLeft) = ([], [], [])
  }
}

public import FundingValues

/// One holder's account in the order of days: money enters, pays for courses oldest first, and lapses at
/// the end of the month in which its term ends, after that month's payments. A term that ends on the first
/// of a month ends with the month before.
public struct AccountLedger: Sendable {
  /// What may enter on a day, and when it lapses.
  public struct Terms: Sendable {
    /// The share that is added to each sum of a levy.
    public var topUp = Ratio.zero
    /// The day on which the term of what enters ends; nothing for never.
    public var lapses: CivilDate?
    /// The most pence that the account may hold, or nothing.
    public var holdsAtMost: Int64?
    /// The most pence that credits may come to in a life, or nothing.
    public var creditedAtMost: Int64?
    /// Terms without top-up, term or ceiling.
    public init() {}
  }
  private var held: StampedMoney
  /// The pence by which it was overdrawn from the outset, which what enters makes good first.
  private var owed: Int64 = 0
  /// The pence of credits that have entered so far.
  public private(set) var credited: Int64 = 0
  /// Which of the account's credits that come once have come, a bit each.
  private var cameOnce: UInt64 = 0

  /// An empty account.
  public init(oldestFirst: Bool) { held = StampedMoney(oldestFirst: oldestFirst) }

  /// The pence held, below zero while it is overdrawn.
  public var balance: Int64 { held.balance - owed }

  /// Puts in what is there from the outset, as it stands; what is owed stays below zero.
  public mutating func open(with pence: Int64, on day: CivilDate, _ terms: Terms) {
    if pence < 0 { owed -= pence } else { held.deposit(pence, on: day, lapsing: terms.lapses) }
  }

  /// Takes what is credited once to be in what is there from the outset.
  public mutating func closeOnce() { cameOnce = .max }

  /// Pays in what a levy brings with its top-up, as far as there is room; gives what entered in all.
  public mutating func enter(_ levied: Int64, on day: CivilDate, _ terms: Terms) -> Int64 {
    let topUp = terms.topUp == .zero ? 0 : (Ratio(levied) * terms.topUp).roundedHalfUp()
    return deposit(levied + topUp, on: day, terms)
  }

  /// Credits what a payer gives, as far as there is room in the account and in the holder's life; gives
  /// what entered.
  public mutating func credit(_ pence: Int64, on day: CivilDate, _ terms: Terms) -> Int64 {
    let most = terms.creditedAtMost.map { max(0, $0 - credited) } ?? pence
    let entered = deposit(min(pence, most), on: day, terms)
    credited += entered
    return entered
  }

  private mutating func deposit(_ pence: Int64, on day: CivilDate, _ terms: Terms) -> Int64 {
    let room = terms.holdsAtMost.map { max(0, $0 - balance) } ?? pence
    let entering = max(0, min(pence, room))
    let madeGood = min(owed, entering)
    owed -= madeGood
    held.deposit(entering - madeGood, on: day, lapsing: terms.lapses)
    return entering
  }

  /// Books a sum as it stands, above every ceiling: one below zero takes what is there, and what is more
  /// than that is owed.
  public mutating func correct(_ pence: Int64, on day: CivilDate, _ terms: Terms) {
    if pence < 0 {
      owed += -pence - held.spend(-pence)
    } else {
      let madeGood = min(owed, pence)
      owed -= madeGood
      held.deposit(pence - madeGood, on: day, lapsing: terms.lapses)
    }
  }

  /// Takes up to so many pence, and says how much there was.
  public mutating func spend(_ pence: Int64) -> Int64 { held.spend(pence) }

  /// Begins a calendar month, counted from year 0: lets go of money whose term has ended by its first day,
  /// and says how much that was.
  public mutating func begin(month: Int) -> Int64 { begin(on: .first(ofMonth: month)) }

  /// Begins the calendar month whose first day is given.
  public mutating func begin(on day: CivilDate) -> Int64 { held.lapse(on: day) }

  /// The pence that will still be there on a later day if nothing is paid in or out.
  public func balance(remainingOn day: CivilDate) -> Int64 { held.balance(remainingOn: day) }
}

extension Account {
  /// What may enter on the day of the circumstances, and when it lapses; the values are that day's.
  public func terms(_ here: Circumstances) throws(Missing) -> AccountLedger.Terms {
    var terms = AccountLedger.Terms()
    if let topUp { terms.topUp = try here.value(of: topUp.share) }
    if let expiresAfter {
      let months = (try here.value(of: expiresAfter) * Ratio(12)).roundedHalfUp()
      // `no limit` and the like never lapse.
      if months <= 12_000 { terms.lapses = here.date.adding(months: Int(months)) }
    }
    if let holdsAtMost { terms.holdsAtMost = try here.value(of: holdsAtMost).roundedHalfUp() }
    if let creditedAtMost {
      terms.creditedAtMost = try here.value(of: creditedAtMost).roundedHalfUp()
    }
    return terms
  }

  /// Whether anything besides a levy may enter in a calendar month, where the account's days are known
  /// since another.
  public func isPaidIn(_ month: Int, since first: Int) -> Bool {
    if let opensWith, max(opensWith.on.monthNumber, first) == month { return true }
    return credits.contains { credit in
      guard let each = credit.each else { return true }
      return !days(of: each, inMonth: month).isEmpty
    }
  }

  /// The days of a calendar month on which periods begin.
  private func days(of each: Period, inMonth month: Int) -> [CivilDate] {
    let first = CivilDate.first(ofMonth: month)
    let end = CivilDate.first(ofMonth: month + 1)
    var day = each.start(holding: first)
    if day < first { day = each.next(after: first) }
    var result: [CivilDate] = []
    while day >= first && day < end {
      if day >= opensWith?.on ?? day { result.append(day) }
      let next = each.next(after: day)
      guard next > day else { break }
      day = next
    }
    return result
  }

  /// What credits may bring on the days of a calendar month, in the order of their days; what is
  /// credited once is on the first of them.
  fileprivate func credits(
    inMonth month: Int, until last: CivilDate?, _ here: Circumstances
  ) throws(Missing) -> [(day: CivilDate, pence: Int64, once: Int?)] {
    var result: [(day: CivilDate, pence: Int64, once: Int?)] = []
    for (number, credit) in credits.enumerated() {
      let first = max(CivilDate.first(ofMonth: month), opensWith?.on ?? .first(ofMonth: month))
      let days = credit.each.map { self.days(of: $0, inMonth: month) } ?? [first]
      for day in days
      where day.monthNumber == month && day <= last ?? day && applies.holds(day) {
        var there = here
        there.date = day
        if let opens, try !there.holds(opens) { continue }
        if let condition = credit.condition, try !there.holds(condition) { continue }
        let pence = try there.value(of: credit.amount).roundedHalfUp()
        result.append((day, max(0, pence), credit.each == nil ? number : nil))
      }
    }
    return result.sorted { $0.day < $1.day }
  }
}

extension AccountLedger {
  /// What an account's own clauses have brought a holder by a day, nothing of it spent: what it opened
  /// with and credits since, or for one that never opened with money the credit of the period.
  public init(_ account: Account, broughtBy day: CivilDate, _ here: Circumstances) throws(Missing) {
    self.init(oldestFirst: account.oldestFirst)
    guard let opening = account.opensWith else {
      try credit(account.credits, of: account, by: day, here)
      return
    }
    guard opening.on <= day else { return }
    let first = opening.on.monthNumber
    for month in first...day.monthNumber {
      _ = begin(month: month)
      _ = try credit(account, inMonth: month, since: first, until: day, here)
    }
  }

  private mutating func credit(
    _ credits: [Account.Credit], of account: Account, by day: CivilDate, _ here: Circumstances
  ) throws(Missing) {
    var there = here
    for credit in credits {
      // A period without beginning, such as a life, counts from the day itself.
      there.date = max(credit.each?.start(holding: day) ?? day, day.adding(months: -1_200))
      guard account.applies.holds(there.date) else { continue }
      if let opens = account.opens, try !there.holds(opens) { continue }
      if let condition = credit.condition, try !there.holds(condition) { continue }
      let pence = try there.value(of: credit.amount).roundedHalfUp()
      _ = self.credit(max(0, pence), on: there.date, try account.terms(there))
    }
    closeOnce()
    _ = begin(month: day.monthNumber)
  }

  /// Pays in what an account opens with and is credited with in a calendar month, up to a day if one is
  /// given, for a holder whose facts are given; gives what entered.
  public mutating func credit(
    _ account: Account, inMonth month: Int, since first: Int, until last: CivilDate? = nil,
    _ here: Circumstances
  ) throws(Missing) -> Int64 {
    var entered: Int64 = 0
    var there = here
    if let opening = account.opensWith, max(opening.on.monthNumber, first) == month {
      there.date = opening.on
      var isOpen = true
      if let opens = account.opens { isOpen = try there.holds(opens) }
      if isOpen {
        let pence = max(0, try there.value(of: opening.amount).roundedHalfUp())
        open(with: pence, on: opening.on, try account.terms(there))
        entered += pence
      }
    }
    for each in try account.credits(inMonth: month, until: last, here) {
      if let number = each.once {
        let bit: UInt64 = 1 << UInt64(min(number, 63))
        if cameOnce & bit != 0 { continue }
        cameOnce |= bit
      }
      there.date = each.day
      entered += credit(each.pence, on: each.day, try account.terms(there))
    }
    return entered
  }
}

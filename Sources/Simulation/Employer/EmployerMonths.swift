import FundingRules
import FundingValues
import Quoting

/// The months of an employer's plan, to which courses and accounts are added.
struct EmployerMonths {
  /// The months from the first on, without gaps.
  private(set) var months: [EmployerEstimate.Month] = []
  private let first: Int
  private let rules: RuleSet
  private let world: World

  /// No month yet, the first being that of a day.
  init(_ day: CivilDate, _ rules: RuleSet, _ world: World) {
    first = day.monthNumber
    self.rules = rules
    self.world = world
  }

  /// The pence of cash and of pay in working time.
  var total: Int64 { months.reduce(0) { $0 + $1.cash + $1.release } }

  private mutating func change(
    _ day: CivilDate, _ change: (inout EmployerEstimate.Month) -> Void
  ) {
    let place = max(0, day.monthNumber - first)
    while months.count <= place {
      months.append(EmployerEstimate.Month(first: .first(ofMonth: first + months.count)))
    }
    change(&months[place])
  }

  /// Adds what falls due for a course.
  mutating func add(_ course: EmployerCase.SettledCourse) {
    for outlay in course.outlays(rules, world) {
      change(outlay.day) {
        switch outlay.kind {
        case .cash: $0.cash += outlay.pence
        case .release: $0.release += outlay.pence
        case .coInvestment: $0.coInvestment += outlay.pence
        case .grant: $0.grant += outlay.pence
        case .given:
          $0.grant -= outlay.pence
          $0.cash += outlay.pence
        }
      }
    }
  }

  /// Adds what happened in an account, and what it holds at the end of each month.
  mutating func add(_ account: FillingAccount) {
    var changes: [Int64] = []
    for entry in account.entries {
      let isOut = entry.kind == .used || entry.kind == .expired
      change(entry.day) {
        switch entry.kind {
        case .opening: break
        case .levied, .toppedUp, .credited, .corrected: $0.levyIn += entry.pence
        case .used: $0.levyUsed += entry.pence
        case .expired: $0.levyExpired += entry.pence
        }
      }
      let place = max(0, entry.day.monthNumber - first)
      while changes.count <= place { changes.append(0) }
      changes[place] += isOut ? -entry.pence : entry.pence
    }
    var held: Int64 = 0
    for place in months.indices {
      if place < changes.count { held += changes[place] }
      months[place].account += held
    }
  }
}

/// A sum that falls due for a course on a day.
struct EmployerOutlay {
  /// What the sum is; what is given to the firm is both a grant and less of its cash.
  enum Kind { case cash, release, coInvestment, grant, given }
  /// The day on which it falls due.
  let day: CivilDate
  /// What it is.
  let kind: Kind
  /// Whole pence; below zero what is given to the firm.
  let pence: Int64

  /// Whether it is the firm's own money: cash, pay for time, and what is given to it as less of both.
  var isOfTheFirm: Bool { kind == .cash || kind == .release || kind == .given }
}

extension EmployerCase.SettledCourse {
  /// What falls due for the course day by day; nothing where no route is open.
  ///
  /// Of costs with which instruments help it is what the employer's ledger says. Pay in working time falls in
  /// equal parts on the months of the course, whenever the fee is due.
  func outlays(_ rules: RuleSet, _ world: World) -> [EmployerOutlay] {
    guard let quote else { return [] }
    let helped = rules.helpedCosts(of: quote.route)
    var ofHelped = quote
    ofHelped.costs = quote.costs.filter { helped.contains($0.cost) }
    var result = EmployerLedger(ofHelped, rules).entries.compactMap { entry in
      EmployerOutlay(entry)
    }
    let months = world.offers[planned.offer].months
    for line in quote.costs.filter({ !helped.contains($0.cost) }).flatMap(\.lines)
    where line.kind == .own && line.party == employerParty {
      result += (0..<months).map { month in
        EmployerOutlay(
          day: planned.start.adding(months: month), kind: .release,
          pence: PartOfWhole(month, of: months).of(line.amount))
      }
    }
    let end = world.offers[planned.offer].end(from: planned.start)
    for receipt in quote.receipts where receipt.to == employerParty && receipt.kind == .grant {
      for day in receipt.days(from: planned.start, to: end, leaving: nil) {
        result.append(EmployerOutlay(day: day, kind: .given, pence: -receipt.amount))
      }
    }
    return result
  }
}

extension EmployerOutlay {
  /// What an entry of the employer's ledger is of a course; nothing for what accounts do and loans pay.
  fileprivate init?(_ entry: EmployerLedger.Entry) {
    switch entry.kind {
    case .cash: kind = .cash
    case .coInvestment: kind = .coInvestment
    case .grant: kind = .grant
    case .loan, .opening, .levied, .toppedUp, .credited, .corrected, .used, .expired, .capLeft,
      .transferable:
      return nil
    }
    day = entry.day
    pence = entry.pence
  }
}

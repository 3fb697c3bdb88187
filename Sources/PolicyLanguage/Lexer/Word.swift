/// A word that the grammar fixes in some place; elsewhere it is a name like any other.
enum Word: String, Sendable, Hashable, CaseIterable {
  case a, above, account, add, adjusting, after, against, alike, all, also, amend, an, and
  case another, any, application, applications, applies, april = "April", are, `as`, assessed
  case assume, assumed, at, august = "August", award, aware, awareness, back, balance, be, before
  case behaviour, below, between, billion, breaks, budget, builds, bundled, by, campaign
  case carries, category, chance, change, charges, cites, claim, claims, close, closed, closes
  case collected, compare, completes, completing, completion, considers, correlation, count
  case counts, course, credit, credited, credits, currency, date, day, days
  case december = "December", deduction, derive, dies, discounts, dissimilarity, down, draws
  case due, each, earliest, earns, eligible, employed, employer, evidence, exactly, example
  case except, expect, expects, expires, fading, february = "February", filled, finds, first
  case follows, `for`, forward, free, from, full, fund, gain, given, gives, grant, grows, has
  case held, highest, holds, hour, hours, hundredths, hurdle, `if`, illustrative, `in`, interest
  case into, `is`, its, january = "January", july = "July", jumps, june = "June", keeps, kept
  case lapses, last, lasts, leads, least, leaves, length, less, lets, level, levy, life, like, limit
  case list, lives, loan, loses, lot, lowest, march = "March", may = "May", mean, measures
  case median, million, money, month, monthly, months, more, most, moves, nearest, need, needs
  case newest, no, noneOf = "none", not, note, nothing, november = "November", number
  case october = "October", of, off, offer, offers, oldest, on, once, one, open, opens, or
  case otherwise, out, outcome, outcomes, over, paid, parameter, part, partPays = "part-pays"
  case pay, payer, pays, per, percent, period, persistence, places, plan, plus, policy
  case population, premium, prices, profile, proportion, published, put, queues, raises, rank
  case rations, reaching, reading, record, recovers, reduced, reform, refuses, regime, relieved
  case remove, repaid, repayment, repays, replace, report, reserves, rest, returns, rises, rising,
    round
  case rounded, route, routes, runs, same, scenario, seed, separation, september = "September"
  case share, signal, source, spends, spent, sponsors, spread, stacking, staff, standing, start
  case starting, starts, stays, steps, substitutes, take, takes, tapers, tax, the, then
  case thousandths, title, to, topped, total, totalling, towards, transfers, uncertain, under
  case until, up, uses, values, varies, verdict, vocabulary, wanders, week, weeks, weighted
  case when, `where`, which, `while`, with, withdrawal, within, work, works, would, written, year
  case years, yes, yesNo = "yes-no"

  /// The unit that the word names, if it names one.
  var unit: UnitWord? {
    switch self {
    case .credit: .credit
    case .credits: .credits
    case .hour: .hour
    case .hours: .hours
    case .day: .day
    case .days: .days
    case .week: .week
    case .weeks: .weeks
    case .month: .month
    case .months: .months
    case .year: .year
    case .years: .years
    default: nil
    }
  }

  /// The month that the word names, from 1 to 12, if it names one.
  var month: Int? {
    Word.inOrder.firstIndex(of: self).map { $0 + 1 }
  }

  /// Whether the word is never a name, except after `has` or a full stop.
  var isReserved: Bool { self == .yes || self == .no || self == .otherwise }

  /// The months in their order.
  static let inOrder: [Word] = [
    .january, .february, .march, .april, .may, .june, .july, .august, .september, .october,
    .november, .december,
  ]
}

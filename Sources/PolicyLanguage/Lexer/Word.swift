/// A word that the grammar fixes in some place; elsewhere it is a name like any other.
enum Word: String, Sendable, Hashable, CaseIterable {
  case a, above, account, add, adjusting, after, against, alike, all, also, amend, an, and
  case another, any, application, applications, applies, april = "April", are, `as`, assessed
  case assume, assumed, at, august = "August", award, aware, awareness, back, balance, be, before
  case behaviour, below, between, billion, breaks, budget, builds, bundled, by, calibrates, campaign
  case carries
  case category, chance, change, charges, cites, claim, claims, close, closed, closes, collected
  case compare, completes, completing, completion, considers, correlation, costs, count, counts
  case course, credit, credited, credits, currency, date, day, days, december = "December"
  case deduction, derive, dies, discounts, displaces, dissimilarity, down, draws, due, each
  case earliest, earns, eligible, employed, employer, evidence, exactly, example, except, expect
  case expects, expires, fading, february = "February", filled, finds, first, follows, `for`
  case forward, free, from, full, fund, gain, gift, given, gives, grant, grows, halves, has, held
  case highest, holds, hour, hours, hundredths, hurdle, `if`, illustrative, `in`, interest, into
  case `is`, its, january = "January", july = "July", jumps, june = "June", keeps, kept, lapses
  case last, lasts, leads, least, leaves, length, less, lets, level, levy, life, like, limit
  case list, lives, loan, loans, loses, lot, lowest, march = "March", may = "May", mean, measures
  case median, million, money, month, monthly, months, more, most, moves, nearest, need, needs
  case newest, no, noneOf = "none", not, note, nothing, november = "November", number
  case october = "October", of, off, offer, offers, oldest, on, once, one, open, opens, or
  case otherwise, out, outcome, outcomes, over, paid, parameter, part, partPays = "part-pays"
  case pay, payer, pays, per, percent, period, persistence, places, plan, plus, policy
  case population, premium, prices, profile, proportion, published, put, queues, raises, rank
  case rations, reaching, reading, record, recovers, reduced, reform, refuses, regime, relative
  case relieved
  case remove, repaid, repayment, repays, replace, report, reserves, rest, retires, returns
  case rises, rising, round, rounded, route, routes, runs, same, scenario, seed, separation
  case september = "September", share, signal, source, spends, spent, sponsors, spread, stacking
  case staff, standing, start, starting, starts, stays, steps, substitutes, take, takes, tapers
  case taste, tax, tenThousandths = "ten-thousandths", the, then, thousandths, title, to, topped
  case total, totalling, towards, transfers, uncertain, under, until, up, uses, valued, values
  case varies, verdict, vocabulary, waiting, wanders, week, weeks, weighted, when, `where`, which
  case `while`, with, withdrawal, within, work, works, would, written, year, years, yes
  case yesNo = "yes-no"

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

/// A word that the grammar fixes in some place; elsewhere it is a name like any other.
enum Word: String, Sendable, Hashable, CaseIterable {
  case a, above, account, add, adjusting, after, against, alike, all, also, amend, an, and
  case another, any, application, applications, applies, april = "April", are, `as`, assessed
  case assume, assumed, at, august = "August", award, aware, awareness, back, balance, be, before
  case behaviour, below, between, billion, breaks, budget, builds, bundled, by, campaign, carries
  case category, chance, change, charges, cites, claim, claims, close, closed, closes, collected
  case compare, completes, completing, completion, considers, correlation, count, counts, course
  case credit, credited, credits, currency, date, day, days, december = "December", deduction
  case derive, dies, discounts, dissimilarity, down, draws, due, each, earliest, earns, eligible
  case employed, employer, evidence, exactly, example, except, expect, expects, expires, fading
  case february = "February", filled, finds, first, follows, `for`, forward, free, from, full
  case fund, gain, gift, given, gives, grant, grows, halves, has, held, highest, holds, hour
  case hours, hundredths, hurdle, `if`, illustrative, `in`, interest, into, `is`, its
  case january = "January", july = "July", jumps, june = "June", keeps, kept, lapses, last, lasts
  case leads, least, leaves, length, less, lets, level, levy, life, like, limit, list, lives
  case loan, loses, lot, lowest, march = "March", may = "May", mean, measures, median, million
  case money, month, monthly, months, more, most, moves, nearest, need, needs, newest, no
  case noneOf = "none", not, note, nothing, november = "November", number, october = "October"
  case of, off, offer, offers, oldest, on, once, one, open, opens, or, otherwise, out, outcome
  case outcomes, over, paid, parameter, part, partPays = "part-pays", pay, payer, pays, per
  case percent, period, persistence, places, plan, plus, policy, population, premium, prices
  case profile, proportion, published, put, queues, raises, rank, rations, reaching, reading
  case record, recovers, reduced, reform, refuses, regime, relieved, remove, repaid, repayment
  case repays, replace, report, reserves, rest, returns, rises, rising, round, rounded, route
  case routes, runs, same, scenario, seed, separation, september = "September", share, signal
  case source, spends, spent, sponsors, spread, stacking, staff, standing, start, starting
  case starts, stays, steps, substitutes, take, takes, tapers, tax
  case tenThousandths = "ten-thousandths", the, then, thousandths, title, to, topped, total
  case totalling, towards, transfers, uncertain, under, until, up, uses, values, varies, verdict
  case vocabulary, wanders, week, weeks, weighted, when, `where`, which, `while`, with
  case withdrawal, within, work, works, would, written, year, years, yes, yesNo = "yes-no"

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

import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// How a payment counts in the tables of who pays.
enum PayingAs: Hashable {
  case own(Int)
  case release
  case levy
  case grant(Int)
  case loan(Int)

  /// How a line pays.
  init(_ line: PaidLine) {
    switch line.kind {
    case .own: self = .own(line.party)
    case .loan: self = .loan(line.party)
    case .account: self = .levy
    case .grant: self = .grant(line.party)
    }
  }
}

/// Discount factors of one draw pair: to the scenario's first day, in prices of the price date.
///
/// Society's is Π 1/(1 + rate(y)) over the whole years passed, along the straight line within a year, and a
/// party's own (1 + rate)^−years; both over the price level of the day (HM Treasury, "The Green Book:
/// central government guidance on appraisal and evaluation", annex 6, for rates that fall with the years).
///
/// Factors are kept by day, for the same days come again for every person.
final class Discounting {
  private let society: [Double]
  private let prices: PriceLevel
  private let from: CivilDate
  /// Society's factors by days from the first, not-a-number until asked for.
  private var socialByDay: [Double]
  /// The rates of parties asked for so far, and the factors of each by days from the first.
  private var rates: [Double] = []
  private var ownByDay: [Double] = []

  /// How many rates of parties are kept; factors of further ones are worked out each time.
  private static let mostRates = 8

  /// The discount factors of a pair of draws.
  init(_ pair: PairModel) throws(SimulationError) {
    let world = pair.world
    from = world.scenario.from
    prices = pair.prices
    let count = world.scenario.followsYears + 30
    var factors = [1.0]
    for year in 0..<count {
      var rate = 0.0
      if let formula = pair.model.outcomes.societyRate {
        var frame = Frame(count: world.plan.facts.count)
        if let fact = world.numbers.horizon { frame[fact] = Ratio(Int64(year)) }
        let here = Circumstances(frame: frame, values: pair.values[0], date: from)
        rate = (try? here.value(of: formula))?.double ?? 0
      }
      factors.append(factors[year] / (try RunLimits.factor(rate, "what society discounts by")))
    }
    society = factors
    socialByDay = Array(repeating: .nan, count: 366 * count)
  }

  private func years(_ day: CivilDate) -> Double { max(0, Double(day.day - from.day) / 365.25) }

  /// What a pound on a day is worth to society on the first day, in prices of the price date.
  func social(_ day: CivilDate) -> Double {
    let place = Int(day.day) - Int(from.day)
    guard socialByDay.indices.contains(place) else { return socialFactor(day) }
    if socialByDay[place].isNaN { socialByDay[place] = socialFactor(day) }
    return socialByDay[place]
  }

  private func socialFactor(_ day: CivilDate) -> Double {
    let time = min(years(day), Double(society.count - 2))
    let whole = Int(time)
    let factor = society[whole] + (society[whole + 1] - society[whole]) * (time - Double(whole))
    return factor / prices.levelAgainstPriceDate(on: day)
  }

  /// What a pound on a day is worth at a rate of someone's own.
  func own(_ day: CivilDate, rate: Double) -> Double {
    let place = Int(day.day) - Int(from.day)
    guard socialByDay.indices.contains(place), let number = number(of: rate) else {
      return ownFactor(day, rate)
    }
    let cell = number * socialByDay.count + place
    if ownByDay[cell].isNaN { ownByDay[cell] = ownFactor(day, rate) }
    return ownByDay[cell]
  }

  private func ownFactor(_ day: CivilDate, _ rate: Double) -> Double {
    Elementary.power(1 + rate, -years(day)) / prices.levelAgainstPriceDate(on: day)
  }

  /// The place of a rate among those kept, if there is room for it.
  private func number(of rate: Double) -> Int? {
    if let known = rates.firstIndex(of: rate) { return known }
    guard rates.count < Discounting.mostRates else { return nil }
    rates.append(rate)
    ownByDay += Array(repeating: .nan, count: socialByDay.count)
    return rates.count - 1
  }
}

/// The rates at which those concerned by a flow discount; nothing for society's.
struct OwnRates {
  /// The learner's yearly rate.
  let learner: Double?
  /// The employer's yearly rate.
  let employer: Double?

  /// The rate of a party.
  func rate(of party: Int) -> Double? {
    switch party {
    case learnerParty: learner
    case employerParty: employer
    default: nil
    }
  }
}

/// The exact sums of one regime in one draw.
struct Tally {
  /// How many parties there are.
  let parties: Int
  /// The number of the world outside: what is produced and what teaching uses up.
  let economy: Int
  /// Flows in micro-pence, by payer, payee and year.
  private(set) var flows: [Int128]
  /// Payments in micro-pence, by the way of paying and the financial year.
  private(set) var paid: [PayingAs: [Int: Int128]] = [:]
  /// Gains by party in micro-pence: nominal, real at society's rate, real at the party's own.
  private(set) var nominal: [Int128]
  /// The same in prices of the price date, discounted at society's rate.
  private(set) var social: [Int128]
  /// The same, each party's at its own rate.
  private(set) var own: [Int128]
  /// Sums of what study changes in lives, by quantity and party.
  private(set) var lives: LifeSums
  /// Other sums of money in micro-pence, and counts in millionths, by measure.
  private(set) var sums: [Measure: Int128] = [:]
  /// The first calendar year of the flows.
  let firstYear: Int
  /// How many years they are told apart; later ones count in the last.
  let yearCount: Int

  /// Nothing booked yet.
  init(parties: Int, firstYear: Int, years: Int) {
    self.parties = parties
    economy = parties
    lives = LifeSums(parties: parties)
    self.firstYear = firstYear
    yearCount = years
    flows = Array(repeating: 0, count: (parties + 1) * (parties + 1) * years)
    nominal = Array(repeating: 0, count: parties + 1)
    social = nominal
    own = nominal
  }

  /// Books a flow of whole pence between two parties on a day.
  mutating func book(
    _ payer: Int, _ payee: Int, _ pence: Int64, _ day: CivilDate, weight: Int64,
    _ discounting: Discounting, _ rates: OwnRates
  ) {
    guard pence != 0, payer != payee else { return }
    let scaled = Int128(pence) * Int128(weight)
    let year = min(max(0, day.year - firstYear), yearCount - 1)
    flows[(payer * (parties + 1) + payee) * yearCount + year] += scaled
    nominal[payer] -= scaled
    nominal[payee] += scaled
    let real = Int128(nearest(Double(pence) * discounting.social(day))) * Int128(weight)
    social[payer] -= real
    social[payee] += real
    for (party, sign) in [(payer, -1), (payee, 1)] where party != economy {
      guard let rate = rates.rate(of: party) else {
        own[party] += Int128(sign) * real
        continue
      }
      let worth = nearest(Double(pence) * discounting.own(day, rate: rate))
      own[party] += Int128(sign) * Int128(worth) * Int128(weight)
    }
  }

  /// Counts a payment in the tables of who pays.
  mutating func count(_ kind: PayingAs, _ pence: Int64, _ day: CivilDate, weight: Int64) {
    let start = Period.financialYear.start(holding: day).year
    paid[kind, default: [:]][start, default: 0] += Int128(pence) * Int128(weight)
  }

  /// Adds to what study changes in lives.
  mutating func add(_ quantity: LifeSums.Quantity, of party: Int, nominal: Int128, real: Int128) {
    lives.add(quantity, of: party, nominal: nominal, real: real)
  }

  /// Adds to a measure.
  mutating func add(_ measure: Measure, _ amount: Int128) {
    sums[measure, default: 0] += amount
  }

  private func nearest(_ value: Double) -> Int64 {
    Int64(held: (value + 0.5).rounded(.down))
  }
}

/// Sums of what study changes in lives, in micro-pence: one place for each quantity and party.
struct LifeSums {
  /// What is summed.
  enum Quantity: Int, CaseIterable {
    case taxGain, repayments, budgetedRepayments, writtenOff, letOff, earningsGain, signalling
    case displacement, budgetedOutlay

    /// The quantity as a measure.
    var measured: Measure.Quantity {
      switch self {
      case .taxGain: .taxGain
      case .repayments: .repayments
      case .budgetedRepayments: .budgetedRepayments
      case .writtenOff: .writtenOff
      case .letOff: .letOff
      case .earningsGain: .earningsGain
      case .signalling: .signalling
      case .displacement: .displacement
      case .budgetedOutlay: .budgetedOutlay
      }
    }
  }
  private struct Sum {
    var nominal: Int128 = 0
    var real: Int128 = 0
    var isThere = false
  }
  private let parties: Int
  private var sums: [Sum]

  /// Nothing summed yet for so many parties.
  init(parties: Int) {
    self.parties = parties
    sums = Array(repeating: Sum(), count: parties * Quantity.allCases.count)
  }

  /// Adds to a quantity of a party: as it stands, and discounted in real prices.
  mutating func add(_ quantity: Quantity, of party: Int, nominal: Int128, real: Int128) {
    precondition(party < parties, "only parties of the rules have sums of their own")
    let place = quantity.rawValue * parties + party
    sums[place].nominal += nominal
    sums[place].real += real
    sums[place].isThere = true
  }

  /// A quantity of a party, discounted in real prices.
  func real(_ quantity: Quantity, of party: Int) -> Int128 {
    sums[quantity.rawValue * parties + party].real
  }

  /// What society does not gain of rises in pay: signalling and displacement, its own two lines.
  var lostPay: LostPay {
    var lost = LostPay()
    for quantity in [Quantity.signalling, .displacement] {
      let sum = sums[quantity.rawValue * parties + societyParty]
      lost.nominal += sum.nominal
      lost.real += sum.real
    }
    return lost
  }

  /// The sums that are there, as measures; what budgets value stands at their rate alone.
  func measures(names: (Int) -> String) -> [(Measure, Int128)] {
    var result: [(Measure, Int128)] = []
    for quantity in Quantity.allCases {
      for party in 0..<parties where sums[quantity.rawValue * parties + party].isThere {
        let sum = sums[quantity.rawValue * parties + party]
        let holder = Measure.Holder.party(names(party))
        if quantity == .budgetedRepayments || quantity == .budgetedOutlay {
          result.append(
            (Measure(quantity.measured, of: holder, .real(discountedBy: .loans)), sum.real))
          continue
        }
        result.append((Measure(quantity.measured, of: holder, .nominal), sum.nominal))
        result.append(
          (Measure(quantity.measured, of: holder, .real(discountedBy: .society)), sum.real))
      }
    }
    return result
  }
}

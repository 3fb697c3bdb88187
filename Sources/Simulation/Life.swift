import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// One year of pay and what is taken from it, in whole pence.
struct LifeYear: Sendable {
  var pay: Int64 = 0
  var works = true
}

/// A person's pay from the scenario's first day on, with the same shocks under every regime.
struct LifePath: Sendable {
  /// Pay without study, by year.
  let base: [LifeYear]
  /// How many years the person lives and works of those followed.
  var years: Int { base.count }
  /// The taxes due from this person, by year, further years included: which of the year's entries apply.
  let applies: [[Int]]
  /// What each of them charges on pay without study, those of one year after those of another.
  let taxes: [Int64]
}

/// Pay without study in one draw, by person: the same under every regime whose years begin alike.
struct PayPaths {
  fileprivate var yearStarts: [CivilDate] = []
  fileprivate var known: [Int: [LifeYear]] = [:]
}

/// What a learner's study changes in one year of life, in whole pence.
struct LifeChange: Sendable {
  let year: Int
  let pay: Int64
  /// By tax entry: payer, payee and the change.
  var taxes: [(payer: Int, payee: Int, pence: Int64)] = []
  var repaid: [(payee: Int, pence: Int64)] = []
  /// The employer's part of the gain, while the learner still works there.
  var kept: Int64 = 0
  var staysWithEmployer = false
  /// The part of the rise in pay that is signal.
  var signal: Int64 = 0
  /// Loan balances given up when the term is over, by lender.
  var writtenOff: [(payee: Int, pence: Int64)] = []
  /// What is let off loans before their term is over, by lender.
  var letOff: [(payee: Int, pence: Int64)] = []
}

/// Follows lives in one draw.
struct LifeMaker {
  let pair: PairModel
  let rules: LifeRules
  let streams: ShockStreams
  let draw: UInt32
  private let names: BehaviourModel.OutcomeTables

  init(_ pair: PairModel, rules: LifeRules, streams: ShockStreams, draw: UInt32) {
    self.pair = pair
    self.rules = rules
    self.streams = streams
    self.draw = draw
    names = pair.model.outcomes
  }

  /// The life of a person who does not study.
  func path(of person: Int, _ pays: inout PayPaths) -> LifePath {
    if pays.known.isEmpty { pays.yearStarts = rules.yearStarts }
    let isAlike = pays.yearStarts == rules.yearStarts
    let base = (isAlike ? pays.known[person] : nil) ?? pay(of: person)
    if isAlike { pays.known[person] = base }
    let applies = dueTaxes(person)
    var taxes: [Int64] = []
    for year in base.indices {
      for place in applies[year] {
        taxes.append(
          rules.charge(
            rules.taxes[year].entries[place], on: base[year].pay, inYear: year, pair.world,
            person: person))
      }
    }
    return LifePath(base: base, applies: applies, taxes: taxes)
  }

  /// Pay of a person who does not study, by year.
  private func pay(of person: Int) -> [LifeYear] {
    let world = pair.world
    let identity = world.population.people[person].identity
    let start = world.earnings(of: person)
    let growth = 1 + pair.value(names.grows, person: person)
    let persistence = pair.value(names.persistence, person: person)
    let wander = pair.value(names.wanders, person: person)
    let jump = pair.value(names.jumps, person: person)
    let mean = stationaryMean(persistence, wander, jump)
    var lasting = 0.0
    var level = 1.0
    var works = employedAtStart(person)
    var years: [LifeYear] = []
    let last = max(
      0, min(world.scenario.followsYears, world.workingYears(person: person, year: 0, pair)))
    for year in 0..<last {
      let address = UInt32(year)
      if dies(person, identity, year) { break }
      works = employment(works, person, identity, address, year)
      if year > 0 {
        let shock = normal(streams.wander, identity, address)
        lasting = persistence * lasting + wander * shock
        level *= growth
      }
      let passing = jump * normal(streams.jump, identity, address)
      let price = pair.prices.level(on: rules.yearStarts[year])
      let pay =
        Double(start) * level * price
        * Elementary.exp(lasting + passing - mean[min(year, mean.count - 1)])
      years.append(LifeYear(pay: works ? Int64(held: pay.rounded(.down)) : 0, works: works))
    }
    return years
  }

  /// Half the variance of the shocks by year, taken off so that they leave mean pay as it is.
  private func stationaryMean(_ persistence: Double, _ wander: Double, _ jump: Double) -> [Double] {
    var variance = 0.0
    return (0..<max(1, pair.world.scenario.followsYears)).map { year in
      if year > 0 { variance = persistence * persistence * variance + wander * wander }
      return (variance + jump * jump) / 2
    }
  }

  private func normal(_ stream: Randomness.Stream, _ identity: UInt64, _ address: UInt32) -> Double
  {
    Elementary.inverseNormalCDF(
      stream.uniform(draw: draw, identity: identity, address: address))
  }

  private func employedAtStart(_ person: Int) -> Bool {
    guard let fact = pair.world.plan.facts["learner.status"],
      let value = pair.world.population.value(of: fact, person: person),
      case .category(let category) = pair.world.plan.facts.kinds[fact],
      let names = pair.world.plan.facts.categories[category]
    else { return pair.world.earnings(of: person) > 0 }
    let name = names[Int(clamping: value.floor())]
    return name == "employed" || name == "self-employed"
  }

  private func employment(
    _ works: Bool, _ person: Int, _ identity: UInt64, _ address: UInt32, _ year: Int
  ) -> Bool {
    guard year > 0 else { return works }
    let uniform = streams.work.uniform(draw: draw, identity: identity, address: address)
    if works {
      let chance = pair.value(names.losesWork, person: person)
      return uniform >= chance
    }
    return uniform < pair.value(names.findsWork, person: person)
  }

  private func dies(_ person: Int, _ identity: UInt64, _ year: Int) -> Bool {
    guard year > 0, let table = names.dies else { return false }
    let index = min(year, pair.world.yearStarts.count - 1)
    let chance = pair.value(table, person: person, year: index)
    return streams.death.uniform(draw: draw, identity: identity, address: UInt32(year)) < chance
  }

  /// By year, the taxes by place among its entries that are due from someone as taxed: worked out once
  /// for all whom the tests of taxes do not tell apart.
  private func dueTaxes(_ person: Int) -> [[Int]] {
    let number = pair.tables.classNumber(
      pair.model.taxClasses[rules.regime].classes, person: person, year: 0)
    if let known = rules.dues.known(number) { return known }
    var taxed = Circumstances(
      frame: workingFrame(person), values: pair.values[0], date: pair.world.scenario.from)
    let due = rules.taxes.indices.map { year in
      let entries = rules.taxes[year].entries
      taxed.date = rules.yearStarts[year]
      return entries.indices.filter { index in
        guard let due = entries[index].due else { return true }
        return (try? taxed.holds(due)) == true
      }
    }
    rules.dues.note(due, for: number)
    return due
  }

  /// The person as taxed: in work, for a year without pay owes nothing anyway.
  private func workingFrame(_ person: Int) -> Frame {
    let world = pair.world
    var frame = world.frame(person: person, year: 0)
    if let fact = world.plan.facts["learner.status"],
      case .category(let category) = world.plan.facts.kinds[fact],
      let code = world.plan.facts.categories[category]?.firstIndex(of: "employed")
    {
      frame[fact] = Ratio(Int64(code))
    }
    return frame
  }
}

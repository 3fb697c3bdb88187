import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// One learner: who they are, where they work and for how many they stand.
struct Person: Sendable {
  /// Who they are in every draw and regime.
  let identity: UInt64
  /// The index of the population they belong to.
  let population: Int
  /// The index of the firm, or -1.
  let firm: Int
  /// Millionths of a person that this one stands for.
  let weight: Int64
}

/// One employer, whole.
struct Firm: Sendable {
  /// Which firm it is in every draw and regime.
  let identity: UInt64
  /// The index of the population it belongs to.
  let population: Int
  /// How many people it employs.
  let headcount: Int
  /// Millionths of an employer that this one stands for.
  let weight: Int64
  /// The people employed, as indices.
  var staff: Range<Int> = 0..<0
  /// The first of those simulated who work for it; nothing if none does.
  var someone: Int?
}

/// The same people and firms in every draw, and their facts.
struct Population: Sendable {
  /// The numbers of the facts of learners and of employers that a frame may hold: those that some
  /// population gives, and those worked out. No other field of a record is ever known.
  let learnerFacts: [Int]
  /// The same of employers.
  let employerFacts: [Int]
  /// Everyone, in the order in which populations are written.
  private(set) var people: [Person] = []
  /// Every firm, in the same order.
  private(set) var firms: [Firm] = []
  private var ofPeople: HeldFacts
  private var ofFirms: HeldFacts
  private let ageFact: Int?
  /// The firms that a file names, by the column that their staff have too.
  private var firmsByKey: [String: Int] = [:]
  /// The scenario's first day, on which facts hold.
  let start: CivilDate

  /// Draws everyone that a scenario asks for.
  init(_ plan: FundingPlan, _ scenario: ScenarioPlan, values: ParameterValues)
    throws(SimulationError)
  {
    start = scenario.from
    let held = Population.facts(of: plan, scenario)
    learnerFacts = held.filter { plan.facts.names[$0].hasPrefix("learner.") }
    employerFacts = held.filter { plan.facts.names[$0].hasPrefix("employer.") }
    ageFact = plan.facts["learner.age"]
    ofPeople = HeldFacts(width: learnerFacts.count)
    ofFirms = HeldFacts(width: employerFacts.count)
    var firmsOf: [Int: Range<Int>] = [:]
    for (index, population) in scenario.populations.enumerated() where population.isEmployer {
      let first = firms.count
      try addFirms(population, index, plan, scenario, values)
      firmsOf[index] = first..<firms.count
    }
    for (index, population) in scenario.populations.enumerated() where !population.isEmployer {
      try addPeople(population, index, plan, scenario, values, firmsOf)
    }
    try refuseClashes()
  }

  /// What populations give, and what any regime works out, in order.
  private static func facts(of plan: FundingPlan, _ scenario: ScenarioPlan) -> [Int] {
    let given = scenario.populations.flatMap { $0.facts.map(\.fact) + ($0.rows?.facts ?? []) }
    return Set(given + plan.regimes.flatMap { $0.derived.map(\.fact) }).sorted()
  }

  private mutating func addFirms(
    _ population: PopulationPlan, _ index: Int, _ plan: FundingPlan, _ scenario: ScenarioPlan,
    _ values: ParameterValues
  ) throws(SimulationError) {
    let drawing = try FactDrawing(population, seed: scenario.seed, facts: plan.facts)
    let (size, weight) = try Population.size(of: population)
    try Population.refuseTooMany(size + firms.count, facts: employerFacts.count, in: population)
    let identities = (0..<size).map { Population.identityOfRow($0, of: population) }
    let uniforms = identities.map { drawing.uniforms(of: $0) }
    let drawn = Population.drawn(population, drawing, uniforms, size: size, weight: weight)
    let headcount = plan.facts["employer.headcount"]
    for place in 0..<size {
      var frame = Frame(count: plan.facts.count)
      try fill(&frame, population, drawn, place, plan, values, on: scenario.from)
      plan.regimes.first?.derive(&frame, values: values, on: scenario.from)
      let count = headcount.flatMap { frame[$0] }.map { Int(clamping: $0.floor()) } ?? 0
      guard count <= RunLimits.mostHeadcount else {
        throw SimulationError(
          "an employer of population `\(population.name)` has a headcount of "
            + "\(grouped(Int64(count))), and one has at most "
            + "\(grouped(Int64(RunLimits.mostHeadcount)))")
      }
      firms.append(
        Firm(
          identity: identities[place], population: index, headcount: max(0, count),
          weight: Population.weight(of: place, in: population) ?? weight))
      if let key = population.rows?.keys?[place] { firmsByKey[key] = firms.count - 1 }
      for fact in employerFacts {
        ofFirms.append(frame.values[fact], isKnown: frame.known[fact])
      }
    }
  }

  private mutating func addPeople(
    _ population: PopulationPlan, _ index: Int, _ plan: FundingPlan, _ scenario: ScenarioPlan,
    _ values: ParameterValues, _ firmsOf: [Int: Range<Int>]
  ) throws(SimulationError) {
    let drawing = try FactDrawing(population, seed: scenario.seed, facts: plan.facts)
    var members: [(identity: UInt64, firm: Int, weight: Int64)] = []
    if population.employedBy.isEmpty {
      let (size, weight) = try Population.size(of: population)
      try refuseTooMany(size, of: population)
      for place in 0..<size {
        let own = Population.weight(of: place, in: population) ?? weight
        let firm = population.rows?.keys.flatMap { firmsByKey[$0[place]] } ?? -1
        members.append((Population.identityOfRow(place, of: population), firm, own))
      }
    } else {
      let headcounts = population.employedBy.flatMap { firmsOf[$0] ?? 0..<0 }
        .map { firms[$0].headcount }
      try refuseTooMany(headcounts.reduce(0, +), of: population)
      for employers in population.employedBy {
        for firm in firmsOf[employers] ?? 0..<0 {
          let first = people.count + members.count
          for place in 0..<firms[firm].headcount {
            let child = identity(child: UInt64(place), of: firms[firm].identity)
            members.append((child, firm, firms[firm].weight))
          }
          firms[firm].staff = first..<(people.count + members.count)
        }
      }
    }
    let uniforms = members.map { drawing.uniforms(of: $0.identity) }
    let drawn = Population.drawn(
      population, drawing, uniforms, size: members.count, weight: 1_000_000)
    let placement = try Placement(population, firmsOf.values.joined(), firms, scenario.seed)
    var frame = Frame(count: plan.facts.count)
    for (place, member) in members.enumerated() {
      for fact in learnerFacts { frame[fact] = nil }
      fillFirm(&frame, member.firm)
      try fill(&frame, population, drawn, place, plan, values, on: scenario.from)
      let here = Circumstances(frame: frame, values: values, date: scenario.from)
      let isLinked = population.worksFor?.by != nil
      let isPlaced = member.firm >= 0 && (!isLinked || placement.works(here))
      let firm =
        isPlaced ? member.firm : (isLinked ? -1 : placement.firm(of: member.identity, here))
      if firm >= 0, firms[firm].someone == nil { firms[firm].someone = people.count }
      people.append(
        Person(
          identity: member.identity, population: index, firm: firm, weight: member.weight))
      for fact in learnerFacts {
        ofPeople.append(frame.values[fact], isKnown: frame.known[fact])
      }
    }
  }

  /// Refuses more people than can be simulated here, those there are already included.
  private func refuseTooMany(
    _ more: Int, of population: PopulationPlan
  ) throws(SimulationError) {
    try Population.refuseTooMany(
      people.count + more, facts: learnerFacts.count, in: population)
  }

  /// The values of varying facts, one list a fact, raked where the text asks for a total.
  private static func drawn(
    _ population: PopulationPlan, _ drawing: FactDrawing, _ uniforms: [[Int: Double]], size: Int,
    weight: Int64
  ) -> [Int: [Double]] {
    var result: [Int: [Double]] = [:]
    for (index, fact) in population.facts.enumerated() {
      if case .formula = fact.source { continue }
      var column = uniforms.map { drawing.value(ofFact: index, at: $0[index] ?? 0.5) }
      if case .varies(_, let bounds, let total?) = fact.source, let total = total.constant {
        let share = Ratio(1_000_000) / Ratio(weight)
        let low = bounds?.0.double ?? column.min() ?? 0
        let high = bounds?.1.double ?? column.max() ?? 0
        let (least, most) = wholeBounds(fact, low: low, high: high)
        column = raked(
          column, to: Int(clamping: (total * share).roundedHalfUp()), low: least, high: most
        ).map(Double.init)
      }
      result[index] = column
    }
    return result
  }

  private static func wholeBounds(
    _ fact: PopulationFact, low: Double, high: Double
  ) -> (Double, Double) {
    if case .varies(.power(let least, let most, _), _, _) = fact.source { return (least, most) }
    return (low, high)
  }

  private func fill(
    _ frame: inout Frame, _ population: PopulationPlan, _ drawn: [Int: [Double]], _ place: Int,
    _ plan: FundingPlan, _ values: ParameterValues, on date: CivilDate
  ) throws(SimulationError) {
    if let rows = population.rows {
      for (fact, column) in zip(rows.facts, rows.values) { frame[fact] = column[place] }
    }
    for (index, fact) in population.facts.enumerated() {
      if case .formula(let formula) = fact.source {
        let here = Circumstances(frame: frame, values: values, date: date)
        do {
          frame[fact.fact] = rounded(try here.value(of: formula), plan.facts.kinds[fact.fact])
        } catch {
          throw SimulationError(
            "`\(plan.facts.names[fact.fact])` in population `\(population.name)` cannot be worked "
              + "out: \(plan.reason(error))")
        }
      } else if let column = drawn[index] {
        frame[fact.fact] = rounded(column[place], plan.facts.kinds[fact.fact])
      }
    }
  }

  /// Who somebody is: the row's own name, or the place in the population.
  private static func identityOfRow(_ place: Int, of population: PopulationPlan) -> UInt64 {
    if let name = population.rows?.identities?[place] {
      return Randomness.identity(population: population.name + "/" + name, index: 0)
    }
    return Randomness.identity(population: population.name, index: UInt64(place))
  }

  /// For how many millionths a row stands, if the population has rows.
  private static func weight(of place: Int, in population: PopulationPlan) -> Int64? {
    guard let rows = population.rows else { return nil }
    guard let weights = rows.weights else { return 1_000_000 }
    return (weights[place] * Ratio(1_000_000)).roundedHalfUp()
  }

  /// How many to simulate, and for how many millionths each stands.
  static func size(
    of population: PopulationPlan
  ) throws(SimulationError) -> (size: Int, weight: Int64) {
    if let rows = population.rows { return (rows.count, 1_000_000) }
    let standing = population.standingFor
    guard let size = population.size ?? standing.map({ Int(clamping: $0.floor()) }), size >= 0
    else {
      throw SimulationError(
        "population `\(population.name)` does not say how many it is: write `population 10,000 of …`"
      )
    }
    guard let standing, size > 0 else { return (size, 1_000_000) }
    return (size, (standing * Ratio(1_000_000) / Ratio(Int64(size))).roundedHalfUp())
  }

  /// Copies a firm's facts to a frame, or forgets them.
  func fillFirm(_ frame: inout Frame, _ firm: Int) {
    if firm < 0 {
      for fact in employerFacts { frame[fact] = nil }
    } else {
      ofFirms.copy(row: firm, employerFacts, to: &frame)
    }
  }

  /// Copies a person's facts and their firm's to a frame, ages moved on by so many years.
  func fill(_ frame: inout Frame, person: Int, yearsOn: Int) {
    ofPeople.copy(row: person, learnerFacts, to: &frame)
    if let ageFact, frame.known[ageFact] {
      frame.values[ageFact] = frame.values[ageFact] + Ratio(Int64(yearsOn))
    }
    fillFirm(&frame, people[person].firm)
  }

  /// A fact of a person at the scenario's first day.
  func value(of fact: Int, person: Int) -> Ratio? {
    learnerFacts.firstIndex(of: fact).flatMap { ofPeople.value(row: person, $0) }
  }

  /// A fact of a person or of their employer at the scenario's first day.
  func held(_ fact: Int, by person: Int) -> Ratio? {
    if let offset = learnerFacts.firstIndex(of: fact) {
      return ofPeople.value(row: person, offset)
    }
    let firm = people[person].firm
    guard firm >= 0, let offset = employerFacts.firstIndex(of: fact) else { return nil }
    return ofFirms.value(row: firm, offset)
  }

  private func refuseClashes() throws(SimulationError) {
    var seen = Set<UInt64>(minimumCapacity: people.count + firms.count)
    for each in people where !seen.insert(each.identity).inserted {
      throw SimulationError(
        "two people have one identity: give one of the populations another name")
    }
    for each in firms where !seen.insert(each.identity).inserted {
      throw SimulationError("two employers have one identity: give a population another name")
    }
  }
}

/// Where people of an unlinked population work: in proportion to headcount.
private struct Placement {
  private let condition: Condition?
  private let places: Bool
  private let firms: [Int]
  private let upTo: [Int]
  private let stream: Randomness.Stream

  init(
    _ population: PopulationPlan, _ candidates: some Sequence<Int>, _ all: [Firm], _ seed: UInt64
  ) throws(SimulationError) {
    places = population.worksFor != nil
    condition = population.worksFor?.condition
    firms = candidates.sorted()
    var total = 0
    upTo = firms.map {
      total += all[$0].headcount
      return total
    }
    stream = Randomness.Stream("population/\(population.name)/works for", seed: seed)
  }

  /// Whether somebody works for an employer at all.
  func works(_ here: Circumstances) -> Bool {
    condition.map { (try? here.holds($0)) ?? false } ?? true
  }

  /// The firm that somebody works for, or -1.
  func firm(of identity: UInt64, _ here: Circumstances) -> Int {
    guard places, let total = upTo.last, total > 0, works(here) else { return -1 }
    let point = Int(Int64(held: stream.uniform(draw: .max, identity: identity) * Double(total)))
    var low = 0
    var high = upTo.count - 1
    while low < high {
      let middle = (low + high) / 2
      if upTo[middle] > point { high = middle } else { low = middle + 1 }
    }
    return firms[low]
  }
}

/// A drawn value in the units and steps of its kind.
func rounded(_ value: Double, _ kind: FactTable.Kind) -> Ratio {
  switch kind {
  case .count, .years, .days, .money, .moneyPerYear, .credits, .hours, .truth, .date, .category:
    Ratio(Ratio(millionthsOf: value).roundedHalfUp())
  default: Ratio(millionthsOf: value).reduced
  }
}

/// A worked-out value in the steps of its kind: whole pence for money, whole counts.
func rounded(_ value: Ratio, _ kind: FactTable.Kind) -> Ratio {
  switch kind {
  case .count, .money, .moneyPerYear, .credits, .hours: Ratio(value.roundedHalfUp())
  default: value.reduced
  }
}

extension FundingPlan {
  /// Why something has no value, in words.
  func reason(_ missing: Missing) -> String {
    switch missing {
    case .fact(let fact): "`\(facts.names[fact])` is not given"
    case .parameter(let parameter, let date):
      "`\(regimes.first?.parameters[parameter].name ?? "a parameter")` has no value for the case on "
        + date.description
    }
  }
}

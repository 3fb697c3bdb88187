import FundingRules
import FundingValues
import PolicyCompiler

/// People and years grouped by the facts that a rule reads: those of one class get one answer.
struct CaseClasses: Sendable {
  /// The class of each person, or of each person and year.
  private let classOf: [Int32]
  private let years: Int
  /// Whether the year matters.
  private let isYearly: Bool
  /// Someone of each class, in some year.
  let representatives: [(person: Int32, year: Int32)]

  /// Groups a population by the facts of learners and employers among those read.
  init(_ population: Population, facts: Set<Int>, years: Int, byYear: Bool, age: Int?) {
    self.years = years
    isYearly = byYear || (age.map(facts.contains) ?? false)
    let personal = facts.intersection(population.learnerFacts + population.employerFacts).sorted()
    var numbers: [ClassKey: Int32] = [:]
    var classOf: [Int32] = []
    var representatives: [(person: Int32, year: Int32)] = []
    let count = isYearly ? years : 1
    classOf.reserveCapacity(population.people.count * count)
    let top = (population.learnerFacts + population.employerFacts).max() ?? 0
    var frame = Frame(count: top + 1)
    for person in population.people.indices {
      for year in 0..<count {
        population.fill(&frame, person: person, yearsOn: year)
        var key = ClassKey(values: personal.map { frame[$0] ?? Ratio(-1, over: 3) })
        if byYear { key.values.append(Ratio(Int64(year))) }
        if let number = numbers[key] {
          classOf.append(number)
        } else {
          numbers[key] = Int32(representatives.count)
          classOf.append(Int32(representatives.count))
          representatives.append((Int32(person), Int32(year)))
        }
      }
    }
    self.classOf = classOf
    self.representatives = representatives
  }

  /// The class of a person in a year.
  func number(person: Int, year: Int) -> Int {
    Int(classOf[isYearly ? person * years + year : person])
  }

  /// How many classes there are.
  var count: Int { representatives.count }
}

private struct ClassKey: Hashable {
  var values: [Ratio]
}

import FundingRules
import FundingValues
import PolicyCompiler

/// People and years grouped by the facts that a rule reads: those of one class get one answer.
///
/// The classes themselves stand in one flat list that all groupings share, that of the `ClassCache` that made them.
struct CaseClasses: Sendable {
  /// Where this grouping begins in the shared list.
  let offset: Int
  /// How many years each person has in the list, or nought if the year does not matter.
  let years: Int
  /// Someone of each class, in some year.
  let representatives: [(person: Int32, year: Int32)]

  /// How many classes there are.
  var count: Int { representatives.count }

  /// Where the class of a person in a year stands in the shared list.
  func place(person: Int, year: Int) -> Int {
    years == 0 ? offset + person : offset + person * years + year
  }
}

/// Groupings made once for each set of facts, in one flat list of class numbers.
struct ClassCache {
  private let population: Population
  private let years: Int
  private let age: Int?
  private var made: [[Int]: CaseClasses] = [:]
  /// Codes of the values of a fact by person: equal where the values are.
  private var codes: [Int: [Int32]] = [:]
  /// The class of each person, or of each person and year, one grouping after another.
  private(set) var numbers: [Int32] = []

  /// A cache with nothing grouped yet.
  init(_ world: World) {
    population = world.population
    years = world.yearStarts.count
    age = world.numbers.age
  }

  /// The classes that a set of facts tells apart.
  mutating func classes(of facts: Set<Int>, byYear: Bool) -> CaseClasses {
    let personal = facts.intersection(population.learnerFacts + population.employerFacts).sorted()
    let key = byYear ? personal + [-1] : personal
    if let known = made[key] { return known }
    let classes = grouped(by: personal, byYear: byYear)
    made[key] = classes
    return classes
  }

  /// Groups everyone by some facts; ages move on with the years.
  private mutating func grouped(by facts: [Int], byYear: Bool) -> CaseClasses {
    let isYearly = byYear || (age.map(facts.contains) ?? false)
    let count = isYearly ? years : 1
    var joined = Array(repeating: Int32(0), count: population.people.count * count)
    if byYear { for place in joined.indices { joined[place] = Int32(place % count) } }
    for fact in facts {
      let codes = fact == age && isYearly ? agesByYear(fact, count) : column(fact)
      guard !codes.isEmpty else { continue }
      ClassCache.split(&joined, by: codes, each: joined.count / codes.count)
    }
    let offset = numbers.count
    numbers += joined
    return CaseClasses(
      offset: offset, years: isYearly ? years : 0,
      representatives: ClassCache.representatives(of: joined, years: count))
  }

  /// Splits classes by the codes of one more fact, each of which holds for so many places; the classes
  /// are numbered anew as they first come.
  private static func split(_ classes: inout [Int32], by codes: [Int32], each: Int) {
    var numbering = Numbering(capacity: 1_024)
    var place = 0
    for code in codes {
      for _ in 0..<each {
        let number = UInt64(UInt32(bitPattern: classes[place]))
        classes[place] = numbering.number(of: number << 32 | UInt64(UInt32(bitPattern: code)))
        place += 1
      }
    }
  }

  /// The first member of each class.
  private static func representatives(
    of classes: [Int32], years: Int
  ) -> [(person: Int32, year: Int32)] {
    var result: [(person: Int32, year: Int32)] = []
    for (place, number) in classes.enumerated() where number == result.count {
      result.append((Int32(place / years), Int32(place % years)))
    }
    return result
  }

  /// The codes of a fact's values by person, one for those who lack it.
  private mutating func column(_ fact: Int) -> [Int32] {
    if let known = codes[fact] { return known }
    let column = ClassCache.coded(
      population.people.indices.lazy.map { [population] in population.held(fact, by: $0) })
    codes[fact] = column
    return column
  }

  /// The codes of the ages that people have in each year.
  private func agesByYear(_ fact: Int, _ years: Int) -> [Int32] {
    ClassCache.coded(
      population.people.indices.lazy.flatMap { person in
        let age = population.held(fact, by: person)
        return (0..<years).lazy.map { year in age.map { $0 + Ratio(Int64(year)) } }
      })
  }

  /// Codes of values: equal where the values are, in whatever form a fraction stands.
  private static func coded(_ values: some Sequence<Ratio?>) -> [Int32] {
    var whole = Numbering(capacity: 1_024)
    var others: [Ratio?: Int32] = [:]
    return values.map { value in
      if let value, value.denominator == 1, let number = Int64(exactly: value.numerator) {
        return whole.number(of: UInt64(bitPattern: number))
      }
      if let value, value.isWhole, let number = Int64(exactly: value.floor()) {
        return whole.number(of: UInt64(bitPattern: number))
      }
      if let code = others[value] { return code }
      let code = Int32(-1 - others.count)
      others[value] = code
      return code
    }
  }
}

/// Numbers keys from nought as they first come, by open addressing in a table that is at most half full.
struct Numbering {
  private var keys: [UInt64]
  /// The numbers of the keys in their places, below nought where there is none.
  private var numbers: [Int32]
  private var count: Int32 = 0

  /// Nothing numbered yet; the capacity is a power of two.
  init(capacity: Int) {
    keys = Array(repeating: 0, count: capacity)
    numbers = Array(repeating: -1, count: capacity)
  }

  /// The number of a key, a new one if it has none.
  mutating func number(of key: UInt64) -> Int32 {
    var place = start(of: key)
    while numbers[place] >= 0 {
      if keys[place] == key { return numbers[place] }
      place = (place &+ 1) & (keys.count &- 1)
    }
    keys[place] = key
    numbers[place] = count
    count += 1
    if Int(count) * 2 > keys.count { grow() }
    return count - 1
  }

  /// Where the search for a key begins: the high bits of its product with the odd number nearest to 2^64
  /// over the golden ratio (Knuth, "The Art of Computer Programming", volume 3, section 6.4).
  private func start(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (keys.count &- 1)
  }

  private mutating func grow() {
    let (oldKeys, oldNumbers) = (keys, numbers)
    keys = Array(repeating: 0, count: oldKeys.count * 2)
    numbers = Array(repeating: -1, count: keys.count)
    for place in oldKeys.indices where oldNumbers[place] >= 0 {
      var next = start(of: oldKeys[place])
      while numbers[next] >= 0 { next = (next &+ 1) & (keys.count &- 1) }
      keys[next] = oldKeys[place]
      numbers[next] = oldNumbers[place]
    }
  }
}

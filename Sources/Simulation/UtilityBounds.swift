import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// The classes of people whom the lines of utility tell apart, lines aside of which each person has their
/// own value.
struct LineClasses: Sendable {
  /// The classes.
  let classes: CaseClasses
  /// Whether each of the lines that no route changes is told apart by them.
  let isShared: [Bool]

  private static let mostOfTable = 2_000
  private static let most = 20_000

  /// The classes of some lines; nothing if gains or routes are weighed by each person alone, or if the
  /// classes are too many to be worth it.
  init?(
    _ offerLines: [UtilityLine], _ routeLines: [UtilityLine], _ tables: [Tabulated],
    _ cache: inout ClassCache
  ) {
    func isShared(_ line: UtilityLine) -> Bool {
      line.tables.allSatisfy { tables[$0].classes.count <= LineClasses.mostOfTable }
    }
    let lines = offerLines.filter { $0.figure == .expectedGain } + routeLines
    guard lines.allSatisfy(isShared) else { return nil }
    let plain = offerLines.filter { $0.figure != .expectedGain }
    self.isShared = plain.map(isShared)
    let read = (lines + plain.filter(isShared)).flatMap(\.tables).map { tables[$0].reads }
    let facts = read.reduce(into: Set<Int>()) { $0.formUnion($1.facts) }
    classes = cache.classes(of: facts, byYear: read.contains { $0.byYear })
    guard classes.count <= LineClasses.most else { return nil }
  }
}

extension UtilityLine {
  /// The tables that it asks.
  fileprivate var tables: [Int] { [coefficient, quotient, condition].compactMap { $0 } }
}

extension PairModel {
  /// What a line of utility that no route changes adds, the expected gain left out; nothing where it does
  /// not count.
  @inline(__always)
  func worth(of line: UtilityLine, person: Int, year: Int, offer: Int) -> Double? {
    if let condition = line.condition,
      tables.value(condition, person: person, year: year, offer: offer) == 0
    {
      return nil
    }
    let coefficient = tables.value(line.coefficient, person: person, year: year, offer: offer)
    if case .studyHours = line.figure {
      return coefficient * world.studyHours[offer] / line.per
    }
    guard let quotient = line.quotient else { return coefficient }
    return coefficient * tables.value(quotient, person: person, year: year, offer: offer)
  }
}

/// What the utility of an offer by any route cannot pass, its error aside, in one pair of draws.
///
/// The lines that people of a class share are added up once a class, so that a look-up or two tell most
/// people's bound. It is used to leave offers out, never as a utility: sums in another order differ in the
/// last bits, for which a millionth is kept back. Terms are at most 1e5 in size, of which forty sum within
/// 1e-7.
final class UtilityBounds {
  private struct Parts {
    /// The shared lines, and what routes add whatever they cost; not-a-number until asked for.
    var fixed = Double.nan
    /// The exponential of it; infinite where what routes cost counts too.
    var weight = Double.infinity
    /// What a penny of pay adds through the gain expected of it.
    var perEarnings = 0.0
    /// What a pound of cost in the prices of the day adds.
    var perCost = 0.0
  }
  private static let slack = 1e-6
  private static let largestTerm = 1e5
  private let pair: PairModel
  private let classes: CaseClasses
  private let shared: [UtilityLine]
  private let own: [UtilityLine]
  private let ownIsAlike: Bool
  private let gainLines: [UtilityLine]
  private let largestGain: [Double]
  private let offers: Int
  /// By class and offer. Owned by these bounds alone.
  private let parts: UnsafeMutablePointer<Parts>

  /// The bounds of a pair of draws; nothing where lines are not shared by classes of people.
  init?(_ pair: PairModel, largestGain: [Double]) {
    guard let lines = pair.model.lineClasses else { return nil }
    self.pair = pair
    self.largestGain = largestGain
    classes = lines.classes
    let plain = pair.model.offerLines.filter { $0.figure != .expectedGain }
    shared = zip(plain, lines.isShared).filter(\.1).map(\.0)
    own = zip(plain, lines.isShared).filter { !$0.1 }.map(\.0)
    let tables = pair.model.tables.tables
    ownIsAlike = own.allSatisfy { line in
      line.figure == nil && line.tables.allSatisfy { !tables[$0].perOffer }
    }
    gainLines = pair.model.offerLines.filter { $0.figure == .expectedGain }
    offers = pair.world.offers.count
    let count = classes.count * offers
    parts = .allocate(capacity: max(1, count))
    parts.initialize(repeating: Parts(), count: count)
  }

  deinit { parts.deallocate() }

  /// What an offer cannot be worth more than to a person in a year, by any route.
  @inline(__always)
  func most(person: Int, year: Int, offer: Int, earnings: Int64, price: Double) -> Double {
    let place = place(person: person, year: year, offer)
    var sum = parts[place].fixed + parts[place].perEarnings * Double(earnings)
    if parts[place].perCost > 0 {
      let nominal =
        pair.world.largestCosts[offer] + pair.world.plainCost(person: person, offer: offer)
      sum += parts[place].perCost * (nominal / price)
    }
    sum += ownSum(person, year, offer)
    return sum.magnitude <= UtilityBounds.largestTerm ? sum + UtilityBounds.slack : .infinity
  }

  /// The exponential of what a person's own lines add to every offer alike; infinite where they do not.
  @inline(__always)
  func ownWeight(person: Int, year: Int) -> Double {
    guard ownIsAlike else { return .infinity }
    let sum = ownSum(person, year, 0)
    return sum.magnitude <= 100 ? Elementary.exp(sum + UtilityBounds.slack) : .infinity
  }

  /// No less than the exponential of what an offer cannot be worth more than, the person's own lines
  /// aside.
  @inline(__always)
  func weight(person: Int, year: Int, offer: Int, earnings: Int64) -> Double {
    let place = place(person: person, year: year, offer)
    let gain = parts[place].perEarnings * Double(earnings)
    // The exponential of a number up to 1.7 is less than 1 + x + x².
    guard gain <= 1.7 else { return .infinity }
    return parts[place].weight * (1 + gain + gain * gain)
  }

  @inline(__always)
  private func place(person: Int, year: Int, _ offer: Int) -> Int {
    let place = pair.tables.classNumber(classes, person: person, year: year) &* offers &+ offer
    if parts[place].fixed.isNaN { parts[place] = worked(person, year, offer) }
    return place
  }

  @inline(__always)
  private func ownSum(_ person: Int, _ year: Int, _ offer: Int) -> Double {
    var sum = 0.0
    for line in own.indices {
      guard let worth = pair.worth(of: own[line], person: person, year: year, offer: offer)
      else { continue }
      sum += worth.magnitude <= UtilityBounds.largestTerm ? worth : .infinity
    }
    return sum
  }

  @inline(never)
  private func worked(_ person: Int, _ year: Int, _ offer: Int) -> Parts {
    var result = Parts()
    var sum = 0.0
    var largest = 0.0
    func add(_ term: Double) {
      sum += term
      largest = max(largest, term.magnitude)
    }
    for line in shared {
      if let worth = pair.worth(of: line, person: person, year: year, offer: offer) { add(worth) }
    }
    for line in pair.model.routeLines {
      let most = pair.tables.greatest(line.coefficient, person: person, year: year, offer: offer)
      if line.figure == nil {
        add(max(0, most))
      } else {
        result.perCost += max(0, most) / line.per
      }
    }
    var gains = 0.0
    for line in gainLines {
      if let condition = line.condition,
        pair.tables.value(condition, person: person, year: year, offer: offer) == 0
      {
        continue
      }
      gains +=
        pair.tables.value(line.coefficient, person: person, year: year, offer: offer) / line.per
    }
    // A millionth more is far above what rounding takes from a product.
    result.perEarnings = max(0, gains) * largestGain[offer] * 1.000001
    result.perCost *= 1.000001
    result.fixed = largest <= UtilityBounds.largestTerm ? sum : .infinity
    if result.perCost == 0, result.fixed.magnitude <= 100 {
      result.weight = Elementary.exp(result.fixed + UtilityBounds.slack)
    }
    return result
  }
}

import FundingRules
public import FundingValues
import PolicyCompiler

/// One thing by which people and courses are told apart, with its levels.
public struct BreakdownAxis: Sendable {
  /// The levels of a fact, in their order.
  public enum Levels: Sendable {
    /// The values of a category, by their numbers, or no and yes.
    case values([String])
    /// Bands of a number.
    case bands([Band])
  }

  /// A stretch of a number.
  public struct Band: Sendable {
    /// How it stands in tables, such as `25 to below 35`.
    public let label: String
    /// The least value, where there is one.
    public let from: Ratio?
    /// The greatest value, where there is one.
    public let to: Ratio?
    /// Whether the greatest value belongs to it and the least does not, instead of the other way about.
    public let takesTop: Bool

    /// A band between two values.
    public init(_ label: String, from: Ratio?, to: Ratio?, takesTop: Bool = false) {
      self.label = label
      self.from = from
      self.to = to
      self.takesTop = takesTop
    }

    /// Whether a value lies in it.
    func holds(_ value: Ratio) -> Bool {
      let isAbove = from.map { takesTop ? value > $0 : value >= $0 } ?? true
      let isBelow = to.map { takesTop ? value <= $0 : value < $0 } ?? true
      return isAbove && isBelow
    }
  }

  /// Where a level comes from.
  enum Source: Sendable {
    case route, offer
    case headcount
    case fact(Int, Levels)
  }

  /// What it is called.
  public let breakdown: Measure.Breakdown
  let source: Source

  /// The way of paying.
  public static let route = BreakdownAxis(breakdown: .route, source: .route)
  /// The course.
  public static let offer = BreakdownAxis(breakdown: .offer, source: .offer)
  /// How many people the learner's employer has.
  public static let employerSize = BreakdownAxis(breakdown: .employerSize, source: .headcount)

  /// A fact of people, their employers or courses, as it is on the first day.
  public static func fact(
    _ number: Int, _ levels: Levels, as breakdown: Measure.Breakdown
  ) -> BreakdownAxis {
    BreakdownAxis(breakdown: breakdown, source: .fact(number, levels))
  }
}

/// The parts in which enrolments are counted: by one or two dimensions, and by both together.
struct Breakdowns {
  private let world: World
  private let dimensions: [BreakdownAxis]
  /// Whether two dimensions are told together.
  private let isJoint: Bool

  /// What was asked for: at most two dimensions, told apart and together.
  init(_ world: World, asked dimensions: [BreakdownAxis]) {
    self.world = world
    self.dimensions = dimensions
    isJoint = dimensions.count == 2
  }

  private init(_ world: World, usual dimensions: [BreakdownAxis]) {
    self.world = world
    self.dimensions = dimensions
    isJoint = false
  }

  /// Those by which enrolments are always counted.
  static func usual(_ world: World) -> Breakdowns {
    var dimensions: [BreakdownAxis] = [.route, .offer, .employerSize]
    let facts: [(Measure.Breakdown, String)] = [
      (.region, "learner.region"), (.sex, "learner.sex"),
    ]
    for (breakdown, name) in facts {
      guard let fact = world.plan.facts[name],
        case .category(let category) = world.plan.facts.kinds[fact],
        let values = world.plan.facts.categories[category]
      else { continue }
      dimensions.append(.fact(fact, .values(values), as: breakdown))
    }
    return Breakdowns(world, usual: dimensions)
  }

  /// Whether nothing is broken down.
  var isEmpty: Bool { dimensions.isEmpty }

  /// The parts to which an enrolment belongs.
  func parts(of enrolment: Enrolment, _ run: RegimeRun) -> [Measure.Part] {
    guard !dimensions.isEmpty else { return [] }
    let parts = dimensions.compactMap { dimension in
      level(dimension, enrolment, run).map { Measure.Part(dimension.breakdown, $0) }
    }
    guard isJoint, parts.count == 2 else { return parts }
    return parts + [Measure.Part(parts[0], and: parts[1])]
  }

  /// The level of an enrolment; nothing for a usual dimension that it has not.
  private func level(_ dimension: BreakdownAxis, _ enrolment: Enrolment, _ run: RegimeRun)
    -> String?
  {
    switch dimension.source {
    case .route: return run.rules.routes[enrolment.route].name
    case .offer: return world.offers[enrolment.offer].plan.name
    case .headcount:
      return Breakdowns.size(world, firm: world.population.people[enrolment.person].firm)
    case .fact(let fact, let levels):
      guard let value = value(of: fact, enrolment) else {
        return dimension.breakdown.name.contains(".") ? "none" : nil
      }
      switch levels {
      case .values(let names):
        let index = Int(clamping: value.floor())
        return names.indices.contains(index) ? names[index] : nil
      case .bands(let bands): return bands.first { $0.holds(value) }?.label ?? "other"
      }
    }
  }

  /// A fact of the person, their employer or the course, on the first day.
  private func value(of fact: Int, _ enrolment: Enrolment) -> Ratio? {
    if let held = world.population.held(fact, by: enrolment.person) { return held }
    guard let given = world.offers[enrolment.offer].facts.first(where: { $0.fact == fact }),
      case .formula(let formula) = given.source
    else { return nil }
    return formula.constant
  }

  /// The size of a firm by its headcount.
  static func size(_ world: World, firm: Int) -> String {
    guard firm >= 0 else { return "none" }
    switch world.population.firms[firm].headcount {
    case ..<10: return "1 to 9"
    case ..<50: return "10 to 49"
    case ..<250: return "50 to 249"
    default: return "250 and over"
    }
  }
}

/// Gains by party in micro-pence, the world outside being the last: as they stand, at society's rate, and each
/// at its own.
struct PartedGains {
  var nominal: [Int128]
  var social: [Int128]
  var own: [Int128]

  /// Adds what came between two moments.
  mutating func add(_ after: PartedGains, less before: PartedGains) {
    for party in nominal.indices {
      nominal[party] += after.nominal[party] - before.nominal[party]
      social[party] += after.social[party] - before.social[party]
      own[party] += after.own[party] - before.own[party]
    }
  }
}

/// The sums of one part of the people.
struct PartedSums {
  /// Payments in micro-pence over the whole run.
  var paid: [PayingAs: Int128] = [:]
  /// What the parties gain of those who belong to the part.
  var gains: PartedGains
  /// What society does not gain of a rise in pay.
  var lost = LostPay()
}

/// What society does not gain of a rise in pay, in micro-pence: as it stands, and at society's rate.
struct LostPay {
  var nominal: Int128 = 0
  var real: Int128 = 0
}

extension Tally {
  /// What the parties have gained so far.
  var gains: PartedGains { PartedGains(nominal: nominal, social: social, own: own) }

  /// What society has not gained of rises in pay so far.
  var lostPay: LostPay { lives.lostPay }
}

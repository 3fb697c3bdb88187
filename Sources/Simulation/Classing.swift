import FundingRules
import FundingValues
import PolicyCompiler

/// Compares each enrolment with the same person's choices under the baseline.
struct Classing {
  private let world: World
  private var baseline: [Int: [Enrolment]] = [:]

  /// Classes against the enrolments of the baseline.
  init(_ world: World, baseline enrolments: [Enrolment]) {
    self.world = world
    for enrolment in enrolments { baseline[enrolment.person, default: []].append(enrolment) }
  }

  /// The class of an enrolment: what the person did under the baseline within three years of it.
  func kind(of enrolment: Enrolment) -> EnrolmentClass {
    let others = baseline[enrolment.person] ?? []
    if let same = others.first(where: { $0.year == enrolment.year }) {
      if same.offer == enrolment.offer { return .deadweight }
      return isHigher(enrolment.offer, than: same.offer) ? .upgraded : .shifted
    }
    let near = others.filter { abs($0.year - enrolment.year) <= World.yearsPast }
    if near.contains(where: { $0.offer == enrolment.offer }) { return .timing }
    if let other = near.first {
      return isHigher(enrolment.offer, than: other.offer) ? .upgraded : .shifted
    }
    let known = enrolment.year + World.yearsPast < world.yearStarts.count
    return known ? .additional : .notKnown
  }

  /// Whether grant or levy money paid for the same person's course of that year under the baseline.
  func isFundedAnyway(_ enrolment: Enrolment) -> Bool {
    baseline[enrolment.person]?.contains { $0.year == enrolment.year && $0.isFunded } ?? false
  }

  /// Whether an offer is of a higher level, or of more credits at one level.
  private func isHigher(_ offer: Int, than other: Int) -> Bool {
    let (level, credits) = size(offer)
    let (otherLevel, otherCredits) = size(other)
    return level == otherLevel ? credits > otherCredits : level > otherLevel
  }

  private func size(_ offer: Int) -> (level: Double, credits: Double) {
    func value(_ fact: Int?) -> Double {
      guard let fact, let found = world.offers[offer].facts.first(where: { $0.fact == fact }),
        case .formula(let formula) = found.source
      else { return 0 }
      return formula.constant?.double ?? 0
    }
    return (value(world.numbers.level), value(world.numbers.credits))
  }
}

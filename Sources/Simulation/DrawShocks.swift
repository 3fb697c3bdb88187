import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// The named sources of a draw's personal shocks.
struct ShockStreams: Sendable {
  let awareness: Randomness.Stream
  let employerAwareness: Randomness.Stream
  let occasion: Randomness.Stream
  let nothing: Randomness.Stream
  let persistence: Randomness.Stream
  let offers: [Randomness.Stream]
  /// The routes' own errors, by the number of the route's name.
  let routes: [Randomness.Stream]
  let considered: [Randomness.Stream]
  let fields: [Randomness.Stream]
  /// The field of each offer, as an index.
  let fieldOf: [Int]
  let sponsor: Randomness.Stream
  let sponsorLot: Randomness.Stream
  let lot: Randomness.Stream
  let completion: Randomness.Stream
  let withdrawal: Randomness.Stream
  let separation: Randomness.Stream
  let wander: Randomness.Stream
  let jump: Randomness.Stream
  let work: Randomness.Stream
  let death: Randomness.Stream

  /// The address of an error that lasts.
  static let lasting: UInt32 = 0xFFFF
  /// Added to an address for the part of an error that an offer's routes share.
  static let beneath: UInt32 = 0x1_0000

  init(_ world: World) {
    func stream(_ name: String) -> Randomness.Stream { world.stream(name) }
    awareness = stream("learner/aware")
    employerAwareness = stream("employer/considers")
    occasion = stream("learner/occasion")
    nothing = stream("error/not studying")
    persistence = stream("error/lasts")
    offers = world.offers.map { stream("error/offer/" + $0.plan.name) }
    routes = (world.plan.facts.categories["route"] ?? []).map { stream("error/route/" + $0) }
    considered = world.offers.map { stream("learner/considers/" + $0.plan.name) }
    let labels = world.offers.map { world.field(of: $0) }
    var names: [String] = []
    fieldOf = labels.map { label in
      if let known = names.firstIndex(of: label) { return known }
      names.append(label)
      return names.count - 1
    }
    fields = names.map { stream("error/field/" + $0) }
    sponsor = stream("employer/sponsors")
    sponsorLot = stream("employer/lot")
    lot = stream("fund/lot")
    completion = stream("study/completes")
    withdrawal = stream("study/withdraws")
    separation = stream("work/leaves")
    wander = stream("pay/wanders")
    jump = stream("pay/jumps")
    work = stream("work/found or lost")
    death = stream("life/ends")
  }
}

extension World {
  /// The field in which an offer's error is shared: the value of the fact after `alike in`.
  func field(of offer: OfferCalendar) -> String {
    guard let nest = plan.behaviour?.nest,
      let fact = offer.facts.first(where: { $0.fact == nest.fact }),
      case .formula(let formula) = fact.source, let value = formula.constant
    else { return offer.plan.name }
    return plan.facts.names[nest.fact] + "=" + value.reduced.numerator.description + "/"
      + value.reduced.denominator.description
  }
}

import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// The named sources of a draw's personal shocks.
struct ShockStreams: Sendable {
  /// Who is aware: a person.
  let awareness: Randomness.Stream
  /// Who thinks of sponsoring: a firm.
  let employerAwareness: Randomness.Stream
  /// The day of application: a person, by academic year.
  let occasion: Randomness.Stream
  /// The error of not studying: a person, by academic year.
  let nothing: Randomness.Stream
  /// Whether the lasting error stands for the occasion's own: a person, by academic year.
  let persistence: Randomness.Stream
  /// The offers' own errors: a person, by academic year.
  let offers: [Randomness.Stream]
  /// The routes' own errors, by the number of the route's name.
  let routes: [Randomness.Stream]
  /// Which offers a learner considers: a person.
  let considered: [Randomness.Stream]
  /// The errors that offers of one field share: a person, by academic year.
  let fields: [Randomness.Stream]
  /// The field of each offer, as an index.
  let fieldOf: [Int]
  /// The sponsor's own error: a person and offer, by academic year.
  let sponsor: Randomness.Stream
  /// The lot by which equal proposals stand: a person and offer, by academic year.
  let sponsorLot: Randomness.Stream
  /// Who passes on account money, and in which order: a firm.
  let transfers: Randomness.Stream
  /// The lot in a fund without a name.
  let lot: Randomness.Stream
  /// Who completes: a person and offer, by academic year.
  let completion: Randomness.Stream
  /// How far those come who do not: a person and offer, by academic year.
  let withdrawal: Randomness.Stream
  /// Who steps off at a break, who returns and when: a person and offer, by academic year and break.
  let stepsOff: Randomness.Stream
  let returns: Randomness.Stream
  let absence: Randomness.Stream
  /// Who leaves their employer: a person, by year.
  let separation: Randomness.Stream
  /// Lasting shocks to pay: a person, by year.
  let wander: Randomness.Stream
  /// Passing shocks to pay: a person, by year.
  let jump: Randomness.Stream
  /// Who finds or loses work: a person, by year.
  let work: Randomness.Stream
  /// Who dies: a person, by year.
  let death: Randomness.Stream

  /// The address of an error that lasts.
  static let lasting: UInt32 = 0xFFFF
  /// Added to an address for the part of an error that an offer's routes share.
  static let beneath: UInt32 = 0x1_0000

  /// The streams of a run.
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
    transfers = stream("employer/transfers")
    lot = stream("fund/lot")
    completion = stream("study/completes")
    withdrawal = stream("study/withdraws")
    stepsOff = stream("study/steps off")
    returns = stream("study/returns")
    absence = stream("study/away")
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

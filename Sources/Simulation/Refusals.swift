import FundingRules
import FundingValues
import PolicyCompiler

// Where a fund does not pay, the stack's later lines do, in a run as in a quote: a refused request leaves the
// course open at the terms of a quote made with what is left. After the sharing out, those who were refused are
// asked once more in the order of the refusing things and of their claims. Whoever prefers the course at those
// terms to what they hold moves to it and releases what they held. Each move leaves one better off and nobody
// worse off, so it ends.

/// Someone who asks in a step, and their alternatives, best first.
typealias Asking = (occasion: Occasion, waits: Bool, options: [RegimeRun.Choice])

/// What someone holds after a step's finite things were shared out.
struct Granted {
  /// Which of their alternatives it is, perhaps at other terms.
  let alternative: Int
  /// The alternative at the terms granted.
  let choice: RegimeRun.Choice
  /// What it takes of finite things.
  let claims: [ResourceClaim]
}

/// A refused alternative of someone, and where its claim stood.
private struct Refusal {
  let applicant: Int
  let alternative: Int
  let label: String
  let claim: ResourceClaim
  let identity: UInt64

  func comes(before other: Refusal) -> Bool {
    if label != other.label { return label < other.label }
    for (a, b) in zip(claim.rank, other.claim.rank) where a != b { return a < b }
    if claim.lot != other.claim.lot { return claim.lot < other.claim.lot }
    return (identity, alternative) < (other.identity, other.alternative)
  }
}

/// What is left of finite things while those who were refused are asked anew.
private struct StepRooms {
  /// The funds, with all that was granted taken off.
  var funds: FundLedger
  /// What was drawn on reserves.
  var drawn: [FundPeriod: [Int: Int128]]
  /// What was granted in the step of other things.
  var taken: [StepResource: Int128] = [:]

  /// Takes what claims ask, or gives it back.
  mutating func take(_ claims: [ResourceClaim], of resources: [StepResource], gives back: Bool) {
    for claim in claims {
      let amount = back ? -claim.amount : claim.amount
      switch resources[claim.resource] {
      case .fund(let period):
        funds.commit(period, amount)
        if let reserve = claim.reserve {
          drawn[period, default: [:]][reserve, default: 0] += amount
        }
      case .row: continue
      case .places, .passedOn: taken[resources[claim.resource], default: 0] += amount
      }
    }
  }
}

extension RegimeRun {
  /// Asks those whom something has refused once more, at what is left.
  func askAnew(
    _ applicants: [Asking], _ requests: inout StepRequests, _ allocation: Allocation,
    _ consents: Consents, _ granted: inout [Granted?], on day: CivilDate
  ) {
    let refusals = refusals(requests, allocation)
    guard !refusals.isEmpty else { return }
    var rooms = StepRooms(funds: funds, drawn: reservesDrawn)
    for held in granted {
      rooms.take(held?.claims ?? [], of: requests.resources, gives: false)
    }
    var isReleased = true
    while isReleased {
      isReleased = false
      for refusal in refusals {
        let applicant = applicants[refusal.applicant]
        let held = granted[refusal.applicant]
        let worth = held?.choice.utility ?? applicant.occasion.nothing
        rooms.take(held?.claims ?? [], of: requests.resources, gives: true)
        let option = atWhatIsLeft(
          applicant.options[refusal.alternative].option, applicant, &requests, consents, &rooms,
          on: day)
        if let option, option.choice.utility > worth {
          granted[refusal.applicant] = Granted(
            alternative: refusal.alternative, choice: option.choice, claims: option.claims)
          if held?.claims.isEmpty == false { isReleased = true }
        }
        rooms.take(
          granted[refusal.applicant]?.claims ?? [], of: requests.resources, gives: false)
      }
    }
  }

  /// What was refused of alternatives that ask for money, in the order in which it is asked for anew.
  private func refusals(_ requests: StepRequests, _ allocation: Allocation) -> [Refusal] {
    var result: [Refusal] = []
    for (applicant, refused) in allocation.refusedBy.enumerated() {
      let asking = requests.applicants[applicant]
      for (alternative, resource) in refused {
        let claims = asking.alternatives[alternative]
        guard claims.contains(where: { requests.resources[$0.resource].isMoney }),
          let claim = claims.first(where: { $0.resource == resource })
        else { continue }
        result.append(
          Refusal(
            applicant: applicant, alternative: alternative,
            label: label(requests.resources[resource]), claim: claim, identity: asking.identity))
      }
    }
    return result.sorted { $0.comes(before: $1) }
  }

  /// A course by a route at the terms of a quote made with what is left; nothing where a place is lacking,
  /// the route is closed at those terms or the employer does not agree to them.
  private func atWhatIsLeft(
    _ asked: RouteOption, _ applicant: Asking, _ requests: inout StepRequests,
    _ consents: Consents, _ rooms: inout StepRooms, on day: CivilDate
  ) -> (choice: Choice, claims: [ResourceClaim])? {
    let full = claims(asked, applicant.occasion, applicant.waits, &requests, on: day)
    for isEmpty in [false, true] {
      let ledgers = ledgers(
        asked, applicant.occasion, full, requests.resources, consents, &rooms, isEmpty: isEmpty,
        on: day)
      guard let option = option(asked, applicant.occasion, ledgers, consents) else { return nil }
      let claims = claims(option, applicant.occasion, applicant.waits, &requests, on: day)
      if fit(claims, requests.resources, &rooms, on: day) {
        return (Choice(option: option, waits: false, utility: option.utility), claims)
      }
    }
    return nil
  }

  /// What a course may draw on: what is left of each fund in each period, or nothing of any.
  private func ledgers(
    _ asked: RouteOption, _ occasion: Occasion, _ claims: [ResourceClaim],
    _ resources: [StepResource], _ consents: Consents, _ rooms: inout StepRooms, isEmpty: Bool,
    on day: CivilDate
  ) -> CaseLedgers {
    let someone = world.population.people[occasion.person]
    let weight = max(1, Int128(someone.weight))
    var ledgers = bookedLedgers(
      person: occasion.person, offer: asked.chance.offer, start: asked.chance.start,
      reserved: consents.reserved[someone.firm], less: rooms.taken)
    let offer = world.offers[asked.chance.offer]
    let dues = offer.dues[asked.chance.start]
    for fund in rules.fundsDrawn(by: asked.outcome) {
      var left: [(start: CivilDate, left: Int64)] = []
      for due in dues.dues {
        let period = funds.period(of: fund, due: due.day, asked: max(day, occasion.day))
        if left.last?.start == period.start { continue }
        let reserve = claims.first { resources[$0.resource] == .fund(period) }?.reserve
        let open = isEmpty ? 0 : open(of: period, reserve, &rooms)
        left.append((period.start, Int64(clamping: open / weight)))
      }
      ledgers.say(left, of: fund)
    }
    return ledgers
  }

  /// Micro-pence of a fund's period that are open to someone who may draw on a reserve, or on none.
  private func open(of period: FundPeriod, _ reserve: Int?, _ rooms: inout StepRooms) -> Int128 {
    open(of: period, reserve, in: &rooms.funds, rooms.drawn)
  }

  /// Micro-pence of a fund's period that are open to someone, from a ledger and what was drawn on reserves.
  func open(
    of period: FundPeriod, _ reserve: Int?, in funds: inout FundLedger,
    _ drawn: [FundPeriod: [Int: Int128]]
  ) -> Int128 {
    let left = max(0, funds.left(period))
    if rules.funds[period.fund].reserves.isEmpty { return left }
    let reserves = reserves(period, drawn: drawn[period] ?? [:])
    let kept = reserves.reduce(0, +)
    if kept > left { return reserve == 0 ? left : 0 }
    return left - kept + (reserve.map { reserves[$0] } ?? 0)
  }

  /// Whether what claims ask is there, all of them together.
  private func fit(
    _ claims: [ResourceClaim], _ resources: [StepResource], _ rooms: inout StepRooms,
    on day: CivilDate
  ) -> Bool {
    let isThere = claims.allSatisfy { claim in
      switch resources[claim.resource] {
      case .fund(let period): claim.amount <= open(of: period, claim.reserve, &rooms)
      case .row: true
      case .places, .passedOn:
        claim.amount + (rooms.taken[resources[claim.resource]] ?? 0)
          <= sharedResource(resources[claim.resource], on: day).left
      }
    }
    guard isThere else { return false }
    // Periods that carry money forward may count it twice by themselves.
    rooms.take(claims, of: resources, gives: false)
    defer { rooms.take(claims, of: resources, gives: true) }
    return claims.allSatisfy { claim in
      guard case .fund(let period) = resources[claim.resource] else { return true }
      return rooms.funds.left(period) >= 0
    }
  }
}

extension StepResource {
  /// Whether it is money, without which the course is open at other terms.
  fileprivate var isMoney: Bool {
    switch self {
    case .fund, .passedOn, .row: true
    case .places: false
    }
  }
}

import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// A finite thing of one step, shared by learners: a period of a fund, or places of an offer.
enum StepResource: Hashable {
  case fund(FundPeriod)
  /// What others pass on from their accounts in the period that begins on a day.
  case passedOn(account: Int, start: CivilDate)
  /// A row of periods of a fund that carries forward: what they may have together.
  case row(FundPeriod, through: FundPeriod)
  case places(offer: Int, index: Int, period: CivilDate)
}

/// What applicants of one step ask of finite things.
struct StepRequests {
  /// The finite things asked of, by the numbers that claims give them.
  var resources: [StepResource] = []
  /// Each applicant with the claims of their alternatives.
  var applicants: [Applicant] = []
  private var numbers: [StepResource: Int] = [:]

  /// The number of a finite thing, a new one if it was not asked of yet.
  mutating func number(of resource: StepResource) -> Int {
    if let known = numbers[resource] { return known }
    numbers[resource] = resources.count
    resources.append(resource)
    return resources.count - 1
  }
}

extension RegimeRun {
  /// Shares out what is finite, enrols those who get what they ask and keeps the queues.
  ///
  /// Whom a fund or others' accounts have refused is asked once more at what they have left.
  func allocate(_ applicants: [Asking], _ consents: Consents, on day: CivilDate) {
    var (requests, allocation) =
      allFirstChoices(of: applicants, on: day) ?? shared(applicants, on: day)
    var granted = applicants.indices.map { index in
      allocation.choice[index].map {
        Granted(
          alternative: $0, choice: applicants[index].options[$0],
          claims: requests.applicants[index].alternatives[$0])
      }
    }
    if allocation.refusedBy.contains(where: { !$0.isEmpty }) {
      askAnew(applicants, &requests, allocation, consents, &granted, on: day)
    }
    for (index, applicant) in applicants.enumerated() {
      note(applicant, requests, allocation, index, granted[index])
      guard let granted = granted[index] else { continue }
      for claim in granted.claims { drawOnReserve(claim, requests.resources) }
      if granted.choice.waits {
        waiting.append(Waiting(occasion: applicant.occasion, since: applicant.occasion.day))
      } else {
        enrol(applicant.occasion, granted.choice.option, on: day)
      }
    }
    noteWaiting()
  }

  /// Everyone's first choice, if all of them fit together; nothing if somebody would be refused.
  ///
  /// In the first round of deferred acceptance everyone asks for their first choice; where nothing
  /// overflows there is no second, so that further alternatives need not be looked at. Money that is
  /// carried forward binds periods together that only lower choices may ask of: there all are looked at.
  private func allFirstChoices(
    of applicants: [Asking], on day: CivilDate
  ) -> (StepRequests, Allocation)? {
    guard rules.funds.allSatisfy({ $0.carriesForward == nil }) else { return nil }
    let requests = requests(of: applicants, firstOnly: true, on: day)
    let allocation = Rationing.allocate(
      requests.resources.map { sharedResource($0, on: day) }, among: requests.applicants)
    return allocation.refusedBy.allSatisfy(\.isEmpty) ? (requests, allocation) : nil
  }

  /// What everyone gets, all alternatives looked at.
  private func shared(
    _ applicants: [Asking], on day: CivilDate
  ) -> (StepRequests, Allocation) {
    var requests = requests(of: applicants, firstOnly: false, on: day)
    joinRows(of: &requests.resources, &requests.applicants)
    let resources = requests.resources
    let labels = resources.map(label)
    let order = resources.indices.sorted { labels[$0] < labels[$1] }
    let allocation = Rationing.allocate(
      resources.map { sharedResource($0, on: day) }, among: requests.applicants, order: order)
    return (requests, allocation)
  }

  /// What applicants ask of finite things with all their choices, or with the first alone.
  private func requests(
    of applicants: [Asking], firstOnly: Bool,
    on day: CivilDate
  ) -> StepRequests {
    var result = StepRequests()
    for (occasion, waits, options) in applicants {
      var alternatives: [[ResourceClaim]] = []
      for choice in options.prefix(firstOnly ? 1 : options.count) {
        alternatives.append(
          choice.waits ? [] : claims(choice.option, occasion, waits, &result, on: day))
      }
      result.applicants.append(
        Applicant(
          identity: world.population.people[occasion.person].identity,
          alternatives: alternatives))
    }
    return result
  }

  /// What is left of a finite thing.
  func sharedResource(_ resource: StepResource, on day: CivilDate) -> SharedResource {
    switch resource {
    case .passedOn(let account, let start):
      SharedResource(left: passableLeft(account, from: start, on: day))
    case .row(let first, let last): SharedResource(left: funds.left(from: first, through: last))
    case .fund(let period): SharedResource(left: funds.left(period), reserves: reserves(period))
    case .places(let offer, let index, let period):
      SharedResource(left: placesLeft(offer, index, period))
    }
  }

  func label(_ resource: StepResource) -> String {
    switch resource {
    case .fund(let period): rules.funds[period.fund].name + " " + period.start.description
    case .row(let first, let last):
      label(.fund(first)) + " to " + last.start.description
    case .passedOn(let account, let start):
      rules.accounts[account].name + " " + start.description
    case .places(let offer, _, let period):
      world.offers[offer].plan.name + " " + period.description
    }
  }

  /// Adds what binds periods together where money is carried forward: a row of periods asked of in
  /// one step has between its own money and what may come into the first, and none of it twice.
  private func joinRows(of resources: inout [StepResource], _ asking: inout [Applicant]) {
    for fund in rules.funds.indices where rules.funds[fund].carriesForward != nil {
      var asked: [(period: FundPeriod, number: Int)] = []
      for (number, resource) in resources.enumerated() {
        if case .fund(let period) = resource, period.fund == fund { asked.append((period, number)) }
      }
      asked.sort { $0.period < $1.period }
      for first in asked.indices {
        for last in asked.indices where last > first {
          let members = Set(asked[first...last].map(\.number))
          let row = resources.count
          resources.append(.row(asked[first].period, through: asked[last].period))
          asking = asking.map { $0.claiming(row, for: members) }
        }
      }
    }
  }
}

extension Applicant {
  /// The applicant with a claim on a row of resources, of what they claim of its members.
  fileprivate func claiming(_ row: Int, for members: Set<Int>) -> Applicant {
    Applicant(
      identity: identity,
      alternatives: alternatives.map { claims in
        let parts = claims.filter { members.contains($0.resource) }
        guard let one = parts.first else { return claims }
        return claims + [
          ResourceClaim(
            resource: row, amount: parts.reduce(Int128(0)) { $0 + $1.amount }, rank: one.rank,
            lot: one.lot)
        ]
      })
  }
}

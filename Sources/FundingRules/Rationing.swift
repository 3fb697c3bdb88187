/// What one alternative asks of one finite resource.
public struct ResourceClaim: Sendable {
  /// The number of the resource.
  public let resource: Int
  /// How much, in the resource's own unit.
  public let amount: Int128
  /// The place in the resource's order: lower comes first.
  public let rank: [Double]
  /// The lot that breaks what ties remain.
  public let lot: UInt64
  /// The reserve that the claimant may draw on, if any.
  public let reserve: Int?

  /// A claim on a resource.
  public init(resource: Int, amount: Int128, rank: [Double], lot: UInt64, reserve: Int? = nil) {
    self.resource = resource
    self.amount = amount
    self.rank = rank
    self.lot = lot
    self.reserve = reserve
  }
}

/// Someone who would have the best of some alternatives; having none of them is always open.
public struct Applicant: Sendable {
  /// An identity that breaks the last ties; two applicants never share one.
  public let identity: UInt64
  /// What each alternative asks, best first; an alternative that asks nothing is never refused.
  public let alternatives: [[ResourceClaim]]

  /// An applicant with alternatives in order of preference.
  public init(identity: UInt64, alternatives: [[ResourceClaim]]) {
    self.identity = identity
    self.alternatives = alternatives
  }
}

/// Something finite that applicants share: a fund in a period, places, a limit across people.
public struct SharedResource: Sendable {
  /// What is left of it.
  public let left: Int128
  /// Parts of it kept for those who meet a condition.
  public let reserves: [Int128]

  /// A resource with so much left.
  public init(left: Int128, reserves: [Int128] = []) {
    self.left = left
    self.reserves = reserves
  }
}

/// The outcome of sharing out.
public struct Allocation: Sendable {
  /// The alternative that each applicant has, or nothing.
  public var choice: [Int?]
  /// For each applicant, which alternatives were refused, and by which resource first.
  public var refusedBy: [[Int: Int]]
}

/// Shares finite resources among applicants: deferred acceptance, then filling of what was released.
///
/// In each round everyone without an alternative asks for the best not yet refused to them, every
/// resource keeps down its own order what fits whole and refuses the rest, and whoever is refused by one
/// resource releases what the others held. Rounds end because each refuses a pair for good. Then, in the
/// order of resources and of claims, the first who prefers a refused alternative that now fits whole
/// moves to it, until nobody can: each move leaves one better off and nobody worse off.
public struct Rationing: Sendable {
  let resources: [SharedResource]
  let applicants: [Applicant]
  private let order: [Int]
  private var held: [Int?]
  private var next: [Int]
  private var refusedBy: [[Int: Int]]
  /// What is held of each resource by those who may draw on each of its reserves, and by others last.
  private var taken: [[Int128]] = []

  /// Prepares to share resources among applicants.
  public init(resources: [SharedResource], applicants: [Applicant], order: [Int]? = nil) {
    self.resources = resources
    self.order = order ?? Array(resources.indices)
    self.applicants = applicants
    held = Array(repeating: nil, count: applicants.count)
    next = Array(repeating: 0, count: applicants.count)
    refusedBy = Array(repeating: [:], count: applicants.count)
  }

  /// Shares everything out.
  ///
  /// Resources are settled in the order given, or as they stand.
  public static func allocate(
    _ resources: [SharedResource], among applicants: [Applicant], order: [Int]? = nil
  ) -> Allocation {
    var rationing = Rationing(resources: resources, applicants: applicants, order: order)
    while rationing.round() {}
    rationing.fill()
    return Allocation(choice: rationing.held, refusedBy: rationing.refusedBy)
  }

  /// One round; says whether anybody was refused.
  private mutating func round() -> Bool {
    for index in applicants.indices where held[index] == nil {
      while next[index] < applicants[index].alternatives.count,
        refusedBy[index][next[index]] != nil
      {
        next[index] += 1
      }
      if next[index] < applicants[index].alternatives.count { held[index] = next[index] }
    }
    var refusals: [(applicant: Int, resource: Int)] = []
    let claims = heldClaims()
    for resource in order {
      for applicant in overflow(of: resource, claims[resource]) {
        refusals.append((applicant, resource))
      }
    }
    for (applicant, resource) in refusals {
      guard let alternative = held[applicant] else { continue }
      refusedBy[applicant][alternative] = resource
      held[applicant] = nil
    }
    return !refusals.isEmpty
  }

  /// A claim where it stands: claims are not copied, for each has a list of its own.
  private struct Place {
    let applicant: Int
    let alternative: Int
    let claim: Int
  }

  private func claim(at place: Place) -> ResourceClaim {
    applicants[place.applicant].alternatives[place.alternative][place.claim]
  }

  /// The claims that are held on each resource, in the order of the applicants.
  private func heldClaims() -> [[Place]] {
    var claims: [[Place]] = Array(repeating: [], count: resources.count)
    for index in applicants.indices {
      guard let alternative = held[index] else { continue }
      for place in applicants[index].alternatives[alternative].indices {
        let resource = applicants[index].alternatives[alternative][place].resource
        claims[resource].append(Place(applicant: index, alternative: alternative, claim: place))
      }
    }
    return claims
  }

  /// Those whose claims on a resource do not fit, going down its order.
  private func overflow(of resource: Int, _ held: [Place]) -> [Int] {
    var room = Room(resources[resource])
    var sum: Int128 = 0
    for place in held {
      sum += applicants[place.applicant].alternatives[place.alternative][place.claim].amount
    }
    // What fits together fits in any order.
    if room.hasRoom(for: sum) { return [] }
    return held.sorted { comes($0, before: $1) }.filter { !room.take(claim(at: $0)) }
      .map(\.applicant)
  }

  private func comes(_ left: Place, before right: Place) -> Bool {
    let (one, other) = (claim(at: left), claim(at: right))
    for (a, b) in zip(one.rank, other.rank) where a != b { return a < b }
    if one.lot != other.lot { return one.lot < other.lot }
    return applicants[left.applicant].identity < applicants[right.applicant].identity
  }

  /// Lets those who prefer a refused alternative have it where there is room after all.
  ///
  /// Whoever moves has fewer wishes than before and nobody has more, so they are put in order once.
  private mutating func fill() {
    guard refusedBy.contains(where: { !$0.isEmpty }) else { return }
    taken = resources.map { Array(repeating: 0, count: $0.reserves.count + 1) }
    for applicant in applicants.indices { take(applicant, 1) }
    var wishes = wishes
    var isSorted = wishes.map(\.isEmpty)
    while let move = nextMove(among: &wishes, &isSorted) {
      take(move.applicant, -1)
      refusedBy[move.applicant][move.alternative] = nil
      held[move.applicant] = move.alternative
      take(move.applicant, 1)
    }
  }

  /// Adds what an applicant holds to what is taken, or takes it away.
  private mutating func take(_ applicant: Int, _ sign: Int128) {
    guard let alternative = held[applicant] else { return }
    for claim in applicants[applicant].alternatives[alternative] {
      taken[claim.resource][slot(claim)] += sign * claim.amount
    }
  }

  /// Where a claim is counted among what is taken of its resource: by its reserve, or last.
  private func slot(_ claim: ResourceClaim) -> Int {
    let reserves = resources[claim.resource].reserves.count
    return claim.reserve.map { min($0, reserves) } ?? reserves
  }

  /// The refused alternatives that somebody prefers, by the resources that they ask.
  private var wishes: [[Place]] {
    var wishes: [[Place]] = Array(repeating: [], count: resources.count)
    for (index, refusals) in refusedBy.enumerated() where !refusals.isEmpty {
      for alternative in refusals.keys where prefers(index, alternative) {
        for place in applicants[index].alternatives[alternative].indices {
          let resource = applicants[index].alternatives[alternative][place].resource
          wishes[resource].append(Place(applicant: index, alternative: alternative, claim: place))
        }
      }
    }
    return wishes
  }

  private func prefers(_ applicant: Int, _ alternative: Int) -> Bool {
    alternative < held[applicant] ?? applicants[applicant].alternatives.count
  }

  private func nextMove(among wishes: inout [[Place]], _ isSorted: inout [Bool]) -> Place? {
    for resource in order {
      if !isSorted[resource] {
        wishes[resource].sort { a, b in
          if comes(a, before: b) { return true }
          if comes(b, before: a) { return false }
          return a.alternative < b.alternative
        }
        isSorted[resource] = true
      }
      let found = wishes[resource].first {
        prefers($0.applicant, $0.alternative) && fits($0.applicant, $0.alternative)
      }
      if let found { return found }
    }
    return nil
  }

  /// Whether an alternative fits whole in all its resources beside what the others hold, which fits.
  private func fits(_ applicant: Int, _ alternative: Int) -> Bool {
    let own = held[applicant].map { applicants[applicant].alternatives[$0] } ?? []
    return applicants[applicant].alternatives[alternative].allSatisfy { wanted in
      var others = taken[wanted.resource]
      for claim in own where claim.resource == wanted.resource {
        others[slot(claim)] -= claim.amount
      }
      var room = Room(resources[wanted.resource])
      room.take(others)
      return room.take(wanted)
    }
  }
}

/// What is left of a resource while claims are taken from it, reserves first for those they are for.
private struct Room {
  private var general: Int128
  private var reserves: [Int128]

  init(_ resource: SharedResource) {
    let kept = resource.reserves.reduce(0, +)
    general = max(0, resource.left - kept)
    reserves = resource.reserves
    if kept > resource.left, let first = reserves.indices.first {
      reserves = reserves.map { _ in 0 }
      reserves[first] = max(0, resource.left)
    }
  }

  /// Whether claims of so much in all fit without any reserve.
  func hasRoom(for sum: Int128) -> Bool { sum <= general }

  mutating func take(_ claim: ResourceClaim) -> Bool {
    var reserved: Int128 = 0
    if let reserve = claim.reserve, reserve < reserves.count {
      reserved = min(reserves[reserve], claim.amount)
    }
    guard claim.amount - reserved <= general else { return false }
    if let reserve = claim.reserve, reserve < reserves.count { reserves[reserve] -= reserved }
    general -= claim.amount - reserved
    return true
  }

  /// Takes the sums of many claims that fit together, by their reserve and without any last: in whatever
  /// order they come, a reserve is drawn on first and the rest is what it lacks.
  mutating func take(_ sums: [Int128]) {
    for (number, sum) in sums.enumerated() {
      let reserved = number < reserves.count ? min(reserves[number], sum) : 0
      if number < reserves.count { reserves[number] -= reserved }
      general -= sum - reserved
    }
  }
}

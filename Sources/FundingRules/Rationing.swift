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
  private mutating func fill() {
    while let (applicant, alternative) = nextMove() {
      refusedBy[applicant][alternative] = nil
      held[applicant] = alternative
    }
  }

  private func nextMove() -> (Int, Int)? {
    guard refusedBy.contains(where: { !$0.isEmpty }) else { return nil }
    var wishes: [[Place]] = Array(repeating: [], count: resources.count)
    for (index, refusals) in refusedBy.enumerated() where !refusals.isEmpty {
      let current = held[index] ?? applicants[index].alternatives.count
      for alternative in refusals.keys where alternative < current {
        for place in applicants[index].alternatives[alternative].indices {
          let resource = applicants[index].alternatives[alternative][place].resource
          wishes[resource].append(Place(applicant: index, alternative: alternative, claim: place))
        }
      }
    }
    for resource in order where !wishes[resource].isEmpty {
      wishes[resource].sort { a, b in
        if comes(a, before: b) { return true }
        if comes(b, before: a) { return false }
        return a.alternative < b.alternative
      }
      for wish in wishes[resource] where fits(wish.applicant, wish.alternative) {
        return (wish.applicant, wish.alternative)
      }
    }
    return nil
  }

  /// Whether an alternative fits whole in all its resources beside what the others hold.
  private func fits(_ applicant: Int, _ alternative: Int) -> Bool {
    for wanted in applicants[applicant].alternatives[alternative] {
      var room = Room(resources[wanted.resource])
      for index in applicants.indices where index != applicant {
        guard let other = held[index] else { continue }
        for claim in applicants[index].alternatives[other]
        where claim.resource == wanted.resource {
          _ = room.take(claim)
        }
      }
      if !room.take(wanted) { return false }
    }
    return true
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
}

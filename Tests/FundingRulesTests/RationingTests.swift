import FundingRules
import TestSupport
import Testing

/// A small case of rationing: at most six people, three funds and two sorts of places.
struct RationingCase {
  var resources: [SharedResource] = []
  var applicants: [Applicant] = []

  /// Requests of any size on a fund, a place or both.
  init(mixed seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    for _ in 0..<3 {
      let left = Int128(numbers.whole(0...20))
      let reserves = numbers.happens(25) ? [Int128(numbers.whole(0...8))] : []
      resources.append(SharedResource(left: left, reserves: reserves))
    }
    for _ in 0..<2 { resources.append(SharedResource(left: Int128(numbers.whole(0...3)))) }
    for person in 0..<numbers.whole(1...6) {
      let alternatives = (0..<numbers.whole(1...4)).map { _ in claims(&numbers) }
      applicants.append(
        Applicant(identity: UInt64(person) &* 0x9E37_79B9_7F4A_7C15, alternatives: alternatives))
    }
  }

  private func claims(_ numbers: inout SeededNumbers) -> [ResourceClaim] {
    var result: [ResourceClaim] = []
    for resource in 0..<3 where numbers.happens(45) {
      result.append(
        ResourceClaim(
          resource: resource, amount: Int128(numbers.whole(0...10)),
          rank: [Double(numbers.whole(0...1)), Double(numbers.whole(0...2))],
          lot: UInt64(numbers.whole(0...3)), reserve: numbers.happens(30) ? 0 : nil))
    }
    if numbers.happens(60) {
      result.append(
        ResourceClaim(
          resource: Int(numbers.whole(3...4)), amount: 1, rank: [], lot: numbers.next()))
    }
    return result
  }

  /// One resource an alternative, and every request of one size.
  init(even seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    for _ in 0..<4 { resources.append(SharedResource(left: Int128(numbers.whole(5...25)))) }
    for person in 0..<numbers.whole(1...6) {
      let wished = (0..<4).shuffled(using: &numbers).prefix(Int(numbers.whole(2...3)))
      let alternatives = wished.map { resource in
        [
          ResourceClaim(
            resource: resource, amount: 10, rank: [Double(numbers.whole(0...2))],
            lot: numbers.next())
        ]
      }
      applicants.append(Applicant(identity: UInt64(person), alternatives: alternatives))
    }
  }

  /// The claims that a choice makes, person by person.
  func claims(of choice: [Int?], on resource: Int) -> [(person: Int, claim: ResourceClaim)] {
    choice.enumerated().flatMap { person, chosen in
      (chosen.map { applicants[person].alternatives[$0] } ?? [])
        .filter { $0.resource == resource }.map { (person, $0) }
    }
  }

  /// Whether all claims fit whole, reserves kept for those they are for.
  func fits(_ choice: [Int?]) -> Bool {
    resources.indices.allSatisfy { number in
      let resource = resources[number]
      let all = claims(of: choice, on: number)
      let reserved = min(resource.reserves.first ?? 0, resource.left)
      let privileged = all.filter { $0.claim.reserve == 0 }.reduce(0) { $0 + $1.claim.amount }
      let others = all.reduce(0) { $0 + $1.claim.amount } - privileged
      return others + max(0, privileged - reserved) <= resource.left - reserved
    }
  }

  /// Every way of giving each person one alternative or none.
  var everyChoice: [[Int?]] {
    applicants.reduce([[]]) { sofar, applicant in
      sofar.flatMap { head in
        (applicant.alternatives.indices.map { Optional($0) } + [nil]).map { head + [$0] }
      }
    }
  }

  func comes(
    _ left: (person: Int, claim: ResourceClaim), before right: (person: Int, claim: ResourceClaim)
  )
    -> Bool
  {
    for (a, b) in zip(left.claim.rank, right.claim.rank) where a != b { return a < b }
    if left.claim.lot != right.claim.lot { return left.claim.lot < right.claim.lot }
    return applicants[left.person].identity < applicants[right.person].identity
  }

  /// Alternatives that someone likes better than what a choice gives them.
  func better(_ choice: [Int?], _ person: Int) -> Range<Int> {
    0..<(choice[person] ?? applicants[person].alternatives.count)
  }

  /// Whether somebody could move to something better without touching anyone else.
  func wastes(_ choice: [Int?]) -> Bool {
    applicants.indices.contains { person in
      better(choice, person).contains { alternative in
        var moved = choice
        moved[person] = alternative
        return fits(moved)
      }
    }
  }

  /// Whether someone is refused by a resource that keeps a lower-ranked request.
  func envies(_ choice: [Int?]) -> Bool {
    applicants.indices.contains { person in
      better(choice, person).contains { alternative in
        applicants[person].alternatives[alternative].contains { claim in
          claims(of: choice, on: claim.resource).contains {
            $0.person != person && comes((person, claim), before: $0)
          }
        }
      }
    }
  }
}

@Suite("Rationing, by brute force")
struct RationingTests {
  @Test("law 12: what is shared out fits, and nothing is left for someone who wants it")
  func noWaste() {
    var refused = 0
    let fault = firstFault(among: UInt64(1)..<20_001) { seed in
      let each = RationingCase(mixed: seed)
      let found = Rationing.allocate(each.resources, among: each.applicants)
      if found.refusedBy.contains(where: { !$0.isEmpty }) { refused += 1 }
      guard each.fits(found.choice) else { return "seed \(seed): \(found.choice) does not fit" }
      return each.wastes(found.choice) ? "seed \(seed): \(found.choice) leaves waste" : nil
    }
    #expect(fault == nil)
    #expect(refused > 8_000, "too few cases refuse anybody")
  }

  @Test("law 13: with one resource a request and one size, everyone has the best that is stable")
  func order() {
    var contested = 0
    let fault = firstFault(among: UInt64(1)..<401) { seed in
      let each = RationingCase(even: seed)
      let found = Rationing.allocate(each.resources, among: each.applicants).choice
      let stable = each.everyChoice.filter {
        each.fits($0) && !each.envies($0) && !each.wastes($0)
      }
      if stable.count > 1 { contested += 1 }
      guard stable.contains(found) else { return "seed \(seed): \(found) is not stable" }
      let isBest = stable.allSatisfy { other in
        zip(found, other).allSatisfy { ($0 ?? .max) <= ($1 ?? .max) }
      }
      return isBest ? nil : "seed \(seed): \(found) is not the best of \(stable)"
    }
    #expect(fault == nil)
    #expect(contested > 10, "too few cases have more than one stable outcome")
  }

  @Test("what someone is said to be refused, they did not get and would have liked better or next")
  func refusals() {
    let fault = firstFault(among: UInt64(1)..<5_001) { seed in
      let each = RationingCase(mixed: seed)
      let found = Rationing.allocate(each.resources, among: each.applicants)
      let holds = each.applicants.indices.allSatisfy { person in
        let refused = Set(found.refusedBy[person].keys)
        return refused.isSuperset(of: each.better(found.choice, person))
          && found.choice[person].map { !refused.contains($0) } ?? true
          && found.refusedBy[person].allSatisfy { alternative, resource in
            each.applicants[person].alternatives[alternative].contains { $0.resource == resource }
          }
      }
      return holds ? nil : "seed \(seed): \(found.choice), \(found.refusedBy)"
    }
    #expect(fault == nil)
  }

  @Test("the order of people, and how resources are numbered, change nothing")
  func permutations() {
    let fault = firstFault(among: UInt64(1)..<5_001) { seed in
      let each = RationingCase(mixed: seed)
      var numbers = SeededNumbers(seed: seed &+ 77)
      let found = Rationing.allocate(each.resources, among: each.applicants).choice
      let people = Array(each.applicants.indices).shuffled(using: &numbers)
      let places = Array(each.resources.indices).shuffled(using: &numbers)
      let renumbered = people.map { person in
        Applicant(
          identity: each.applicants[person].identity,
          alternatives: each.applicants[person].alternatives.map { claims in
            claims.reversed().map {
              ResourceClaim(
                resource: places.firstIndex(of: $0.resource) ?? 0, amount: $0.amount,
                rank: $0.rank, lot: $0.lot, reserve: $0.reserve)
            }
          })
      }
      let order = each.resources.indices.map { places.firstIndex(of: $0) ?? 0 }
      let other = Rationing.allocate(
        places.map { each.resources[$0] }, among: renumbered, order: order
      ).choice
      let holds = people.enumerated().allSatisfy { other[$0.offset] == found[$0.element] }
      return holds ? nil : "seed \(seed)"
    }
    #expect(fault == nil)
  }

  @Test("a queue of one size is served in order, to the last whole request")
  func byHand() {
    let people = (0..<6).map { person in
      Applicant(
        identity: UInt64(person),
        alternatives: [
          [ResourceClaim(resource: 0, amount: 30, rank: [Double(5 - person)], lot: 0)]
        ])
    }
    for (left, served) in [(0, 0), (29, 0), (30, 1), (119, 3), (120, 4), (1_000, 6)] {
      let found = Rationing.allocate([SharedResource(left: Int128(left))], among: people)
      let chosen = found.choice.indices.filter { found.choice[$0] != nil }
      #expect(chosen == Array((6 - served)..<6))
    }
  }

  @Test("room that someone releases goes to the first who was refused")
  func filling() {
    let tight = ResourceClaim(resource: 1, amount: 5, rank: [0], lot: 1)
    func fund(_ rank: Double) -> ResourceClaim {
      ResourceClaim(resource: 0, amount: 10, rank: [rank], lot: 1)
    }
    let people = [
      Applicant(identity: 1, alternatives: [[fund(0), tight], []]),
      Applicant(identity: 2, alternatives: [[fund(2)]]),
      Applicant(identity: 3, alternatives: [[fund(1)]]),
    ]
    let found = Rationing.allocate(
      [SharedResource(left: 10), SharedResource(left: 4)], among: people)
    #expect(found.choice == [1, nil, 0])
  }
}

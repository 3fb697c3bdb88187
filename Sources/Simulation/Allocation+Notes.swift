import FundingRules
import FundingValues
import PolicyCompiler

extension RegimeRun {
  /// Notes what was asked of funds and refused.
  func note(
    _ applicant: Asking, _ requests: StepRequests, _ allocation: Allocation, _ index: Int,
    _ granted: Granted?
  ) {
    guard world.isReported(year: applicant.occasion.year, applied: applicant.occasion.day) else {
      return
    }
    let weight = Int128(world.population.people[applicant.occasion.person].weight)
    guard !applicant.waits else { return }
    let asking = requests.applicants[index]
    var asked = Set(allocation.refusedBy[index].keys)
    if let granted { asked.insert(granted.alternative) }
    func offer(_ alternative: Int) -> Int { applicant.options[alternative].option.chance.offer }
    var counted = Set<[Int]>()
    var people = Set<Int>()
    for alternative in asked.sorted() {
      var claims = asking.alternatives[alternative]
      if let granted, granted.alternative == alternative {
        claims += granted.claims.filter { new in !claims.contains { $0.resource == new.resource } }
      }
      for claim in claims {
        // A second route to the same fund for the same course is the same request.
        guard case .fund(let period) = requests.resources[claim.resource],
          counted.insert([offer(alternative), claim.resource]).inserted
        else { continue }
        let counts = people.insert(claim.resource).inserted ? weight : 0
        var given: Int128 = 0
        if let granted, offer(granted.alternative) == offer(alternative) {
          given = granted.claims.reduce(0) { $1.resource == claim.resource ? $0 + $1.amount : $0 }
        }
        let wanted = max(claim.amount, given)
        funds.noteAsked(period, wanted, people: counts)
        if given < wanted {
          funds.noteRefused(period, wanted - given, people: given == 0 ? counts : 0)
        }
      }
    }
  }

  /// Counts those who wait at the end of a step, by fund.
  func noteWaiting() {
    waitingNow = [:]
    for each in waiting {
      let weight = Int128(world.population.people[each.occasion.person].weight)
      for fund in rules.funds.indices {
        if case .queues = rules.funds[fund].whenSpent {
          waitingNow[fund, default: 0] += weight
          break
        }
      }
    }
  }
}

import FundingRules
import FundingValues
import PolicyCompiler
import Quoting

extension EmployerCase {
  /// Courses that are alike, put together.
  func courses(
    _ settled: [SettledCourse]
  ) throws(SimulationError) -> [EmployerEstimate.Course] {
    var result: [EmployerEstimate.Course] = []
    var places: [[Int]: Int] = [:]
    for course in settled {
      let planned = course.planned
      let named = profile.staff[planned.group].name
      let group = profile.staff.firstIndex { $0.name == named } ?? planned.group
      let key = [group, planned.offer, Int(planned.start.day), course.quote?.route ?? -1]
      if places[key] == nil {
        places[key] = result.count
        result.append(
          EmployerEstimate.Course(
            staff: profile.staff[planned.group].name, people: 0,
            offer: world.offers[planned.offer].plan.name, start: planned.start,
            route: course.quote?.route, ineligible: try ineligible(course),
            closed: course.closed, others: course.others, here: course.quoteCase.here))
      }
      if let place = places[key] { result[place].add(course, rules, world) }
    }
    return result
  }

  /// Instruments of the routes that are not to be had for a course.
  private func ineligible(
    _ course: SettledCourse
  ) throws(SimulationError) -> [(instrument: Int, failures: [FailedTest])] {
    var found: [(instrument: Int, failures: [FailedTest])] = []
    var seen: Set<Int> = []
    do throws(Missing) {
      for route in rules.routes.indices where rules.routes[route].needsEmployer {
        var quoteCase = course.quoteCase
        quoteCase.take(route)
        for number in rules.routes[route].named where seen.insert(number).inserted {
          if let failures = try quoteCase.ineligibility(of: number) {
            found.append((number, failures))
          }
        }
      }
    } catch {
      throw SimulationError("eligibility cannot be worked out: \(world.plan.reason(error))")
    }
    return found
  }
}

extension EmployerEstimate.Course {
  /// Adds one more of the staff.
  fileprivate mutating func add(
    _ course: EmployerCase.SettledCourse, _ rules: RuleSet, _ world: World
  ) {
    people += 1
    guard let quote = course.quote else { return }
    for outlay in course.outlays(rules, world) where outlay.isOfTheFirm {
      if outlay.kind == .release { release += outlay.pence } else { cash += outlay.pence }
    }
    levyUsed += quote.total(.account)
    learnersPay += quote.ownPayment(of: learnerParty)
    learnersBorrow += quote.total(.loan)
    for receipt in quote.receipts where receipt.to == learnerParty && receipt.kind == .loan {
      learnersBorrow += receipt.total
    }
  }
}

extension RuleSet {
  /// The costs of a route with which some instrument helps.
  func helpedCosts(of route: Int) -> Set<Int> {
    Set(routes[route].stacks.filter { settles($0) }.map(\.cost))
  }
}

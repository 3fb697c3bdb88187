import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

// A course of C credits that breaks after each E has its breaks at the shares E/C, 2E/C, … of its days. At each,
// a learner who is still there steps off with a chance. Whoever does returns with another chance, on a day spread
// evenly over the span within which they may; all that is left of the course, and what falls due for it, is
// later by as many days. Whoever does not return has left the course on the day of the break.

/// A time away from a course.
struct Absence: Sendable {
  /// The first day away, by the course's own calendar.
  let from: CivilDate
  /// How many days it lasts.
  let days: Int
}

/// How a course is interrupted.
struct CourseBreaks: Sendable {
  /// The times away, in order.
  var absences: [Absence] = []
  /// The break from which the learner does not return: its day by the course's own calendar, its share of the
  /// course and its number.
  var end: (day: CivilDate, share: Double, number: Int)?

  /// The day on which something takes place that the course's own calendar has on a day.
  func shifted(_ day: CivilDate) -> CivilDate {
    absences.reduce(day) { $1.from <= day ? $0.adding(days: $1.days) : $0 }
  }

  /// The parts of a course's costs on the days on which they fall due.
  func shifted(_ dues: Instalments) -> Instalments {
    if absences.isEmpty { return dues }
    return Instalments(
      first: dues.first,
      dues: dues.dues.map { Instalments.Due(day: shifted($0.day), part: $0.part) })
  }
}

extension RegimeRun {
  /// When somebody steps off a course, up to the share of it that they follow.
  func breaks(
    of person: Int, year: Int, _ offer: Int, from start: CivilDate, followed: Double?
  ) -> CourseBreaks {
    var result = CourseBreaks()
    let calendar = world.offers[offer]
    guard let part = calendar.breakShare, let table = pair.model.outcomes.stepsOff else {
      return result
    }
    let identity = world.population.people[person].identity ^ calendar.identity
    let chance = pair.value(table, person: person, year: year, offer: offer)
    let outcomes = pair.model.outcomes
    let returns = pair.value(outcomes.returnsChance, person: person, year: year, offer: offer)
    let within = pair.value(outcomes.returnsWithin, person: person, year: year, offer: offer)
    let length = Double(calendar.end(from: start).day - start.day + 1)
    var number = 1
    while Double(number) * part < min(1, followed ?? 1) - 1e-9 {
      let address = UInt32(year) &+ UInt32(number) << 16
      func uniform(_ stream: Randomness.Stream) -> Double {
        stream.uniform(draw: draw, identity: identity, address: address)
      }
      if uniform(streams.stepsOff) < chance {
        let share = Double(number) * part
        let day = start.adding(days: Int(Int64(held: (length * share).rounded(.down))))
        guard uniform(streams.returns) < returns else {
          result.end = (day, share, number)
          return result
        }
        let away = within * 365.25 * uniform(streams.absence)
        result.absences.append(Absence(from: day, days: Int(Int64(held: away.rounded(.down)))))
      }
      number += 1
    }
    return result
  }
}

extension World {
  /// The share of an offer's credits after each of which it has a break; nothing where it has none.
  /// - Throws: `SimulationError` if the credits between breaks or those of the course are not known.
  static func breakShare(
    _ offer: OfferPlan, _ bundle: CourseBundle, _ credits: Int?, _ here: Circumstances
  ) throws(SimulationError) -> Double? {
    guard let formula = offer.breaksAfter else { return nil }
    guard let each = try? here.value(of: formula), each > .zero,
      let fact = bundle.facts.first(where: { $0.fact == credits }),
      case .formula(let whole) = fact.source, let all = try? here.value(of: whole), all > .zero
    else {
      throw SimulationError(
        "`breaks after each` of offer `\(offer.name)` cannot be placed: give the credits between breaks, "
          + "above 0, and `course.credits` of the offer")
    }
    return (each / all).double
  }
}

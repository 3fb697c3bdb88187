import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// The facts of an offer that are the same for everyone in every draw of a regime, by start.
struct FixedCourseFacts: Sendable {
  /// Whether each of the offer's facts is one of them.
  let isFixed: [Bool]
  /// The values of all facts at each start, one start after another; nothing for one without a value.
  let values: [Ratio?]

  /// Works out what an offer's facts are at each start under values in which nothing is drawn yet.
  init(
    _ offer: OfferCalendar, _ rules: RuleSet, personal: Set<Int>, _ central: ParameterValues,
    seed: UInt64
  ) {
    isFixed = offer.facts.map { fact in
      guard case .formula(let formula) = fact.source else { return true }
      var reads = Reads(rules)
      reads.read(formula)
      reads.read(coursesOf: [offer])
      return reads.facts.isDisjoint(with: personal) && !reads.isUncertain
    }
    var values: [Ratio?] = []
    for start in offer.starts {
      var frame = Frame(count: rules.facts.count)
      for fact in offer.facts {
        let value = offer.value(of: fact, frame, on: start, central, rules.facts, seed: seed)
        frame[fact.fact] = value
        values.append(value)
      }
    }
    self.values = values
  }

  /// Where the values of a start begin, if the offer has that start.
  func row(of start: CivilDate, in offer: OfferCalendar) -> Int? {
    guard let number = offer.start(after: start), offer.starts[number] == start else { return nil }
    return number * isFixed.count
  }
}

extension OfferCalendar {
  /// The value of a fact of the course for whoever a frame describes; nothing if it has none.
  func value(
    of fact: CourseFact, _ frame: Frame, on start: CivilDate, _ values: ParameterValues,
    _ facts: FactTable, seed: UInt64
  ) -> Ratio? {
    let kind = facts.kinds[fact.fact]
    switch fact.source {
    case .formula(let formula):
      let here = Circumstances(frame: frame, values: values, date: start)
      return (try? here.value(of: formula)).map { rounded($0, kind) }
    case .varies(let shape, let bounds, _):
      let stream = Randomness.Stream("offer/\(facts.names[fact.fact])", seed: seed)
      let uniform = stream.uniform(draw: .max, identity: identity)
      return BoundedShape(shape, bounds: bounds).map { rounded($0.quantile(uniform), kind) }
    case .choice(let options):
      return options.first.map { Ratio(Int64($0.value)) }
    }
  }
}

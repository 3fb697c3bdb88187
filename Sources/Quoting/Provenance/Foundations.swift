package import FundingRules
package import FundingValues
import PolicyCompiler

/// The dated values that a rule reads in given circumstances, and what they rest on.
package struct Foundations {
  package let rules: RuleSet

  /// The foundations of some rules.
  package init(rules: RuleSet) { self.rules = rules }

  /// One value in force.
  package struct Value: Hashable {
    package let parameter: Int
    package let row: Int
    package let step: Int
  }

  /// The parameters that something reads, in the order in which it reads them.
  package struct Reading: Sendable, RuleReader {
    /// Parameters, and the test without which they are not read.
    package private(set) var steps: [(test: Condition?, parameters: [Int])] = []
    private var tests: [(test: Condition?, parameters: [Int])] = []
    /// How the facts that are worked out come about.
    private var derived: [Int: DerivedFact.Definition] = [:]

    /// What an instrument's payments towards a cost read: its amounts and tests, and what the facts in
    /// them are worked out from.
    package init(_ instrument: Instrument, cost: Int, in rules: RuleSet) {
      for fact in rules.derived { derived[fact.fact] = fact.definition }
      if let test = instrument.eligible { read(test) }
      for payment in instrument.payments where payment.cost == cost { payment.rebuilt(by: &self) }
      steps += tests
    }

    /// What an instrument's gifts read.
    package init(giftsOf instrument: Instrument, in rules: RuleSet) {
      for fact in rules.derived { derived[fact.fact] = fact.definition }
      if let test = instrument.eligible { read(test) }
      for gift in instrument.gifts { gift.rebuilt(by: &self) }
      steps += tests
    }

    /// Notes the parameters of an amount.
    package mutating func read(_ formula: Formula) {
      steps.append((nil, formula.parameters + behind(formula.facts)))
    }

    /// Notes the parameters of a test, after those of amounts.
    package mutating func read(_ test: Condition) {
      tests.append((nil, test.parameters + behind(test.facts)))
    }

    /// Notes the parameters from which a fact is worked out.
    package mutating func read(fact: Int) { steps.append((nil, behind([fact]))) }

    /// Notes the parameters of an amount that is read only where a test holds, and those of the test.
    package mutating func read(_ formula: Formula, when test: Condition) {
      steps.append((test, formula.parameters + behind(formula.facts)))
      read(test)
    }

    /// The parameters from which facts are worked out, through others too.
    private func behind(_ facts: [Int]) -> [Int] {
      var seen: Set<Int> = []
      var found: [Int] = []
      var left = facts
      while let fact = left.popLast() {
        guard let definition = derived[fact], seen.insert(fact).inserted else { continue }
        switch definition {
        case .formula(let formula):
          found += formula.parameters
          left += formula.facts
        case .test(let test):
          found += test.parameters
          left += test.facts
        }
      }
      return found
    }
  }

  /// The values in force that a reading reads, each once, in its order.
  package func values(_ reading: Reading, _ here: Circumstances) -> [Value] {
    var found: [Value] = []
    for step in reading.steps {
      if let test = step.test, (try? here.holds(test)) != true { continue }
      for number in step.parameters {
        guard let place = try? here.values.place(of: number, on: here.date, frame: here.frame)
        else { continue }
        let value = Value(parameter: number, row: place.row, step: place.step)
        if !found.contains(value) { found.append(value) }
      }
    }
    return found
  }

  /// The sources of the values that tests of an instrument's eligibility read which have failed.
  package func sources(
    ofFailed failures: [FailedTest], _ instrument: Instrument, _ here: Circumstances
  ) -> [String] {
    let numbers = instrument.eligible?.parameters(of: failures.map(\.clause)) ?? []
    let values = numbers.compactMap { number -> Value? in
      guard let place = try? here.values.place(of: number, on: here.date, frame: here.frame)
      else { return nil }
      return Value(parameter: number, row: place.row, step: place.step)
    }
    return sources(of: values, on: here.date)
  }

  /// The written value in force, which an indexed one may have been raised from.
  package func step(_ value: Value, on date: CivilDate) -> ParameterRule.Step? {
    let row = rules.parameters[value.parameter].rows[value.row]
    return row.steps.last { $0.from <= date } ?? row.steps.first
  }

  /// The sources that values cite, each once.
  package func sources(of values: [Value], on date: CivilDate) -> [String] {
    var found: [String] = []
    for value in values {
      guard case .cited(_, let title, _, let place)? = step(value, on: date)?.basis else {
        continue
      }
      let text = place.map { "\(title), \($0)" } ?? title
      if !found.contains(text) { found.append(text) }
    }
    return found
  }

  /// Values in words, such as `levy-payer-help is 75% from 2026-08-01`.
  package func words(of values: [Value], _ here: Circumstances, in currency: Currency) -> [String] {
    values.compactMap { value in
      let rule = rules.parameters[value.parameter]
      guard let step = step(value, on: here.date) else { return nil }
      if step.value.isReckoned,
        let number = try? here.values.value(
          of: value.parameter, on: here.date, frame: here.frame)
      {
        let text = rules.facts.text(of: number, as: .init(unit: rule.unit), in: currency)
        return "\(rule.name) is \(text) on \(here.date)"
      }
      return "\(rule.name) is \(step.text) from \(step.from)"
    }
  }

  /// How many of some values are cited, assumed and so on.
  package func tally(of values: Set<Value>, on date: CivilDate) -> BasisCounts {
    var tally = BasisCounts()
    for value in values {
      switch step(value, on: date)?.basis {
      case .cited?: tally.cited += 1
      case .assumed?: tally.assumed += 1
      case .illustrative?: tally.illustrative += 1
      case .missing?, nil: tally.missing += 1
      }
    }
    return tally
  }
}

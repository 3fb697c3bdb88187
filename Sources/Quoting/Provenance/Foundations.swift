package import FundingRules
package import FundingValues
import PolicyCompiler

/// The dated values that a rule reads in given circumstances, and what they rest on.
package struct Foundations {
  package let rules: RuleSet

  /// One value in force.
  package struct Value: Hashable {
    package let parameter: Int
    package let row: Int
    package let step: Int
  }

  /// The parameters that something reads, in the order in which it reads them.
  package struct Reading: Sendable {
    /// Parameters, and the test without which they are not read.
    package private(set) var steps: [(test: Condition?, parameters: [Int])] = []
    private var tests: [(test: Condition?, parameters: [Int])] = []
    /// How the facts that are worked out come about.
    private var derived: [Int: DerivedFact.Definition] = [:]

    /// What an instrument's payments towards a cost read: its amounts and tests, and what the facts in
    /// them are worked out from.
    package init(_ instrument: Instrument, cost: Int, in rules: RuleSet) {
      for fact in rules.derived { derived[fact.fact] = fact.definition }
      note(instrument.eligible)
      for payment in instrument.payments where payment.cost == cost {
        let most = [payment.countsAtMost].compactMap { $0 }
        read([payment.amount] + most + payment.leaves.map(\.amount))
        read(payment.shaping)
      }
      steps += tests
    }

    /// What an instrument's gifts read.
    package init(giftsOf instrument: Instrument, in rules: RuleSet) {
      for fact in rules.derived { derived[fact.fact] = fact.definition }
      note(instrument.eligible)
      for gift in instrument.gifts {
        read([gift.amount])
        note(gift.condition)
        read(gift.shaping)
      }
      steps += tests
    }

    private mutating func note(_ test: Condition?) {
      if let test { tests.append((nil, test.parameters + behind(test.facts))) }
    }

    private mutating func read(_ formulas: [Formula]) {
      steps.append((nil, formulas.flatMap { $0.parameters + behind($0.facts) }))
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

    private mutating func read(_ shaping: Shaping) {
      for adjustment in shaping.exceptions + shaping.additions {
        let amount = adjustment.amount
        let test = adjustment.test
        steps.append((test, amount.parameters + behind(amount.facts)))
        tests.append((test, test.parameters + behind(test.facts)))
      }
      if let taper = shaping.taper {
        read([taper.fromShare, taper.fromPoint, taper.toShare, taper.toPoint])
      }
      if let reduction = shaping.reduction {
        read([reduction.by, reduction.forEach, reduction.above])
      }
      read(
        [shaping.inAllAtMost, shaping.notBelow, shaping.inProportionTo].compactMap { $0 }
          + shaping.limits.map(\.amount))
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
  package func words(of values: [Value], _ here: Circumstances, sign: String) -> [String] {
    values.compactMap { value in
      let rule = rules.parameters[value.parameter]
      guard let step = step(value, on: here.date) else { return nil }
      if step.value.isReckoned,
        let number = try? here.values.value(
          of: value.parameter, on: here.date, frame: here.frame)
      {
        let text = rules.facts.text(of: number, as: .init(unit: rule.unit), sign: sign)
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

import FundingRules
import FundingValues
import PolicyCompiler
import Reporting

/// The dated values that a rule reads in given circumstances, and what they rest on.
struct Foundations {
  let rules: RuleSet

  /// One value in force.
  struct Value: Hashable {
    let parameter: Int
    let row: Int
    let step: Int
  }

  /// The values that formulas and tests read, in the order in which they read them.
  func values(_ formulas: [Formula], _ tests: [Condition], _ here: Circumstances) -> [Value] {
    var numbers = formulas.flatMap(\.parameters)
    for test in tests { numbers += parameters(of: test) }
    var found: [Value] = []
    for number in numbers {
      guard let place = try? here.values.place(of: number, on: here.date, frame: here.frame)
      else { continue }
      let value = Value(parameter: number, row: place.row, step: place.step)
      if !found.contains(value) { found.append(value) }
    }
    return found
  }

  /// The written value in force, which an indexed one may have been raised from.
  func step(_ value: Value, on date: CivilDate) -> ParameterRule.Step? {
    let row = rules.parameters[value.parameter].rows[value.row]
    return row.steps.last { $0.from <= date } ?? row.steps.first
  }

  private func parameters(of test: Condition) -> [Int] {
    switch test {
    case .compare(let left, _, let right, _): left.parameters + right.parameters
    case .between(let subject, let low, let high, _):
      subject.parameters + low.parameters + high.parameters
    case .oneOf(let subject, _, _): subject.parameters
    case .oneOfParameter(let subject, let parameter, _): subject.parameters + [parameter]
    case .all(let parts), .any(let parts), .none(let parts): parts.flatMap(parameters)
    }
  }

  /// What an instrument's payment reads: its tests and amounts.
  func values(of instrument: Instrument, cost: Int, _ here: Circumstances) -> [Value] {
    let payments = instrument.payments.filter { $0.cost == cost }
    var formulas: [Formula] = []
    var tests = instrument.eligible.map { [$0] } ?? []
    for payment in payments {
      formulas += [payment.amount] + [payment.countsAtMost].compactMap { $0 }
      formulas += payment.leaves.map(\.amount)
      read(payment.shaping, here, &formulas, &tests)
    }
    return values(formulas, tests, here)
  }

  /// What an instrument's gifts read.
  func values(ofGiftsOf instrument: Instrument, _ here: Circumstances) -> [Value] {
    var formulas: [Formula] = []
    var tests = instrument.eligible.map { [$0] } ?? []
    for gift in instrument.gifts {
      formulas.append(gift.amount)
      if let test = gift.condition { tests.append(test) }
      read(gift.shaping, here, &formulas, &tests)
    }
    return values(formulas, tests, here)
  }

  private func read(
    _ shaping: Shaping, _ here: Circumstances, _ formulas: inout [Formula],
    _ tests: inout [Condition]
  ) {
    for adjustment in shaping.exceptions + shaping.additions
    where (try? here.holds(adjustment.test)) == true {
      formulas.append(adjustment.amount)
      tests.append(adjustment.test)
    }
    if let taper = shaping.taper {
      formulas += [taper.fromShare, taper.fromPoint, taper.toShare, taper.toPoint]
    }
    if let reduction = shaping.reduction {
      formulas += [reduction.by, reduction.forEach, reduction.above]
    }
    formulas += [shaping.inAllAtMost, shaping.notBelow, shaping.inProportionTo].compactMap { $0 }
    formulas += shaping.limits.map(\.amount)
  }

  /// The sources that values cite, each once.
  func sources(of values: [Value], on date: CivilDate) -> [String] {
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
  func words(of values: [Value], _ here: Circumstances, sign: String) -> [String] {
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
  func tally(of values: Set<Value>, on date: CivilDate) -> BasisCounts {
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

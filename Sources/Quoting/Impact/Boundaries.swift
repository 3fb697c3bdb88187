import FundingRules
import FundingValues
import PolicyCompiler

/// The values of facts at which a case may change its course.
struct Boundaries {
  private let bench: NudgeBench
  private let number: Int
  private let example: ExamplePlan
  private let here: Circumstances
  /// The parameter's value on the day before and after each way of moving it.
  private let sides: [Circumstances]

  init(
    _ bench: NudgeBench, _ number: Int, _ value: DeclaredValue, _ example: ExamplePlan,
    _ day: CivilDate
  ) {
    self.bench = bench
    self.number = number
    self.example = example
    let values = bench.values
    var frame = example.frame(in: bench.rules.facts)
    for name in ["course.start", "application.date"] {
      if let fact = bench.rules.facts[name], !frame.known[fact] {
        frame[fact] = Ratio(Int64(day.day))
      }
    }
    bench.rules.derive(&frame, values: values, on: day)
    here = Circumstances(frame: frame, values: values, date: day)
    let moved = bench.values(moving: value.place)
    sides = moved.map { Circumstances(frame: frame, values: $0, date: day) }
  }

  /// The facts compared with the value, at it, at where it is moved to and half-way between.
  var changes: [(name: String, value: Ratio)] {
    var result: [(name: String, value: Ratio)] = []
    for pair in bench.rules.comparedPairs where reads(pair.with) {
      let name = bench.rules.facts.names[pair.fact]
      let values = ([here] + sides).compactMap { try? $0.value(of: pair.with) }
      guard let first = values.first else { continue }
      for value in values + values.dropFirst().map({ ($0 + first) * Ratio(1, over: 2) }) {
        result.append((name, value))
      }
    }
    return result
  }

  private func reads(_ formula: Formula) -> Bool {
    formula.parameters.contains { $0 == number || bench.dependents[number].contains($0) }
  }

  /// Every fact that the case knows, and balances, over values of its kind.
  var spread: [(name: String, value: Ratio)] {
    var result: [(name: String, value: Ratio)] = []
    let facts = bench.rules.facts
    for fact in example.frame.known.indices where example.frame.known[fact] {
      guard fact < facts.count else { continue }
      for value in Boundaries.spread(of: facts.kinds[fact], facts) {
        result.append((facts.names[fact], value))
      }
    }
    for name in bench.rules.plans.map(\.name) + bench.rules.accounts.map(\.name) {
      result.append((name + ".balance", Ratio(40_000_00)))
    }
    return result
  }

  /// Values of a kind of fact, in run-time units.
  private static func spread(of kind: FactTable.Kind, _ facts: FactTable) -> [Ratio] {
    switch kind {
    case .truth: return [.zero, .one]
    case .category(let name): return (facts.categories[name] ?? []).indices.map { Ratio(Int64($0)) }
    case .years: return [17, 18, 20, 22, 24, 26, 31, 45, 59, 61, 66].map { Ratio($0) }
    case .money, .moneyPerYear:
      return [
        100, 1_000, 3_000, 7_000, 13_000, 20_000, 28_000, 35_000, 60_000, 110_000, 200_000,
        1_000_000, 10_000_000, 1_000_000_000,
      ].map { Ratio($0 * 100) }
    case .share, .sharePerYear: return [0, 30, 60, 80, 100].map { Ratio($0, over: 100) }
    case .count: return [1, 2, 3, 4, 5, 6, 7, 24, 49, 60, 249, 251, 5_000].map { Ratio($0) }
    case .credits: return [15, 30, 60, 90, 120, 180, 240].map { Ratio($0) }
    case .hours: return [20, 30, 60, 120, 150, 360, 1_200].map { Ratio($0) }
    default: return []
    }
  }

  /// Values that fit a cell of a key, or for `otherwise` no cell at that place.
  static func values(
    of cell: ParameterRule.Cell?, among rows: [[ParameterRule.Cell]], _ index: Int,
    _ bench: NudgeBench
  ) -> [Ratio] {
    let here = Circumstances(
      frame: Frame(count: bench.rules.facts.count), values: bench.values,
      date: .first(ofMonth: 2_050 * 12))
    switch cell {
    case .oneOf(let values): return values
    case .band(let from, let to, let takesTop):
      let low = from.flatMap { try? here.value(of: $0) }
      let high = to.flatMap { try? here.value(of: $0) }
      if takesTop, let high { return [high] }
      if let low { return [takesTop ? low + .one : low] }
      return [(high ?? .one) * Ratio(1, over: 2)]
    case nil:
      let taken = rows.compactMap { $0.indices.contains(index) ? $0[index] : nil }.flatMap { cell in
        if case .oneOf(let values) = cell { values } else { [Ratio]() }
      }
      return (0..<12).map { Ratio(Int64($0)) }.filter { !taken.contains($0) }
    }
  }
}

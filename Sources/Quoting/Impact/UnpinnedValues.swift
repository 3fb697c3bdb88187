import FundingRules
import FundingValues
public import PolicyCompiler
public import PolicyLanguage

/// The values that no example of a program notices when they are moved by a tenth.
///
/// An example notices when anything that it expects comes out otherwise. Each is worked anew for
/// every value that bears on it: a parameter bears on an example if the example comes out otherwise
/// without it.
public func unpinnedValues(of program: Program) -> [DeclaredValue] {
  var open = Set(program.declaredValues.map(\.place))
  for file in program.files {
    for (example, bench) in nudgeBenches(of: program, file: file.file) {
      open.subtract(noticed(by: example, bench, open))
    }
  }
  return program.declaredValues.filter { open.contains($0.place) }
}

/// Which of some values an example notices.
private func noticed(
  by example: ExamplePlan, _ bench: NudgeBench, _ places: Set<String>
) -> Set<String> {
  let usual = bench.work(example, bench.values).expected()
  var byNumber: [Int: [String]] = [:]
  for place in places {
    if let number = bench.numbers[place] { byNumber[number, default: []].append(place) }
  }
  var found: Set<String> = []
  for (number, places) in byNumber {
    let without = bench.values(without: number)
    guard bench.work(example, without).expected() != usual else { continue }
    for place in places {
      let moved = bench.values(moving: place)
      if moved.contains(where: { bench.work(example, $0).expected() != usual }) {
        found.insert(place)
      }
    }
  }
  return found
}

extension ExampleWork {
  /// What comes out for each thing that the example expects, or nothing where it cannot be worked.
  fileprivate func expected() -> [Ratio?] {
    example.expectations.map { expectation in
      switch expectation.outcome {
      case .route(let name, _):
        return (try? openness(of: name))?.map { $0.isOpen ? .one : .zero }
      case .amount(let subject, let verb, _, let cost, let year):
        guard let figure = try? figure(subject, verb, cost: cost, year: year) else { return nil }
        return figure.asTold
      }
    }
  }
}

extension WorkedFigure {
  /// The value as an example tells it: money in whole pence.
  var asTold: Ratio {
    kind == .money || kind == .moneyPerYear ? Ratio(value.roundedHalfUp()) : value
  }
}

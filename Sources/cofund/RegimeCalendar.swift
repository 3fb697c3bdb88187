import FundingRules
import FundingValues
import PolicyLanguage
import Quoting

/// The days on which the regimes of a program apply.
struct RegimeCalendar: Sendable {
  /// A regime's name and its days.
  private let entries: [(name: String, span: DateSpan)]

  /// The regimes of a program that say on which days they apply.
  init(_ program: Program) {
    entries = program.files.flatMap(\.declarations).compactMap { declaration in
      guard case .regime(let regime) = declaration, let from = regime.about.from else { return nil }
      return (regime.name.text, DateSpan(from: from.date, to: regime.about.to?.date))
    }
  }

  /// A failure with the regimes that apply on the day instead, if the day is what is wrong.
  func explained(_ failure: Failure, of regime: String, on date: CivilDate) -> Failure {
    guard failure.code == "not-in-force" else { return failure }
    let others = entries.filter { $0.name != regime && $0.span.holds(date) }.map(\.name)
    func likeness(_ name: String) -> Int { zip(name, regime).prefix { $0 == $1 }.count }
    let near = others.sorted { (-likeness($0), $0) < (-likeness($1), $1) }.prefix(3)
    if near.isEmpty { return failure }
    let names = near.map { "`\($0)`" }.joined(separator: near.count > 2 ? ", " : " and ")
    return Failure(
      status: failure.status, code: failure.code,
      message: failure.message + "; \(names) \(near.count == 1 ? "covers" : "cover") it",
      needs: near.map { "the regime \($0)" })
  }
}

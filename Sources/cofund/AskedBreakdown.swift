import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting
import Simulation

/// What `--by` asks for: one or two facts, each with its categories or bands.
struct AskedBreakdown {
  /// What the people are told apart by.
  private(set) var dimensions: [BreakdownAxis] = []
  private let plan: FundingPlan
  private let reader: FactReader
  private let scenario: String
  /// The bands given, as written, by fact.
  private let given: [String: String]

  /// Those that always stand in the tables, by the names that `--by` has for them.
  private static let usual: [String: BreakdownAxis] = [
    "route": .route, "offer": .offer, "employer-size": .employerSize,
  ]
  /// Short names of facts.
  private static let facts = ["region": "learner.region", "sex": "learner.sex"]

  /// The breakdown that `--by` and `--bands` ask for, or nothing.
  /// - Throws: misuse that names what there is, or the bands that are missing.
  init(
    _ arguments: Arguments, _ plan: FundingPlan, _ program: Program
  ) throws(Failure) {
    self.plan = plan
    reader = FactReader(program)
    scenario = plan.scenario?.name ?? ""
    var given: [String: String] = [:]
    for text in arguments.all("--bands") {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw .misuse("`--bands \(text)` is not FACT=VALUE,VALUE, such as `learner.age=25,35,50`")
      }
      given[parts[0]] = parts[1]
    }
    self.given = given
    let names = arguments["--by"]?.split(separator: ",").map(String.init) ?? []
    guard names.count <= 2, Set(names).count == names.count else {
      throw .misuse("`--by` takes one name, or two that differ: each adds a table of its own")
    }
    for name in names { dimensions.append(try dimension(name)) }
    for name in given.keys.sorted() where !names.contains(name) {
      throw .misuse("`--bands \(name)`: add `--by \(name)`, which it gives the bands of")
    }
  }

  private func dimension(_ name: String) throws(Failure) -> BreakdownAxis {
    if let usual = AskedBreakdown.usual[name] { return usual }
    let path = AskedBreakdown.facts[name] ?? name
    guard let fact = plan.facts[path] else { throw unknown(name) }
    let breakdown = Measure.Breakdown(name)
    switch plan.facts.kinds[fact] {
    case .category(let category):
      return .fact(fact, .values(plan.facts.categories[category] ?? []), as: breakdown)
    case .truth: return .fact(fact, .values(["no", "yes"]), as: breakdown)
    default: break
    }
    if let text = given[name] {
      return .fact(fact, .bands(try bands(text, of: fact, path)), as: breakdown)
    }
    guard let bands = writtenBands(of: fact) else {
      throw .misuse(
        "`--by \(name)`: no table of the scenario or its policies has bands of it; give them, such "
          + "as `--bands \(name)=25,35,50`", needs: [name])
    }
    return .fact(fact, .bands(bands), as: breakdown)
  }

  private func unknown(_ name: String) -> Failure {
    let known = plan.facts.names.filter { $0.contains(".") && !$0.hasPrefix("quote.") }
    let words = ["route", "offer", "region", "sex", "employer-size"]
    let near = nearestName(to: name, among: words + known).map { "; did you mean `\($0)`?" }
    return .misuse(
      "`--by \(name)`: nothing is broken down so"
        + (near ?? "; there are \(words.joined(separator: ", ")) and the facts of the policies"),
      needs: [name])
  }

  /// Bands between values that are given.
  private func bands(_ text: String, of fact: Int, _ path: String) throws(Failure) -> [BreakdownAxis
    .Band]
  {
    let form = reader.form(of: path)
    var cuts: [Ratio] = []
    for part in text.split(separator: ",").map(String.init) {
      do throws(ValueFault) {
        cuts.append(try form.value(part))
      } catch {
        throw .misuse("`--bands \(path)=\(text)`: \(form.words(error, of: part))")
      }
    }
    guard !cuts.isEmpty, zip(cuts, cuts.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw .misuse("`--bands \(path)=\(text)`: write the values in rising order, such as 25,35,50")
    }
    func words(_ value: Ratio) -> String {
      plan.facts.text(of: value, fact: fact, in: plan.currency).replacing(" per year", with: "")
        .replacing(" years", with: "").filter { $0 != "," }
    }
    var bands = [BreakdownAxis.Band("below \(words(cuts[0]))", from: nil, to: cuts[0])]
    for (from, to) in zip(cuts, cuts.dropFirst()) {
      bands.append(.init("\(words(from)) to below \(words(to))", from: from, to: to))
    }
    let last = cuts[cuts.count - 1]
    return bands + [.init("\(words(last)) and over", from: last, to: nil)]
  }

  /// The bands of the first table that has this fact alone for its key, the scenario's own first.
  private func writtenBands(of fact: Int) -> [BreakdownAxis.Band]? {
    let tables = plan.regimes.flatMap(\.parameters).filter { $0.keys == [fact] }
    for table in tables.filter({ $0.owner == scenario }) + tables {
      let bands = table.rows.compactMap { row -> BreakdownAxis.Band? in
        guard case .band(let from, let to, let takesTop)? = row.cells.first,
          from == nil || from?.constant != nil, to == nil || to?.constant != nil
        else { return nil }
        return BreakdownAxis.Band(
          row.label, from: from?.constant, to: to?.constant, takesTop: takesTop)
      }
      if bands.count == table.rows.count, !bands.isEmpty { return bands }
    }
    return nil
  }
}

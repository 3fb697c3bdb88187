import Foundation
import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import TestSupport

/// One case of a regime: a day, facts and running figures.
struct GoldenCase {
  let date: CivilDate
  let frame: Frame
  /// Running figures by their names.
  let figures: [String: Ratio]
  /// The course's length in months.
  let months: Int
}

/// Cases drawn from what examples of the rulebook give, kept beside this test.
///
/// A fact of a case depends on the regime's name, the case's number and the fact's name alone, so
/// that a new fact or regime leaves every other draw as it was.
final class GoldenCases {
  /// What one example gives.
  private struct Base {
    let date: String
    let regime: String?
    let facts: [String: String]
  }
  private let bases: [Base]
  /// Values by fact, each as often as it is drawn.
  private let pools: [String: [String]]
  private let reader: FactReader
  /// Values that have been read, by fact and text.
  private var known: [String: Ratio] = [:]
  /// Cases of each regime's own routes.
  private let own: [String?: [Base]]

  /// The cases for a program.
  init(_ program: Program) throws {
    reader = FactReader(program)
    bases = try Self.lines(of: "cases.txt").map { line in
      let parts = line.components(separatedBy: " | ")
      let head = parts[0].split(separator: " ").map(String.init)
      let facts = parts.dropFirst().map { $0.components(separatedBy: " = ") }
      return Base(
        date: head[0], regime: head.count == 5 ? head[4] : nil,
        facts: Dictionary(facts.map { ($0[0], $0[1]) }) { $1 })
    }
    own = Dictionary(grouping: bases, by: \.regime)
    var pools: [String: [String]] = [:]
    for line in try Self.lines(of: "facts.txt") {
      let parts = line.components(separatedBy: " = ")
      pools[parts[0]] = parts[1].components(separatedBy: " | ").flatMap { item in
        let pair = item.components(separatedBy: " x")
        return Array(repeating: pair[0], count: min(20, Int(pair[1]) ?? 1))
      }
    }
    self.pools = pools
  }

  private static func lines(of name: String) throws -> [String] {
    try String(contentsOf: GoldenRecord.folder.appending(path: name), encoding: .utf8)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
  }

  /// A case of a regime by its number.
  func next(_ number: Int, _ rules: RuleSet) -> GoldenCase {
    let key = "\(rules.name) \(number)"
    var numbers = SeededNumbers(seed: seed(of: key))
    let own = own[rules.name] ?? []
    let isOwn = numbers.happens(60)
    let base = Self.pick(isOwn && !own.isEmpty ? own : bases, &numbers)
    let others = ["2025-09-01", "2026-08-10", "2027-01-11", "2027-09-01", "2028-02-29"]
    let text = numbers.happens(70) ? base.date : Self.pick(others, &numbers)
    let date = day(text)
    let months = Int(numbers.whole(1...48))
    let hasEmployer = numbers.happens(75)
    var frame = Frame(count: rules.facts.count)
    let derived = Set(rules.derived.map(\.fact))
    for (fact, name) in rules.facts.names.enumerated() {
      if derived.contains(fact) || Self.isOfEngine(name) { continue }
      if name.hasPrefix("employer."), !hasEmployer { continue }
      frame[fact] = value(of: name, rules.facts.kinds[fact], rules.facts, base, key)
    }
    if let end = rules.facts["course.end"], !frame.known[end] {
      frame[end] = Ratio(Int64(date.adding(months: months).adding(days: -1).day))
    }
    return GoldenCase(
      date: date, frame: frame, figures: figures(rules, base, key), months: months)
  }

  /// A value of a fact; nothing for a text that the fact no longer has.
  private func read(_ text: String, of name: String) -> Ratio? {
    let key = name + " " + text
    if let value = known[key] { return value }
    let value = try? reader.value(text, of: name)
    known[key] = value
    return value
  }

  private static func isOfEngine(_ name: String) -> Bool {
    ["quote.", "route.", "enrolment.", "horizon.", "pay.", "application.", "course.start"]
      .contains(where: name.hasPrefix)
  }

  private static func pick<Value>(_ values: [Value], _ numbers: inout SeededNumbers) -> Value {
    values[Int(numbers.whole(0...Int64(values.count - 1)))]
  }

  /// A fact's value: that of the example more often than not, else one that some example gives.
  private func value(
    of name: String, _ kind: FactTable.Kind, _ facts: FactTable, _ base: Base, _ key: String
  ) -> Ratio? {
    var numbers = SeededNumbers(seed: seed(of: "\(key) \(name)"))
    if let text = base.facts[name], numbers.happens(88), let value = read(text, of: name) {
      return value
    }
    let plain = name.components(separatedBy: " in the last ")[0]
    if let pool = pools[plain] {
      if let value = read(Self.pick(pool, &numbers), of: plain) { return value }
    }
    switch kind {
    case .date: return nil
    case .truth: return numbers.happens(30) ? .one : .zero
    case .category(let category):
      return Ratio(numbers.whole(0...Int64(max(1, facts.categories[category]?.count ?? 1) - 1)))
    case .money, .moneyPerYear: return Ratio(Self.pick([0, 100_000, 1_000_000], &numbers))
    case .share: return Ratio(Int128(numbers.whole(0...4)), over: 4)
    case .years: return Ratio(numbers.whole(0...5))
    default: return Ratio(Self.pick([0, 1, 30, 120], &numbers))
    }
  }

  /// Balances of accounts, what is left of funds and what instruments have paid.
  private func figures(_ rules: RuleSet, _ base: Base, _ key: String) -> [String: Ratio] {
    var figures: [String: Ratio] = [:]
    func draw(_ name: String, _ percent: Int64, among amounts: [Int64]) {
      var numbers = SeededNumbers(seed: seed(of: "\(key) \(name)"))
      if let text = base.facts[name], numbers.happens(88) {
        figures[name] = read(text, of: name)
      } else if numbers.happens(percent) {
        figures[name] = Ratio(Self.pick(amounts, &numbers) * 100)
      }
    }
    for account in rules.accounts {
      draw(account.name + ".balance", 80, among: [0, 500, 6_000, 50_000, 300_000])
    }
    for fund in rules.funds { draw(fund.name + ".left", 20, among: [0, 700, 5_000, 900_000]) }
    for instrument in rules.instruments {
      draw(instrument.name + ".paid", 15, among: [0, 1_000, 30_000])
    }
    return figures
  }
}

/// A day of its ISO form; the first of 1970 for what is none.
func day(_ text: String) -> CivilDate { CivilDate(utf8: Array(text.utf8)[...]) ?? .init(day: 0) }

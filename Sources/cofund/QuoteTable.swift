import Dispatch
import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Reporting
import Synchronization

/// Quotes every row of a table of facts: one answer a row, in the order of the rows.
struct QuoteTable: Sendable {
  /// What a column of the table gives.
  enum Meaning: Sendable {
    case identity
    case day
    case fact(Int)
    case figure(String)
  }
  let table: FactsTable
  let rules: QuoteRules
  let reader: FactReader
  /// Facts and figures that hold for every row which does not give its own.
  let frame: Frame
  let figures: [String: Ratio]
  let date: CivilDate?
  let isJSON: Bool
  private let meanings: [Meaning]
  private static let chunk = 1000

  /// Prepares a table; a column that means nothing is refused.
  init(
    _ table: FactsTable, _ rules: QuoteRules, _ reader: FactReader, frame: Frame,
    figures: [String: Ratio], date: CivilDate?, isJSON: Bool
  ) throws(Failure) {
    self.table = table
    self.rules = rules
    self.reader = reader
    self.frame = frame
    self.figures = figures
    self.date = date
    self.isJSON = isJSON
    var meanings: [Meaning] = []
    for name in table.columns {
      meanings.append(try QuoteTable.meaning(of: name, rules.rules, table.path))
    }
    self.meanings = meanings
    guard table.columns.contains("id") else {
      throw .wrong("bad-table", "`\(table.path)` has no column `id`")
    }
    guard date != nil || table.columns.contains("on") else {
      throw .wrong(
        "bad-table", "`\(table.path)` has no column `on`; add one, or give a day with `--on`")
    }
  }

  private static func meaning(
    of name: String, _ rules: RuleSet, _ path: String
  ) throws(Failure) -> Meaning {
    if name == "id" { return .identity }
    if name == "on" { return .day }
    let owners = rules.accounts.map { $0.name + ".balance" } + rules.funds.map { $0.name + ".left" }
    let paid = rules.instruments.flatMap {
      [$0.name + ".paid", $0.name + ".left", $0.name + ".chosen"]
    }
    if (owners + paid).contains(name) { return .figure(name) }
    if let fact = rules.facts[name] { return .fact(fact) }
    let near = nearestName(to: name, among: rules.facts.names + owners + paid)
    throw .wrong(
      "bad-table",
      "the column `\(name)` of `\(path)` is no fact"
        + (near.map { "; did you mean `\($0)`?" } ?? ", such as `learner.age`"))
  }

  /// The header of the answers, for comma-separated values.
  static let columns: [CSVTable.Column] = [
    .init("id", .string, "identity of the row"), .init("on", .date, "day of the course's start"),
    .init("regime", .string, "name of the regime"), .init("route", .string, "way of paying"),
    .init("open", .string, "yes or no"), .init("cost", .string, "cost that is paid"),
    .init("payer", .string, "who pays the line"),
    .init("instrument", .string, "grant or loan, empty for one's own money"),
    .init("kind", .string, "grant, loan, account or own"),
    .init("amount", .number, "pounds"), .init("limited_by", .string, "what held it down"),
    .init("closed_because", .string, "why a route is closed"),
    .init("error", .string, "why the row has no answer"),
  ]

  /// Writes the answer of every row, and says how many had none.
  func write(_ console: Console) throws(Failure) -> Int {
    if !isJSON {
      try console.result(
        CSVTable(file: "", title: "", columns: QuoteTable.columns).text)
    }
    let batch = QuoteTable.chunk * 16
    var failed = 0
    for first in stride(from: 0, to: table.count, by: batch) {
      let last = min(first + batch, table.count)
      let chunks = (last - first + QuoteTable.chunk - 1) / QuoteTable.chunk
      let texts = Mutex<[Int: (text: [UInt8], failed: [String])]>([:])
      DispatchQueue.concurrentPerform(iterations: chunks) { chunk in
        let start = first + chunk * QuoteTable.chunk
        let answer = answers(start..<min(start + QuoteTable.chunk, last))
        texts.withLock { $0[chunk] = answer }
      }
      for chunk in 0..<chunks {
        guard let answer = texts.withLock({ $0[chunk] }) else { continue }
        try console.result(answer.text)
        for message in answer.failed { console.message("cofund: \(message)\n") }
        failed += answer.failed.count
      }
    }
    return failed
  }

  private func answers(_ rows: Range<Int>) -> (text: [UInt8], failed: [String]) {
    var text: [UInt8] = []
    var failed: [String] = []
    var writer = QuoteRowWriter(rules, isJSON: isJSON)
    for row in rows {
      let cells = table.row(row)
      let identity = zip(meanings, cells).first { if case .identity = $0.0 { true } else { false } }
      do throws(Failure) {
        let work = try self.work(cells, row)
        try writer.write(try work.quotes(), work, id: identity?.1 ?? "", to: &text)
      } catch {
        let place = "\(table.path) row \(row + 2)"
        let message =
          error.message.hasPrefix(place) ? error.message : "\(place): \(error.message)"
        failed.append(message)
        writer.write(error, message, id: identity?.1 ?? "", to: &text)
      }
    }
    return (text, failed)
  }

  /// The case that a row describes.
  private func work(_ cells: [String], _ row: Int) throws(Failure) -> QuoteCase {
    guard cells.count == meanings.count else {
      throw .wrong(
        "bad-row",
        "\(table.path) row \(row + 2): \(counted(cells.count, "cell")) under "
          + "\(counted(meanings.count, "column"))")
    }
    var frame = frame
    var figures = figures
    var day = date
    for (index, cell) in cells.enumerated() where !cell.isEmpty {
      switch meanings[index] {
      case .identity: continue
      case .day:
        guard let date = CivilDate(cell) else {
          throw bad(row, index, "`\(cell)` is not a day, such as 2027-09-01")
        }
        day = date
      case .fact(let fact):
        let value = try value(cell, row, index)
        frame[fact] = value
      case .figure(let name): figures[name] = try value(cell, row, index)
      }
    }
    guard let day else { throw bad(row, 0, "no day is given under `on`") }
    return QuoteCase(rules, frame, figures, on: day)
  }

  private func value(_ cell: String, _ row: Int, _ index: Int) throws(Failure) -> Ratio {
    let entry = Settings.Entry(name: table.columns[index], value: cell, words: cell)
    let value: Ratio
    do throws(Failure) {
      value = try Settings.value(entry, reader, sign: rules.sign)
    } catch {
      throw bad(row, index, "`\(cell)` is not a value of it")
    }
    var kind = FactTable.Kind.money
    if case .fact(let fact) = meanings[index] { kind = rules.rules.facts.kinds[fact] }
    do throws(Failure) {
      try Settings.requireRange(value, entry, kind)
    } catch {
      throw bad(row, index, "`\(cell)` is out of range")
    }
    return value
  }

  private func bad(_ row: Int, _ index: Int, _ reason: String) -> Failure {
    .wrong(
      "bad-row",
      "\(table.path) row \(row + 2), column `\(table.columns[index])`: \(reason)")
  }
}

/// One quote of a table with the identity of its row.
struct QuoteAnswer: Encodable {
  let id: String
  let quote: QuoteDocument

  private enum CodingKeys: String, CodingKey { case id }

  func encode(to encoder: any Encoder) throws {
    try quote.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
  }
}

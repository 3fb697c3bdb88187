import Dispatch
import Foundation
import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting
import Reporting
import Synchronization

/// Quotes every row of a table of facts: one answer a row, in the order of the rows.
struct QuoteTable: Sendable {
  /// What a column of the table gives.
  enum Meaning: Sendable {
    case identity
    case day
    case fact(Int)
    /// A running figure, by its place among `figures`.
    case figure(Int)
    /// The course's length, or when its costs fall due.
    case term
  }
  /// What one worker quotes with, kept from row to row and from piece to piece.
  struct Worker {
    var work: QuoteCase
    var writer: QuoteRowWriter
    var figures: [QuoteFigure]
    /// How the cells of each column are read.
    let columns: [FactReader.Column]
    var cells = FactsTable.Cells()
    /// The bytes of the longest piece so far.
    var longest = 0

    /// A worker for a table, by rules of its own.
    init(_ table: QuoteTable, _ rules: QuoteRules) {
      work = QuoteCase(rules)
      writer = QuoteRowWriter(rules, isJSON: table.isJSON)
      figures = table.figures
      columns = table.table.columns.map { table.reader.column(of: $0) }
    }
  }
  /// Where a worker is while no thread works with it.
  private final class Desk: Sendable {
    let worker: Mutex<Worker>
    init(_ table: QuoteTable, _ rules: QuoteRules) { worker = Mutex(Worker(table, rules)) }
  }
  let table: FactsTable
  let rules: QuoteRules
  let reader: FactReader
  /// Facts and figures that hold for every row which does not give its own.
  let frame: Frame
  let terms: CourseTerms
  let date: CivilDate?
  let isJSON: Bool
  private let figures: [QuoteFigure]
  private let meanings: [Meaning]
  /// What each column's values are, and what they may be.
  private let kinds: [FactTable.Kind]
  private let ranges: [ClosedRange<Ratio>?]
  private let identity: Int
  private static let chunk = 256

  /// Prepares a table; a column that means nothing is refused.
  init(
    _ table: FactsTable, _ rules: QuoteRules, _ reader: FactReader, frame: Frame,
    figures given: [String: Ratio], terms: CourseTerms, date: CivilDate?, isJSON: Bool
  ) throws(Failure) {
    self.table = table
    self.rules = rules
    self.reader = reader
    self.frame = frame
    self.terms = terms
    self.date = date
    self.isJSON = isJSON
    guard let identity = table.columns.firstIndex(of: "id") else {
      throw .wrong("bad-table", "`\(table.path)` has no column `id`", needs: ["id"])
    }
    guard date != nil || table.columns.contains("on") else {
      throw .wrong(
        "bad-table", "`\(table.path)` has no column `on`; add one, or give a day with `--on`",
        needs: ["on"])
    }
    self.identity = identity
    let known = rules.rules.figureNames
    let named = Set(given.keys).union(table.columns.filter(known.contains)).sorted()
    figures = named.map { QuoteFigure($0, given[$0], rules.rules) }
    var meanings: [Meaning] = []
    for name in table.columns {
      if let figure = named.firstIndex(of: name) {
        meanings.append(.figure(figure))
      } else {
        meanings.append(try QuoteTable.meaning(of: name, rules.rules, reader, table.path))
      }
    }
    self.meanings = meanings
    kinds = table.columns.map { name in
      let other = known.contains(name) ? FactTable.Kind.money : .other
      return rules.rules.facts[name].map { rules.rules.facts.kinds[$0] } ?? other
    }
    ranges = kinds.map { Settings.range(of: $0) }
  }

  private static func meaning(
    of name: String, _ rules: RuleSet, _ reader: FactReader, _ path: String
  ) throws(Failure) -> Meaning {
    if name == "id" { return .identity }
    if name == "on" { return .day }
    if let refusal = Settings.refusal(of: name) {
      throw .wrong("bad-table", "the column `\(name)` of `\(path)` \(refusal)")
    }
    if Settings.isTerm(name, reader) { return .term }
    if let fact = rules.facts[name] { return .fact(fact) }
    let near = nearestName(to: name, among: rules.facts.names + rules.figureNames.sorted())
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

  /// How many workers a table has work for.
  var workers: Int {
    let pieces = (table.count + QuoteTable.chunk - 1) / QuoteTable.chunk
    return min(pieces, ProcessInfo.processInfo.activeProcessorCount)
  }

  /// Writes the answer of every row, and says how many had none; there is one worker for each copy of the
  /// rules, for two that count references to the same rules wait for each other.
  func write(_ console: Console, by copies: [QuoteRules]) throws(Failure) -> Int {
    if !isJSON {
      try console.result(CSVTable(file: "", title: "", columns: QuoteTable.columns).text)
    }
    let output = OrderedOutput(console)
    let desks = copies.map { Desk(self, $0) }
    let batch = QuoteTable.chunk * (isJSON ? 16 : 64)
    for first in stride(from: 0, to: table.count, by: batch) {
      let rows = first..<min(first + batch, table.count)
      let next = Atomic(0)
      output.begin()
      DispatchQueue.concurrentPerform(iterations: desks.count) { number in
        desks[number].worker.withLock { worker in
          while true {
            let piece = next.add(1, ordering: .relaxed).oldValue
            let start = first + piece * QuoteTable.chunk
            guard start < rows.upperBound else { return }
            let mine = start..<min(start + QuoteTable.chunk, rows.upperBound)
            output.take(answers(mine, &worker), piece)
          }
        }
      }
      if let failure = output.failure { throw failure }
    }
    return output.failed
  }

  private func answers(_ rows: Range<Int>, _ worker: inout Worker) -> OrderedOutput.Piece {
    var piece = OrderedOutput.Piece()
    piece.text.reserveCapacity(worker.longest)
    for row in rows {
      table.read(row, into: &worker.cells)
      do throws(Failure) {
        try take(row, &worker)
        let answers = try worker.work.answers()
        worker.writer.write(
          answers, &worker.work, id: worker.cells[identity], to: &piece.text)
      } catch {
        let failure = placed(error, row)
        piece.failed.append(failure.message)
        let id = identity < worker.cells.count ? worker.cells.text(identity) : ""
        worker.writer.write(failure, failure.message, id: id, to: &piece.text)
      }
    }
    worker.longest = max(worker.longest, piece.text.count)
    return piece
  }

  /// A failure with the row that it is of, and what would mend that row.
  private func placed(_ failure: Failure, _ row: Int) -> Failure {
    let place = "\(table.path) row \(row + 2)"
    if failure.message.hasPrefix(place) { return failure }
    var message = failure.message
    if failure.code == "missing-fact" {
      message =
        "`" + failure.needs.joined(separator: "`, `")
        + (failure.needs.count == 1 ? "` is" : "` are")
        + " needed; add a column, or give every row a value with `--set`"
    }
    return Failure(
      status: failure.status, code: failure.code, message: "\(place): \(message)",
      needs: failure.needs)
  }

  /// Takes in the case that a row describes.
  private func take(_ row: Int, _ worker: inout Worker) throws(Failure) {
    let count = worker.cells.count
    guard count == meanings.count else {
      throw .wrong(
        "bad-row",
        "\(table.path) row \(row + 2): \(counted(count, "cell")) under "
          + "\(counted(meanings.count, "column"))")
    }
    worker.work.begin(from: frame)
    for index in figures.indices { worker.figures[index].value = figures[index].value }
    var day = date
    var terms = terms
    for index in meanings.indices {
      let cell = worker.cells[index]
      if cell.isEmpty { continue }
      switch meanings[index] {
      case .identity: continue
      case .day:
        guard let date = CivilDate(utf8: cell) else {
          throw bad(row, index, "`\(worker.cells.text(index))` is not a day, such as 2027-09-01")
        }
        day = date
      case .fact(let fact):
        worker.work.set(fact, try value(cell, worker.columns[index], row, index))
      case .figure(let figure):
        worker.figures[figure].value = try value(cell, worker.columns[index], row, index)
      case .term:
        if let reason = terms.take(table.columns[index], worker.cells.text(index)) {
          throw bad(row, index, reason)
        }
      }
    }
    guard let day else {
      throw bad(row, table.columns.firstIndex(of: "on") ?? 0, "no day is given")
    }
    worker.work.finish(worker.figures, terms, on: day)
  }

  private func value(
    _ bytes: ArraySlice<UInt8>, _ column: FactReader.Column, _ row: Int, _ index: Int
  ) throws(Failure) -> Ratio {
    if let value = column.value(bytes), ranges[index]?.contains(value) ?? true { return value }
    let cell = String(decoding: bytes, as: UTF8.self)
    let entry = Settings.Entry(name: table.columns[index], value: cell, words: cell)
    let value: Ratio
    do throws(Failure) {
      value = try Settings.value(entry, reader, sign: rules.sign)
    } catch {
      throw bad(row, index, "`\(cell)` is not a value of it")
    }
    do throws(Failure) {
      let mayBeOwed =
        if case .figure = meanings[index] { entry.name.hasSuffix(".balance") } else { false }
      try Settings.requireRange(value, entry, kinds[index], mayBeOwed: mayBeOwed)
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

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
    /// Nothing: a remark, or a column without a name or to be ignored.
    case nothing
  }
  /// What one worker quotes with, kept from row to row and from piece to piece.
  struct Worker {
    var work: QuoteCase
    var writer: QuoteRowWriter
    var figures: [QuoteFigure]
    /// How the cells of each column are read.
    let columns: [ValueForm]
    var cells = FactsTable.Cells()
    /// The bytes of the longest piece so far.
    var longest = 0

    /// A worker for a table, by rules of its own.
    init(_ table: QuoteTable, _ rules: QuoteRules) {
      work = QuoteCase(rules)
      writer = QuoteRowWriter(rules, isJSON: table.isJSON, notRead: table.notRead)
      figures = table.figures
      columns = table.table.columns.map { table.reader.form(of: $0 == "on" ? "course.start" : $0) }
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
  private let calendar: RegimeCalendar
  private let figures: [QuoteFigure]
  private let meanings: [Meaning]
  private let identity: Int
  /// What is set, and the columns, that nothing asked reads.
  let notRead: [String]
  private static let chunk = 256

  /// Prepares a table; a column that means nothing is refused.
  init(
    _ table: FactsTable, _ rules: QuoteRules, _ reader: FactReader, frame: Frame,
    figures given: [String: Ratio], terms: CourseTerms, date: CivilDate?, isJSON: Bool,
    calendar: RegimeCalendar, notRead: [String]
  ) throws(Failure) {
    self.table = table
    self.rules = rules
    self.reader = reader
    self.frame = frame
    self.terms = terms
    self.date = date
    self.isJSON = isJSON
    self.calendar = calendar
    guard let identity = table.columns.firstIndex(of: "id") else {
      throw .wrong(
        "bad-table", "`\(table.path)` has no column `id`" + QuoteTable.variant("id", table),
        needs: ["id"])
    }
    guard date != nil || table.columns.contains("on") else {
      let variant = QuoteTable.variant("on", table)
      throw .wrong(
        "bad-table",
        "`\(table.path)` has no column `on`"
          + (variant.isEmpty ? "; add one, or give a day with `--on`" : variant), needs: ["on"])
    }
    self.identity = identity
    let known = rules.rules.figureNames
    let named = Set(given.keys).union(table.columns.filter(known.contains)).sorted()
    figures = named.map { QuoteFigure($0, given[$0], rules.rules) }
    var meanings: [Meaning] = []
    for (name, isRead) in zip(table.columns, table.isRead) {
      if !isRead {
        meanings.append(.nothing)
      } else if let figure = named.firstIndex(of: name) {
        meanings.append(.figure(figure))
      } else {
        meanings.append(try QuoteTable.meaning(of: name, rules.rules, reader, table.path))
      }
    }
    self.meanings = meanings
    let asked = AskedFacts(rules.rules)
    self.notRead =
      notRead
      + zip(table.columns, meanings).compactMap { name, meaning in
        switch meaning {
        case .fact, .figure: asked.uses(name) ? nil : name
        case .identity, .day, .term, .nothing: nil
        }
      }
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
    let names = ["id", "on"] + rules.facts.names + rules.figureNames.sorted()
    let near =
      names.first { $0.lowercased() == name.lowercased() } ?? nearestName(to: name, among: names)
    throw .wrong(
      "bad-table",
      "the column `\(name)` of `\(path)` is no fact"
        + (near.map { "; did you mean `\($0)`?" } ?? ", such as `learner.age`")
        + "; `--ignore \(name)` leaves it out")
  }

  /// The column that a name is meant by, in words: `ID` for `id`.
  private static func variant(_ name: String, _ table: FactsTable) -> String {
    let found = table.columns.first { $0.lowercased() == name }
    return found.map { "; the column `\($0)` is written `\(name)`" } ?? ""
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
      try console.result(
        Array(CSVTable(file: "", title: "", columns: QuoteTable.columns).text.utf8))
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
    output.tellFailed(of: table.count)
    return output.failed
  }

  private func answers(_ rows: Range<Int>, _ worker: inout Worker) -> OrderedOutput.Piece {
    var piece = OrderedOutput.Piece()
    piece.text.reserveCapacity(worker.longest)
    for row in rows {
      do throws(Failure) {
        try take(row, &worker)
        let answers = try worker.work.answers()
        worker.writer.write(
          answers, &worker.work, id: worker.cells[identity], to: &piece.text)
      } catch {
        let explained = calendar.explained(
          error, of: rules.rules.name, on: worker.work.date)
        let failure = placed(explained, row)
        piece.failed += 1
        if piece.messages.count < OrderedOutput.mostMessages {
          piece.messages.append(failure.message)
        }
        let id = identity < worker.cells.count ? worker.cells.text(identity) : ""
        worker.writer.write(failure, failure.message, id: id, to: &piece.text)
      }
    }
    worker.longest = max(worker.longest, piece.text.count)
    return piece
  }

  /// A failure with the row that it is of, and what would mend that row.
  private func placed(_ failure: Failure, _ row: Int) -> Failure {
    let place = "\(table.path) row \(table.line(of: row))"
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
    do throws(FactsTable.Misfit) {
      try table.read(row, into: &worker.cells)
    } catch {
      throw .wrong("bad-row", "\(table.path) row \(table.line(of: row)): \(error.words)")
    }
    worker.work.begin(from: frame)
    for index in figures.indices { worker.figures[index].value = figures[index].value }
    var day = date
    var terms = terms
    for index in meanings.indices {
      let cell = worker.cells[index]
      if cell.isEmpty { continue }
      switch meanings[index] {
      case .identity, .nothing: continue
      case .day:
        let value = try value(cell, worker.columns[index], row, index)
        day = CivilDate(day: Int32(clamping: value.floor()))
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
    _ cell: ArraySlice<UInt8>, _ form: ValueForm, _ row: Int, _ index: Int
  ) throws(Failure) -> Ratio {
    do throws(ValueFault) {
      return try form.value(utf8: cell)
    } catch {
      throw bad(row, index, form.words(error, of: String(decoding: cell, as: UTF8.self)))
    }
  }

  private func bad(_ row: Int, _ index: Int, _ reason: String) -> Failure {
    .wrong(
      "bad-row",
      "\(table.path) row \(table.line(of: row)), column `\(table.columns[index])`: \(reason)")
  }
}

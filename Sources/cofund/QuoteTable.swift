import Dispatch
import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Reporting

/// Quotes every row of a table of facts: one answer a row, in the order of the rows.
struct QuoteTable: Sendable {
  /// What a column of the table gives.
  enum Meaning: Sendable {
    case identity
    case day
    case fact(Int, FactReader.Column)
    /// A running figure, by its place among `figures`.
    case figure(Int, FactReader.Column)
    /// The course's length, or when its costs fall due.
    case term(String)
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
        meanings.append(.figure(figure, reader.column(of: name)))
      } else {
        meanings.append(try QuoteTable.meaning(of: name, rules.rules, reader, table.path))
      }
    }
    self.meanings = meanings
  }

  private static func meaning(
    of name: String, _ rules: RuleSet, _ reader: FactReader, _ path: String
  ) throws(Failure) -> Meaning {
    if name == "id" { return .identity }
    if name == "on" { return .day }
    if let refusal = Settings.refusal(of: name) {
      throw .wrong("bad-table", "the column `\(name)` of `\(path)` \(refusal)")
    }
    if Settings.isTerm(name, reader) { return .term(name) }
    if let fact = rules.facts[name] { return .fact(fact, reader.column(of: name)) }
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

  /// Writes the answer of every row, and says how many had none.
  func write(_ console: Console) throws(Failure) -> Int {
    if !isJSON {
      try console.result(CSVTable(file: "", title: "", columns: QuoteTable.columns).text)
    }
    let output = OrderedOutput(console)
    let batch = QuoteTable.chunk * (isJSON ? 16 : 64)
    for first in stride(from: 0, to: table.count, by: batch) {
      let last = min(first + batch, table.count)
      output.begin()
      DispatchQueue.concurrentPerform(
        iterations: (last - first + QuoteTable.chunk - 1) / QuoteTable.chunk
      ) { chunk in
        let start = first + chunk * QuoteTable.chunk
        output.take(answers(start..<min(start + QuoteTable.chunk, last)), chunk)
      }
      if let failure = output.failure { throw failure }
    }
    return output.failed
  }

  private func answers(_ rows: Range<Int>) -> OrderedOutput.Piece {
    var piece = OrderedOutput.Piece()
    var work = QuoteCase(rules)
    var writer = QuoteRowWriter(rules, isJSON: isJSON)
    var cells = FactsTable.Cells()
    var figures = figures
    for row in rows {
      table.read(row, into: &cells)
      do throws(Failure) {
        try take(cells, row, &figures, into: &work)
        let answers = try work.answers()
        writer.write(answers, &work, id: cells[identity], to: &piece.text)
      } catch {
        let failure = placed(error, row)
        piece.failed.append(failure.message)
        let id = identity < cells.count ? cells.text(identity) : ""
        writer.write(failure, failure.message, id: id, to: &piece.text)
      }
    }
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
  private func take(
    _ cells: FactsTable.Cells, _ row: Int, _ figures: inout [QuoteFigure],
    into work: inout QuoteCase
  ) throws(Failure) {
    guard cells.count == meanings.count else {
      throw .wrong(
        "bad-row",
        "\(table.path) row \(row + 2): \(counted(cells.count, "cell")) under "
          + "\(counted(meanings.count, "column"))")
    }
    work.begin(from: frame)
    for index in figures.indices { figures[index].value = self.figures[index].value }
    var day = date
    var terms = terms
    for index in meanings.indices {
      let cell = cells[index]
      if cell.isEmpty { continue }
      switch meanings[index] {
      case .identity: continue
      case .day:
        guard let date = CivilDate(utf8: cell) else {
          throw bad(row, index, "`\(cells.text(index))` is not a day, such as 2027-09-01")
        }
        day = date
      case .fact(let fact, let column):
        work.set(fact, try value(cell, column, rules.rules.facts.kinds[fact], row, index))
      case .figure(let figure, let column):
        let kind = figures[figure].fact.map { rules.rules.facts.kinds[$0] } ?? .money
        figures[figure].value = try value(cell, column, kind, row, index)
      case .term(let name):
        if let reason = terms.take(name, cells.text(index)) { throw bad(row, index, reason) }
      }
    }
    guard let day else {
      throw bad(row, table.columns.firstIndex(of: "on") ?? 0, "no day is given")
    }
    work.finish(figures, terms, on: day)
  }

  private func value(
    _ bytes: ArraySlice<UInt8>, _ column: FactReader.Column, _ kind: FactTable.Kind,
    _ row: Int, _ index: Int
  ) throws(Failure) -> Ratio {
    if let value = column.value(bytes), Settings.isInRange(value, kind) { return value }
    let cell = String(decoding: bytes, as: UTF8.self)
    let entry = Settings.Entry(name: table.columns[index], value: cell, words: cell)
    let value: Ratio
    do throws(Failure) {
      value = try Settings.value(entry, reader, sign: rules.sign)
    } catch {
      throw bad(row, index, "`\(cell)` is not a value of it")
    }
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

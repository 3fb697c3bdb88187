import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting

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
    /// Sums and their days.
    case dated
    /// Who the row's employer or learner is among those of the table.
    case holder
    /// Nothing: a remark, or a column without a name or to be ignored.
    case nothing
  }
  let table: FactsTable
  let rules: QuoteRules
  let reader: FactReader
  /// Facts and figures that hold for every row which does not give its own.
  let frame: Frame
  let terms: CourseTerms
  let date: CivilDate?
  let isJSON: Bool
  let calendar: RegimeCalendar
  let figures: [QuoteFigure]
  let meanings: [Meaning]
  let identity: Int
  /// What is set, and the columns, that nothing asked reads.
  let notRead: [String]

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
        case .fact, .figure, .dated: asked.uses(name) ? nil : name
        case .identity, .day, .term, .holder, .nothing: nil
        }
      }
  }

  private static func meaning(
    of name: String, _ rules: RuleSet, _ reader: FactReader, _ path: String
  ) throws(Failure) -> Meaning {
    if name == "id" { return .identity }
    if name == "on" { return .day }
    if RowHolders.columns.contains(name) { return .holder }
    if let refusal = Settings.refusal(of: name) {
      throw .wrong("bad-table", "the column `\(name)` of `\(path)` \(refusal)")
    }
    if Settings.isTerm(name, reader) { return .term }
    if let fact = rules.facts[name] { return .fact(fact) }
    if AskedFacts.isDated(name, rules) { return .dated }
    let names = ["id", "on"] + RowHolders.columns + rules.facts.names + rules.figureNames.sorted()
    let near =
      names.first { $0.lowercased() == name.lowercased() } ?? nearestName(to: name, among: names)
    throw .wrong(
      "bad-table",
      "the column `\(name)` of `\(path)` is no fact"
        + (near.map { "; did you mean `\($0)`?" } ?? ", such as `learner.age`")
        + "; `--ignore \(name)` leaves it out")
  }

  /// Whose rows they are: without a column `employer` those of the one employer that `--set` gives, if no
  /// column gives a fact of employers.
  var holders: RowHolders {
    let isGiven = rules.employerFacts.contains { frame.known[$0] }
    return RowHolders(table, hasOneEmployer: isGiven && !givesEmployers && !namesEmployers)
  }

  /// Whether a column says which employer a row is of.
  var namesEmployers: Bool { isRead("employer") }

  /// Whether a column gives a fact or a balance of employers.
  var givesEmployers: Bool {
    table.columns.contains { $0.hasPrefix("employer.") && isRead($0) }
  }

  private func isRead(_ column: String) -> Bool {
    zip(table.columns, table.isRead).contains { $0 == column && $1 }
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
    .init("shared", .string, "what the line draws on that other rows draw on too"),
  ]

  /// A failure with the row that it is of, and what would mend that row.
  func placed(_ failure: Failure, _ row: Int) -> Failure {
    if failure.code == "bad-row" { return failure }
    let place = "\(table.path) row \(table.line(of: row))"
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
  func take(_ row: Int, _ worker: inout Worker) throws(Failure) {
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
      case .identity, .holder, .nothing: continue
      case .day:
        let value = try value(cell, worker.columns[index], row, index, &worker)
        day = CivilDate(day: Int32(clamping: value.floor()))
      case .fact(let fact):
        let value = try value(cell, worker.columns[index], row, index, &worker)
        worker.work.set(fact, value)
      case .figure(let figure):
        let value = try value(cell, worker.columns[index], row, index, &worker)
        worker.figures[figure].value = value
      case .dated:
        if let reason = terms.dated.take(
          table.columns[index], worker.cells.text(index), reader.money)
        {
          throw bad(row, index, reason)
        }
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
    _ cell: ArraySlice<UInt8>, _ form: ValueForm, _ row: Int, _ index: Int, _ worker: inout Worker
  ) throws(Failure) -> Ratio {
    do throws(ValueFault) {
      return try form.value(utf8: cell)
    } catch {
      let reason = worker.reasons.words(cell, index) {
        form.words(error, of: String(decoding: cell, as: UTF8.self))
      }
      worker.complaint.take(line: table.line(of: row), column: index, reason)
      throw QuoteTable.badCell
    }
  }

  /// Stands for a cell whose complaint the worker holds.
  static let badCell = Failure.wrong("bad-cell", "")

  private func bad(_ row: Int, _ index: Int, _ reason: String) -> Failure {
    .wrong(
      "bad-row",
      "\(table.path) row \(table.line(of: row)), column `\(table.columns[index])`: \(reason)")
  }
}

import Foundation
import FundingRules
import FundingValues
import PolicyLanguage
import Quoting

/// Take-home pay of every row of a table: one answer a row, in the order of the rows.
struct PayTable: Sendable {
  /// What a column gives.
  private enum Meaning: Sendable {
    case identity, earnings, day, plans, period, pension, nothing
    /// A fact about the person, by its name.
    case fact(String)
  }
  /// A case, shared by the rows that are of it.
  private final class Prepared {
    let pay: PayCase
    /// What pay is called.
    let payFact: String

    init(_ pay: PayCase) {
      self.pay = pay
      payFact = pay.payFact ?? "learner.earnings"
    }
  }
  /// What one worker reckons with, kept from row to row and from piece to piece.
  private struct Worker {
    let payrolls: Payrolls
    var writer: PayRowWriter
    /// The cases met so far, by the cells that make them, and that of the row before.
    var cases: [[UInt8]: Result<Prepared, Failure>] = [:]
    var last: Result<Prepared, Failure>?
    var lastKey: [UInt8] = []
    var key: [UInt8] = []
    var cells = FactsTable.Cells()
    var figures = PayCase.Figures()
    var amounts = PayrollAmounts()
    /// The bytes of the longest piece so far.
    var longest = 0
  }
  /// The columns that a table may have beside `id` and `earnings`.
  static let optionalColumns = ["on", "nation", "plans", "period", "age", "status", "pension"]
  /// The last day that a table may ask about.
  private static let last = CivilDate(year: 2100, month: 1, day: 1) ?? CivilDate(day: 0)
  /// How many cases a worker keeps; a table with more kinds of people begins anew.
  private static let mostCases = 4_096

  private let table: FactsTable
  private let checked: CheckedProgram
  private let settings: Settings
  private let reader: PayReader
  private let question: PayQuestion
  private let isDated: Bool
  private let pension: PensionContribution
  private let isJSON: Bool
  private let meanings: [Meaning]
  private let identity: Int
  private let earnings: Int
  private let pensionColumn: Int?

  /// Prepares a table; a column that means nothing is refused.
  init(
    _ table: FactsTable, _ checked: CheckedProgram, _ settings: Settings, _ reader: PayReader,
    _ question: PayQuestion, isDated: Bool, pension: PensionContribution, isJSON: Bool
  ) throws(Failure) {
    self.table = table
    self.checked = checked
    self.settings = settings
    self.reader = reader
    self.question = question
    self.isDated = isDated
    self.pension = pension
    self.isJSON = isJSON
    var meanings: [Meaning] = []
    for (name, isRead) in zip(table.columns, table.isRead) {
      meanings.append(isRead ? try PayTable.meaning(of: name, table.path) : .nothing)
    }
    self.meanings = meanings
    identity = try PayTable.place(of: "id", in: table)
    earnings = try PayTable.place(of: "earnings", in: table)
    pensionColumn = table.columns.firstIndex(of: "pension")
    if !isDated, !table.columns.contains("on") {
      throw .wrong(
        "bad-table", "`\(table.path)` has no column `on`; add one, or give a day with `--on`",
        needs: ["on"])
    }
  }

  /// Whether the rows say by which plans they repay.
  var asksPlans: Bool {
    meanings.contains { if case .plans = $0 { true } else { false } }
  }

  private static func place(of name: String, in table: FactsTable) throws(Failure) -> Int {
    guard let place = table.columns.firstIndex(of: name) else {
      let near = table.columns.first { $0.lowercased() == name }
      throw .wrong(
        "bad-table",
        "`\(table.path)` has no column `\(name)`"
          + (near.map { "; the column `\($0)` is written `\(name)`" } ?? ""), needs: [name])
    }
    return place
  }

  private static func meaning(of name: String, _ path: String) throws(Failure) -> Meaning {
    switch name {
    case "id": return .identity
    case "earnings": return .earnings
    case "on": return .day
    case "plans": return .plans
    case "period": return .period
    case "pension": return .pension
    default:
      if let fact = PayReader.facts[name] { return .fact(fact) }
      let known = ["id", "earnings"] + optionalColumns
      let near = nearestName(to: name, among: known)
      throw .wrong(
        "bad-table",
        "the column `\(name)` of `\(path)` is none that take-home pay is worked out from"
          + (near.map { "; did you mean `\($0)`?" } ?? ": \(known.joined(separator: ", "))")
          + "; `--ignore \(name)` leaves it out")
    }
  }

  /// Writes the answer of every row, and says how many had none.
  func write(_ console: Console) throws(Failure) -> Int {
    let work = RowWork(count: table.count, piece: 512, batch: 64)
    let pieces = (table.count + work.piece - 1) / work.piece
    let workers = max(1, min(pieces, ProcessInfo.processInfo.activeProcessorCount))
    var desks: [Desk<Worker>] = []
    while desks.count < workers {
      // Each has rules of its own: two that count references to the same ones wait for each other.
      let payrolls = try Payrolls(checked, settings, until: PayTable.last)
      let writer = PayRowWriter(payrolls.currency, isJSON: isJSON)
      desks.append(Desk(Worker(payrolls: payrolls, writer: writer)))
    }
    if !isJSON { try console.result(PayRowWriter.header) }
    return try work.write(console, by: desks) { rows, worker in answers(rows, &worker) }
  }

  private func answers(_ rows: Range<Int>, _ worker: inout Worker) -> OrderedOutput.Piece {
    var piece = OrderedOutput.Piece()
    piece.text.reserveCapacity(worker.longest)
    for row in rows {
      do throws(Failure) {
        try answer(row, &worker, &piece.text)
      } catch {
        let place = "\(table.path) row \(table.line(of: row))"
        let failure = Failure(
          status: error.status, code: error.code, message: "\(place): \(error.message)",
          needs: error.needs)
        piece.failed += 1
        if piece.messages.count < OrderedOutput.mostMessages {
          piece.messages.append(failure.message)
        }
        let id = identity < worker.cells.count ? worker.cells.text(identity) : ""
        worker.writer.write(failure, id: id, to: &piece.text)
      }
    }
    worker.longest = max(worker.longest, piece.text.count)
    return piece
  }

  private func answer(
    _ row: Int, _ worker: inout Worker, _ text: inout [UInt8]
  ) throws(Failure) {
    do throws(FactsTable.Misfit) {
      try table.read(row, into: &worker.cells)
    } catch {
      throw .wrong("bad-row", error.words)
    }
    let known = try prepared(&worker).get()
    let annual = try money(worker.cells, earnings, known.payFact)
    var put = pension
    if let pensionColumn, !worker.cells[pensionColumn].isEmpty {
      put = try reader.pension(
        worker.cells.text(pensionColumn), from: "column `pension`")
    }
    try known.pay.take(
      from: annual, pension: try put.amount(of: annual), into: &worker.figures, &worker.amounts)
    worker.writer.write(
      worker.figures, known.pay, annual: annual, id: worker.cells[identity], to: &text)
  }

  private func money(
    _ cells: FactsTable.Cells, _ column: Int, _ fact: String
  ) throws(Failure) -> Int64 {
    let cell = cells[column]
    if let plain = reader.plainMoney(cell, of: fact), plain >= 0, plain < 9_000_000_000_000 {
      return plain
    }
    let name = table.columns[column]
    guard !cell.isEmpty else { throw .wrong("bad-row", "column `\(name)` is empty") }
    return try reader.value(cells.text(column), of: fact, at: "column `\(name)`").roundedHalfUp()
  }

  /// Brings together the cells of a row that say what kind of case it is.
  private func takeKey(_ worker: inout Worker) {
    worker.key.removeAll(keepingCapacity: true)
    for index in meanings.indices {
      switch meanings[index] {
      case .identity, .earnings, .pension, .nothing: continue
      case .day, .plans, .period, .fact:
        worker.key.append(contentsOf: worker.cells[index])
        worker.key.append(0)
      }
    }
  }

  /// The case of the row that was read last, or why there is none.
  private func prepared(_ worker: inout Worker) -> Result<Prepared, Failure> {
    takeKey(&worker)
    if let last = worker.last, worker.lastKey == worker.key { return last }
    let known: Result<Prepared, Failure>
    if let found = worker.cases[worker.key] {
      known = found
    } else {
      if worker.cases.count >= PayTable.mostCases { worker.cases.removeAll() }
      do throws(Failure) {
        known = .success(Prepared(try PayCase(worker.payrolls, try question(worker.cells))))
      } catch {
        known = .failure(error)
      }
      worker.cases[worker.key] = known
    }
    (worker.last, worker.lastKey) = (known, worker.key)
    return known
  }

  /// What a row asks, where it does not say otherwise than the command line.
  private func question(_ cells: FactsTable.Cells) throws(Failure) -> PayQuestion {
    var question = question
    var day = isDated ? question.date : nil
    for index in meanings.indices where !cells[index].isEmpty {
      let text = cells.text(index)
      switch meanings[index] {
      case .identity, .earnings, .pension, .nothing: continue
      case .day:
        guard let date = CivilDate(text), date < PayTable.last else {
          throw .wrong("bad-row", "column `on`: `\(text)` is not a day, such as 2027-09-01")
        }
        day = date
      case .plans:
        question.plans = []
        for plan in text.split(separator: " ").map(String.init)
        where !question.plans.contains(plan) {
          question.plans.append(plan)
        }
      case .period:
        guard let period = PayPeriod(rawValue: text) else {
          let known = PayPeriod.allCases.map(\.rawValue).joined(separator: ", ")
          throw .wrong("bad-row", "column `period`: `\(text)` is not one of \(known)")
        }
        question.period = period
      case .fact(let fact):
        let value = try reader.value(text, of: fact, at: "column `\(table.columns[index])`")
        question.person.append((fact, value))
      }
    }
    guard let day else { throw .wrong("bad-row", "no day is given in column `on`") }
    question.date = day
    return question
  }
}

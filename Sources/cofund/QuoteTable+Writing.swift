import Foundation
import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting

extension QuoteTable {
  /// What one worker quotes with, kept from row to row and from piece to piece.
  struct Worker {
    var work: QuoteCase
    var writer: QuoteRowWriter
    var figures: [QuoteFigure]
    /// How the cells of each column are read.
    let columns: [ValueForm]
    var cells = FactsTable.Cells()
    /// Why cells are no values, in words, by their column and what stands in them.
    let reasons = CellReasons()
    /// What is wrong with the cell that was refused last.
    var complaint: CellComplaint
    /// The bytes of the longest piece so far.
    var longest = 0

    /// A worker for a table, by rules of its own.
    init(_ table: QuoteTable, _ rules: QuoteRules) {
      work = QuoteCase(rules)
      writer = QuoteRowWriter(rules, isJSON: table.isJSON, notRead: table.notRead)
      figures = table.figures
      complaint = CellComplaint(table.table)
      columns = table.table.columns.map { table.reader.form(of: $0 == "on" ? "course.start" : $0) }
    }
  }

  /// How many rows a worker takes at a time.
  private static let chunk = 256

  /// How many workers a table has work for.
  var workers: Int {
    let pieces = (table.count + QuoteTable.chunk - 1) / QuoteTable.chunk
    return min(pieces, ProcessInfo.processInfo.activeProcessorCount)
  }

  /// Writes the header of the answers, which lines of JSON do not have.
  func begin(_ console: Console) throws(Failure) {
    if isJSON { return }
    try console.result(
      Array(CSVTable(file: "", title: "", columns: QuoteTable.columns).text.utf8))
  }

  /// Writes the answer of every row as if it were alone, and says how many had none; there is one worker
  /// for each copy of the rules, for two that count references to the same rules wait for each other.
  func write(_ console: Console, by copies: [QuoteRules]) throws(Failure) -> Int {
    try begin(console)
    let holders = holders
    let desks = copies.map { Desk(Worker(self, $0)) }
    let work = RowWork(count: table.count, piece: QuoteTable.chunk, batch: isJSON ? 16 : 64)
    let failed = try work.write(console, by: desks) { rows, worker in
      answers(rows, holders, &worker)
    }
    tellShared(desks, holders, console)
    return failed
  }

  private func answers(
    _ rows: Range<Int>, _ holders: RowHolders, _ worker: inout Worker
  ) -> OrderedOutput.Piece {
    var piece = OrderedOutput.Piece()
    piece.text.reserveCapacity(worker.longest)
    for row in rows {
      worker.writer.sharers = holders.sharers(of: row, among: table.count)
      worker.writer.holders = holders.numbers(of: row)
      do throws(Failure) {
        try take(row, &worker)
        let answers = try worker.work.answers()
        worker.writer.write(
          answers, &worker.work, id: worker.cells[identity], to: &piece.text)
      } catch {
        refuse(row, error, &worker, &piece)
      }
    }
    worker.longest = max(worker.longest, piece.text.count)
    return piece
  }

  /// Writes why a row has no answer in the place of one.
  func refuse(
    _ row: Int, _ error: Failure, _ worker: inout Worker, _ piece: inout OrderedOutput.Piece
  ) {
    piece.failed += 1
    if error.code == QuoteTable.badCell.code {
      if piece.messages.count < OrderedOutput.mostMessages {
        piece.messages.append(String(decoding: worker.complaint.bytes, as: UTF8.self))
      }
      worker.writer.write(
        badRow: worker.complaint.bytes, id: worker.cells[identity], to: &piece.text)
      return
    }
    let explained = calendar.explained(error, of: rules.rules.name, on: worker.work.date)
    let failure = placed(explained, row)
    if piece.messages.count < OrderedOutput.mostMessages {
      piece.messages.append(failure.message)
    }
    let id = identity < worker.cells.count ? worker.cells.text(identity) : ""
    worker.writer.write(failure, failure.message, id: id, to: &piece.text)
  }

  /// Says which accounts, budgets and limits more than one row has drawn on, each as if alone.
  private func tellShared(_ desks: [Desk<Worker>], _ holders: RowHolders, _ console: Console) {
    var draws: [QuoteRowWriter.Draw: Int] = [:]
    var things: [SharedMoney.Thing] = []
    for desk in desks {
      desk.work { worker in
        things = worker.writer.shared.things
        draws.merge(worker.writer.draws) { $0 + $1 }
      }
    }
    let shared = draws.filter { $0.value > 1 }.sorted {
      ($0.key.thing, $0.key.holder) < ($1.key.thing, $1.key.holder)
    }
    for (draw, count) in shared.prefix(QuoteTable.mostShared) {
      let thing = things[draw.thing]
      let whose = holders.name(of: draw.holder, thing.sharers).map { " of `\($0)`" } ?? ""
      console.remark(
        "cofund: \(grouped(Int64(count))) rows draw on `\(thing.name)`\(whose), each as if alone; "
          + "`--together` settles them in the order of their days\n")
    }
    if shared.count > QuoteTable.mostShared {
      console.remark(
        "cofund: and so do rows on \(grouped(Int64(shared.count - QuoteTable.mostShared))) others\n"
      )
    }
  }

  /// How many shared things are reported by name.
  private static let mostShared = 8
}

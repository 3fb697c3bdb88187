import FundingRules
import FundingValues
import PolicyLanguage
import Quoting

extension QuoteTable {
  /// A row that has been read, and what its figures are.
  private struct Together {
    let row: Int
    let figures: [QuoteFigure]
    let joint: JointQuotes.Row
  }

  /// What a row has said, of which another might say otherwise: a figure by its place, or the facts of an
  /// employer, and whose it is.
  private struct Said: Hashable {
    let figure: Int
    let holder: Int
  }

  /// Writes the answers of all rows settled together, from one account of each employer, one budget of each
  /// fund and one room of each limit; says how many rows had none.
  func writeTogether(_ console: Console, by rules: QuoteRules) throws(Failure) -> Int {
    let holders = holders
    if givesEmployers, !namesEmployers {
      throw .misuse(
        "`--together` settles rows of one employer from one account, and `\(table.path)` gives facts of "
          + "employers without a column `employer` that says which row is whose; add one, or give the one "
          + "employer of all rows with `--set`", needs: ["employer"])
    }
    try begin(console)
    var worker = Worker(self, rules)
    var rows: [Together] = []
    var places: [Int: Int] = [:]
    var failures: [Int: Failure] = [:]
    var said: [Said: Int] = [:]
    for row in 0..<table.count {
      do throws(Failure) {
        try take(row, &worker)
        let numbers = holders.numbers(of: row)
        let next = Together(
          row: row, figures: worker.figures,
          joint: JointQuotes.Row(
            worker.work, employer: numbers.employer, learner: numbers.learner))
        try requireSame(next, rows, &said)
        places[row] = rows.count
        rows.append(next)
      } catch {
        failures[row] =
          error.code == QuoteTable.badCell.code
          ? .wrong("bad-row", String(decoding: worker.complaint.bytes, as: UTF8.self)) : error
      }
    }
    let answers = JointQuotes.answers(rows.map(\.joint))
    let output = OrderedOutput(console)
    output.begin()
    for row in 0..<table.count {
      var piece = OrderedOutput.Piece()
      // The row is read again, for its identity.
      _ = try? table.read(row, into: &worker.cells)
      do throws(Failure) {
        if let failure = failures[row] { throw failure }
        guard let place = places[row] else { continue }
        worker.work = rows[place].joint.work
        worker.writer.write(
          try answers[place].get(), &worker.work, id: worker.cells[identity], to: &piece.text)
      } catch {
        refuse(row, error, &worker, &piece)
      }
      output.take(piece, row)
      if let failure = output.failure { throw failure }
    }
    output.tellFailed(of: table.count)
    return output.failed
  }

  /// Refuses a row that says otherwise of its employer, or of money that rows share, than one before it.
  private func requireSame(
    _ next: Together, _ rows: [Together], _ said: inout [Said: Int]
  ) throws(Failure) {
    let facts = rules.rules.facts
    let employer = Said(figure: -1, holder: next.joint.employer)
    if let before = said[employer] {
      let (mine, other) = (next.joint.work.here.frame, rows[before].joint.work.here.frame)
      for fact in rules.employerFacts where mine.known[fact] || other.known[fact] {
        if mine[fact] != other[fact] { throw differs(facts.names[fact], next, rows[before]) }
      }
    }
    said[employer] = said[employer] ?? rows.count
    for (place, figure) in next.figures.enumerated() {
      guard let value = figure.value, let holder = holder(of: figure, next.joint) else { continue }
      let key = Said(figure: place, holder: holder)
      if let before = said[key], rows[before].figures[place].value != value {
        throw differs(figure.name, next, rows[before])
      }
      said[key] = said[key] ?? rows.count
    }
  }

  /// Whose money a figure is of; nothing for what each row has of its own, zero for what all share.
  private func holder(of figure: QuoteFigure, _ row: JointQuotes.Row) -> Int? {
    for effect in figure.effects {
      switch effect {
      case .balance(let account), .transferable(let account):
        return rules.rules.accounts[account].heldByEmployer ? row.employer : row.learner
      case .left: return 0
      case .limitLeft(let limit), .limitUsed(let limit):
        switch rules.limits[limit] {
        case .learner, .learnerInAnyYears: return row.learner
        case .employer, .employerInAnyYears: return row.employer
        case .course, nil: continue
        }
      }
    }
    return nil
  }

  private func differs(_ name: String, _ next: Together, _ before: Together) -> Failure {
    .wrong(
      "bad-row",
      "\(table.path) row \(table.line(of: next.row)), column `\(name)`: row "
        + "\(table.line(of: before.row)) says otherwise of what the two rows share", needs: [name])
  }
}

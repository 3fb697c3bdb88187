import TestSupport

/// The page of the reference that says what is carried out where, made from the small programs.
enum CoveragePage {
  static let name = "Carried-out"

  /// The whole page.
  static var text: String {
    """
    # What is carried out where

    Every place of the grammar that carries a number, a path, a test or a day, and what each command makes of it.

    ## Overview

    Each row is a small program in which one token is nudged, as the row shows. A cell gives a figure before the
    nudge and after it, as worked by hand. *Not yet* marks a cell in which the command does not give that figure
    today, and says why; *claims* one that `cofund claims` carries out, where the nudge moves what it says;
    *with Answers* one that waits for a command to come; a dash, a clause that the command never meets. *Employer* is the month-by-month ledger of an employer. The tests make this page and hold
    every cell to it.

    | place | nudge | example | quote | by the month | run | employer |
    |---|---|---|---|---|---|---|
    \(rows.joined(separator: "\n"))

    """
  }

  private static var rows: [String] {
    CoverageFile.all.flatMap { file in
      file.places.map { place in
        let nudge = "\(code(file.line)): `\(file.nudges[0].old)` to `\(file.nudges[0].new)`"
        let cells = CoverageFile.Command.allCases.map { words(file.cells[$0] ?? .notMet) }
        return "| " + ([place, nudge] + cells).joined(separator: " | ") + " |"
      }
    }.sorted()
  }

  private static func code(_ text: String) -> String { "`\(text)`" }

  private static func words(_ cell: CoverageFile.Cell) -> String {
    switch cell {
    case .notMet: "—"
    case .withAnswers: "with Answers"
    case .byClaims: "claims"
    case .refuses(let words): "refused: “\(words)”"
    case .moves(let figure, let before, let after, let fault):
      moving(figure, before, after) + (fault.map { "; *not yet*: \($0)" } ?? "")
    }
  }

  /// A figure before and after, the year that it is of behind them.
  private static func moving(_ figure: String, _ before: String, _ after: String) -> String {
    let place = figure.firstRange(of: " in year ")?.lowerBound ?? figure.endIndex
    return "\(figure[..<place]) \(before), then \(after)\(figure[place...])"
  }
}

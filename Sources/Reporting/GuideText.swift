import Analysis
import Quoting
import Simulation

/// What each file of a results folder is, how to cite the run, and the command that makes it again.
struct GuideText {
  let text: String

  init(_ comparison: Comparison, _ context: ReportContext, _ tables: [CSVTable]) {
    let result = comparison.result
    var lines = [
      "Results of \(result.title.isEmpty ? result.scenario : result.title)", "",
      "report.html: the answer and its figures, for reading and printing",
      "summary.txt: the answer on one page, and all tables in words",
      "summary.json: the headline figures for programs; amounts are whole pence",
    ]
    lines += tables.map { "\($0.file): \($0.title.prefix(1).lowercased() + $0.title.dropFirst())" }
    lines += [
      "datapackage.json: what every column of every table holds",
      "run.json: what must be the same for these results to be the same", "",
      "To cite: \(context.citation(result).filter { $0 != "“" && $0 != "”" })",
    ]
    if !context.command.isEmpty { lines.append("To make again: \(context.command)") }
    text = lines.joined(separator: "\n") + "\n"
  }
}

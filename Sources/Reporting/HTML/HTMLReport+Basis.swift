import Analysis
import FundingRules
import FundingValues
import Simulation

extension HTMLReport {
  /// Every value that the run rests on, by its basis: an assumptions log as the AQuA Book asks for.
  var assumptions: String {
    let tally = context.tally
    let bases: [(Assumption.Basis, String)] = [
      (.illustrative, "Made up: replace before quoting"),
      (.assumed, "Judgements, with their reason"),
      (.missing, "Without a source"), (.cited, "From sources"),
    ]
    let drivers = Drivers(comparison)
    let tables = bases.map { basis, words -> String in
      let values = context.assumptions.filter { $0.basis == basis }
      guard !values.isEmpty else { return "" }
      var table = PageTable(
        "\(words) (\(values.count))",
        heads: ["Assumption", "Value", "From", "Source or reason", "Where", "Share of spread"])
      for value in values {
        let share = drivers.shares.first { !value.quantity.isEmpty && $0.name == value.quantity }
        table.add(
          value.name + (value.row.isEmpty ? "" : ", \(value.row)"),
          [
            Markup.escaped(value.distribution.isEmpty ? value.value : value.distribution),
            Markup.escaped(value.date), Markup.escaped(value.source), Markup.escaped(value.place),
            share.map { plain($0.share * 100, places: 0) + "%" } ?? "",
          ])
      }
      return "<details class=\"text\"><summary>\(Markup.escaped(table.caption))</summary>\n"
        + table.markup + "</details>\n"
    }.joined()
    return section(
      "What it rests on",
      Markup.paragraph("\(tally.words). Every one is in assumptions.csv too.") + tables)
  }

  /// What must be the same for the run to be the same, and how to cite it.
  var run: String {
    let result = comparison.result
    var lines = [
      "\(grouped(Int64(result.draws))) draws, seed \(result.seed); "
        + "\(grouped(Int64(result.learners))) learners simulated for "
        + "\(grouped(Int64(result.learnersStandFor + 0.5))), \(grouped(Int64(result.employers))) "
        + "employers for \(grouped(Int64(result.employersStandFor + 0.5))).",
      "Simulation error shrinks with draws. Ranges over draws hold what is not known of parameters, and "
        + "chance.",
    ]
    lines += result.warnings.map { "Warning: \($0.filter { $0 != "`" })." }
    lines.append("To cite: \(context.citation(result)).")
    var table = PageTable("Files read", heads: ["File", "SHA-256"])
    for input in context.inputs {
      table.add(input.path, [Markup.element("code", [], Markup.escaped(input.hash))])
    }
    return section(
      "The run",
      lines.map { Markup.paragraph($0) }.joined()
        + "<details class=\"text\"><summary>Files read, with their hashes</summary>\n\(table.markup)"
        + "</details>\n")
  }
}

extension ReportContext {
  /// How to cite a run: its title, the program and version, draws and seed, and a mark of the inputs.
  func citation(_ result: SimulationResult) -> String {
    let title = result.title.isEmpty ? result.scenario : result.title
    return
      "“\(title)”, cofund \(version), scenario \(result.scenario), \(result.draws) draws, seed "
      + "\(result.seed), inputs \(inputsMark)"
  }

  /// A short mark of all inputs: the first digits of their hashes put together (FNV-1a over them).
  var inputsMark: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for input in inputs {
      for byte in (input.path + input.hash).utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

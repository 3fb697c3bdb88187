import FundingRules
import PolicyCompiler
import PolicyLanguage

/// Reading, checking, laying out and lowering made-up rule bases.
let languageBenchmarks: [Benchmark] = [
  reading(lines: 30_000, name: "read-30k"),
  checking(lines: 30_000, name: "check-30k"),
  checking(lines: 100_000, name: "check-100k"),
  checking(lines: 300_000, name: "check-300k"),
  checking(lines: 1_000_000, name: "check-1m"),
  checking(lines: 30_000, name: "check-30k-one-file", inOneFile: true),
  checking(lines: 1_000_000, name: "check-1m-one-file", inOneFile: true),
  formatting(lines: 30_000, name: "format-30k"),
  lowering(lines: 30_000, name: "plan-30k"),
]

/// Reading without checking.
private func reading(lines: Int, name: String) -> Benchmark {
  Benchmark(
    name: name, summary: "read a rule base of \(grouped(lines)) lines, without checking it",
    unit: "line"
  ) {
    let base = RuleBase(lines: lines)
    return (
      base.lines,
      {
        let files = base.sources.enumerated().map { parse($1, file: Int32($0)) }
        return {
          var checksum = Checksum()
          for parsed in files {
            checksum.add(parsed.syntax.declarations.count)
            checksum.add(parsed.diagnostics.count)
          }
          return checksum.value
        }
      }
    )
  }
}

/// Reading and full checking on one core.
private func checking(lines: Int, name: String, inOneFile: Bool = false) -> Benchmark {
  let form = inOneFile ? "in one file" : "in files of about 1,000"
  return Benchmark(
    name: name, summary: "read and fully check \(grouped(lines)) lines \(form)", unit: "line"
  ) {
    let base = RuleBase(lines: lines, inOneFile: inOneFile)
    return (
      base.lines,
      {
        let result = check(base.sources)
        return {
          guard let program = result.program, result.diagnostics.isEmpty else {
            throw BenchmarkError(firstFault(result, base.sources))
          }
          var checksum = Checksum()
          for declaration in program.declarations { checksum.add(declaration.name.text.utf8) }
          checksum.add(program.units.count)
          return checksum.value
        }
      }
    )
  }
}

/// Laying out text.
private func formatting(lines: Int, name: String) -> Benchmark {
  Benchmark(name: name, summary: "lay out \(grouped(lines)) lines", unit: "line") {
    let base = RuleBase(lines: lines)
    return (
      base.lines,
      {
        let texts = try base.sources.map { source in
          guard let text = formatted(source) else {
            throw BenchmarkError("\(source.path) cannot be laid out")
          }
          return text
        }
        return {
          var checksum = Checksum()
          for text in texts { checksum.add(text.utf8) }
          return checksum.value
        }
      }
    )
  }
}

/// Turning each regime of a checked rule base into a plan.
private func lowering(lines: Int, name: String) -> Benchmark {
  Benchmark(
    name: name, summary: "turn every regime of \(grouped(lines)) checked lines into a plan",
    unit: "plan"
  ) {
    let base = RuleBase(lines: lines)
    let result = check(base.sources)
    guard let program = result.program else {
      throw BenchmarkError(firstFault(result, base.sources))
    }
    let regimes = program.units.filter { $0.kind == .regime }.map(\.name.text)
    return (
      regimes.count,
      {
        let plans = try regimes.map { try FundingPlan(program, regime: $0) }
        return {
          var checksum = Checksum()
          for plan in plans { checksum.add(plan.regimes[0].parameters.count) }
          return checksum.value
        }
      }
    )
  }
}

/// The first message about a rule base that ought to have none.
private func firstFault(_ result: CheckResult, _ sources: [PolicySource]) -> String {
  let first = result.diagnostics.first?.rendered(from: sources, style: .plain) ?? ""
  return "the made-up rule base has \(result.diagnostics.count) findings, the first:\n\(first)"
}

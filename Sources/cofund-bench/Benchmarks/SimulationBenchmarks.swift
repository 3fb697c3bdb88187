import Foundation
import PolicyCompiler
import PolicyLanguage
import Simulation

/// The main command, whole and in parts, on the example in the working folder.
let simulationBenchmarks: [Benchmark] = [
  comparing(draws: 8, name: "compare-8"),
  simulating(draws: 8, name: "simulate-8"),
  timing("choices", "aware people, their occasions, consents and choices, one draw", "learner") {
    ($0.learners, $0.choices)
  },
  timing("lives", "pay and taxes of every learner's life, one draw", "life") {
    ($0.learners, $0.lives)
  },
  timing("accounts", "employers' accounts month by month in every regime, one draw", "account") {
    ($0.employers, $0.accounts)
  },
]

/// The example that the main command is measured on.
private let scenario = "west-midlands-medtech"

/// The whole command by the `cofund` that stands beside this program.
private func comparing(draws: Int, name: String) -> Benchmark {
  Benchmark(
    name: name, summary: "compare \(scenario) at \(draws) draws, whole command, all cores",
    unit: "draw"
  ) {
    let tool = try builtTool()
    let scratch = try Scratch(name)
    let results = scratch.folder.appendingPathComponent("results")
    return (
      draws,
      {
        try run(
          tool,
          [
            "compare", "Examples/\(scenario).scenario", "--draws", String(draws), "--quiet",
            "--out", results.path, "--replace",
          ], output: .nullDevice)
        return {
          var checksum = Checksum()
          checksum.add(try Data(contentsOf: results.appendingPathComponent("totals.csv")))
          return checksum.value
        }
      }
    )
  }
}

/// The simulation alone, people drawn and tables made ready included, on one core.
private func simulating(draws: Int, name: String) -> Benchmark {
  Benchmark(
    name: name, summary: "simulate \(scenario) at \(draws) draws, from a plan, one core",
    unit: "draw"
  ) {
    let plan = try examplePlan()
    return (
      draws,
      {
        let result = try simulate(plan, draws: draws, seed: 1, execution: Execution(workers: 1))
        return {
          var checksum = Checksum()
          for regime in result.regimes {
            for measure in regime.values.keys.sorted() {
              for value in regime.values[measure] ?? [] { checksum.add(value) }
            }
          }
          return checksum.value
        }
      }
    )
  }
}

/// One part of a draw on one core; what every draw shares is made ready before.
private func timing(
  _ name: String, _ summary: String, _ unit: String,
  _ part: @escaping @Sendable (DrawParts) -> (count: Int, run: (Int) -> Int64)
) -> Benchmark {
  Benchmark(name: name, summary: summary, unit: unit) {
    let parts = try DrawParts(try examplePlan(), seed: 1)
    let (count, run) = part(parts)
    return (
      count,
      {
        let answer = run(0)
        return {
          var checksum = Checksum()
          checksum.add(Int128(answer))
          return checksum.value
        }
      }
    )
  }
}

/// The plan of the example, from the policies and the scenario in the working folder.
private func examplePlan() throws -> FundingPlan {
  let folder = FileManager.default.currentDirectoryPath
  let policies = (FileManager.default.subpaths(atPath: folder + "/Policies") ?? [])
    .filter { $0.hasSuffix(".policy") }.sorted().map { "Policies/" + $0 }
  let sources = try (policies + ["Examples/\(scenario).scenario"]).map { path in
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw BenchmarkError("there is no `\(path)` in the working folder")
    }
    return PolicySource(path: path, bytes: Array(bytes))
  }
  guard let program = check(sources).program else {
    throw BenchmarkError("the policies in the working folder do not check")
  }
  return try FundingPlan(program, scenario: scenario)
}

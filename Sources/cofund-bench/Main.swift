import Foundation
import PolicyLanguage

/// The command line of the benchmarks.
@main
enum BenchmarkTool {
  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch let error as BenchmarkError {
      FileHandle.standardError.write(Data("cofund-bench: \(error.message)\n".utf8))
      exit(2)
    } catch {
      FileHandle.standardError.write(Data("cofund-bench: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func run(_ words: [String]) throws {
    var names: [String] = []
    var isJSON = false
    var repeats = 7
    var rest = words[...]
    while let word = rest.popFirst() {
      switch word {
      case "--help", "-h": return print(help)
      case "--json": isJSON = true
      case "--repeats":
        guard let text = rest.popFirst(), let count = Int(text), (1...1_000).contains(count) else {
          throw BenchmarkError("`--repeats` needs a number from 1 to 1,000")
        }
        repeats = count
      case "--write":
        guard let folder = rest.popFirst(), let text = rest.popFirst(), let lines = Int(text),
          (1...10_000_000).contains(lines)
        else { throw BenchmarkError("`--write` needs a folder and a number of lines") }
        return try write(RuleBase(lines: lines), to: folder)
      default:
        if word.hasPrefix("-") { throw BenchmarkError("there is no option `\(word)`") }
        names.append(word)
      }
    }
    let timings = try selected(names).map { benchmark in
      let timing = try benchmark.timing(repeats: repeats, seconds: 1)
      if !isJSON { print(line(timing)) }
      return timing
    }
    if isJSON {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      print(String(decoding: try encoder.encode(timings), as: UTF8.self))
    }
  }

  private static func selected(_ names: [String]) throws -> [Benchmark] {
    for name in names where !Benchmark.all.contains(where: { $0.name == name }) {
      let near = nearestName(to: name, among: Benchmark.all.map(\.name))
      let cure = near.map { "did you mean `\($0)`?" } ?? "`cofund-bench --help` lists them"
      throw BenchmarkError("there is no benchmark `\(name)`; \(cure)")
    }
    return Benchmark.all.filter { names.isEmpty || names.contains($0.name) }
  }

  private static func line(_ timing: Timing) -> String {
    let name = timing.name + String(repeating: " ", count: max(1, 20 - timing.name.count))
    func shown(_ number: Double) -> String { grouped(Int(number.rounded())) }
    return name + "\(grouped(timing.count)) \(timing.unit)s  "
      + "\(shown(timing.medianNanosecondsPerUnit)) ns/\(timing.unit)  "
      + "best \(shown(timing.bestNanosecondsPerUnit))  "
      + "\(shown(timing.perSecond)) \(timing.unit)s/s  "
      + "\(shown(timing.yardsticks)) yardsticks  "
      + "\(shown(timing.peakMegabytes)) MB  checksum \(timing.checksum)"
  }

  /// Writes a made-up rule base to a folder, to be looked at or given to the other tools.
  private static func write(_ base: RuleBase, to folder: String) throws {
    for source in base.sources {
      let url = URL(fileURLWithPath: folder).appendingPathComponent(source.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(source.bytes).write(to: url)
    }
  }

  private static var help: String {
    let width = Benchmark.all.map(\.name.count).max() ?? 0
    let rows = Benchmark.all.map { benchmark in
      let gap = String(repeating: " ", count: width - benchmark.name.count + 2)
      return "  \(benchmark.name)\(gap)\(benchmark.summary)\n"
    }
    return """
      cofund-bench: how fast cofund works, with checksums; on one core unless a benchmark says so

      Usage
        swift run -c release cofund-bench [NAME...] [--repeats N] [--json]
        swift run -c release cofund-bench --write FOLDER LINES

      A line a benchmark: how many units a run handles, the median and the best time of one,
      units a second in the best run, the best time in steps of a fixed yardstick, the most memory
      held and a checksum of the answers. Without names, every benchmark runs.

      Options
        --repeats N           time at least so many runs; 7 unless said
        --json                print an array of objects instead
        --write FOLDER LINES  write a made-up rule base of about so many lines, and time nothing
        --help                print this help

      Benchmarks
      \(rows.joined())
      """
  }
}

/// A whole number with its digits in threes.
func grouped(_ number: Int) -> String {
  let digits = Array(String(abs(number)))
  var text = number < 0 ? "-" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return text
}

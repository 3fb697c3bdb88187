/// Something to be timed: it is made ready once and then run again and again.
struct Benchmark: Sendable {
  /// The name to select it by.
  let name: String
  /// What is timed, in a few words.
  let summary: String
  /// What is counted, such as `line`.
  let unit: String
  /// Makes it ready, and gives how many units a run handles and the run.
  let prepare: @Sendable () throws -> (count: Int, run: () throws -> Answer)

  /// What a run worked out, held until it is asked for its checksum: adding it up and letting it go are
  /// not timed, for a command that reads rules keeps them.
  typealias Answer = () throws -> UInt64

  /// Every benchmark, in the order in which they run.
  static let all: [Benchmark] =
    languageBenchmarks + quoteBenchmarks + payBenchmarks + simulationBenchmarks
    + growthBenchmarks
}

/// How long a benchmark took, and what it worked out.
struct Timing: Encodable {
  let name: String
  let unit: String
  /// How many units one run handles.
  let count: Int
  /// How many runs were timed.
  let repeats: Int
  let bestNanosecondsPerUnit: Double
  let medianNanosecondsPerUnit: Double
  /// Units a second in the best run.
  let perSecond: Double
  /// Steps of the yardstick that take as long as one unit.
  let yardsticks: Double
  /// The most memory that the process held while this ran, in megabytes.
  let peakMegabytes: Double
  /// What the runs worked out, in hexadecimal.
  let checksum: String
}

extension Benchmark {
  /// Runs the benchmark: at least so often and for so long, whichever is more, and at most 1,000 times.
  func timing(repeats: Int, seconds: Double) throws -> Timing {
    Memory.resetPeak()
    let (count, run) = try prepare()
    let checksum = try run()()
    let yardstick = Yardstick.nanosecondsPerStep()
    var times: [Double] = []
    var total = 0.0
    while times.count < repeats || (total < seconds * 1e9 && times.count < 1_000) {
      let (answer, time) = try stopwatch(run)
      guard try answer() == checksum else { throw BenchmarkError("\(name) gave two answers") }
      times.append(time)
      total += time
    }
    times.sort()
    let units = Double(max(count, 1))
    return Timing(
      name: name, unit: unit, count: count, repeats: times.count,
      bestNanosecondsPerUnit: times[0] / units,
      medianNanosecondsPerUnit: times[times.count / 2] / units,
      perSecond: units / times[0] * 1e9, yardsticks: times[0] / units / yardstick,
      peakMegabytes: Memory.peakMegabytes(), checksum: String(checksum, radix: 16))
  }
}

/// Why a benchmark cannot be trusted.
struct BenchmarkError: Error {
  let message: String

  init(_ message: String) { self.message = message }
}

/// The FNV-1a hash of what a benchmark works out.
struct Checksum {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Adds some bytes.
  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  /// Adds a wide number.
  mutating func add(_ number: Int128) {
    let bits = UInt128(bitPattern: number)
    for half in [UInt64(truncatingIfNeeded: bits), UInt64(truncatingIfNeeded: bits &>> 64)] {
      value = (value ^ half) &* 0x100_0000_01B3
    }
  }

  /// Adds a number.
  mutating func add(_ number: Int) {
    value = (value ^ UInt64(bitPattern: Int64(number))) &* 0x100_0000_01B3
  }
}

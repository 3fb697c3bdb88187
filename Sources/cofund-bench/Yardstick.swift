import Dispatch

/// A fixed piece of arithmetic, timed beside every benchmark.
///
/// How much longer a benchmark takes than the yardstick says more than nanoseconds do when two
/// machines are compared, or one machine on two days.
enum Yardstick {
  /// How many steps one turn takes.
  static let steps = 4_000_000

  /// Nanoseconds of one step, from the best of some turns.
  static func nanosecondsPerStep() -> Double {
    var best = Double.infinity
    for seed in 1...5 {
      let (word, time) = stopwatch { turn(UInt64(seed)) }
      // A word of nought never comes up, but the compiler cannot know and so must do the work.
      if word != 0 { best = min(best, time) }
    }
    return best / Double(steps)
  }

  /// One turn: each step needs the step before it, so that nothing can be left out.
  @inline(never)
  private static func turn(_ seed: UInt64) -> UInt64 {
    var word = seed
    for _ in 0..<steps {
      word ^= word << 13
      word ^= word >> 7
      word ^= word << 17
    }
    return word
  }
}

/// Runs a piece of work and says how long it took; its answer is returned so that it is done.
func stopwatch<Answer>(_ work: () throws -> Answer) rethrows -> (
  answer: Answer, nanoseconds: Double
) {
  let start = DispatchTime.now().uptimeNanoseconds
  let answer = try work()
  return (answer, Double(DispatchTime.now().uptimeNanoseconds - start))
}

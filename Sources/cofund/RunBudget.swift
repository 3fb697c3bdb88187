import Foundation
import Quoting

/// What a run may use before it is stopped: seconds since it began, and megabytes of memory at once.
struct RunBudget: Sendable {
  private let seconds: Int?
  private let megabytes: Int?
  private let began = ProcessInfo.processInfo.systemUptime

  /// The limits that the command line gives, which begin to count now.
  init(_ arguments: Arguments) throws(Failure) {
    seconds = try arguments.number("--limit-time", in: 1...10_000_000)
    megabytes = try arguments.number("--limit-memory", in: 1...100_000_000)
  }

  /// Which limit is passed, in words, if one is.
  var excess: String? {
    if let seconds, ProcessInfo.processInfo.systemUptime - began > Double(seconds) {
      return "the run took longer than `--limit-time \(seconds)` seconds allow; nothing was written"
    }
    if let megabytes, RunBudget.megabytesUsed > megabytes {
      return "the run took more than `--limit-memory \(megabytes)` megabytes allow; nothing was "
        + "written"
    }
    return nil
  }

  /// The most memory that the process has held at once.
  private static var megabytesUsed: Int {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss >> 20
    #else
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss >> 10
    #endif
  }
}

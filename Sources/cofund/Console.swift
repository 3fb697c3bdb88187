import Foundation
import Quoting
import Synchronization

/// The only place that prints: results to standard output, everything else to standard error.
struct Console: Sendable {
  /// When to use colour.
  enum Colour: String, CaseIterable { case auto, always, never }
  /// Whether messages to the reader may be coloured.
  let isColoured: Bool
  /// Whether results may be coloured.
  let isOutputColoured: Bool
  /// Whether progress and remarks are left out.
  let isQuiet: Bool

  /// A console as the command line and the environment ask for it.
  init(colour: Colour, isQuiet: Bool) {
    self.isQuiet = isQuiet
    let refused = ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    let isDumb = ProcessInfo.processInfo.environment["TERM"] == "dumb"
    switch colour {
    case .always: (isColoured, isOutputColoured) = (true, true)
    case .never: (isColoured, isOutputColoured) = (false, false)
    case .auto:
      isColoured = !refused && !isDumb && isatty(STDERR_FILENO) == 1
      isOutputColoured = !refused && !isDumb && isatty(STDOUT_FILENO) == 1
    }
  }

  /// Whether a progress bar has somebody to look at it.
  var showsProgress: Bool { !isQuiet && isatty(STDERR_FILENO) == 1 }

  /// Prints a result.
  func result(_ text: String) throws(Failure) {
    try Console.write(Array(text.utf8), to: STDOUT_FILENO)
  }

  /// Prints a result that is in UTF-8 already.
  func result(_ bytes: [UInt8]) throws(Failure) {
    try Console.write(bytes, to: STDOUT_FILENO)
  }

  /// Prints a message to the reader.
  func message(_ text: String) {
    try? Console.write(Array(text.utf8), to: STDERR_FILENO)
  }

  /// Prints a remark that `--quiet` leaves out.
  func remark(_ text: String) {
    if !isQuiet { message(text) }
  }

  /// Writes bytes whole; a reader who has gone away is no failure.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let written = bytes[done...].withUnsafeBytes { rest in
        Foundation.write(descriptor, rest.baseAddress, rest.count)
      }
      if written >= 0 {
        done += written
      } else if errno == EPIPE {
        exit(ExitStatus.done.rawValue)
      } else if errno != EINTR && errno != EAGAIN {
        throw .unreadable(
          "standard output cannot be written: \(String(cString: strerror(errno)).lowercased())")
      }
    }
  }
}

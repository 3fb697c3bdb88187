import Foundation
import FundingValues
import Quoting

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

  /// Prints a result; colours in it are kept where it is styled.
  func result(_ text: String, isStyled: Bool = false) throws(Failure) {
    try result(Array(Console.safe(text, isColoured: isStyled && isOutputColoured).utf8))
  }

  /// Prints a result that is in UTF-8 already.
  func result(_ bytes: [UInt8]) throws(Failure) {
    do {
      try WholeFile.write(bytes, to: STDOUT_FILENO)
    } catch {
      throw Console.refused(error)
    }
  }

  /// Prints a message to the reader; where nobody can read it there is nobody to tell.
  ///
  /// Colours in it are kept where it is styled.
  func message(_ text: String, isStyled: Bool = false) {
    let safe = Console.safe(text, isColoured: isStyled && isColoured)
    try? WholeFile.write(Array(safe.utf8), to: STDERR_FILENO)
  }

  /// Prints progress over what was printed last on its line.
  func progress(_ text: String) {
    try? WholeFile.write(Array(("\r" + printable(text)).utf8), to: STDERR_FILENO)
  }

  /// Text in which nothing moves the cursor or turns the writing, but for colours where they are shown.
  private static func safe(_ text: String, isColoured: Bool) -> String {
    if !isColoured { return printable(text, keepsLines: true) }
    let parts = text.split(separator: "\u{1B}[", omittingEmptySubsequences: false)
    return printable(String(parts[0]), keepsLines: true)
      + parts.dropFirst().map { part in
        let isColour = part.prefix(6).drop { $0.isNumber || $0 == ";" }.first == "m"
        return (isColour ? "\u{1B}[" : "\u{FFFD}") + printable(String(part), keepsLines: true)
      }.joined()
  }

  /// Prints a remark that `--quiet` leaves out.
  func remark(_ text: String) {
    if !isQuiet { message(text) }
  }

  /// Requires that results can be printed, before the work of making them.
  func requireOutput() throws(Failure) {
    let flags = fcntl(STDOUT_FILENO, F_GETFL)
    if flags < 0 || flags & O_ACCMODE == O_RDONLY { throw Console.refused(SystemRefusal(EBADF)) }
  }

  private static func refused(_ refusal: SystemRefusal) -> Failure {
    .unreadable("standard output cannot be written: \(refusal.reason)")
  }
}

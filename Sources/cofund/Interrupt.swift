import Dispatch
import Foundation
import Quoting
import Simulation

/// Whether the reader has asked to stop, by an interrupt or a request to end.
final class Interrupt {
  /// The answer, which any thread may ask for.
  final class Flag: Sendable {
    private let state = Guarded(false)
    /// Whether to stop.
    var isRaised: Bool { state.withLock { $0 } }
    /// Asks to stop; whoever asks again does not wait for the work in hand.
    func raise() {
      let isAgain = state.withLock { isRaised in
        defer { isRaised = true }
        return isRaised
      }
      if isAgain { _exit(ExitStatus.interrupted.rawValue) }
    }
  }
  let flag = Flag()
  private var sources: [any DispatchSourceSignal] = []

  /// Begins to listen.
  init() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      let flag = flag
      source.setEventHandler { flag.raise() }
      source.resume()
      sources.append(source)
    }
  }

  /// Stops listening: from now on an interrupt ends the program at once.
  func end() {
    for source in sources { source.cancel() }
    sources = []
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
  }

  /// Ends the command if the reader has asked to stop.
  func check() throws(Failure) {
    if flag.isRaised { throw .interrupted }
  }
}

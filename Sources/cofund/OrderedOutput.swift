import FundingValues
import Quoting
import Simulation

/// Writes pieces that several workers finish in any order, in the order of their numbers.
final class OrderedOutput: Sendable {
  /// What one worker adds.
  struct Piece: Sendable {
    /// The results, in UTF-8.
    var text: [UInt8] = []
    /// How many rows have no answer.
    var failed = 0
    /// What is said to the reader of the first of them.
    var messages: [String] = []
  }
  private struct State {
    var waiting: [Int: Piece] = [:]
    var next = 0
    var failed = 0
    var isWriting = false
    var failure: Failure?
  }
  /// How many rows without an answer the reader is told of; the answers say it of every one.
  static let mostMessages = 20
  private let console: Console
  private let state = Guarded(State())

  /// Output to a console.
  init(_ console: Console) { self.console = console }

  /// How many rows had no answer.
  var failed: Int { state.withLock { $0.failed } }

  /// Why the output could not be written.
  var failure: Failure? { state.withLock { $0.failure } }

  /// Says how many of so many rows have no answer, where not every one was told of.
  func tellFailed(of count: Int) {
    let failed = failed
    guard failed > OrderedOutput.mostMessages else { return }
    console.message(
      "cofund: \(grouped(Int64(failed))) of \(grouped(Int64(count))) rows have no answer, of which "
        + "the first \(OrderedOutput.mostMessages) are listed here\n")
  }

  /// Begins a series of pieces, numbered from nought.
  func begin() { state.withLock { $0.next = 0 } }

  /// Takes a piece; whoever brings the one that is due writes all that are ready.
  func take(_ piece: Piece, _ number: Int) {
    state.withLock { $0.waiting[number] = piece }
    while let due = nextDue() {
      var failure: Failure?
      do throws(Failure) {
        try console.result(due.text)
        let told = min(failed, OrderedOutput.mostMessages)
        for message in due.messages.prefix(OrderedOutput.mostMessages - told) {
          console.message("cofund: \(printable(message))\n")
        }
      } catch {
        failure = error
      }
      state.withLock {
        $0.isWriting = false
        $0.failed += due.failed
        $0.failure = $0.failure ?? failure
      }
    }
  }

  private func nextDue() -> Piece? {
    state.withLock { state in
      guard !state.isWriting, state.failure == nil,
        let due = state.waiting.removeValue(forKey: state.next)
      else { return nil }
      state.next += 1
      state.isWriting = true
      return due
    }
  }
}

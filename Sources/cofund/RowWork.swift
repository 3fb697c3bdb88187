import Dispatch
import Quoting
import Simulation
import Synchronization

/// Where a worker is while no thread works with it.
final class Desk<Worker>: Sendable {
  private let worker: Guarded<Worker>

  /// A desk for a worker that nobody else has.
  init(_ worker: sending Worker) { self.worker = Guarded(worker) }

  /// Lets the calling thread work.
  func work(_ body: (inout Worker) -> Void) { worker.withLock { body(&$0) } }
}

/// Works through the rows of a table, a piece after another, with as many workers as there are desks.
struct RowWork {
  /// How many rows there are.
  let count: Int
  /// How many rows a worker takes at a time.
  let piece: Int
  /// How many pieces are worked out before all are waited for, which bounds the memory held.
  let batch: Int

  /// Writes the answers of every row in the order of the rows, and says how many had none.
  func write<Worker>(
    _ console: Console, by desks: [Desk<Worker>],
    _ answers: @Sendable (Range<Int>, inout Worker) -> OrderedOutput.Piece
  ) throws(Failure) -> Int {
    let output = OrderedOutput(console)
    for first in stride(from: 0, to: count, by: piece * batch) {
      let rows = first..<min(first + piece * batch, count)
      let next = Atomic(0)
      output.begin()
      DispatchQueue.concurrentPerform(iterations: desks.count) { number in
        desks[number].work { worker in
          while true {
            let taken = next.add(1, ordering: .relaxed).oldValue
            let start = first + taken * piece
            guard start < rows.upperBound else { return }
            let mine = start..<min(start + piece, rows.upperBound)
            output.take(answers(mine, &worker), taken)
          }
        }
      }
      if let failure = output.failure { throw failure }
    }
    output.tellFailed(of: count)
    return output.failed
  }
}

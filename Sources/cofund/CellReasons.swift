/// Words that many rows share, kept by one worker.
final class CellReasons {
  private var known: [[UInt8]: String] = [:]
  private static let most = 4_096

  /// The words for a cell of a column, made if they are not known.
  func words(_ cell: ArraySlice<UInt8>, _ column: Int, _ make: () -> String) -> String {
    let key =
      Array(cell) + [
        0, UInt8(truncatingIfNeeded: column), UInt8(truncatingIfNeeded: column >> 8),
      ]
    if let words = known[key] { return words }
    if known.count >= CellReasons.most { known.removeAll(keepingCapacity: true) }
    let words = make()
    known[key] = words
    return words
  }
}

/// Where the lines of a source begin, for turning offsets into lines and columns.
public struct LineTable: Sendable {
  private let bytes: [UInt8]
  /// The offset of the first byte of each line.
  private let starts: [Int32]

  /// The lines of a source; a carriage return before a line's end is no part of it.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts: [Int32] = [0]
    bytes.withUnsafeBufferPointer { buffer in
      for offset in buffer.indices where buffer[offset] == .newline {
        starts.append(Int32(clamping: offset + 1))
      }
    }
    self.starts = starts
  }

  /// The number of lines, the last of which may be empty.
  public var count: Int { starts.count }

  /// The line and the column of an offset, both from one; a column is a character.
  public func position(of offset: Int) -> (line: Int, column: Int) {
    let offset = max(0, min(offset, bytes.count))
    let line = self.line(of: offset)
    let first = textStart(of: line)
    return (line, text(first, max(first, offset)).count + 1)
  }

  /// The line that holds an offset, from one.
  public func line(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The offsets of a line's text, its end excluded; empty where there is no such line.
  public func lineRange(_ line: Int) -> Range<Int> {
    guard line >= 1, line <= starts.count else { return bytes.count..<bytes.count }
    let start = textStart(of: line)
    var end = line < starts.count ? Int(starts[line]) - 1 : bytes.count
    if end > start, bytes[end - 1] == .carriageReturn { end -= 1 }
    return start..<max(start, end)
  }

  /// The text of a line without its end.
  public func lineText(_ line: Int) -> String {
    let range = lineRange(line)
    return text(range.lowerBound, range.upperBound)
  }

  /// The text between two offsets.
  public func text(_ start: Int, _ end: Int) -> String {
    let low = max(0, min(start, bytes.count))
    return String(decoding: bytes[low..<max(low, min(end, bytes.count))], as: UTF8.self)
  }

  /// The start of a line, after the byte order mark if the file has one.
  private func textStart(of line: Int) -> Int {
    let isMarked = line == 1 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
    return isMarked ? 3 : Int(starts[line - 1])
  }
}

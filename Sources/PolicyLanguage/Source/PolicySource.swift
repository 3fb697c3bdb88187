/// A text to be read as policy language, with the path that messages name.
public struct PolicySource: Sendable, Hashable {
  /// The path as the reader would type it.
  public let path: String
  /// The bytes as they stand in the file, whole.
  public let bytes: [UInt8]

  /// A source from bytes, which need not be valid UTF-8.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// A source from text.
  public init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }
}

/// A stretch of one source, in UTF-8 offsets.
public struct SourceSpan: Sendable, Hashable, Comparable {
  /// The index of the source among those of the run.
  public var file: Int32
  /// The offset of the first byte.
  public var start: Int32
  /// The offset after the last byte.
  public var end: Int32

  /// A span from a first to before a last offset.
  public init(file: Int32, start: Int32, end: Int32) {
    self.file = file
    self.start = start
    self.end = end
  }

  /// The span from the start of this one to the end of another.
  public func joined(to other: SourceSpan) -> SourceSpan {
    SourceSpan(file: file, start: min(start, other.start), end: max(end, other.end))
  }

  /// By file, then by the place in it.
  public static func < (left: SourceSpan, right: SourceSpan) -> Bool {
    (left.file, left.start, left.end) < (right.file, right.start, right.end)
  }
}

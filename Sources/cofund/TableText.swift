import Foundation
import Quoting

/// The text of a table in UTF-8, its encoding undone and what parts its cells recognised.
struct TableText: Sendable {
  let bytes: [UInt8]
  /// What stands between two cells.
  let separator: UInt8
  /// Where the header begins: after a line `sep=`, if there is one.
  let start: Int
  /// The number of the line on which the header begins.
  let firstLine: Int

  /// Recognises the bytes of a file; what is no table of text is refused by name.
  init(_ path: String, _ bytes: [UInt8]) throws(Failure) {
    if bytes.isEmpty { throw .wrong("bad-table", "`\(path)` is empty") }
    if let what = TableText.binary(bytes) {
      throw .wrong("bad-table", "`\(path)` is \(what); save it as CSV in UTF-8 and give that file")
    }
    let text = try TableText.utf8(path, bytes)
    let declared = TableText.declaredSeparator(text)
    self.bytes = text
    start = declared?.end ?? 0
    firstLine = declared == nil ? 1 : 2
    separator = declared?.separator ?? TableText.separator(of: text)
  }

  /// What a file is that holds no text: a workbook, or something compressed.
  private static func binary(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      return "a workbook or another archive, no table of text"
    }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return "a workbook, no table of text" }
    if bytes.starts(with: [0x1F, 0x8B]) { return "compressed, no table of text" }
    return bytes.starts(with: Array("%PDF".utf8)) ? "a PDF, no table of text" : nil
  }

  /// The bytes in UTF-8 without a mark; UTF-16 is known by its mark, or by noughts in every other byte.
  private static func utf8(_ path: String, _ bytes: [UInt8]) throws(Failure) -> [UInt8] {
    if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(path, bytes.dropFirst(2), low: 0) }
    if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(path, bytes.dropFirst(2), low: 1) }
    if bytes.count > 1, bytes[1] == 0, bytes[0] != 0 { return try utf16(path, bytes[...], low: 0) }
    if bytes.count > 1, bytes[0] == 0, bytes[1] != 0 { return try utf16(path, bytes[...], low: 1) }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    if text.contains(0) {
      throw .wrong("bad-table", "`\(path)` holds bytes that are no text; save it as CSV in UTF-8")
    }
    if text.contains(where: { $0 >= 0x80 }), String(validating: text, as: UTF8.self) == nil {
      let lines = text.split(separator: 10, omittingEmptySubsequences: false)
      let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
      throw .wrong(
        "bad-table",
        "line \(line + 1) of `\(path)` is not in UTF-8, as a sign such as £ or é is not in older "
          + "encodings; save the file as CSV in UTF-8")
    }
    return text
  }

  /// Text in pairs of bytes, of which the one at `low` counts units.
  private static func utf16(
    _ path: String, _ bytes: ArraySlice<UInt8>, low: Int
  ) throws(Failure) -> [UInt8] {
    let pairs = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map {
      UInt16(bytes[$0 + low]) | UInt16(bytes[$0 + 1 - low]) << 8
    }
    guard bytes.count % 2 == 0, let text = String(validating: pairs, as: UTF16.self),
      !text.utf8.contains(0)
    else {
      throw .wrong(
        "bad-table", "`\(path)` is neither UTF-8 nor sound UTF-16; save it as CSV in UTF-8")
    }
    return Array(text.utf8)
  }

  /// The separator that a first line `sep=;` declares, and where the next line begins.
  private static func declaredSeparator(_ text: [UInt8]) -> (separator: UInt8, end: Int)? {
    let line = text.prefix { $0 != 10 && $0 != 13 }
    let plain = line.filter { $0 != UInt8(ascii: "\"") }
    guard plain.count == 5,
      String(decoding: plain.prefix(4), as: UTF8.self).lowercased() == "sep="
    else { return nil }
    var end = line.endIndex
    if end < text.count, text[end] == 13 { end += 1 }
    if end < text.count, text[end] == 10 { end += 1 }
    return (plain[4], end)
  }

  /// What parts the names of the header: the sign of which it has most, commas where none is there.
  private static func separator(of text: [UInt8]) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in text {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 10 || byte == 13 {
        if counts.isEmpty { continue }
        break
      }
      counts[byte, default: 0] += 1
    }
    let comma = UInt8(ascii: ",")
    var best = comma
    for other in [UInt8(ascii: ";"), 9, UInt8(ascii: "|")] {
      if counts[other, default: 0] > counts[best, default: 0] { best = other }
    }
    return best
  }
}

extension TableText {
  /// What stands for standard input in place of a path.
  static let standardInput = "-"

  /// The bytes of a table: of a plain file, or of what the shell has opened for the command (`-`,
  /// `/dev/stdin` and `/dev/fd/`); another pipe or device is refused, for reading it may never end.
  static func bytes(of path: String) throws(Failure) -> [UInt8] {
    if path == standardInput { return try all(of: .standardInput, "standard input") }
    let isOpened = path == "/dev/stdin" || path.hasPrefix("/dev/fd/")
    if isOpened, let handle = FileHandle(forReadingAtPath: path) {
      return try all(of: handle, path)
    }
    return try SourceFiles.bytes(of: path)
  }

  private static func all(of handle: FileHandle, _ name: String) throws(Failure) -> [UInt8] {
    do {
      return [UInt8](try handle.readToEnd() ?? Data())
    } catch {
      throw .unreadable("\(name) cannot be read: \(reason(error))")
    }
  }
}

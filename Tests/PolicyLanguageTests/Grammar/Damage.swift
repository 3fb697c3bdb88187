@testable import PolicyLanguage

/// A declaration with one word or line lost, doubled or changed for the next.
struct Damage {
  /// What was done to what.
  let deed: String
  let bytes: [UInt8]

  /// Every such damage to the declarations of a text.
  static func all(of bytes: [UInt8]) -> [Damage] {
    declarations(of: bytes).flatMap { declaration in
      let lines = lexed(declaration)
      return lines.lines.indices.flatMap { line in
        wordDamage(of: declaration, lines, line) + lineDamage(of: declaration, lines, line)
      }
    }
  }

  /// A text cut before every line at the margin: a declaration by itself is a file too.
  private static func declarations(of bytes: [UInt8]) -> [[UInt8]] {
    let file = lexed(bytes)
    let starts = file.lines.filter { $0.depth == 0 }.map { Int(file.tokens[Int($0.first)].start) }
    return zip(starts, starts.dropFirst() + [bytes.count]).map { Array(bytes[$0..<$1]) }
  }

  /// The ranges of the words of a line.
  private static func words(_ file: LexedFile, _ line: Int) -> [Range<Int>] {
    file.tokens[Int(file.lines[line].first)...].prefix { $0.kind != .endOfLine }
      .map { Int($0.start)..<Int($0.end) }
  }

  private static func wordDamage(of bytes: [UInt8], _ file: LexedFile, _ line: Int) -> [Damage] {
    let words = words(file, line)
    var damages: [Damage] = []
    for (index, word) in words.enumerated() {
      let text = String(decoding: bytes[word], as: UTF8.self)
      let isFirst = index == 0 && words.count > 1
      let lost = word.lowerBound..<(isFirst ? words[1].lowerBound : word.upperBound)
      damages.append(Damage("`\(text)` lost", bytes, lost, isFirst ? [] : [.space]))
      damages.append(
        Damage("`\(text)` doubled", bytes, word, bytes[word], [.space], bytes[word]))
      if index + 1 < words.count {
        let next = words[index + 1]
        let between = bytes[word.upperBound..<next.lowerBound]
        damages.append(
          Damage(
            "`\(text)` after the next", bytes, word.lowerBound..<next.upperBound,
            bytes[next], between, bytes[word]))
      }
    }
    return damages
  }

  private static func lineDamage(of bytes: [UInt8], _ file: LexedFile, _ line: Int) -> [Damage] {
    let whole = wholeLine(of: bytes, file, line)
    let text = String(decoding: bytes[whole].dropLast(), as: UTF8.self)
    var damages = [
      Damage("line `\(text)` lost", bytes, whole),
      Damage("line `\(text)` doubled", bytes, whole, bytes[whole], bytes[whole]),
    ]
    if line + 1 < file.lines.count {
      let next = wholeLine(of: bytes, file, line + 1)
      damages.append(
        Damage(
          "line `\(text)` after the next", bytes, whole.lowerBound..<next.upperBound,
          bytes[next], bytes[whole]))
    }
    return damages
  }

  /// The range of a line with its indent and its end.
  private static func wholeLine(of bytes: [UInt8], _ file: LexedFile, _ line: Int) -> Range<Int> {
    let first = Int(file.tokens[Int(file.lines[line].first)].start)
    let start = bytes[..<first].lastIndex(of: .newline).map { $0 + 1 } ?? 0
    let end = bytes[first...].firstIndex(of: .newline).map { $0 + 1 } ?? bytes.count
    return start..<end
  }

  private init(
    _ deed: String, _ bytes: [UInt8], _ range: Range<Int>, _ instead: ArraySlice<UInt8>...
  ) {
    var damaged = bytes
    damaged.replaceSubrange(range, with: instead.flatMap { $0 })
    self.deed = deed
    self.bytes = damaged
  }
}

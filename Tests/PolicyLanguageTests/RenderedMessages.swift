import PolicyLanguage

/// Sources to which labels can be pointed by file, line and words.
struct Pointer {
  var sources: [PolicySource] = []

  /// Adds a worked file under a path, with one line changed.
  mutating func add(_ draft: String, as path: String, line: Int, _ old: String, _ new: String) {
    var lines = PolicyFixture.draft(draft).text.split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    lines[line - 1] = lines[line - 1].replacing(old, with: new)
    sources.append(PolicySource(path: path, text: lines.joined(separator: "\n")))
  }

  /// Adds a source with lines at given numbers and nothing between them.
  mutating func add(path: String, _ lines: [Int: String]) {
    let last = lines.keys.max() ?? 0
    let text = (1...max(1, last)).map { lines[$0] ?? "" }.joined(separator: "\n") + "\n"
    sources.append(PolicySource(path: path, text: text))
  }

  /// The place of some words on a line.
  func at(_ line: Int, _ words: String, file: Int = 0) -> SourceSpan {
    let table = LineTable(sources[file].bytes)
    let range = table.lineRange(line)
    let text = Array(sources[file].bytes[range])
    let needle = Array(words.utf8)
    var offset = 0
    while offset + needle.count < text.count,
      Array(text[offset..<(offset + needle.count)]) != needle
    {
      offset += 1
    }
    let start = Int32(range.lowerBound + offset)
    return SourceSpan(file: Int32(file), start: start, end: start + Int32(needle.count))
  }

  /// A label on some words of a line.
  func label(_ line: Int, _ words: String, _ text: String, file: Int = 0) -> Label {
    Label(at(line, words, file: file), text)
  }

  /// An edit of some words of a line.
  func edit(_ text: String, _ line: Int, _ words: String, _ replacement: String) -> Suggestion {
    Suggestion(text, replace: at(line, words), with: replacement)
  }
}

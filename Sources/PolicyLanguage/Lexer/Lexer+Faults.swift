import FundingValues

extension Lexer {
  /// The most faults of spelling that are reported on one line.
  static let mostFaultsOfLine = 10

  /// Adds a fault.
  mutating func report(
    _ code: String, _ message: String, _ span: SourceSpan, _ label: String = "",
    with secondary: [Label] = [], notes: [String] = [], help: String? = nil,
    suggestion: Suggestion? = nil
  ) {
    faultsOfLine += 1
    guard result.diagnostics.count < Parser.mostFaults, faultsOfLine <= Lexer.mostFaultsOfLine
    else { return }
    result.diagnostics.append(
      Diagnostic(
        code, message, at: Label(span, label), with: secondary, notes: notes, help: help,
        suggestion: suggestion))
  }

  /// The text between two offsets.
  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
  }

  /// Reports a source that is too large to read.
  mutating func refuseSize() {
    let megabytes = Lexer.largestSource / (1024 * 1024)
    report(
      "P0101", "this file is larger than \(megabytes) megabytes", span(0, 0),
      help: "split it into files that `uses` can name")
  }

  /// Reports bytes that are not text.
  mutating func report(unreadableFrom start: Int, to end: Int) {
    let isControl = bytes[start] < 0x80
    report(
      "P0101",
      isControl ? "this character cannot stand in a policy" : "these bytes are not readable text",
      span(start, end), isControl ? "character number \(bytes[start])" : "not UTF-8",
      help: isControl ? "remove it" : "save the file as UTF-8")
  }

  /// Reports tabs in an indent and gives its width in spaces.
  mutating func reportTabs(from start: Int) -> Int {
    var columns = 0
    for offset in start..<at {
      columns = bytes[offset] == .tab ? (columns / 4 + 1) * 4 : columns + 1
    }
    let place = span(start, at)
    report(
      "P0102", "this line is indented with a tab", place,
      suggestion: Suggestion(
        "indent with spaces", replace: place, with: String(repeating: " ", count: columns)))
    return columns
  }

  /// Reports a line with more words than any clause has.
  mutating func report(longLineFrom offset: Int) {
    report(
      "P0114", "this line has more than \(Lexer.mostTokensOfLine) words",
      span(offset, offset + 1), "the rest is not read")
  }

  /// Reports a line that stands beneath too many others.
  mutating func report(tooDeepAt offset: Int) {
    report(
      "P0103", "this line stands beneath more than \(Lexer.deepest) others",
      span(offset, offset + 1))
  }

  /// Reports a line whose indent matches no line above.
  mutating func report(misalignedAt offset: Int, width: Int, between low: Int, and high: Int) {
    report(
      "P0103", "this line lines up with nothing above it", span(offset - width, offset),
      "indented by \(width)",
      notes: ["the lines above are indented by \(low) or by \(high)"])
  }

  /// Reports a text without its closing quote.
  mutating func report(openTextFrom start: Int, to end: Int) {
    report(
      "P0111", "this text is not closed", span(start, end), "opened here",
      notes: ["a text ends on the line on which it begins"],
      suggestion: Suggestion("close it", replace: span(end, end), with: "\""))
  }

  /// Reports a number against letters.
  mutating func reportJoined(from start: Int, number: Int) {
    while byte(at).isLetter || byte(at).isDigit || byte(at) == .hyphen || byte(at) == 0x5F {
      at += 1
    }
    let word = text(start, min(at, start + 60))
    let rest = text(number, min(at, number + 60))
    let place = span(start, at)
    let isUnit = UnitWord(rawValue: rest) != nil || rest == "million" || rest == "billion"
    report(
      "P0104", "`\(word)` is neither a number nor a name", place,
      notes: isUnit ? [] : ["a name begins with a letter"],
      suggestion: isUnit
        ? Suggestion("put a space after the number", replace: span(number, number), with: " ")
        : nil)
    append(.faulty, start, at)
  }

  /// Reports a number with more digits than any sum has.
  mutating func report(tooLong place: SourceSpan) {
    report("P0104", "this number has too many digits", place, notes: ["at most 32 are read"])
  }

  /// Reports a number that begins with a nought.
  mutating func report(leadingNoughts place: SourceSpan) {
    report("P0104", "a number does not begin with a nought", place, help: "write it without")
  }

  /// Reports digits that are not in threes.
  mutating func report(grouping range: Range<Int>, _ place: SourceSpan, sign: Bool) {
    let digits = range.filter { bytes[$0] != .comma }
    var grouped = ""
    for (index, offset) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { grouped.append(",") }
      grouped.append(Character(Unicode.Scalar(bytes[offset])))
    }
    let written = text(Int(place.start), Int(place.end))
    let mark = text(Int(place.start), range.lowerBound)
    let meant = NumberText.meant(by: text(range.lowerBound, range.upperBound)).map {
      "`\(mark)\($0)`"
    }
    report(
      "P0109", "the digits of `\(written)` are not in groups of three", place,
      help: digits.count == range.count
        ? nil
        : meant.isEmpty
          ? "put a comma before each three digits" : "write " + meant.joined(separator: " or "),
      suggestion: digits.count < range.count
        ? nil
        : Suggestion(
          "put a comma before each three digits",
          replace: span(range.lowerBound, range.upperBound), with: grouped))
  }

  /// Reports digits and hyphens that are not a day.
  mutating func report(notADay start: Int, _ end: Int) {
    let written = text(start, min(end, start + 60))
    let parts = written.split(separator: "-")
    if parts.count == 2, parts[0].utf8.count != 4, parts.allSatisfy({ Int($0) != nil }) {
      return report(
        "P0104", "`\(written)` is neither a number nor a day", span(start, end),
        suggestion: Suggestion(
          "to subtract, put a space on each side of the minus", replace: span(start, end),
          with: parts.joined(separator: " - ")))
    }
    let full = inFull(parts)
    report(
      "P0110", "`\(written)` is not a day", span(start, end), notes: lengthOfMonth(parts),
      help: full == nil
        ? "write a day as the year, the month and the day of the month, such as 2027-08-01" : nil,
      suggestion: full.map { Suggestion("write it in full", replace: span(start, end), with: $0) })
  }

  /// Reports a day written with slashes, which is read with the day of the month first.
  mutating func report(dayWithSlashes start: Int, _ end: Int) {
    let written = text(start, end)
    let full = inFull(written.split(separator: "/").reversed())
    report(
      "P0110", "`\(written)` is not a day", span(start, end),
      help: full == nil
        ? "write a day as the year, the month and the day of the month, such as 2027-08-01" : nil,
      suggestion: full.map {
        Suggestion("write the year first", replace: span(start, end), with: $0)
      })
  }

  /// A day with a month or a day of one digit, written with two.
  private func inFull(_ parts: [Substring]) -> String? {
    guard parts.count == 3, parts[0].utf8.count == 4 else { return nil }
    let full = parts.map { $0.utf8.count == 1 ? "0" + $0 : String($0) }.joined(separator: "-")
    let bytes = Array(full.utf8)
    return bytes.withUnsafeBufferPointer {
      $0.count == 10 && Lexer.date(in: $0, at: 0) != nil ? full : nil
    }
  }

  /// How long the month of a day is that goes beyond it.
  private func lengthOfMonth(_ parts: [Substring]) -> [String] {
    guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]),
      (1...9999).contains(year), (1...12).contains(month), parts[2].utf8.count == 2,
      let day = Int(parts[2]), day > 28
    else { return [] }
    let name = Word.inOrder[month - 1].rawValue
    return ["\(name) \(year) has \(CivilDate.length(ofMonth: month, year: year)) days"]
  }

  /// Reports a text in curly quotes, closed or not.
  mutating func report(curlyText inner: String?, from start: Int, to end: Int) {
    report(
      "P0104", "a text stands in straight double quotes", span(start, end), "these are curly",
      suggestion: inner.map {
        Suggestion("write them straight", replace: span(start, end), with: "\"\($0)\"")
      })
  }

  /// Reports a character that no word, number or sign begins with.
  mutating func report(oddCharacter scalar: Unicode.Scalar, from start: Int, to end: Int) {
    let place = span(start, end)
    func edit(_ text: String, _ replacement: String) -> Suggestion {
      Suggestion(text, replace: place, with: replacement)
    }
    let suggestion: Suggestion? =
      switch scalar {
      case "\u{2013}", "\u{2014}", "\u{2212}": edit("write a plain minus", "-")
      case "\u{D7}": edit("write a plain star", "*")
      case "\u{F7}": edit("write a plain slash", "/")
      case "\t", "\u{A0}", "\u{202F}", "\u{2009}": edit("write a plain space", " ")
      case "_": edit("words are joined by hyphens", "-")
      default: nil
      }
    let help: String? =
      switch scalar {
      case "<": "comparisons are words: `is below`, or `is at most` when the amount itself counts"
      case ">": "comparisons are words: `is above`, or `is at least` when the amount itself counts"
      case "=", "!": "comparisons are words, such as `is`, `is at least` and `is at most`"
      case "%": "write `%` against its number, as in 9%"
      case "\u{2018}", "\u{2019}", "'": "write a text in straight double quotes"
      default: nil
      }
    let shown = scalar.properties.isWhitespace ? "this space" : "`\(text(start, end))`"
    report(
      "P0104", "\(shown) cannot stand here", place, help: suggestion == nil ? help : nil,
      suggestion: suggestion)
  }
}

import FundingValues

extension Parser {
  /// Reports a fault, unless its line is already known to be at fault.
  mutating func fault(
    _ code: String, _ message: String, at place: SourceSpan, _ label: String = "",
    with secondary: [Label] = [], notes: [String] = [], help: String? = nil,
    suggestion: Suggestion? = nil
  ) -> Skip {
    guard diagnostics.count < Parser.mostFaults, !isKnownFaulty(place) else { return Skip() }
    diagnostics.append(
      Diagnostic(
        code, message, at: Label(place, label), with: secondary, in: breadcrumb, notes: notes,
        help: help, suggestion: suggestion))
    return Skip()
  }

  /// Whether a fault of the same line is already reported.
  private func isKnownFaulty(_ place: SourceSpan) -> Bool {
    var start = Int(place.start)
    while start > 0, bytes[start - 1] != .newline { start -= 1 }
    var end = Int(place.start)
    while end < bytes.count, bytes[end] != .newline { end += 1 }
    return diagnostics.contains {
      Int($0.primary.span.start) >= start && Int($0.primary.span.start) <= end
        && $0.code != "P0102"
    }
  }

  /// The declarations that hold the line being read, such as `grant co-investment`.
  private var breadcrumb: String? {
    guard !breadcrumbs.isEmpty else { return nil }
    return breadcrumbs.map { crumb in
      crumb.name.map { "\(crumb.kind) \(shortened($0))" } ?? crumb.kind
    }.joined(separator: ", ")
  }

  /// Every fault, in file order.
  func sortedDiagnostics() -> [Diagnostic] {
    guard diagnostics.count > 1 else { return diagnostics }
    var sorted = diagnostics.enumerated().sorted {
      ($0.element.primary.span.start, $0.offset) < ($1.element.primary.span.start, $1.offset)
    }.map(\.element)
    guard sorted.count >= Parser.mostFaults, let last = sorted.popLast() else { return sorted }
    return sorted + [
      Diagnostic(
        "P0115", "this file has \(grouped(UInt64(Parser.mostFaults))) faults or more",
        at: Label(last.primary.span, "the rest is not read"))
    ]
  }

  /// What stands here, for a message.
  func shown(_ token: Token) -> String {
    switch token.kind {
    case .endOfLine: "the line ends here"
    case .text: "this is a text"
    default: "this is `\(shortText(token))`"
    }
  }

  /// What a token spells, cut short if it is very long.
  func shortText(_ token: Token) -> String { shortened(text(token)) }

  private func shortened(_ text: String) -> String {
    text.utf8.count <= 80 ? text : String(text.prefix(60)) + "..."
  }

  /// Reports a word that is not what the place asks for.
  mutating func unexpected(_ expected: String, nearest words: [Word] = []) -> Skip {
    let token = token
    var suggestion: Suggestion?
    if token.kind == .name, let near = nearestName(to: text(token), among: words.map(\.rawValue)) {
      suggestion = Suggestion("write `\(near)`", replace: span(token), with: near)
      putRight(near)
    }
    return fault(
      "P0105", "expected \(expected)", at: span(token), shown(token),
      help: suggestion == nil ? wrongGuess(token) ?? wrongPlace : nil, suggestion: suggestion)
  }

  /// Advice on a clause that stands on the line of another.
  private var wrongPlace: String? {
    let clauses: [(Word, Word)] = [(.up, .to), (.not, .below), (.counts, .at), (.leaves, .at)]
    for (first, second) in clauses where isAt(first, second) {
      return "put `\(first.rawValue) \(second.rawValue)` on a line of its own beneath this one"
    }
    return nil
  }

  /// Advice on a word that is often guessed wrongly.
  func wrongGuess(_ token: Token) -> String? {
    switch token.kind == .name ? text(token) : "" {
    case "not": "there is no `not`: put the test in a block under `none of`"
    case "over", "more", "greater": "write `is above`, or `is at least` when the amount counts"
    case "under", "less", "fewer": "write `is below`, or `is at most` when the amount counts"
    case "equals", "equal": "write `is`, or `is exactly` for what is measured"
    case "or": "put the tests in a block under `any of`"
    case "and": "put the tests in a block under `all of`"
    case "else": "write `otherwise`"
    default: nil
    }
  }

  /// Reports a line that begins with no word known here.
  mutating func unknownClause(_ place: String, _ known: [Word]) -> Skip {
    let token = token
    guard token.kind == .name else {
      return fault("P0105", "expected a line of \(place)", at: span(token), shown(token))
    }
    let word = text(token)
    var suggestion: Suggestion?
    var help: String?
    if let near = nearestName(to: word, among: known.map(\.rawValue)) {
      suggestion = Suggestion(
        "a line here begins with a word close to it", replace: span(token), with: near)
      putRight(near)
    } else if known.contains(.pays), let token = token.word, Parser.shaping.contains(token) {
      help = "indent it beneath the `pays` or `gives` line that it belongs to"
    } else {
      help = "a line here begins with " + listed(known.map { "`\($0.rawValue)`" })
    }
    return fault(
      "P0106", "no line of \(place) begins with `\(shortText(token))`", at: span(token), help: help,
      suggestion: suggestion)
  }

  /// The words that begin a line beneath `pays` or `gives`.
  private static let shaping: Set<Word> = [
    .except, .leaves, .nothing, .paid, .plus, .reduced, .rounded, .tapers, .up,
  ]

  private func listed(_ words: [String]) -> String {
    guard words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + words[words.count - 1]
  }
}

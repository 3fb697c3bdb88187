/// Reads rules in extended Backus-Naur form.
struct GrammarReader {
  /// What could not be read.
  struct Fault: Error, CustomStringConvertible {
    let line: Int
    let description: String
  }

  private let words: [(text: String, line: Int)]
  private var at = 0
  private var grammar = Grammar()
  private var owner = 0

  /// Reads the rules in the blocks of a page that begin "```ebnf".
  static func read(page: String) throws(Fault) -> Grammar {
    var words: [(String, Int)] = []
    var isInside = false
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        isInside = line == "```ebnf"
      } else if isInside {
        try cut(line, index + 1, into: &words)
      }
    }
    var reader = GrammarReader(words: words)
    while reader.at < words.count { try reader.rule() }
    return reader.grammar
  }

  private init(words: [(text: String, line: Int)]) { self.words = words }

  /// Cuts a line into names, quoted words and marks.
  private static func cut(_ line: Substring, _ number: Int, into words: inout [(String, Int)])
    throws(Fault)
  {
    var rest = line.drop { $0 == " " }
    while let first = rest.first {
      var length = 1
      if first == "\"" {
        guard let end = rest.dropFirst().firstIndex(of: "\"") else {
          throw Fault(line: number, description: "a quoted word does not end")
        }
        length = rest.distance(from: rest.startIndex, to: end) + 1
      } else if first.isLetter {
        length = rest.prefix { $0.isLetter || $0 == "-" }.count
      } else if !"=;|[]{}()!".contains(first) {
        throw Fault(line: number, description: "`\(first)` is no mark of a grammar")
      }
      words.append((String(rest.prefix(length)), number))
      rest = rest.dropFirst(length).drop { $0 == " " }
    }
  }

  private var word: String { at < words.count ? words[at].text : "the end" }

  private mutating func expect(_ mark: String) throws(Fault) {
    guard word == mark else { throw fault("expected `\(mark)`, and this is `\(word)`") }
    at += 1
  }

  private func fault(_ message: String) -> Fault {
    Fault(line: words[min(at, words.count - 1)].line, description: message)
  }

  private mutating func rule() throws(Fault) {
    owner = number(of: word)
    guard grammar.definitions[owner] < 0 else { throw fault("`\(word)` is said twice") }
    at += 1
    try expect("=")
    grammar.definitions[owner] = try choice()
    try expect(";")
  }

  private mutating func number(of name: String) -> Int {
    if let known = grammar.names.firstIndex(of: name) { return known }
    grammar.names.append(name)
    grammar.definitions.append(-1)
    return grammar.names.count - 1
  }

  private mutating func add(_ form: Grammar.Form, number: Int = -1, _ within: [Int] = []) -> Int {
    grammar.parts.append(Grammar.Part(form: form, number: number, within: within, owner: owner))
    return grammar.parts.count - 1
  }

  private mutating func choice() throws(Fault) -> Int {
    var ways = [try sequence()]
    while word == "|" {
      at += 1
      ways.append(try sequence())
    }
    return ways.count == 1 ? ways[0] : add(.choice, ways)
  }

  private mutating func sequence() throws(Fault) -> Int {
    var parts: [Int] = []
    while at < words.count, !["|", ";", "]", "}", ")", "="].contains(word) {
      parts.append(try part())
    }
    guard !parts.isEmpty else { throw fault("nothing stands before `\(word)`") }
    return parts.count == 1 ? parts[0] : add(.sequence, parts)
  }

  private mutating func part() throws(Fault) -> Int {
    let first = word
    at += 1
    switch first {
    case "(":
      let inner = try choice()
      try expect(")")
      return inner
    case "[":
      let inner = try choice()
      try expect("]")
      return add(.option, [inner])
    case "{":
      let inner = try choice()
      try expect("}")
      return add(.repetition, [inner])
    case "!":
      return add(.absence, [try part()])
    default:
      if first.hasPrefix("\"") { return terminal(String(first.dropFirst().dropLast())) }
      if let kind = Grammar.Kind(rawValue: first) { return terminal(kind.rawValue) }
      return add(.rule, number: number(of: first))
    }
  }

  private mutating func terminal(_ text: String) -> Int {
    if let known = grammar.terminals.firstIndex(of: text) { return add(.terminal, number: known) }
    grammar.terminals.append(text)
    return add(.terminal, number: grammar.terminals.count - 1)
  }
}

@testable import PolicyLanguage

/// A text cut into words as the parser has them, each with the number of the terminal it is.
struct GrammarText {
  let path: String
  let bytes: [UInt8]
  /// The terminal of each word: its own if it is fixed, else its kind; -1 for what is none, and
  /// last for the end.
  let terminals: [Int]
  /// The offset of each word.
  private let starts: [Int]

  /// A source cut up for a grammar.
  init(_ source: PolicySource, _ known: GrammarTerminals) {
    let lexed = lexed(source.bytes)
    var terminals: [Int] = []
    var starts: [Int] = []
    var depth = 0
    for (index, line) in lexed.lines.enumerated() {
      let first = Int(line.first)
      let isLast = index + 1 == lexed.lines.count
      let end = isLast ? lexed.tokens.count : Int(lexed.lines[index + 1].first)
      let start = Int(lexed.tokens[first].start)
      while depth != Int(line.depth) {
        let isDeeper = depth < Int(line.depth)
        terminals.append(isDeeper ? known.deeper : known.shallower)
        starts.append(start)
        depth += isDeeper ? 1 : -1
      }
      for token in lexed.tokens[first..<end] {
        terminals.append(known.number(of: token))
        starts.append(Int(token.start))
      }
    }
    for _ in 0..<depth {
      terminals.append(known.shallower)
      starts.append(source.bytes.count)
    }
    path = source.path
    bytes = source.bytes
    self.terminals = terminals + [-1]
    self.starts = starts + [source.bytes.count]
  }

  /// How many words there are.
  var count: Int { terminals.count - 1 }

  /// The word that holds a byte.
  func word(holding offset: Int) -> Int {
    starts.prefix(count).lastIndex { $0 <= offset } ?? 0
  }

  /// The line on which a word stands.
  func line(at index: Int) -> Int {
    bytes[..<min(starts[index], bytes.count)].count { $0 == .newline } + 1
  }

  /// What is written from a word to the end of its line.
  func spelling(at index: Int) -> String {
    let rest = bytes[min(starts[index], bytes.count)...].prefix { $0 != .newline }
    return rest.isEmpty ? "the end of the line" : "`" + String(decoding: rest, as: UTF8.self) + "`"
  }
}

/// The terminals of a grammar by what spells them.
struct GrammarTerminals: Sendable {
  /// A deeper line, and the end of those that are.
  let deeper: Int
  let shallower: Int
  private let ofWords: [Int]
  private let ofKinds: [Int]
  private let name: Int

  /// The terminals of a grammar.
  init(_ grammar: Grammar) {
    func number(_ text: String) -> Int { grammar.terminals.firstIndex(of: text) ?? -1 }
    func number(_ kind: Grammar.Kind) -> Int { number(kind.rawValue) }
    deeper = number(.deeper)
    shallower = number(.shallower)
    name = number(.name)
    ofWords = Word.allCases.map { number($0.rawValue) }
    ofKinds = (0...TokenKind.endOfLine.rawValue).map { kind in
      switch TokenKind(rawValue: kind) {
      case .money: number(.money)
      case .percent: number(.percent)
      case .number: number(.number)
      case .date: number(.date)
      case .text: number(.text)
      case .sign: number(.sign)
      case .endOfLine: number(.endOfLine)
      case .comma: number(",")
      case .stop: number(".")
      case .colon: number(":")
      case .plus: number("+")
      case .minus: number("-")
      case .star: number("*")
      case .slash: number("/")
      case .openBracket: number("(")
      case .closeBracket: number(")")
      case .name, .faulty, nil: -1
      }
    }
  }

  /// The terminal that a token is: a fixed word is its own, for it may be a name besides.
  func number(of token: Token) -> Int {
    guard token.kind == .name else { return ofKinds[Int(token.kind.rawValue)] }
    let word = Int(token.name)
    return word < ofWords.count && ofWords[word] >= 0 ? ofWords[word] : name
  }
}

/// A text cut into lines and tokens.
func lexed(_ bytes: [UInt8]) -> LexedFile {
  bytes.withUnsafeBufferPointer { bytes in
    var lexer = Lexer(bytes, file: 0)
    lexer.run()
    return lexer.result
  }
}

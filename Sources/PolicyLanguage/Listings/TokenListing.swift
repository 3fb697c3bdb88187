/// The tokens of a source, one a line with its place and what it is: for reading and for questions.
public func tokenListing(of source: PolicySource) -> String {
  let lines = LineTable(source.bytes)
  var listing = ""
  let tokens = source.bytes.withUnsafeBufferPointer { bytes in
    var lexer = Lexer(bytes, file: 0)
    lexer.run()
    return lexer.result.tokens
  }
  var place = (line: 1, column: 1)
  var reached = 0
  for token in tokens {
    let start = Int(token.start)
    if lines.line(of: start) == place.line, place.line > 1 {
      place.column += lines.text(reached, start).count
    } else {
      place = lines.position(of: start)
    }
    reached = start
    let text = lines.text(Int(token.start), Int(token.end))
    let isFixed = token.kind == .name && token.word != nil
    let kind = isFixed ? "word" : token.kind.listed
    let shown = token.kind == .endOfLine ? "" : "  " + text
    listing += "\(place.line):\(place.column)  \(kind)\(shown)\n"
  }
  return listing
}

extension TokenKind {
  /// The name of the kind, as the reference has it.
  fileprivate var listed: String {
    switch self {
    case .name: "name"
    case .money: "money"
    case .percent: "percent"
    case .number: "number"
    case .date: "day"
    case .text: "text"
    case .sign: "sign"
    case .faulty: "fault"
    case .endOfLine: "end of line"
    default: "mark"
    }
  }
}

extension Parser {
  /// Ends the line being read and goes to the next, or reports what should not be there.
  mutating func endLine() throws(Skip) {
    guard token.kind == .endOfLine else {
      throw unexpected(
        "the end of the line",
        nearest: [.when, .where, .with, .within, .each, .per, .million, .billion])
    }
    goToNextLine()
  }

  /// How many lines stand beneath a depth from here on, such as the rows of a parameter.
  func linesBeneath(_ depth: Int) -> Int {
    var end = line
    while end < lines.count, lines[end].depth > depth { end += 1 }
    return end - line
  }

  /// Goes to the first token of the next line.
  mutating func goToNextLine() {
    line += 1
    if line < lines.count { at = Int(lines[line].first) }
  }

  /// Reads the first line of a block; nothing if it is at fault, and the block can still be read.
  mutating func head<Value>(
    endsLine: Bool = true, _ read: (inout Parser) throws(Skip) -> Value
  ) -> Value? {
    let start = line
    while true {
      do {
        let value = try read(&self)
        if endsLine { try endLine() }
        return value
      } catch {
        guard readsAgain(from: start) else { break }
      }
    }
    line = start
    goToNextLine()
    return nil
  }

  /// Goes back to the start of a line if a word of it was put right.
  private mutating func readsAgain(from start: Int) -> Bool {
    guard isPutRight else { return false }
    isPutRight = false
    openBrackets = 0
    line = start
    at = Int(lines[start].first)
    return true
  }

  /// Reads each line directly beneath a line of a depth; after a fault it goes on with the next.
  mutating func block(under depth: Int, _ read: (inout Parser) throws(Skip) -> Void) {
    while !isAtEnd, self.depth > depth {
      let start = line
      let own = self.depth
      do {
        try read(&self)
        refuseLines(beneath: own, of: start)
      } catch {
        if readsAgain(from: start) { continue }
        openBrackets = 0
        line = max(line, start + 1)
      }
      while !isAtEnd, self.depth > own { line += 1 }
      if diagnostics.count >= Parser.mostFaults { line = lines.count }
      if !isAtEnd { at = Int(lines[line].first) }
    }
  }

  /// Reports lines that stand beneath a line that has no block.
  private mutating func refuseLines(beneath depth: Int, of owner: Int) {
    guard !isAtEnd, self.depth > depth else { return }
    _ = fault(
      "P0103", "nothing can stand beneath this line", at: span(ofLine: line), "indented further",
      with: [Label(span(ofLine: owner), "this line")])
  }

  /// Reports a line with nothing beneath it that needs something.
  mutating func requireBlock(under depth: Int, of owner: SourceSpan, _ expected: String) {
    guard self.depth <= depth else { return }
    _ = fault("P0107", "nothing stands beneath this line", at: owner, "expected \(expected)")
  }

  /// Reports a part that a declaration lacks, unless a fault beneath it may be why.
  mutating func missing(_ part: String, of owner: SourceSpan) -> Skip {
    let end = isAtEnd ? Int32.max : token.start
    let isExplained = diagnostics.contains {
      $0.primary.span.start >= owner.start && $0.primary.span.start < end
    }
    if isExplained { return Skip() }
    return fault("P0107", "\(part) is missing", at: owner, "expected beneath this line")
  }

  /// Reads the lines beneath a declaration with its name shown in messages.
  mutating func within<Value>(
    _ kind: String, _ name: String?, _ read: (inout Parser) throws(Skip) -> Value
  ) throws(Skip) -> Value {
    breadcrumbs.append(Breadcrumb(kind: kind, name: name))
    defer { breadcrumbs.removeLast() }
    return try read(&self)
  }
}

/// The place of the last clause read in a block, to keep clauses in their order.
struct ClauseOrder {
  private var rank = -1
  private var words = ""
  private var span: SourceSpan?

  /// Notes a clause and reports one that is out of its order or said twice.
  mutating func clause(
    _ rank: Int, _ words: String, in parser: inout Parser, repeats: Bool = false
  ) {
    let place = parser.lineSpan
    if rank < self.rank, let span {
      _ = parser.fault(
        "P0108", "`\(words)` must come before `\(self.words)`", at: place, "",
        with: [Label(span, "this comes after it")])
    } else if rank == self.rank, !repeats, let span {
      let isSame = words == self.words
      _ = parser.fault(
        "P0112",
        isSame ? "`\(words)` is said twice" : "`\(words)` cannot stand beside `\(self.words)`",
        at: place, "", with: [Label(span, isSame ? "first said here" : "said here")])
    } else {
      self.rank = rank
      self.words = words
      span = place
    }
  }

  /// Reports a `title`, `note` or `applies` line that follows another clause.
  mutating func aboutClause(in parser: inout Parser, at place: SourceSpan) {
    guard rank > 0, let span else { return }
    _ = parser.fault(
      "P0108", "`title`, `note` and `applies` must come before `\(words)`", at: place, "",
      with: [Label(span, "this comes after them")])
  }
}

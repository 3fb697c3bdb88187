extension Checker {
  /// Checks the order in which something finite is shared out: it must never end in a tie.
  mutating func check(_ rations: RationsSyntax, _ what: String) {
    for (rank, _) in rations.ranks {
      switch rank {
      case .when(let test): check(test, certain: "`rations`")
      case .lowest(let path), .highest(let path): requireRankable(path, isDate: false)
      case .earliest(let path): requireRankable(path, isDate: true)
      case .lot: break
      }
    }
    let lot = rations.ranks.firstIndex { if case .lot = $0.rank { true } else { false } }
    guard let last = rations.ranks.last else { return }
    guard let lot else {
      reportTie(rations, last, what)
      return
    }
    if lot < rations.ranks.count - 1 {
      let next = rations.ranks[lot + 1]
      report(
        "P0602", "nothing is left to decide after a draw of lots",
        at: Label(next.span, "never reached"),
        with: [Label(rations.ranks[lot].span, "no ties after this")])
    }
  }

  private mutating func requireRankable(_ path: PathSyntax, isDate: Bool) {
    guard let type = inferPath(path, expecting: nil)?.type else { return }
    if isDate ? type == .date : type.isNumeric { return }
    report(
      "P0202",
      "`\(path.text)` is \(type.words), so there is no \(isDate ? "earliest" : "lowest") one",
      at: Label(path.span, type.words))
  }

  private mutating func reportTie(
    _ rations: RationsSyntax, _ last: (rank: RationsSyntax.Rank, span: SourceSpan), _ what: String
  ) {
    let why =
      switch last.rank {
      case .lowest(let path), .highest(let path), .earliest(let path):
        path.text == "application.date"
          ? "two may apply on the same day"
          : "two \(path.parts[0].text)s may have the same \(path.parts[path.parts.count - 1].text)"
      case .when, .lot: "two may both meet this, or both fail it"
      }
    let indent = String(repeating: " ", count: column(of: last.span))
    let end = SourceSpan(file: last.span.file, start: last.span.end, end: last.span.end)
    report(
      "P0602", "this order of claims can end in a tie", at: Label(last.span, why),
      with: [Label(rations.span, "\(what) is shared out in this order")],
      notes: ["a tie would be broken by the order of the data, which no rule mentions"],
      suggestion: Suggestion(
        "end with a draw of lots", replace: end, with: "\n" + indent + "then by lot"))
  }

  /// How many characters stand before a place on its line.
  func column(of span: SourceSpan) -> Int {
    let line = text(SourceSpan(file: span.file, start: lineStart(of: span), end: span.start))
    return line.count
  }

  /// The offset of the first byte of the line on which a place stands.
  func lineStart(of span: SourceSpan) -> Int32 {
    guard program.sources.indices.contains(Int(span.file)) else { return span.start }
    let bytes = program.sources[Int(span.file)].bytes
    var start = min(max(Int(span.start), 0), bytes.count)
    while start > 0, bytes[start - 1] != 10 { start -= 1 }
    return Int32(start)
  }
}

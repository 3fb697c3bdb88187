extension Parser {
  /// Reads every declaration of the file.
  mutating func readFile() -> FileSyntax {
    var header: HeaderSyntax?
    var declarations: [DeclarationSyntax] = []
    if !isAtEnd { at = Int(lines[0].first) }
    if !isAtEnd, depth > 0 { refuseFirstIndent() }
    block(under: -1) { parser throws(Skip) in
      if let kind = parser.headerKind {
        let isFirst = header == nil && declarations.isEmpty
        if !isFirst { parser.refuseHeader() }
        let read = try parser.header(kind)
        if isFirst { header = read }
      } else {
        declarations.append(try parser.declaration())
      }
    }
    return FileSyntax(file: file, header: header, declarations: declarations)
  }

  private mutating func refuseFirstIndent() {
    _ = fault(
      "P0103", "the first line is indented", at: lineSpan, help: "begin it at the margin")
  }

  private mutating func refuseHeader() {
    _ = fault(
      "P0108", "a file has one header, and it comes first", at: lineSpan, "this is another one")
  }

  private var headerKind: HeaderSyntax.Kind? {
    switch token.word {
    case .policy?: .policy
    case .vocabulary?: .vocabulary
    case .evidence?: .evidence
    case .claims?: .claims
    default: nil
    }
  }

  private mutating func header(_ kind: HeaderSyntax.Kind) throws(Skip) -> HeaderSyntax {
    let depth = depth
    at += 1
    let name = head { parser throws(Skip) in try parser.name() }
    var about = AboutSyntax()
    var uses: [NameSyntax] = []
    try within(kind.rawValue, name?.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in
        if try parser.about(&about) { return }
        if parser.isAt(.uses) { return uses += try parser.uses() }
        throw parser.unknownClause("a header", [.title, .note, .applies, .uses])
      }
    }
    guard let name else { throw Skip() }
    return HeaderSyntax(kind: kind, name: name, about: about, uses: uses)
  }

  /// Reads one declaration and what stands beneath it.
  mutating func declaration() throws(Skip) -> DeclarationSyntax {
    switch token.word {
    case .source?: .source(try source())
    case .currency?: .currency(try currency())
    case .period?: .period(try period())
    case .category?: .category(try category())
    case .payer?: .payer(try payer())
    case .award?: .award(try award())
    case .record?: .record(try record())
    case .derive?: .derive(try derive())
    case .parameter?: .parameter(try parameter())
    case .grant?: .instrument(try grant())
    case .loan?: .instrument(try loan())
    case .plan?: .plan(try plan())
    case .tax?: .tax(try tax())
    case .levy?: .levy(try levy())
    case .account?: .account(try account())
    case .fund?: .fund(try fund())
    case .limit?: .limit(try sharedLimit())
    case .behaviour?: .behaviour(try behaviour())
    case .outcomes?: .outcomes(try outcomes())
    case .regime?: .regime(try regime())
    case .reform?: .reform(try reform())
    case .scenario?: .scenario(try scenario())
    case .profile?: .profile(try profile())
    case .claim?: .claim(try claim())
    case .example?: .example(try example())
    default: throw unknownDeclaration()
    }
  }

  private static let declarationWords: [Word] = [
    .policy, .vocabulary, .evidence, .claims, .source, .currency, .period, .category, .payer,
    .award, .record, .derive, .parameter, .grant, .loan, .plan, .tax, .levy, .account, .fund,
    .limit, .behaviour, .outcomes, .regime, .reform, .scenario, .profile, .claim, .example,
  ]

  private mutating func unknownDeclaration() -> Skip {
    let token = token
    guard token.kind == .name else {
      return fault("P0105", "expected a declaration", at: span(token), shown(token))
    }
    let word = text(token)
    let near = nearestName(to: word, among: Parser.declarationWords.map(\.rawValue))
    if let near { putRight(near) }
    return fault(
      "P0106", "no declaration begins with `\(shortText(token))`", at: span(token),
      help: near == nil
        ? "a line at the margin declares something, such as `parameter`, `grant` or `example`"
        : nil,
      suggestion: near.map {
        Suggestion("a declaration begins with a word close to it", replace: span(token), with: $0)
      })
  }

  /// Reads a `title`, `note` or `applies` line, if one stands here.
  mutating func about(_ about: inout AboutSyntax) throws(Skip) -> Bool {
    switch token.word {
    case .title? where next.kind != .stop:
      if about.title != nil {
        _ = fault("P0112", "`title` is said twice", at: lineSpan)
      }
      at += 1
      about.title = try text("a title in double quotes")
    case .note? where next.kind != .stop:
      at += 1
      about.notes.append(try text("a note in double quotes"))
    case .applies?:
      try applies(&about)
    default: return false
    }
    try endLine()
    return true
  }

  private mutating func applies(_ about: inout AboutSyntax) throws(Skip) {
    if about.from != nil { _ = fault("P0112", "`applies` is said twice", at: lineSpan) }
    at += 1
    if accept(.to) {
      try expect(.applications)
      about.byApplication = true
    }
    about.from = try from()
    if accept(.to) { about.to = try date() }
    about.basis = try basis()
  }

  /// Reads a `uses` line.
  mutating func uses() throws(Skip) -> [NameSyntax] {
    try expect(.uses)
    let names = try nameList("the name of a policy")
    try endLine()
    return names
  }
}

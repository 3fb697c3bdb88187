import PolicyCompiler
import PolicyLanguage
import Quoting

/// A change of one or two tokens in a text.
struct Mutation: Sendable {
  /// What is done to a token.
  enum Kind: String, Sendable, CaseIterable { case deleted, doubled, swapped }
  let kind: Kind
  /// The index of the token.
  let token: Int
}

/// The words, figures, texts and marks of a source, comments left out.
struct CutText: Sendable {
  let bytes: [UInt8]
  let tokens: [Range<Int>]

  /// Cuts a text at spaces and marks; a number keeps its commas and a text its quotes.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var tokens: [Range<Int>] = []
    var at = 0
    func isMark(_ byte: UInt8) -> Bool { [0x2C, 0x3A, 0x28, 0x29].contains(byte) }
    func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0x0A }
    while at < bytes.count {
      let start = at
      switch bytes[at] {
      case 0x20, 0x0A:
        at += 1
        continue
      case 0x23:
        while byte(at) != 0x0A { at += 1 }
        continue
      case 0x22:
        at += 1
        while byte(at) != 0x22, byte(at) != 0x0A { at += 1 }
        at += 1
      case let first where isMark(first): at += 1
      default:
        while byte(at) != 0x20, byte(at) != 0x0A {
          let isInNumber = byte(at) == 0x2C && byte(at + 1) &- 0x30 < 10 && at > start
          if isMark(byte(at)), !isInNumber { break }
          at += 1
        }
      }
      tokens.append(start..<min(at, bytes.count))
    }
    self.tokens = tokens
  }

  /// Every change of one token, or of one and its neighbour.
  var mutations: [Mutation] {
    tokens.indices.flatMap { token in
      Mutation.Kind.allCases.map { Mutation(kind: $0, token: token) }
    }
    .filter { mutation in
      let next = mutation.token + 1
      return mutation.kind != .swapped
        || (next < tokens.count && text(mutation.token) != text(next))
    }
  }

  /// The text with a change made.
  func mutated(_ mutation: Mutation) -> [UInt8] {
    let range = tokens[mutation.token]
    var changed = bytes
    switch mutation.kind {
    case .deleted: changed.replaceSubrange(range, with: [])
    case .doubled: changed.insert(contentsOf: [0x20] + bytes[range], at: range.upperBound)
    case .swapped:
      let next = tokens[mutation.token + 1]
      changed.replaceSubrange(next, with: bytes[range])
      changed.replaceSubrange(range, with: bytes[next])
    }
    return changed
  }

  /// What a token spells.
  func text(_ token: Int) -> String { String(decoding: bytes[tokens[token]], as: UTF8.self) }

  /// Whether a token is the first of its line.
  func isFirst(_ token: Int) -> Bool {
    token == 0 || bytes[tokens[token - 1].upperBound..<tokens[token].lowerBound].contains(0x0A)
  }

  /// A token by what it is; a name is a name whatever it is called, so that like places are alike.
  func form(_ token: Int, _ names: Set<String>) -> String {
    let text = text(token)
    if text.hasPrefix("\"") { return "TEXT" }
    if text.hasPrefix("£") { return "MONEY" }
    if text.hasSuffix("%") { return "PERCENT" }
    if let first = text.utf8.first, first &- 0x30 < 10 {
      return text.utf8.count == 10 && text.contains("-") ? "DATE" : "NUMBER"
    }
    if text.contains(".") { return "FACT" }
    return names.contains(text) ? "NAME" : text
  }

  /// The kind of place that a change is made at: how its line begins, and the tokens about it.
  func place(of mutation: Mutation, _ names: Set<String>) -> String {
    let at = mutation.token
    var first = at
    while !isFirst(first) { first -= 1 }
    let before = at == first ? [] : [form(at - 1, names)]
    let last = mutation.kind == .swapped ? at + 1 : at
    let isLastOfLine = last + 1 >= tokens.count || isFirst(last + 1)
    let after = isLastOfLine ? ["END"] : [form(last + 1, names)]
    let middle = (at...last).map { form($0, names) }.joined(separator: " ")
    let lead = first < at - 1 ? [form(first, names), "…"] : []
    return (lead + before + ["[\(middle)]"] + after).joined(separator: " ")
  }
}

/// What came of a change.
enum Outcome: String, Sendable, Hashable {
  /// A message appeared.
  case reported
  /// No message, and what was read is as before.
  case same
  /// No message, and what was read is another program.
  case changed
}

/// Sources that make one program, to be changed one token at a time.
struct MutationGround: Sendable {
  let name: String
  let sources: [PolicySource]
  private let findings: Set<String>
  private let failures: Int
  /// Whether it is without error, so that what is lost in a change can be told from what was missing.
  private let isSound: Bool
  private let files: [FileSyntax]
  let names: Set<String>

  /// The ground of some sources, which may have findings of their own.
  init(_ name: String, _ sources: [PolicySource]) {
    self.name = name
    self.sources = sources
    let result = check(sources)
    isSound = result.program != nil
    findings = MutationGround.words(result)
    failures = result.program.map(MutationGround.failures) ?? 0
    files = sources.enumerated().map { parse($1, file: Int32($0)).syntax }
    let program = Program(sources: sources, files: files)
    var names: Set<String> = Set(program.routeNames)
    for declaration in program.declarations {
      names.insert(declaration.name.text)
      if case .scenario(let scenario) = declaration.syntax {
        names.formUnion(scenario.populations.compactMap(\.name?.text))
      }
    }
    for unit in program.units { names.insert(unit.name.text) }
    for values in program.categories.values { names.formUnion(values) }
    self.names = names
  }

  private static func words(_ result: CheckResult) -> Set<String> {
    Set(result.diagnostics.map { "\($0.code) \($0.message)" })
  }

  /// How many expectations of examples fail.
  private static func failures(_ program: Program) -> Int {
    program.files.indices.reduce(0) { count, file in
      count + exampleOutcomes(of: program, file: Int32(file)).reduce(0) { $0 + $1.failures.count }
    }
  }

  /// Whether a changed source reads without a message and says what it said before.
  func isSame(_ bytes: [UInt8], in file: Int) -> Bool {
    let parsed = parse(PolicySource(path: sources[file].path, bytes: bytes), file: Int32(file))
    return parsed.diagnostics.isEmpty && isSameMeaning(parsed.syntax, files[file])
  }

  /// What comes of changing one source.
  func outcome(of bytes: [UInt8], in file: Int) -> Outcome {
    let changed = PolicySource(path: sources[file].path, bytes: bytes)
    let parsed = parse(changed, file: Int32(file))
    if !parsed.diagnostics.isEmpty { return .reported }
    if isSameMeaning(parsed.syntax, files[file]) { return .same }
    if !isSound { return .reported }
    var all = sources
    all[file] = changed
    let result = check(all)
    if !MutationGround.words(result).isSubset(of: findings) { return .reported }
    if let program = result.program, MutationGround.failures(program) > failures {
      return .reported
    }
    return .changed
  }

  private func isSameMeaning(_ one: FileSyntax, _ other: FileSyntax) -> Bool {
    guard one.declarations.count == other.declarations.count else { return false }
    if meaning(of: one.header as Any) != meaning(of: other.header as Any) { return false }
    return zip(one.declarations, other.declarations).allSatisfy {
      meaning(of: $0) == meaning(of: $1)
    }
  }
}

/// What a tree says, in a form in which places do not count.
func meaning(of tree: Any) -> String {
  if tree is SourceSpan { return "" }
  let mirror = Mirror(reflecting: tree)
  if mirror.children.isEmpty { return "\(tree);" }
  var text = mirror.displayStyle == .enum ? "." : ""
  for child in mirror.children {
    text += (child.label ?? "") + "(" + meaning(of: child.value) + ")"
  }
  return text
}

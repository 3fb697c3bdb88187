import PolicyLanguage
import Testing

/// Programs made by the grammar from a seed: they are read, and laying them out changes no meaning.
@Suite("Random programs")
struct RandomProgramTests {
  /// The words of a text without what follows a `#`, sorted: a parameter's rows may change places.
  private func words(_ text: String) -> [String] {
    text.split(separator: "\n").map { $0.prefix { $0 != "#" } }
      .flatMap { $0.split { " ,():".contains($0) }.map(String.init) }.sorted()
  }

  private func comments(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      line.firstIndex(of: "#").map { String(line[$0...]) }
    }.sorted()
  }

  /// What a file says, a parameter's rows in an order of their own.
  private func meanings(_ file: FileSyntax) -> [String] {
    [meaning(of: file.header as Any)]
      + file.declarations.map { declaration in
        guard case .parameter(let parameter) = declaration else { return meaning(of: declaration) }
        let head = meaning(of: (parameter.name, parameter.type, parameter.keys, parameter.moves))
        return head + parameter.rows.map { meaning(of: $0) }.sorted().joined()
      }
  }

  /// The codes of what is found; rows out of the order of their dates are put in order by the layout.
  private func findings(_ text: String) -> Set<String> {
    Set(check([PolicySource(path: "random.policy", text: text)]).diagnostics.map(\.code))
      .subtracting(["P0401"])
  }

  @Test("are read without a fault of form, and laid out without a change", arguments: 0..<40)
  func layout(block: Int) throws {
    for seed in (block * 25)..<(block * 25 + 25) {
      let text = RandomProgram(seed: seed).text
      let source = PolicySource(path: "random.policy", text: text)
      let first = parse(source, file: 0)
      guard first.diagnostics.isEmpty else {
        let message = first.diagnostics[0].rendered(from: [source], style: .plain)
        Issue.record("seed \(seed):\n\(message)")
        continue
      }
      let once = try #require(formatted(source), "seed \(seed)")
      let laidOut = PolicySource(path: "random.policy", text: once)
      #expect(formatted(laidOut) == once, "seed \(seed) is laid out another way the second time")
      #expect(comments(once) == comments(text), "seed \(seed) loses a comment")
      #expect(words(once) == words(text), "seed \(seed) loses a word")
      let second = parse(laidOut, file: 0)
      #expect(meanings(second.syntax) == meanings(first.syntax), "seed \(seed)")
      #expect(findings(once) == findings(text), "seed \(seed) checks otherwise")
    }
  }

  @Test("end in a message or a program when they are cut short", arguments: 0..<10)
  func cut(block: Int) {
    for seed in (block * 20)..<(block * 20 + 20) {
      let bytes = Array(RandomProgram(seed: seed).text.utf8)
      var numbers = SeededNumbers(seed: seed)
      for _ in 0..<10 {
        var part = Array(bytes.prefix(numbers.below(bytes.count)))
        if !part.isEmpty { part[numbers.below(part.count)] = UInt8(numbers.below(256)) }
        _ = check([PolicySource(path: "cut.policy", bytes: part)])
      }
    }
  }
}

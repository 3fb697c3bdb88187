import Foundation
import PolicyLanguage
import Testing

@Suite struct DiagnosticStyleTests {
  private let source = PolicySource(
    path: "a.policy", text: "grant a from b\n    pays 5% of c.d\n        up to £5\n")

  private func span(_ start: Int32, _ end: Int32) -> SourceSpan {
    SourceSpan(file: 0, start: start, end: end)
  }

  private var diagnostic: Diagnostic {
    Diagnostic(
      "P0999", .warning, "something is odd", at: Label(span(24, 26), "this"),
      with: [Label(span(6, 7), "name"), Label(span(13, 14), "payer"), Label(span(30, 33), "cost")],
      in: "grant a", notes: ["a fact"], help: "advice",
      suggestion: Suggestion("say more", replace: span(24, 26), with: "6%"))
  }

  @Test func phrasesOfOneLineStandUnderEachOther() {
    #expect(
      diagnostic.rendered(from: [source], style: .plain) == """
        warning[P0999]: something is odd
         --> a.policy:2:10
          |
        1 | grant a from b
          |       -      - payer
          |       |
          |       name
        2 |     pays 5% of c.d
          |          ^^    --- cost
          |          |
          |          this
          |
          = in: grant a
          = note: a fact
          = help: advice
        help: say more
          |
        2 -     pays 5% of c.d
        2 +     pays 6% of c.d

        """)
  }

  @Test func colourIsADecorator() {
    let coloured = diagnostic.rendered(from: [source], style: .coloured)
    let plain = coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "")
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.replacing(/[ ]+$/, with: "") }.joined(separator: "\n")
    #expect(coloured.contains("\u{1B}[1;33mwarning[P0999]\u{1B}[0m"))
    #expect(plain == diagnostic.rendered(from: [source], style: .plain))
  }

  @Test func narrationSaysTheSame() {
    #expect(
      diagnostic.rendered(from: [source], style: .narrated) == """
        Warning P0999 in a.policy, line 2, column 10: something is odd.
        The fault is the words `5%`: this.
        It depends on line 1, the words `a`: name.
        It depends on line 1, the words `b`: payer.
        It depends on line 2, the words `c.d`: cost.
        It stands in grant a.
        Note: a fact.
        Help: advice.
        Help: say more.
        Line 2 reads: pays 5% of c.d
        Make it read: pays 6% of c.d

        """)
  }

  @Test func recordsNameEveryPlace() throws {
    var renderer = DiagnosticRenderer([source])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let text = String(decoding: try encoder.encode(renderer.record(diagnostic)), as: UTF8.self)
    #expect(
      text.hasPrefix(
        #"{"code":"P0999","column":10,"end_column":12,"end_line":2,"help":"advice","in":"grant a","#
      ))
    #expect(
      text.contains(
        #""suggestion":{"column":10,"end_column":12,"end_line":2,"line":2,"path":"a.policy","#
          + #""replacement":"6%","text":"say more"}"#))
    let bare = Diagnostic("P0998", "bare", at: Label(span(0, 5), ""))
    let other = String(decoding: try encoder.encode(renderer.record(bare)), as: UTF8.self)
    #expect(other.contains(#""help":null,"in":null,"#))
    #expect(other.contains(#""suggestion":null"#))
  }

  @Test func controlCharactersAreNotPrinted() {
    let source = PolicySource(path: "a\u{1B}b", text: "x \u{1B}[31m \u{202E}y\n")
    let text = Diagnostic("P0101", "bad \u{7}", at: Label(span(2, 3), "")).rendered(
      from: [source], style: .plain)
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" })
  }

  @Test func placesThatDoNotExistAreHarmless() {
    let stray = Diagnostic(
      "P0999", "stray", at: Label(SourceSpan(file: 9, start: 5, end: 900), "x"),
      with: [Label(span(900, 2), "y")],
      suggestion: Suggestion("z", replace: span(500, 400), with: "a\nb\n"))
    for style in [DiagnosticStyle.plain, .coloured, .narrated] {
      #expect(!stray.rendered(from: [source], style: style).isEmpty)
    }
  }
}

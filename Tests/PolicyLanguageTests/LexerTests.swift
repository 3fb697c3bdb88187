import PolicyLanguage
import Testing

@Suite struct LexerTests {
  @Test func emptyTextsAreFine() {
    for text in ["", "\n", "\r\n", "\u{FEFF}", "# only a comment", "   \n\n  "] {
      #expect(faults(in: text) == [])
    }
  }

  @Test func tabsAreOneFaultWithAnEdit() throws {
    let file = parsed("policy a\n\ttitle \"b\"\n")
    #expect(file.diagnostics.map(\.code) == ["P0102"])
    #expect(file.diagnostics.first?.suggestion?.replacement == "    ")
    #expect(file.syntax.header?.about.title?.value == "b")
  }

  @Test func unreadableBytesAreReportedOnceALine() {
    #expect(faults(in: Array("policy a\u{0}\u{0} b\n".utf8)) == ["P0101 1:9"])
    #expect(faults(in: Array("note \"".utf8) + [0xFF, 0xFE, 0x22, 0x0A]) == ["P0101 1:7"])
    #expect(
      faults(in: Array("# ".utf8) + [0xC3] + Array("\npayer a \"A\"\n".utf8)) == ["P0101 1:3"])
    #expect(faults(in: [0xFF, 0xFE, 0x70, 0x00]) == ["P0101 1:1"])
    #expect(faults(in: Array("# \u{1B}[31m\n".utf8)) == ["P0101 1:3"])
  }

  @Test func overlongAndSurrogateFormsAreNotText() {
    for bytes: [UInt8] in [[0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80]] {
      #expect(faults(in: Array("# ".utf8) + bytes) == ["P0101 1:3"])
    }
  }

  @Test func moneyIsGroupedAndHasAllItsPence() {
    func money(_ text: String) -> [String] {
      faults(in: "parameter a as money\n    \(text)  from 2027-01-01\n")
    }
    #expect(money("£1,234,567.89") == [])
    #expect(money("£0") == [])
    #expect(money("£1200") == ["P0109 2:5"])
    #expect(money("£1,20") == ["P0109 2:5"])
    #expect(money("£12,3456") == ["P0109 2:5"])
    #expect(money("£7.5") == ["P0104 2:5"])
    #expect(money("£007") == ["P0104 2:5"])
    #expect(money("1,20") == ["P0109 2:5"])
    #expect(money("30credits") == ["P0104 2:5"])
    #expect(money("1" + String(repeating: "0", count: 40)) == ["P0104 2:5"])
  }

  @Test func daysExist() {
    func day(_ text: String) -> [String] {
      faults(in: "parameter a as money\n    £1  from \(text)\n")
    }
    #expect(day("2028-02-29") == [])
    #expect(day("2027-02-29") == ["P0110 2:14"])
    #expect(day("2027-8-1") == ["P0110 2:14"])
    #expect(day("2027-08-01x") == ["P0110 2:14"])
    #expect(day("0000-01-01") == ["P0110 2:14"])
    #expect(faults(in: "period a starts 31 April") == ["P0110 1:17"])
    #expect(faults(in: "period a starts 29 February") == [])
  }

  @Test func textsCloseOnTheirLine() {
    #expect(faults(in: "payer a \"A\npayer b \"B\"\n") == ["P0111 1:9"])
    #expect(faults(in: "payer a “A”\n") == ["P0104 1:9"])
  }

  @Test func namesMayHaveAnyLetters() {
    let file = parsed("payer llywodraeth-ŵyl \"Llywodraeth\"\npayer größe \"G\"\n")
    #expect(file.diagnostics.isEmpty)
    #expect(file.syntax.declarations.count == 2)
  }

  @Test func depthIsBounded() {
    let lines = (0..<200).map { String(repeating: " ", count: $0) + "any of\n" }.joined()
    #expect(
      faults(in: "derive a as yes-no when all of\n" + lines).contains { $0.hasPrefix("P0103") })
    let brackets = String(repeating: "(", count: 1_000)
    #expect(faults(in: "derive a as money from " + brackets) == ["P0114 1:88"])
    let names = "category a is one of b" + String(repeating: ", b", count: 60_000)
    #expect(faults(in: names).first?.hasPrefix("P0114") == true)
    let sum = "1" + String(repeating: " + 1", count: 1_000)
    #expect(faults(in: "derive a as money from " + sum).first?.hasPrefix("P0114") == true)
  }

  @Test func hugeNamesAndLinesEnd() {
    let name = String(repeating: "a", count: 1_000_000)
    let file = parsed("payer \(name) \"A\"\n\(name)\n")
    #expect(file.diagnostics.map(\.code) == ["P0106"])
    let shown = file.diagnostics[0].rendered(
      from: [PolicySource(path: "a", text: "payer \(name) \"A\"\n\(name)\n")], style: .plain)
    #expect(shown.utf8.count < 5_000)
  }

  @Test func hugeFilesAreRefused() {
    let bytes = [UInt8](repeating: 0x20, count: 64 * 1024 * 1024 + 1)
    #expect(faults(in: bytes) == ["P0101 1:1"])
  }
}

import PolicyLanguage
import Testing

/// Texts of a size or a shape that nobody writes: each ends in a message or is read, and never traps.
@Suite struct LimitTests {
  private func codes(_ bytes: [UInt8]) -> [String] {
    check([PolicySource(path: "large.policy", bytes: bytes)]).diagnostics.map(\.code)
  }

  private func codes(_ text: String) -> [String] { codes(Array(text.utf8)) }

  private func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  @Test(arguments: ["(", "min(", "- ", "-("])
  func aHundredThousandBrackets(_ opening: String) {
    let text =
      "policy a\n\nparameter p as money\n    \(repeated(opening, 100_000))£1"
      + "\(repeated(")", 100_000))  from 2027-01-01  illustrative\n"
    #expect(codes(text).contains { $0 == "P0114" || $0 == "P0105" })
  }

  @Test func aHundredThousandTerms() {
    let text =
      "policy a\n\nparameter p as money\n    £1\(repeated(" + £1", 30_000))"
      + "  from 2027-01-01  illustrative\n"
    #expect(!codes(text).isEmpty)
  }

  @Test(arguments: [" ", "    "])
  func aStairOfIndents(_ step: String) {
    var text = "policy a\n\nderive learner.a as yes-no when all of\n"
    for depth in 1...3_000 { text += repeated(step, depth) + "any of\n" }
    #expect(codes(text).contains("P0103"))
  }

  @Test func aHundredThousandBlocksSideBySide() {
    let block = "    any of\n        learner.age is 1\n"
    let text = "policy a\n\nderive learner.a as yes-no when all of\n" + repeated(block, 100_000)
    #expect(!codes(text).isEmpty)
  }

  @Test func aHundredMegabytes() {
    #expect(codes(Array(repeating: 0x61, count: 100 << 20)) == ["P0101"])
    #expect(codes(Array(repeating: 0x0A, count: 64 << 20)) == [])
  }

  @Test(arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC0, 0x80]])
  func bytesThatAreNotText(_ bytes: [UInt8]) {
    #expect(codes(Array("policy a\n    title \"".utf8) + bytes + Array("\"\n".utf8)) == ["P0101"])
    #expect(codes(Array(repeatElement(bytes, count: 1 << 14).joined())).contains("P0101"))
  }

  @Test func noughtBytes() {
    #expect(codes(Array("policy a\n".utf8) + [0] + Array("\n".utf8)).first == "P0101")
    #expect(codes(Array(repeating: 0, count: 1 << 20)).contains("P0101"))
  }

  @Test func lineEndsAndMarksOfOtherSystems() {
    let text = "policy a\n    title \"A\"\n\npayer b \"B\"\n"
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let other = "\u{FEFF}" + lines.joined(separator: "\r\n")
    #expect(codes(text) == [])
    #expect(codes(other) == [])
    let layout = formatted(PolicySource(path: "a.policy", text: other))
    #expect(layout == formatted(PolicySource(path: "a.policy", text: text)))
  }

  @Test func aNameOfAMegabyte() {
    let name = repeated("long-", 200_000) + "name"
    #expect(codes("policy a\n\npayer \(name) \"B\"\npayer \(name) \"C\"\n") == ["P0303"])
    let misread = codes(
      "policy a\n\nparameter p as money\n    \(name)  from 2027-01-01  illustrative\n")
    #expect(misread.contains("P0301"))
  }

  @Test func aLineOfTenMegabytes() {
    #expect(codes("policy a\n    title \"\(repeated("word ", 2 << 20))\"\n") == [])
    #expect(codes("# \(repeated("word ", 2 << 20))\npolicy a\n") == [])
    let list = "category c is one of a" + repeated(", b", 3 << 20) + "\n"
    #expect(codes("policy a\n\n" + list) == ["P0114"])
    let values = (0..<30_000).map { "v\($0)" }.joined(separator: ", ")
    #expect(codes("policy a\n\ncategory c is one of \(values)\n").allSatisfy { $0 == "P0902" })
  }

  @Test func aMillionFaultsOfForm() {
    let found = codes("policy a\n" + repeated("payer\n", 1_000_000))
    #expect(found.count <= 1_001)
    #expect(found.last == "P0115")
  }

  @Test func aMillionFaultsOfMeaning() {
    let row = "    nothing-\u{E9}  from 2027-01-01  cites nobody\n"
    let text = "policy a\n\nparameter p as money\n" + repeated(row, 300_000)
    let found = check([PolicySource(path: "large.policy", text: text)])
    #expect(found.program == nil)
    #expect(found.diagnostics.count <= 2_000)
    #expect(found.diagnostics.contains { $0.notes.contains { $0.contains("left out") } })
  }

  @Test func aHundredThousandValuesOfOneParameter() {
    var text = "policy a\n\nparameter p as money by learner.age\n"
    for year in 0..<50_000 {
      let date = "\(1000 + year / 28 / 12)-\(10 + year / 28 % 3)-\(10 + year % 18)"
      text += "    below 10:    £1  from \(date)  illustrative\n"
      text += "    10 or more:  £2  from \(date)  illustrative\n"
    }
    #expect(!codes(text).isEmpty)
  }

  @Test func aMillionLines() {
    var text = "policy a\n    applies from 2020-01-01\n\n"
    for number in 0..<125_000 {
      text += "parameter p-\(number) as money\n"
      for year in 0..<6 { text += "    £\(year + 1)  from 202\(year)-01-01  illustrative\n" }
      text += "\n"
    }
    let found = check([PolicySource(path: "large.policy", text: text)])
    #expect(found.program?.declarations.count == 125_000)
    #expect(found.diagnostics.allSatisfy { $0.code == "P0901" })
    #expect(found.diagnostics.count == 1_000)
  }

  @Test func aHundredThousandNamesThatNothingHas() {
    var text = "policy a\n\n"
    for number in 0..<100_000 {
      text += "parameter p-\(number) as money\n"
      text += "    nothing-\(number)  from 2027-01-01  cites nobody-\(number)\n\n"
    }
    #expect(codes(text).count <= 1_000)
  }

  @Test func threeThousandExceptions() {
    var text = "policy a\n    applies from 2020-01-01\n\nrecord course\n    has fee as money\n"
    text += "record learner\n    has age as years\n\npayer treasury \"T\"\n\n"
    text += "grant g from treasury\n    pays 1% of course.fee\n"
    for age in 0..<3_000 {
      let years = age < 1_000 ? "\(age)" : "\(age / 1_000),\(100 + age % 100)"
      text += "        except 1% when learner.age is exactly \(years) years\n"
    }
    #expect(codes(text).contains("P0501"))
  }

  @Test func tenThousandValuesThatStayTheSame() {
    var text = "policy a\n\nparameter p as money\n    £1  from 1000-01-01  illustrative\n"
    for month in 0..<100_000 {
      let day = "\(1001 + month / 12)-\(month % 12 < 9 ? "0" : "")\(month % 12 + 1)-01"
      text += "    stays the same  from \(day)  illustrative\n"
    }
    #expect(codes(text) == ["P0901"])
  }

  @Test func aStackingOfTenThousand() {
    var text = "policy a\n    applies from 2020-01-01\n\nrecord course\n    has fee as money\n\n"
    for number in 0..<10_000 {
      text += "grant g-\(number) from treasury\n    pays 1% of the rest of course.fee\n\n"
    }
    text += "payer treasury \"T\"\n\nregime r\n    uses a\n    route one\n"
    text += "        stacking for course.fee\n            first g-0\n"
    for number in 1..<10_000 { text += "            then g-\(number)\n" }
    text += "            rest learner\n"
    #expect(!codes(text).contains { $0.hasPrefix("P01") })
  }
}

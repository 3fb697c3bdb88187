import PolicyLanguage
import Testing

@Suite struct LineTableTests {
  @Test func columnsCountCharacters() {
    let table = LineTable(Array("£5\r\nab\u{65}\u{301}c\n\td".utf8))
    #expect(table.count == 3)
    #expect(table.position(of: 0) == (1, 1))
    #expect(table.position(of: 2) == (1, 2))
    #expect(table.lineText(1) == "£5")
    #expect(table.position(of: 10) == (2, 4))
    #expect(table.lineText(3) == "\td")
    #expect(table.position(of: 13) == (3, 2))
  }

  @Test func offsetsOutsideAreBroughtInside() {
    let table = LineTable(Array("ab\n".utf8))
    #expect(table.position(of: -5) == (1, 1))
    #expect(table.position(of: 99) == (2, 1))
    #expect(table.lineText(99) == "")
    #expect(table.lineRange(0) == 3..<3)
    #expect(LineTable([]).position(of: 0) == (1, 1))
  }

  @Test func aByteOrderMarkIsNoColumn() {
    let table = LineTable(Array("\u{FEFF}ab".utf8))
    #expect(table.position(of: 3) == (1, 1))
    #expect(table.lineText(1) == "ab")
  }
}

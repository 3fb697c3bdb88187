import Testing

@testable import Quoting

@Suite("Comma-separated values by RFC 4180")
struct CSVTableTests {
  @Test(
    "fields with commas, quotes or line breaks are quoted",
    arguments: [
      ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"so\"", "\"say \"\"so\"\"\""),
      ("two\nlines", "\"two\nlines\""), ("carriage\rreturn", "\"carriage\rreturn\""),
      ("£2,447.50", "\"£2,447.50\""), ("£5", "£5"),
    ])
  func quoting(field: String, written: String) {
    var bytes: [UInt8] = []
    CSVTable.append(field, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == written)
  }

  @Test(
    "what a spreadsheet would work out or a terminal obey is written so that neither does",
    arguments: [
      ("=cmd()", "'=cmd()"), ("@sum", "'@sum"), ("+44 call", "'+44 call"), ("-2+3", "'-2+3"),
      ("-5", "-5"),
      ("+0.5%", "+0.5%"), ("-1,000.50", "\"-1,000.50\""), ("=a,b", "\"'=a,b\""),
      ("a\u{1B}[2J\u{202E}", "a\\u001b[2J\\u202e"),
    ])
  func safe(field: String, written: String) {
    quoting(field: field, written: written)
  }

  @Test("every record ends with a carriage return and a line feed and has every column")
  func records() {
    var table = CSVTable(
      file: "t.csv", title: "T",
      columns: [.init("a", .string, "first"), .init("b", .number, "second")])
    table.add(["x"])
    table.add(["y", "1", "too many"])
    #expect(table.text == "a,b\r\nx,\r\ny,1\r\n")
  }
}

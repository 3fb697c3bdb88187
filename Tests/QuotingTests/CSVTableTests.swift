import Testing

@testable import Quoting

@Suite("Comma-separated values by RFC 4180")
struct CSVTableTests {
  @Test(
    "fields with commas, quotes or line breaks are quoted",
    arguments: [
      ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"so\"", "\"say \"\"so\"\"\""),
      ("two\nlines", "\"two\nlines\""), ("carriage\rreturn", "\"carriage\rreturn\""),
      ("£2,447.50", "\"£2,447.50\""),
    ])
  func quoting(field: String, written: String) {
    var bytes: [UInt8] = []
    CSVTable.append(field, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == written)
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

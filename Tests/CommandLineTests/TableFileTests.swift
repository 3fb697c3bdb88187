import Foundation
import Testing

/// Tables as spreadsheets and other programs write them: read, or refused by name.
@Suite("Nothing in silence: tables")
struct TableFileTests {
  private static let header =
    "id,on,learner.nation,learner.region,learner.age,learner.status,learner.prior-support,"
    + "course.product,course.htq,course.level,course.credits,course.fee"
  private static let row = "a,2027-09-01,England,West-Midlands,34,inactive,0,module,yes,4,30,1700"
  private static let plain = header + "\n" + row + "\n"

  private func write(_ bytes: Data, _ path: String, _ tool: Tool) throws {
    try bytes.write(to: tool.folder.appendingPathComponent(path))
  }

  private func quote(_ path: String, _ tool: Tool, _ more: String...) throws -> Tool.Answer {
    try tool.run(["quote", "england-2027", "--from", path] + more)
  }

  @Test("separators, encodings, line ends, empty rows and empty columns are read alike")
  func read() throws {
    try withTool { tool in
      try tool.write(Self.plain, to: "plain.csv")
      let wanted = try quote("plain.csv", tool)
      #expect(wanted.status == 0 && wanted.output.contains("own-pocket"))
      let quoted = Self.plain.replacing("West-Midlands", with: "\"West-Midlands\"")
      let forms: [String: Data] = [
        "semicolons": Data(Self.plain.replacing(",", with: ";").utf8),
        "tabs": Data(Self.plain.replacing(",", with: "\t").utf8),
        "bars": Data(Self.plain.replacing(",", with: "|").utf8),
        "mark": Data([0xEF, 0xBB, 0xBF]) + Data(Self.plain.utf8),
        "utf-16-low": Data([0xFF, 0xFE])
          + Self.plain.utf16.reduce(into: Data()) {
            $0 += [UInt8($1 & 255), UInt8($1 >> 8)]
          },
        "utf-16-high": Data([0xFE, 0xFF])
          + Self.plain.utf16.reduce(into: Data()) {
            $0 += [UInt8($1 >> 8), UInt8($1 & 255)]
          },
        "utf-16-bare": Self.plain.utf16.reduce(into: Data()) {
          $0 += [UInt8($1 & 255), UInt8($1 >> 8)]
        },
        "old-mac": Data(Self.plain.replacing("\n", with: "\r").utf8),
        "windows": Data(Self.plain.replacing("\n", with: "\r\n").utf8),
        "sep-comma": Data(("sep=,\n" + Self.plain).utf8),
        "sep-semicolon": Data(("sep=;\r\n" + Self.plain.replacing(",", with: ";")).utf8),
        "quotes": Data(quoted.utf8),
        "empty-row": Data((Self.plain + ",,,,,,,,,,,\n\n").utf8),
        "empty-columns": Data((Self.header + ",,\n" + Self.row + ",,\n").utf8),
        "longer-rows": Data((Self.header + "\n" + Self.row + ",,\n").utf8),
        "spaces": Data(Self.plain.replacing(",", with: " , ").utf8),
        "remark": Data((Self.header + ",#notes\n" + Self.row + ",\"said, so\"\n").utf8),
        "no-last-line-end": Data((Self.header + "\n" + Self.row).utf8),
      ]
      for (name, bytes) in forms {
        try write(bytes, name, tool)
        let answer = try quote(name, tool)
        #expect(answer.status == 0, "\(name): \(answer.errors)")
        #expect(
          answer.output.replacing("a ,", with: "a,") == wanted.output, "\(name): \(answer.output)")
      }
    }
  }

  @Test("what is no table says what it is")
  func refused() throws {
    try withTool { tool in
      let faults: [(Data, String)] = [
        (Data(), "is empty"),
        (
          Data([0x50, 0x4B, 3, 4, 9]),
          "a workbook or another archive, no table of text; save it as CSV"
        ),
        (Data([0xD0, 0xCF, 0x11, 0xE0]), "is a workbook, no table of text"),
        (Data([0x1F, 0x8B, 8]), "is compressed"),
        (
          Data(Self.plain.utf8) + [0xA3] + Data("1,".utf8),
          "line 3 of `facts.csv` is not in UTF-8"
        ),
        (Data("id,on\n\"a,2027-09-01\n".utf8), "a quote that opens in the row on line 2"),
        (Data("ID,on\na,2027-09-01\n".utf8), "the column `ID` is written `id`"),
        (Data("id,On\na,2027-09-01\n".utf8), "the column `On` is written `on`"),
        (
          Data("id,on,Learner.Age\na,2027-09-01,3\n".utf8),
          "the column `Learner.Age` of `facts.csv` is no fact; did you mean `learner.age`?"
        ),
        (Data("id,on,id\n".utf8), "two columns called `id`, columns 1 and 3"),
      ]
      for (bytes, message) in faults {
        try write(bytes, "facts.csv", tool)
        let answer = try quote("facts.csv", tool)
        #expect(answer.status == 1 && answer.output.isEmpty)
        #expect(answer.errors.contains(message), "\(answer.errors)")
      }
    }
  }

  @Test("rows are numbered as an editor numbers lines")
  func lines() throws {
    try withTool { tool in
      let bad = Self.row.replacing("34", with: "old")
      try tool.write(
        "sep=,\n" + Self.header + "\n\"a\nb\"" + Self.row.dropFirst(1) + "\n\n,,,\n" + bad
          + "\n" + Self.row + ",1\n", to: "facts.csv")
      let answer = try quote("facts.csv", tool)
      #expect(answer.status == 1)
      #expect(
        answer.errors.contains("facts.csv row 7, column `learner.age`: `old` is not a number"))
      #expect(
        answer.errors.contains("facts.csv row 8: 13 cells under 12 columns; a cell that holds a"))
    }
  }

  @Test("a column is left out by saying so, and only then")
  func ignored() throws {
    try withTool { tool in
      try tool.write(Self.header + ",notes,\n" + Self.row + ",hello,\n", to: "facts.csv")
      let refused = try quote("facts.csv", tool)
      #expect(refused.status == 1)
      #expect(
        refused.errors.contains("the column `notes` of `facts.csv` is no fact")
          && refused.errors.contains("`--ignore notes` leaves it out"))
      #expect(try quote("facts.csv", tool, "--ignore", "notes").status == 0)
      let none = try quote("facts.csv", tool, "--ignore", "note")
      #expect(none.status == 2 && none.errors.contains("`facts.csv` has no column `note`"))
      let alone = try tool.run("quote", "england-2027", "--on", "2027-09-01", "--ignore", "x")
      #expect(
        alone.status == 2 && alone.errors.contains("`--ignore` leaves out columns of a table"))
      try tool.write(Self.header + ",,x\n" + Self.row + ",oops,\n", to: "facts.csv")
      let unnamed = try quote("facts.csv", tool, "--ignore", "x")
      #expect(unnamed.status == 1)
      #expect(
        unnamed.errors.contains("`oops` stands in column 13, which has no name in the header"))
    }
  }

  @Test("a pipe and standard input are read")
  func pipes() throws {
    try withTool { tool in
      try tool.write(Self.plain, to: "plain.csv")
      let wanted = try quote("plain.csv", tool)
      for path in ["-", "/dev/stdin"] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
          "-c", "cat plain.csv | \"$0\" quote england-2027 --from \(path) > out.csv",
          try Tool.executable().path,
        ]
        process.currentDirectoryURL = tool.folder
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(try tool.read("out.csv") == wanted.output)
      }
    }
  }

  @Test("of many rows without an answer the first are told, and how many there are")
  func many() throws {
    try withTool { tool in
      let bad = Self.row.replacing("34", with: "old")
      try tool.write(
        Self.header + "\n" + Array(repeating: bad, count: 1234).joined(separator: "\n"),
        to: "facts.csv")
      let answer = try quote("facts.csv", tool)
      #expect(answer.status == 1)
      #expect(answer.errors.split(separator: "\n").count == 21)
      #expect(
        answer.errors.hasSuffix(
          "1,234 of 1,234 rows have no answer, of which the first 20 are listed here\n"))
      #expect(answer.output.components(separatedBy: "is not a number of years").count == 1235)
    }
  }
}

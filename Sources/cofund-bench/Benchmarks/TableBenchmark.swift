import Foundation

/// A command that answers every row of a table, from its start to its last byte, by the `cofund` that
/// stands beside this program and the policies in the working folder.
func tabling(
  _ name: String, summary: String, rows: Int, arguments: [String], endingWith status: Int32 = 0,
  table text: @escaping @Sendable () -> String
) -> Benchmark {
  Benchmark(name: name, summary: summary, unit: "row") {
    let tool = try builtTool()
    let scratch = try Scratch(name)
    let table = scratch.folder.appendingPathComponent("table.csv")
    try Data(text().utf8).write(to: table)
    return (
      rows,
      {
        let answers = scratch.folder.appendingPathComponent("answers")
        try Data().write(to: answers)
        let output = try FileHandle(forWritingTo: answers)
        try run(
          tool, arguments + ["--from", table.path], output: output, endingWith: status)
        try output.close()
        return {
          var checksum = Checksum()
          checksum.add(try Data(contentsOf: answers))
          try FileManager.default.removeItem(at: answers)
          return checksum.value
        }
      }
    )
  }
}

/// A command that gives one answer, from its start to its end.
func answering(_ name: String, summary: String, _ arguments: [String]) -> Benchmark {
  Benchmark(name: name, summary: summary, unit: "answer") {
    let tool = try builtTool()
    let scratch = try Scratch(name)
    return (
      1,
      {
        let place = scratch.folder.appendingPathComponent("answer")
        try Data().write(to: place)
        let output = try FileHandle(forWritingTo: place)
        try run(tool, arguments, output: output)
        try output.close()
        return {
          var checksum = Checksum()
          checksum.add(try Data(contentsOf: place))
          return checksum.value
        }
      }
    )
  }
}

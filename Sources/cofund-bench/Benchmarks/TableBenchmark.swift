import Foundation

/// A command that answers every row of a table, from its start to its last byte, by the `cofund` that
/// stands beside this program and the policies in the working folder.
func tabling(
  _ name: String, summary: String, rows: Int, arguments: [String],
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
        try run(tool, arguments + ["--from", table.path], output: output)
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

import Foundation

/// The `cofund` that stands beside this program, or an error that says to build it.
func builtTool() throws -> URL {
  let tool = Bundle.main.bundleURL.appendingPathComponent("cofund")
  guard FileManager.default.isExecutableFile(atPath: tool.path) else {
    throw BenchmarkError("there is no `cofund` at \(tool.path); build it the same way first")
  }
  return tool
}

/// Runs a tool to its end, its output sent to a file; an error if it does not end as it should. What it says
/// of failures that are wanted is not shown.
func run(
  _ tool: URL, _ arguments: [String], output: FileHandle, endingWith status: Int32 = 0
) throws {
  let process = Process()
  if status != 0 { process.standardError = FileHandle.nullDevice }
  process.executableURL = tool
  process.arguments = arguments
  process.standardOutput = output
  try process.run()
  process.waitUntilExit()
  guard process.terminationStatus == status else {
    let command = arguments.prefix(2).joined(separator: " ")
    throw BenchmarkError("`cofund \(command)` ended with \(process.terminationStatus)")
  }
}

/// A folder that is there as long as somebody works in it.
final class Scratch {
  let folder: URL

  init(_ name: String) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cofund-\(name)-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }
}

import PolicyLanguage
import Quoting

extension CommandSpecification {
  /// `cofund format`: the one layout of policy text.
  static let format = CommandSpecification(
    name: "format", usage: "[--check] PATH...",
    summary: "lay policy text out in the one way there is", operands: 1...10_000,
    options: [
      OptionSpecification(
        name: "--check", value: nil, help: "change nothing; fail if a file would change")
    ],
    examples: ["cofund format Policies", "cofund format --check Policies Examples"],
    notes: ["A file with faults is left as it is; `cofund check` tells of them."],
    run: { try FormatCommand($0, $1).run() })
}

/// Carries out `cofund format`.
struct FormatCommand {
  let arguments: Arguments
  let console: Console

  init(_ arguments: Arguments, _ console: Console) {
    self.arguments = arguments
    self.console = console
  }

  /// Lays out every file named, or says which would change.
  func run() throws -> ExitStatus {
    let isCheck = arguments.has("--check")
    var unformatted: [String] = []
    var faulty: [String] = []
    let files = try SourceFiles.only(arguments.operands)
    for number in files.named.sorted() {
      let source = files.sources[Int(number)]
      guard let text = formatted(source) else {
        faulty.append(source.path)
        tell(of: source)
        continue
      }
      let bytes = Array(text.utf8)
      if bytes == source.bytes { continue }
      unformatted.append(source.path)
      if !isCheck { try write(bytes, to: source.path) }
    }
    for path in unformatted { try console.result(path + "\n") }
    if !faulty.isEmpty {
      throw Failure.wrong(
        "faulty-text",
        "\(counted(faulty.count, "file")) could not be read, left as before"
          + ": \(faulty.joined(separator: ", "))")
    }
    if isCheck, !unformatted.isEmpty {
      throw Failure.wrong(
        "unformatted",
        "\(counted(unformatted.count, "file")) would change; `cofund format` lays them out")
    }
    return .done
  }

  private func tell(of source: PolicySource) {
    var renderer = DiagnosticRenderer([source])
    for finding in parse(source, file: 0).diagnostics {
      console.message(
        renderer.rendered(finding, style: console.isColoured ? .coloured : .plain) + "\n",
        isStyled: true)
    }
  }

  /// Writes a file whole beside the old one and puts it in its place.
  private func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    do {
      try WholeFile.replace(path, with: bytes)
    } catch {
      throw .unreadable("`\(path)` cannot be written: \(reason(error))")
    }
  }
}

import Foundation
import Quoting
import Reporting

extension CommandSpecification {
  /// `cofund install`: the program and its rulebook, found from anywhere.
  static let install = CommandSpecification(
    name: "install", usage: "--prefix FOLDER [--policies FOLDER]",
    summary: "put the program, the rulebook and the examples where they are found from anywhere",
    operands: 0...0,
    options: [
      OptionSpecification(
        name: "--prefix", value: "FOLDER",
        help: "where to: FOLDER/bin/cofund and FOLDER/share/cofund"),
      .policies,
    ],
    examples: ["cofund install --prefix installed"],
    notes: [
      "The rulebook is that of `--policies`, or the folder `Policies` here; examples beside it go along.",
      "A scenario finds the rulebook beside its own folder first, then here, then the one installed.",
    ],
    run: { try Installation($0, $1).run() })
}

/// Where an installed program keeps its rulebook, and how it gets there.
struct Installation {
  let arguments: Arguments
  let console: Console

  init(_ arguments: Arguments, _ console: Console) {
    self.arguments = arguments
    self.console = console
  }

  /// The name of the file by which an installed folder is known.
  private static let mark = "INSTALLED.txt"

  /// The rulebook that stands beside the program as it was installed, if it was.
  static var policies: String? {
    guard let program = executable else { return nil }
    let share = SourceFiles.folder(of: SourceFiles.folder(of: program)) + "/share/cofund"
    guard FileManager.default.fileExists(atPath: share + "/" + mark) else { return nil }
    return share + "/Policies"
  }

  /// The file of the program that is running.
  private static var executable: String? {
    let path = Bundle.main.executablePath ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }

  /// Copies the program, the rulebook and the examples.
  func run() throws -> ExitStatus {
    guard let prefix = arguments["--prefix"], !prefix.isEmpty else {
      throw Failure.misuse("`cofund install` needs `--prefix FOLDER`, such as `--prefix ~/.local`")
    }
    let folders = arguments.all("--policies")
    guard folders.count < 2 else {
      throw Failure.misuse("`cofund install` takes one `--policies`: the rulebook to install")
    }
    guard let policies = folders.first ?? SourceFiles.defaultPolicies(beside: nil),
      SourceFiles.isFolder(policies)
    else {
      throw Failure.unreadable(
        "no folder `Policies` stands here; name the rulebook with `--policies FOLDER`")
    }
    guard let program = Installation.executable else {
      throw Failure.unreadable("the file of this program cannot be found")
    }
    var files = try Installation.files(in: policies, as: "Policies", suffixes: [".policy"])
    let examples = SourceFiles.tidied(policies + "/../Examples")
    if SourceFiles.isFolder(examples) {
      files += try Installation.files(
        in: examples, as: "Examples", suffixes: [".scenario", ".policy", ".csv"])
    }
    let about = "cofund \(CommandLineTool.version), installed from \(policies)\n"
    files.append((Installation.mark, Array(about.utf8)))
    try place(program, files, in: prefix)
    return .done
  }

  private func place(
    _ program: String, _ files: [(name: String, bytes: [UInt8])], in prefix: String
  ) throws(Failure) {
    let share = try NewFolder(prefix + "/share/cofund")
    let isOurs = FileManager.default.fileExists(atPath: share.path + "/" + Installation.mark)
    if share.isTaken, !isOurs {
      throw .unreadable(
        "`\(share.path)` is there and was not installed by this program, so it is left alone")
    }
    for folder in [prefix + "/bin", prefix + "/share"] {
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
      } catch {
        throw .unreadable("`\(folder)` cannot be made: \(reason(error))")
      }
    }
    let binary = prefix + "/bin/cofund"
    guard let bytes = FileManager.default.contents(atPath: program) else {
      throw .unreadable("`\(program)` cannot be read")
    }
    try share.write(files, replacing: isOurs)
    do {
      try WholeFile.replace(binary, with: [UInt8](bytes))
    } catch {
      throw .unreadable("`\(binary)` cannot be written: \(error.reason)")
    }
    chmod(binary, 0o755)
    try console.result("\(binary)\n\(share.path)\n")
  }

  private static func files(
    in folder: String, as name: String, suffixes: [String]
  ) throws(Failure) -> [(name: String, bytes: [UInt8])] {
    var walk = FolderWalk(from: folder, suffixes: suffixes)
    var files: [(name: String, bytes: [UInt8])] = []
    let home = folder == "." ? 0 : SourceFiles.tidied(folder).count + 1
    for path in try walk.files(depth: 16) {
      files.append((name + "/" + path.dropFirst(home), try SourceFiles.bytes(of: path)))
    }
    return files
  }
}

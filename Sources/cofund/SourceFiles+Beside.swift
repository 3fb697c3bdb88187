import PolicyLanguage
import Quoting

/// Files that stand beside those named and belong to them: the scenario that a claim is about, and the claims
/// about a scenario.
extension SourceFiles {
  /// Reads the files that are named, and the folders of policies.
  static func program(naming paths: [String], policies: [String]) throws(Failure) -> SourceFiles {
    var files = try SourceFiles.program(scenario: paths.first, policies: policies)
    for path in paths.dropFirst() { try files.addNamed(path) }
    return files
  }

  /// Adds the files beside those named, or in the folder above, that declare a scenario which those name.
  mutating func addScenariosNamed() throws(Failure) {
    let outlines = sources.map(FileOutline.init)
    let declared = outlines.reduce(into: Set<String>()) { $0.formUnion($1.units) }
    let missing = named.reduce(into: Set<String>()) { $0.formUnion(outlines[Int($1)].named) }
      .subtracting(declared)
    guard !missing.isEmpty else { return }
    try addBeside(levels: 1, above: true) { !$0.units.isDisjoint(with: missing) }
  }

  /// Adds the files beside those named, or in a folder there, that name a unit which those declare.
  mutating func addTextsThatName() throws(Failure) {
    let outlines = sources.map(FileOutline.init)
    let declared = named.reduce(into: Set<String>()) { $0.formUnion(outlines[Int($1)].units) }
    try addBeside(levels: 2, above: false) { !$0.named.isDisjoint(with: declared) }
  }

  /// Adds the scenario files of the folders of those named, as far as they are wanted.
  private mutating func addBeside(
    levels: Int, above: Bool, where isWanted: (FileOutline) -> Bool
  ) throws(Failure) {
    var folders = Set(named.map { SourceFiles.folder(of: sources[Int($0)].path) })
    if above { for folder in folders { folders.insert(SourceFiles.folder(of: folder)) } }
    var found: [String] = []
    for folder in folders.sorted() {
      var walk = FolderWalk(from: folder, suffixes: [".scenario"])
      found += try walk.files(depth: levels)
    }
    for path in found.sorted() where !sources.contains(where: { $0.path == path }) {
      guard let bytes = try? SourceFiles.bytes(of: path),
        isWanted(FileOutline(PolicySource(path: path, bytes: bytes)))
      else { continue }
      try addBeside(path)
    }
  }
}

import Foundation
import PolicyLanguage
import Quoting
import Reporting

/// The policy texts of a command, each read once: the files named and what they may use.
struct SourceFiles {
  private(set) var sources: [PolicySource] = []
  /// The sources that the command line names, itself or by their folder.
  private(set) var named: Set<Int32> = []
  private var known: Set<String> = []

  /// Reads the files that are named, and nothing else.
  static func only(_ paths: [String]) throws(Failure) -> SourceFiles {
    var files = SourceFiles()
    for path in paths { try files.add(path, isNamed: true) }
    return files
  }

  /// Reads the files that are named, and what they may use.
  static func checked(_ paths: [String], policies: [String]) throws(Failure) -> SourceFiles {
    var files = try SourceFiles.only(paths)
    let hasPolicies = files.sources.contains { $0.path.hasSuffix(".policy") }
    if !policies.isEmpty {
      for folder in policies { try files.addFolder(folder) }
    } else if hasPolicies {
      for path in paths where path.hasSuffix(".policy") || isFolder(path) {
        try files.add(root(of: isFolder(path) ? path + "/" : path), isNamed: false, depth: 2)
      }
      // A folder of one's own, with a scenario in it, rests on the rulebook beside it.
      if let path = paths.first(where: isFolder), let folder = defaultPolicies(beside: path),
        files.sources.contains(where: { $0.path.hasSuffix(".scenario") })
      {
        try files.add(folder, isNamed: false)
      }
      files.keepRelated()
    } else if let path = paths.first, let folder = defaultPolicies(beside: path) {
      try files.add(folder, isNamed: false)
    }
    try files.addScenariosNamed()
    return files
  }

  /// Reads a scenario, or nothing, and the folders of policies.
  static func program(
    scenario: String?, policies: [String]
  ) throws(Failure) -> SourceFiles {
    var files = SourceFiles()
    if let scenario, !FileManager.default.fileExists(atPath: scenario) {
      throw .unreadable("`\(scenario)` does not exist")
    }
    if policies.isEmpty {
      guard let folder = defaultPolicies(beside: scenario) else {
        throw .unreadable(
          "no folder `Policies` stands \(scenario.map { "beside the folder of `\($0)` or " } ?? "")"
            + "here; name one with `--policies FOLDER`")
      }
      try files.add(folder, isNamed: false)
    }
    for folder in policies { try files.addFolder(folder) }
    if let scenario { try files.add(scenario, isNamed: true) }
    return files
  }

  /// The hash of every file read, by path.
  var inputs: [ReportContext.Input] {
    sources.map { ReportContext.Input(path: $0.path, hash: SecureHash.text(of: $0.bytes)) }
      .sorted { $0.path < $1.path }
  }

  /// Keeps some of the files, by their place, and forgets the others.
  mutating func keep(_ places: Set<Int>) {
    let order = places.sorted()
    named = Set(order.indices.filter { named.contains(Int32(order[$0])) }.map(Int32.init))
    sources = order.map { sources[$0] }
  }

  /// Adds a file or folder that the command line names.
  mutating func addNamed(_ path: String) throws(Failure) { try add(path, isNamed: true) }

  /// Adds a file that stands beside those named.
  mutating func addBeside(_ path: String) throws(Failure) { try add(path, isNamed: false) }

  private mutating func addFolder(_ folder: String) throws(Failure) {
    guard SourceFiles.isFolder(folder) else {
      throw .unreadable(
        FileManager.default.fileExists(atPath: folder)
          ? "`--policies \(folder)` is a file; name the folder that holds it"
          : "`--policies \(folder)` does not exist")
    }
    try add(folder, isNamed: false)
  }

  /// Adds a file, or every policy and scenario of a folder and of so many levels of folders in it.
  private mutating func add(
    _ path: String, isNamed: Bool, depth: Int = 16
  ) throws(Failure) {
    let path = SourceFiles.tidied(path)
    guard SourceFiles.isFolder(path) else { return try addFile(path, isNamed: isNamed) }
    let suffixes = isNamed ? [".policy", ".scenario"] : [".policy"]
    var walk = FolderWalk(from: path, suffixes: suffixes)
    let found = try walk.files(depth: depth)
    if found.isEmpty, isNamed {
      throw .unreadable("`\(path)` holds no policy and no scenario")
    }
    for file in found {
      guard InputFile.isWithin(file, path) else {
        throw .unreadable(
          "`\(file)` leads out of `\(path)`, and of a folder only what lies in it is read")
      }
      try addFile(file, isNamed: isNamed)
    }
  }

  private mutating func addFile(_ path: String, isNamed: Bool) throws(Failure) {
    let canonical = InputFile.canonical(path) ?? path
    if !known.insert(canonical).inserted {
      guard isNamed else { return }
      for (index, source) in sources.enumerated()
      where InputFile.canonical(source.path) == canonical {
        named.insert(Int32(index))
      }
      return
    }
    let bytes = try SourceFiles.bytes(of: path)
    if isNamed { named.insert(Int32(sources.count)) }
    sources.append(PolicySource(path: path, bytes: bytes))
  }
}

extension SourceFiles {
  /// The bytes of a file that the command line names.
  static func bytes(of path: String) throws(Failure) -> [UInt8] {
    try InputFile.bytes(of: path)
  }

  /// The bytes of a file that a text names, which must lie in the text's own folder or beneath it.
  static func bytes(of name: String, beside text: String) throws(Failure) -> [UInt8] {
    let home = folder(of: text)
    let path = name.hasPrefix("/") ? name : home + "/" + name
    if !name.isEmpty, !name.utf8.contains(0), InputFile.isWithin(path, home) {
      return try InputFile.bytes(of: path)
    }
    let isMissing =
      tidied(name).hasPrefix("..") == false && !name.hasPrefix("/")
      && !FileManager.default.fileExists(atPath: path)
    if isMissing { throw .unreadable("`\(path)` does not exist") }
    throw .unreadable(
      "`\(name)` leads out of `\(home)`, and a file names only files within its folder")
  }

  /// Whether a path is that of a folder.
  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// The folder `Policies` beside a scenario's folder, in the current one, or installed with the program.
  static func defaultPolicies(beside path: String?) -> String? {
    var candidates = ["Policies"]
    if let path {
      let home = isFolder(path) ? path : folder(of: path)
      candidates.insert(tidied(home + "/../Policies"), at: 0)
    }
    return candidates.first(where: isFolder) ?? Installation.policies
  }

  /// The folder `Policies` that holds a file, or the outermost folder of policies around it.
  static func root(of path: String) -> String {
    var root = folder(of: path)
    let steps = URL(fileURLWithPath: root).standardizedFileURL.pathComponents
    if let place = steps.lastIndex(of: "Policies") {
      return tidied(root + String(repeating: "/..", count: steps.count - 1 - place))
    }
    for _ in 0..<8 {
      let parent = tidied(root + "/..")
      let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
      guard names.contains(where: { $0.hasSuffix(".policy") }) else { break }
      root = parent
    }
    return root
  }

  /// The folder that a file stands in.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A path without `.` and, where a name stands before it, without `..`.
  static func tidied(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    let text = parts.joined(separator: "/")
    if path.hasPrefix("/") { return "/" + text }
    return text.isEmpty ? "." : text
  }
}

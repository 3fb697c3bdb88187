import Foundation
import Quoting
import Reporting

/// Where results go: a folder that is complete or absent.
///
/// Results are written to a hidden folder beside their place, which is made before the run, so that what
/// cannot be written is found then; one rename or one exchange puts them there. Nothing that the run did
/// not make is removed, but for the results that `--replace` is asked to replace.
final class ResultsFolder {
  /// The folder asked for, or nothing for the next free number under `results`.
  private let path: String?
  private let replaces: Bool
  /// The name that numbered folders begin with.
  private let name: String
  private let console: Console
  /// The folder that holds the results until they are complete.
  private let fresh: String
  /// Whether the folder above was made for this run.
  private var madeParents: [String] = []
  /// The files written, by name.
  private var written: [String] = []

  /// A bit of text that is written before the run to find a disk without room.
  private static let probe = [UInt8](repeating: UInt8(ascii: " "), count: 1 << 16)

  /// Refuses early what would be refused once the results are there, and makes room for them.
  init(
    _ path: String?, replaces: Bool, name: String, _ console: Console
  ) throws(Failure) {
    self.path = path.map(ResultsFolder.trimmed)
    self.replaces = replaces
    self.name = name
    self.console = console
    if path == nil, replaces {
      throw .misuse("`--replace` needs `--out FOLDER` to say which folder to replace")
    }
    if path?.isEmpty == true { throw .misuse("`--out` needs the name of a folder") }
    fresh = WholeFile.beside(self.path ?? "results/" + name)
    if let path = self.path { try ResultsFolder.requirePlace(path, replaces: replaces) }
    do throws(Failure) {
      try prepare()
    } catch {
      discard()
      throw error
    }
  }

  /// Writes the files beside their place, and puts the folder there once all of it is written.
  ///
  /// - Returns: the path of the folder.
  func write(_ files: [ReportFile], unless interrupt: Interrupt) throws(Failure) -> String {
    for file in files {
      try interrupt.check()
      written.append(file.name)
      do {
        try WholeFile.make(fresh + "/" + file.name, Array(file.text.utf8))
      } catch {
        throw refusal(error, fresh + "/" + file.name)
      }
    }
    do { try WholeFile.sync(folder: fresh) } catch { throw refusal(error, fresh) }
    try interrupt.check()
    let target = try place()
    do {
      try WholeFile.sync(folder: SourceFiles.folder(of: target))
    } catch {
      throw refusal(error, target)
    }
    return target
  }

  /// Takes away what was made for results that did not come.
  func discard() {
    for file in written + ["trial"] { unlink(fresh + "/" + file) }
    rmdir(fresh)
    for parent in madeParents.reversed() { rmdir(parent) }
  }

  private func refusal(_ refusal: SystemRefusal, _ place: String) -> Failure {
    .unreadable("`\(place)` cannot be written: \(refusal.reason)")
  }

  // MARK: Before the run

  private static func requirePlace(_ path: String, replaces: Bool) throws(Failure) {
    guard let kind = kind(of: path) else { return }
    if !replaces {
      throw .unreadable(
        "`\(path)` exists already; name another folder, or add `--replace` to replace its results")
    }
    if kind == S_IFLNK {
      throw .unreadable("`\(path)` is a link; name the folder that it leads to")
    }
    try requireResults(path)
  }

  /// Requires that a folder is whole as an earlier run left it, with nothing else in it, or empty.
  private static func requireResults(_ path: String) throws(Failure) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? ["?"]
    if names.isEmpty { return }
    let left = "so it is left alone; name another folder"
    guard reportFileNames.subtracting(ResultsFolder.onRequest).isSubset(of: names),
      isRunRecord(path + "/run.json")
    else {
      throw .unreadable("`\(path)` holds no whole results of an earlier run, \(left)")
    }
    let known = reportFileNames
    let other = names.sorted().first { name in
      !known.contains(name) || kind(of: path + "/" + name) != S_IFREG
    }
    if let other {
      throw .unreadable("`\(path)` holds `\(other)`, which no run writes, \(left)")
    }
  }

  /// The files that only some runs write, and those that earlier versions did not.
  private static let onRequest: Set<String> = [
    "ledger.csv", "fairness.csv", "matching.csv", "sweep.csv", "acceptability.csv", "regimes.csv",
    "report.html",
    "README.txt",
  ]

  private static func isRunRecord(_ path: String) -> Bool {
    guard let bytes = try? SourceFiles.bytes(of: path) else { return false }
    return isRunRecord(bytes)
  }

  /// Whether a file holds the record of a run, as each whole folder of results has one.
  static func isRunRecord(_ bytes: [UInt8]) -> Bool {
    guard
      let record = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
      let schema = record["schema"] as? String
    else { return false }
    return schema.hasPrefix("cofund-run/")
  }

  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// Makes the folder that results are written to, and finds out whether it can be written and placed.
  private func prepare() throws(Failure) {
    let parent = SourceFiles.folder(of: path ?? "results/" + name)
    try makeParents(of: parent)
    tellOfRemains(in: parent)
    guard mkdir(fresh, 0o777) == 0 else { throw refusal(SystemRefusal(), parent) }
    let trial = fresh + "/trial"
    do {
      try WholeFile.make(trial, ResultsFolder.probe)
    } catch {
      throw refusal(error, path ?? parent)
    }
    guard unlink(trial) == 0 else { throw refusal(SystemRefusal(), path ?? parent) }
    if replaces, let path, ResultsFolder.kind(of: path) != nil { try tryExchange(path) }
  }

  private func makeParents(of parent: String) throws(Failure) {
    var missing: [String] = []
    var folder = parent
    while ResultsFolder.kind(of: folder) == nil, folder != "/", folder != "." {
      missing.append(folder)
      folder = SourceFiles.folder(of: folder)
    }
    for folder in missing.reversed() {
      if mkdir(folder, 0o777) == 0 {
        madeParents.append(folder)
      } else if errno != EEXIST {
        throw refusal(SystemRefusal(), folder)
      }
    }
  }

  /// Requires that two folders here can change places in one step.
  private func tryExchange(_ path: String) throws(Failure) {
    let (one, other) = (fresh + "/one", fresh + "/other")
    defer {
      rmdir(one)
      rmdir(other)
    }
    guard mkdir(one, 0o777) == 0, mkdir(other, 0o777) == 0 else {
      throw refusal(SystemRefusal(), fresh)
    }
    if FolderRename.exchange(one, other) == 0 { return }
    throw .unreadable(
      "`\(path)` cannot be replaced in one step on this file system; name a folder that is not there"
    )
  }

  /// Tells of results that a run left behind when it was killed.
  private func tellOfRemains(in parent: String) {
    let stem = "." + ((path ?? name).split(separator: "/").last.map(String.init) ?? name)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for left in names.sorted() where left.hasPrefix(stem + ".partial-") {
      console.remark(
        "`\(parent)/\(left)` belongs to a run that goes on, or was killed: once none goes on, "
          + "remove it\n")
    }
  }

  // MARK: After the run

  /// Puts the complete folder in its place.
  private func place() throws(Failure) -> String {
    guard let path else { return try placeNumbered("results/" + name) }
    if replaces, ResultsFolder.kind(of: path) != nil { return try exchange(path) }
    if FolderRename.place(fresh, at: path) == 0 { return path }
    let refusal = SystemRefusal()
    guard refusal.number == EEXIST || refusal.number == ENOTEMPTY else {
      throw self.refusal(refusal, path)
    }
    let kept = try placeNumbered(path)
    madeParents = []
    throw .unreadable(
      "`\(path)` was made by something else during the run and is left alone; the results are in "
        + "`\(kept)`")
  }

  private func exchange(_ path: String) throws(Failure) -> String {
    try ResultsFolder.requireResults(path)
    guard FolderRename.exchange(fresh, path) == 0 else { throw refusal(SystemRefusal(), path) }
    for file in reportFileNames { unlink(fresh + "/" + file) }
    if rmdir(fresh) != 0 {
      console.message("cofund: what else stood in `\(path)` is in `\(fresh)`\n")
    }
    return path
  }

  /// The first free number is taken by the move itself, so two runs never share one.
  private func placeNumbered(_ stem: String) throws(Failure) -> String {
    for number in 1...999_999 {
      let digits = String(number)
      let target = stem + "-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
      if ResultsFolder.kind(of: target) != nil { continue }
      if FolderRename.place(fresh, at: target) == 0 { return target }
      guard errno == EEXIST || errno == ENOTEMPTY || errno == ENOTDIR else {
        throw refusal(SystemRefusal(), target)
      }
    }
    throw .unreadable("no number is free for `\(stem)`; name a folder with `--out`")
  }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }
}

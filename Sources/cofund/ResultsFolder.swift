import Foundation
import Quoting
import Reporting

/// Where results go: a folder that is complete or absent.
struct ResultsFolder {
  /// The folder asked for, or nothing for the next free number under `results`.
  let path: String?
  let replaces: Bool
  /// The name that numbered folders begin with.
  let name: String

  /// Refuses early what would be refused once the results are there.
  init(_ path: String?, replaces: Bool, name: String) throws(Failure) {
    self.path = path
    self.replaces = replaces
    self.name = name
    guard let path else {
      if replaces {
        throw .misuse("`--replace` needs `--out FOLDER` to say which folder to replace")
      }
      return
    }
    if path.isEmpty { throw .misuse("`--out` needs the name of a folder") }
    guard ResultsFolder.exists(path) else { return }
    if !replaces {
      throw .unreadable(
        "`\(path)` exists already; name another folder, or add `--replace` to replace its results")
    }
    guard ResultsFolder.holdsResults(path) else {
      throw .unreadable(
        "`\(path)` holds no results of an earlier run, so it is left alone; name another folder")
    }
  }

  private static func exists(_ path: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: path)) != nil
  }

  /// Whether a folder was written by an earlier run, or holds nothing.
  private static func holdsResults(_ path: String) -> Bool {
    guard SourceFiles.isFolder(path),
      let names = try? FileManager.default.contentsOfDirectory(atPath: path)
    else { return false }
    return names.isEmpty || names.contains("run.json")
  }

  /// Writes the files beside their place, and puts the folder there once all of it is written.
  ///
  /// - Returns: the path of the folder.
  func write(_ files: [ReportFile], unless interrupt: Interrupt) throws(Failure) -> String {
    let parent = path.map { SourceFiles.folder(of: ResultsFolder.trimmed($0)) } ?? "results"
    let fresh = parent + "/.\(name).partial-\(ProcessInfo.processInfo.processIdentifier)"
    do {
      try FileManager.default.createDirectory(
        atPath: fresh, withIntermediateDirectories: true)
    } catch {
      throw .unreadable("`\(parent)` cannot be written: \(reason(error))")
    }
    do throws(Failure) {
      for file in files {
        try interrupt.check()
        try ResultsFolder.write(file, in: fresh)
      }
      try interrupt.check()
      return try place(fresh)
    } catch {
      try? FileManager.default.removeItem(atPath: fresh)
      if path == nil { rmdir(parent) }
      throw error
    }
  }

  private static func write(_ file: ReportFile, in folder: String) throws(Failure) {
    let path = folder + "/" + file.name
    do {
      try Data(file.text.utf8).write(to: URL(fileURLWithPath: path))
    } catch {
      throw .unreadable("`\(path)` cannot be written: \(reason(error))")
    }
  }

  /// Puts a complete folder in its place.
  private func place(_ fresh: String) throws(Failure) -> String {
    guard let path else { return try placeNumbered(fresh) }
    let target = ResultsFolder.trimmed(path)
    guard ResultsFolder.exists(target) else {
      try ResultsFolder.move(fresh, to: target)
      return target
    }
    let old = fresh + "-old"
    try ResultsFolder.move(target, to: old)
    do throws(Failure) {
      try ResultsFolder.move(fresh, to: target)
    } catch {
      try? ResultsFolder.move(old, to: target)
      throw error
    }
    try? FileManager.default.removeItem(atPath: old)
    return target
  }

  /// The first free number is taken by the move itself, so two runs never share one.
  private func placeNumbered(_ fresh: String) throws(Failure) -> String {
    for number in 1...999_999 {
      let digits = String(number)
      let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
      let target = "results/\(name)-\(padded)"
      if ResultsFolder.exists(target) { continue }
      if rename(fresh, target) == 0 { return target }
      guard errno == EEXIST || errno == ENOTEMPTY || errno == ENOTDIR else {
        throw .unreadable(
          "`\(target)` cannot be written: \(String(cString: strerror(errno)).lowercased())")
      }
    }
    throw .unreadable("`results` holds no free number for `\(name)`; name a folder with `--out`")
  }

  private static func move(_ from: String, to target: String) throws(Failure) {
    if rename(from, target) == 0 { return }
    throw .unreadable(
      "`\(target)` cannot be written: \(String(cString: strerror(errno)).lowercased())")
  }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }
}

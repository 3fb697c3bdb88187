import Foundation
import Quoting

/// A folder of files that is there whole or not at all: it is written beside its place and put there by one
/// rename.
struct NewFolder {
  /// The path at which it is to stand.
  let path: String

  /// Refuses a place that is taken.
  init(_ path: String) throws(Failure) {
    let tidy = SourceFiles.tidied(path)
    guard !path.isEmpty, tidy != ".", tidy != "/" else {
      throw .misuse("a new folder needs a name of its own, not `\(path)`")
    }
    self.path = tidy
  }

  /// Whether anything has its name.
  var isTaken: Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Writes the files, by their paths within the folder, and puts the folder in its place.
  func write(_ files: [(name: String, bytes: [UInt8])], replacing: Bool = false) throws(Failure) {
    let fresh = WholeFile.beside(path)
    do {
      try fill(fresh, files)
      try WholeFile.sync(folder: fresh)
    } catch {
      NewFolder.remove(fresh)
      throw .unreadable("`\(path)` cannot be written: \(error.reason)")
    }
    if replacing, isTaken {
      guard FolderRename.exchange(fresh, path) == 0 else {
        let refusal = SystemRefusal()
        NewFolder.remove(fresh)
        throw .unreadable("`\(path)` cannot be replaced: \(refusal.reason)")
      }
      NewFolder.remove(fresh)
      return
    }
    guard FolderRename.place(fresh, at: path) == 0 else {
      let refusal = SystemRefusal()
      NewFolder.remove(fresh)
      throw .unreadable(
        refusal.number == EEXIST || refusal.number == ENOTEMPTY
          ? "`\(path)` exists already and is left alone; choose another name"
          : "`\(path)` cannot be written: \(refusal.reason)")
    }
  }

  private func fill(
    _ fresh: String, _ files: [(name: String, bytes: [UInt8])]
  ) throws(SystemRefusal) {
    guard mkdir(fresh, 0o777) == 0 else { throw SystemRefusal() }
    var made: Set<String> = []
    for (name, bytes) in files {
      var folder = fresh
      for part in name.split(separator: "/").dropLast() {
        folder += "/" + part
        if made.insert(folder).inserted, mkdir(folder, 0o777) != 0 { throw SystemRefusal() }
      }
      try WholeFile.make(fresh + "/" + name, bytes)
    }
  }

  /// Takes away a folder that this program has made.
  private static func remove(_ folder: String) {
    try? FileManager.default.removeItem(atPath: folder)
  }
}

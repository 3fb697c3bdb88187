import Foundation
import Quoting

/// Finds the files of a folder that policies are read from, and stops where it is no such folder.
struct FolderWalk {
  /// The most names that are looked at beneath one folder.
  static let mostNames = 100_000
  private let home: String
  private let suffixes: [String]
  private var found: [String] = []
  private var seen = 0

  /// A walk from a folder for files with some endings.
  init(from folder: String, suffixes: [String]) {
    home = folder
    self.suffixes = suffixes
  }

  /// The files in the folder and in so many levels of folders in it, in order of path, none hidden.
  mutating func files(depth: Int) throws(Failure) -> [String] {
    try look(in: home, depth: depth)
    return found
  }

  private mutating func look(in folder: String, depth: Int) throws(Failure) {
    guard depth > 0 else { return }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw .unreadable("the folder `\(folder)` cannot be read: \(reason(error))")
    }
    seen += names.count
    guard seen <= FolderWalk.mostNames else {
      throw .unreadable(
        "`\(home)` holds more than 100,000 files and folders, the most that are looked through; "
          + "name the folder that holds the policies")
    }
    for name in names.sorted() where !name.hasPrefix(".") {
      let path =
        folder == "." ? name : (folder.hasSuffix("/") ? folder + name : folder + "/" + name)
      if SourceFiles.isFolder(path) {
        try look(in: path, depth: depth - 1)
      } else if suffixes.contains(where: name.hasSuffix) {
        found.append(path)
      }
    }
  }
}

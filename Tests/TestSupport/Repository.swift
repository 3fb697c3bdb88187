import Foundation

/// The repository's own files, found from where this file lies.
public enum Repository {
  /// A file with its path from the repository's root.
  public struct File: Sendable {
    /// Folder and name.
    public let path: String
    /// All that is in it.
    public var text: String

    /// A file from its path and its text.
    public init(path: String, text: String) {
      self.path = path
      self.text = text
    }
  }

  /// The folder that holds the package.
  static var root: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  /// The text of one file, by its path from the repository's root.
  public static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The names of what a folder holds, in order.
  public static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path).sorted()
  }

  /// The files of a folder, and of those it holds, whose names end in a word, in order of path.
  public static func files(in folder: String, endingIn ending: String) throws -> [File] {
    let place = root.appending(path: folder)
    return try FileManager.default.subpathsOfDirectory(atPath: place.path).sorted()
      .filter { $0.hasSuffix("." + ending) }
      .map { name in
        let text = try String(contentsOf: place.appending(path: name), encoding: .utf8)
        return File(path: folder + "/" + name, text: text)
      }
  }
}

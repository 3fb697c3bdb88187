public import Foundation
public import Testing

/// A Markdown page of this package.
public struct ReferencePage: Sendable, CustomTestStringConvertible {
  /// The file's name without its ending.
  public let name: String
  /// All that is in it.
  public let text: String
  /// Its name.
  public var testDescription: String { name }
  /// Its blocks of policy text.
  public var blocks: [ReferenceBlock] { ReferenceBlock.all(in: text) }

  /// The folder of the library's sources.
  public static let sources = Repository.root.appending(path: "Sources")

  /// The pages of a folder beneath the sources, by name.
  public static func all(in folder: String) -> [ReferencePage] {
    let root = sources.appendingPathComponent(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return names.sorted().filter { $0.hasSuffix(".md") }.compactMap { file in
      let text = try? String(contentsOf: root.appendingPathComponent(file), encoding: .utf8)
      return text.map { ReferencePage(name: String(file.dropLast(3)), text: $0) }
    }
  }

  /// The pages of the language reference.
  public static let reference = all(in: "PolicyLanguage/PolicyLanguage.docc")
}

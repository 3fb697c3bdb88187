import Foundation
import PolicyLanguage

/// Every policy and scenario that comes with the program, read once.
enum Shipped {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let sources: [PolicySource] = ["Policies", "Examples"].flatMap { folder in
    let home = root.appendingPathComponent(folder).resolvingSymlinksInPath()
    let found = FileManager.default.enumerator(atPath: home.path)?.compactMap { $0 as? String }
    return (found ?? []).filter { $0.hasSuffix(".policy") || $0.hasSuffix(".scenario") }.sorted()
      .compactMap { path in
        (try? Data(contentsOf: home.appendingPathComponent(path))).map {
          PolicySource(path: folder + "/" + path, bytes: [UInt8]($0))
        }
      }
  }

  static let result = check(sources)
  static let numbers = Array(0..<Int32(sources.count))
}

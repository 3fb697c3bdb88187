import Foundation
import PolicyLanguage
import Testing

/// A fixture file, named by its path within the fixtures.
struct PolicyFixture: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]

  /// The fixture's last path component.
  var fileName: String { URL(fileURLWithPath: name).lastPathComponent }
  /// The fixture as a source whose path is its file name.
  var source: PolicySource { PolicySource(path: fileName, bytes: bytes) }
  var text: String { String(decoding: bytes, as: UTF8.self) }
  var testDescription: String { name }

  /// The folder that holds every fixture.
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  /// Every file beneath a folder of the fixtures, by name.
  static func all(in subfolder: String) -> [PolicyFixture] {
    let root = folder.appendingPathComponent(subfolder)
    let walker = FileManager.default.enumerator(atPath: root.path)
    var names: [String] = []
    while let name = walker?.nextObject() as? String { names.append(name) }
    return names.sorted().compactMap { name in
      guard name.contains("."), let data = try? Data(contentsOf: root.appendingPathComponent(name))
      else { return nil }
      return PolicyFixture(name: name, bytes: [UInt8](data))
    }
  }

  /// The fixtures that are right.
  static let good = all(in: "good")
  /// The eighteen worked files of the language's design.
  static let drafts = all(in: "good/drafts")
  /// The fixtures with a fault that the parser reports.
  static let badForms = all(in: "bad").filter { $0.fileName.hasPrefix("P01") }

  /// A worked file by its name.
  static func draft(_ name: String) -> PolicyFixture {
    drafts.first { $0.name == name } ?? PolicyFixture(name: name, bytes: [])
  }
}

/// The text parsed as a file of its own.
func parsed(_ text: String) -> ParsedFile {
  parse(PolicySource(path: "test.policy", text: text), file: 0)
}

/// The codes and first lines of what is wrong with a text.
func faults(in bytes: [UInt8]) -> [String] {
  let table = LineTable(bytes)
  return parse(PolicySource(path: "test.policy", bytes: bytes), file: 0).diagnostics.map {
    let (line, column) = table.position(of: Int($0.primary.span.start))
    return "\($0.code) \(line):\(column)"
  }
}

/// The codes and places of what is wrong with a text.
func faults(in text: String) -> [String] { faults(in: Array(text.utf8)) }

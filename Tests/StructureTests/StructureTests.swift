import TestSupport
import Testing

/// Which targets each target imports, by three accounts that must agree: the manifest's, the README's
/// and the source's own.
@Suite("The structure that the README shows is the one that is built")
struct StructureTests {
  @Test("the README's table lists each target with what the manifest lets it import")
  func readme() throws {
    let declared = try Structure.declared()
    let shown = try Structure.shown()
    #expect(shown.count == declared.count)
    for (target, imports) in declared {
      #expect(shown[target] == imports, "\(target) in README.md")
    }
  }

  @Test("each target imports all that it declares, and nothing else of ours")
  func imports() throws {
    let declared = try Structure.declared()
    let written = try Structure.written()
    for (target, imports) in declared {
      #expect(written[target] == imports, "\(target) in Package.swift")
    }
  }

  @Test("the top level holds the manifest, the README and four folders")
  func topLevel() throws {
    let names = try Repository.names(in: "").filter { !$0.hasPrefix(".") && $0 != "results" }
    #expect(
      names.filter { $0 != "Package.resolved" }
        == ["Examples", "Package.swift", "Policies", "README.md", "Sources", "Tests"])
  }
}

/// Readings of the package's structure, each a table of target to imported targets.
private enum Structure {
  /// What `Package.swift` declares for every target that is no test.
  static func declared() throws -> [String: Set<String>] {
    let manifest = try Repository.text(of: "Package.swift")
    var found: [String: Set<String>] = [:]
    for word in ["library(", "arithmetic(", ".executableTarget("] {
      for call in manifest.components(between: "    " + word, and: [")"]) {
        let strings = call.quoted
        guard let name = strings.first else { continue }
        found[name] = Set(strings.dropFirst().filter { $0.first?.isUppercase == true })
      }
    }
    // A resource's path is quoted too, and is no target.
    return found.mapValues { $0.filter { !$0.contains("/") } }
  }

  /// What the README's table lists.
  static func shown() throws -> [String: Set<String>] {
    let readme = try Repository.text(of: "README.md")
    guard let table = readme.components(between: "target          imports", and: ["```"]).first
    else { return [:] }
    var found: [String: Set<String>] = [:]
    for line in table.split(separator: "\n").dropFirst() {
      // The columns stand apart by at least two spaces.
      let cells = String(line).split(separator: "  ").map { $0.trimming(" ") }.filter {
        !$0.isEmpty
      }
      guard cells.count >= 2 else { continue }
      found[cells[0]] = Set(
        cells[1].split(separator: " ").map(String.init).filter { $0 != "-" })
    }
    return found
  }

  /// What the files of each target import of our own.
  static func written() throws -> [String: Set<String>] {
    let ours = Set(try declared().keys)
    var found = Dictionary(uniqueKeysWithValues: ours.map { ($0, Set<String>()) })
    for file in try Repository.files(in: "Sources", endingIn: "swift") {
      let target = String(file.path.split(separator: "/")[1])
      for line in file.text.split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place <= 1, words.count == place + 2
        else { continue }
        let name = String(words[place + 1])
        if ours.contains(name) { found[target]?.insert(name) }
      }
    }
    return found
  }
}

extension String {
  /// The texts between each occurrence of an opening and the first closing after it.
  fileprivate func components(between opening: String, and closings: [String]) -> [String] {
    var found: [String] = []
    var rest = self[...]
    while let start = rest.firstRange(of: opening) {
      rest = rest[start.upperBound...]
      let end = closings.compactMap { rest.firstRange(of: $0)?.lowerBound }.min()
      found.append(String(rest[..<(end ?? rest.endIndex)]))
    }
    return found
  }

  /// The texts in quotes.
  fileprivate var quoted: [String] {
    split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}

extension Substring {
  /// The text without a character at its ends.
  fileprivate func trimming(_ character: Character) -> String {
    var text = self
    while text.first == character { text.removeFirst() }
    while text.last == character { text.removeLast() }
    return String(text)
  }
}

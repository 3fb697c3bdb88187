import Foundation
import PolicyLanguage
import Testing

/// A lost, doubled or misplaced word is reported, or what it does is known and explained.
///
/// Every token of every sound file is deleted, doubled and swapped with its neighbour. What passes
/// without a message is recorded by the kind of place it happens at, under a heading that explains it.
/// A plain run tries a fixed sample; `COFUND_MUTATIONS=all` tries everything, and with
/// `RECORD_SNAPSHOTS=1` writes the record anew, keeping its headings.
@Suite("Words lost, doubled and swapped")
struct MutationTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let isFull = environment["COFUND_MUTATIONS"] == "all"
  private static let isRecording = environment["RECORD_SNAPSHOTS"] != nil

  /// One in so many changes is tried in a plain run; a prime, so that all kinds come up.
  private static let stride = 37

  @Test("what passes in silence is recorded and explained")
  func survivors() async throws {
    let record = try SurvivorRecord(contentsOf: SurvivorRecord.file)
    let found = await Self.found()
    let known = record.places
    if Self.isFull, Self.isRecording {
      try record.replacing(with: found).write(to: SurvivorRecord.file)
      return
    }
    for place in found.keys.sorted() where !known.contains(place) {
      Issue.record("passes in silence: \(place)   such as \(found[place] ?? "")")
    }
    #expect(record.unexplained == [])
    if Self.isFull { #expect(known.subtracting(found.keys).sorted() == []) }
  }

  /// The kinds of place at which a change passes without a message, each with one instance.
  private static func found() async -> [String: String] {
    var work: [(ground: MutationGround, file: Int)] = []
    for ground in SoundText.grounds {
      for file in ground.sources.indices { work.append((ground, file)) }
    }
    return await withTaskGroup(of: [String: String].self) { group in
      for (ground, file) in work { group.addTask { survivors(ground, file) } }
      var all: [String: String] = [:]
      for await places in group { all.merge(places) { min($0, $1) } }
      return all
    }
  }

  private static func survivors(_ ground: MutationGround, _ file: Int) -> [String: String] {
    let cut = CutText(ground.sources[file].bytes)
    var places: [String: String] = [:]
    for (index, mutation) in cut.mutations.enumerated()
    where isFull || (index + file) % stride == 0 {
      let outcome = ground.outcome(of: cut.mutated(mutation), in: file)
      if outcome == .reported { continue }
      let place = "\(mutation.kind) \(outcome)  \(cut.place(of: mutation, ground.names))"
      let line = cut.bytes[..<cut.tokens[mutation.token].lowerBound].count { $0 == 0x0A } + 1
      let instance = "\(ground.sources[file].path):\(line) \(cut.text(mutation.token))"
      places[place] = min(places[place] ?? instance, instance)
    }
    return places
  }

  @Test("a byte may be wrong anywhere", arguments: SoundText.byteSample)
  func wrongBytes(_ path: String) throws {
    let ground = try #require(SoundText.grounds.first)
    let file = try #require(ground.sources.firstIndex { $0.path == path })
    let bytes = ground.sources[file].bytes
    let table = LineTable(bytes)
    for offset in bytes.indices {
      if !Self.isFull, offset % 5 != 0 { continue }
      for flip: UInt8 in [0x01, 0x20, 0x80, 0xFF] {
        var changed = bytes
        changed[offset] ^= flip
        if bytes[offset] == 0x20 || bytes[offset] == 0x0A { continue }
        // The checker sees few of them, for most end at the first message; it must end as well.
        if Self.isFull || offset % 997 == 0 { _ = ground.outcome(of: changed, in: file) }
        if table.lineText(table.line(of: offset)).contains("#") { continue }
        #expect(
          !ground.isSame(changed, in: file),
          "byte \(offset) of \(path) xor \(flip)")
      }
    }
  }
}

/// The sound files of the project, as programs.
enum SoundText {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The policies and examples that come with the program, and the two sets of good fixtures.
  static let grounds: [MutationGround] = {
    let fixtures = "Tests/PolicyLanguageTests/Fixtures/good"
    return [
      MutationGround("shipped", sources("Policies") + sources("Examples")),
      MutationGround(
        "drafts",
        sources(fixtures + "/drafts").filter {
          // These two show findings of their own.
          !$0.path.hasSuffix("/wage-support.policy") && !$0.path.hasSuffix("/medtech-2027.scenario")
        }),
      // Phrases that no program brings together are only read.
      MutationGround("phrases", sources(fixtures + "/phrases")),
    ]
  }()

  /// The files in which every byte is tried.
  static let byteSample = [
    "Policies/england/lle-loan.policy", "Policies/regimes/four-ways.policy",
    "Examples/levy-claims.scenario",
  ]

  private static func sources(_ folder: String) -> [PolicySource] {
    let home = root.appendingPathComponent(folder).resolvingSymlinksInPath()
    let found = FileManager.default.enumerator(atPath: home.path)?.compactMap { $0 as? String }
    return (found ?? []).filter { $0.hasSuffix(".policy") || $0.hasSuffix(".scenario") }.sorted()
      .compactMap { path in
        (try? Data(contentsOf: home.appendingPathComponent(path))).map {
          PolicySource(path: folder + "/" + path, bytes: [UInt8]($0))
        }
      }
  }
}

/// The record of what passes in silence: headings that explain, and kinds of place beneath them.
struct SurvivorRecord {
  /// Where the record stands.
  static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Pinned/silent-mutations.txt")
  private static let open = "## Not yet explained"

  private var preface: [String] = []
  private var sections: [(heading: [String], places: [String: String])] = []

  /// Reads a record; one that is not there is empty.
  init(contentsOf file: URL) throws {
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init) {
      if line.hasPrefix("## ") {
        sections.append((heading: [line], places: [:]))
      } else if line.hasPrefix("#") {
        if sections.isEmpty {
          preface.append(line)
        } else {
          sections[sections.count - 1].heading.append(line)
        }
      } else if !sections.isEmpty {
        let parts = line.components(separatedBy: "   such as ")
        sections[sections.count - 1].places[parts[0]] = parts.count > 1 ? parts[1] : ""
      }
    }
  }

  /// Every kind of place.
  var places: Set<String> { Set(sections.flatMap(\.places.keys)) }

  /// Those under no heading that explains them.
  var unexplained: [String] {
    sections.filter { $0.heading[0] == SurvivorRecord.open }.flatMap(\.places.keys).sorted()
  }

  /// The record with what was found instead; new kinds stand under a heading of their own.
  func replacing(with found: [String: String]) -> SurvivorRecord {
    var next = self
    for index in next.sections.indices {
      next.sections[index].places = next.sections[index].places.keys.reduce(into: [:]) {
        $0[$1] = found[$1]
      }
    }
    let new = found.filter { !places.contains($0.key) }
    next.sections.removeAll { $0.heading[0] == SurvivorRecord.open && $0.places.isEmpty }
    if !new.isEmpty { next.sections.append((heading: [SurvivorRecord.open], places: new)) }
    return next
  }

  /// Writes the record.
  func write(to file: URL) throws {
    var text = preface.map { $0 + "\n" }.joined()
    for section in sections where !section.places.isEmpty {
      text += "\n" + section.heading.map { $0 + "\n" }.joined()
      for (place, instance) in section.places.sorted(by: { $0.key < $1.key }) {
        text += "\(place)   such as \(instance)\n"
      }
    }
    try text.write(to: file, atomically: true, encoding: .utf8)
  }
}

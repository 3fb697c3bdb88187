import Foundation
import Testing

/// The built tool, run as a reader would run it.
struct Tool {
  /// What a run of the tool gave.
  struct Answer {
    let status: Int32
    let output: String
    let errors: String

    /// The output as a JSON object.
    func object() throws -> [String: Any] {
      let parsed = try JSONSerialization.jsonObject(with: Data(output.utf8))
      return try #require(parsed as? [String: Any])
    }
  }
  /// The folder in which it runs.
  let folder: URL

  /// The repository's root.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The tool beside the test bundle.
  static func executable() throws -> URL {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    var candidates: [URL] = []
    var folder = bundle.deletingLastPathComponent()
    for _ in 0..<4 {
      candidates.append(folder.appendingPathComponent("cofund"))
      folder = folder.deletingLastPathComponent()
    }
    candidates.append(Self.root.appendingPathComponent(".build/debug/cofund"))
    let found = candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    return try #require(found, "no `cofund` beside the tests; build it first")
  }

  /// A tool in a fresh folder with a copy of the policies and a small scenario.
  init() throws {
    let name = "cofund-tests-\(UUID().uuidString)"
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("Examples"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: Self.root.appendingPathComponent("Policies").resolvingSymlinksInPath(),
      to: folder.appendingPathComponent("Policies"))
    try write(Self.tiny, to: "Examples/tiny.scenario")
  }

  /// Takes the folder away.
  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Writes a file in the folder.
  func write(_ text: String, to path: String) throws {
    let file = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// The text of a file in the folder.
  func read(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appendingPathComponent(path)), as: UTF8.self)
  }

  /// The names in a folder, hidden ones too.
  func names(in path: String) -> [String] {
    let place = folder.appendingPathComponent(path).path
    return ((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []).sorted()
  }

  /// A run that has begun, for tests that stop it.
  func start(_ arguments: [String]) throws -> (process: Process, output: URL, errors: URL) {
    let process = Process()
    process.executableURL = try Tool.executable()
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let output = folder.appendingPathComponent(".out-\(UUID().uuidString)")
    let errors = folder.appendingPathComponent(".err-\(UUID().uuidString)")
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return (process, output, errors)
  }

  /// Runs the tool to its end.
  func run(_ arguments: String...) throws -> Answer { try run(arguments) }

  /// Runs the tool to its end.
  func run(_ arguments: [String]) throws -> Answer {
    let (process, output, errors) = try start(arguments)
    process.waitUntilExit()
    defer { for file in [output, errors] { try? FileManager.default.removeItem(at: file) } }
    return Answer(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }

  /// A scenario of a few people who like study, small enough to run in a moment.
  static let tiny = """
    scenario tiny
        title "A few people, for tests"
        runs from 2027-08-01 to 2028-07-31 by month
        draws 4
        seed 3
        uses htq-evidence, economy
        follows lives for 5 years
        in prices of 2027-08-01 rising by cpi

        population 300 people of learner standing for 300
            learner.nation is England
            learner.region is West-Midlands
            learner.status is inactive
            learner.apprentice is no
            learner.protected is no
            learner.age varies normal with mean 33 years and sd 9 years kept between 19 years and 59 years
            learner.sex varies choice with female 48% and male 52%
            learner.highest is level-3
            learner.earnings varies lognormal with median £29,500 per year and top-decile £41,000 per year kept between £20,000 per year and £250,000 per year
            learner.prior-support is £0
            learner.taste varies normal with mean 3 and sd 1 kept between -6 and 5

        offer unit
            course.product is module
            course.sector is medtech
            course.level is 4
            course.credits is 30 credits
            course.hours is 300 hours
            course.fee is £1,700
            course.release-wages is £0
            course.in-person is yes
            course.htq is yes
            starts each 1 September
            lasts 4 months
            leads towards hnc

        compare england-2027 with devolved-fund

    """
}

/// A test that has a tool of its own and leaves nothing behind.
func withTool<Result>(_ body: (Tool) throws -> Result) throws -> Result {
  let tool = try Tool()
  defer { tool.remove() }
  return try body(tool)
}

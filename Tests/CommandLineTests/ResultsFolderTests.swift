import Foundation
import Testing

/// Results are whole or absent, and nothing that a run did not make is removed.
@Suite("Where results go")
struct ResultsFolderTests {
  private let compare = ["compare", "Examples/tiny.scenario", "--quiet", "--draws", "2"]

  /// Waits until something hidden stands in the tool's folder: the results of a run that has begun.
  private func waitForWork(_ tool: Tool) throws {
    for _ in 0..<400 {
      if tool.names(in: ".").contains(where: { $0.hasPrefix(".mine.partial-") }) { return }
      Thread.sleep(forTimeInterval: 0.05)
    }
    Issue.record("the run made no room for its results")
  }

  @Test("a folder that appears during the run is left alone, and the results are kept beside it")
  func appears() throws {
    try withTool { tool in
      let (process, _, errors) = try tool.start([
        "compare", "Examples/tiny.scenario", "--draws", "400", "--out", "mine",
      ])
      try waitForWork(tool)
      try tool.write("kept", to: "mine/diary.txt")
      process.waitUntilExit()
      #expect(process.terminationStatus == 74)
      #expect(tool.names(in: "mine") == ["diary.txt"])
      #expect(try tool.read("mine/diary.txt") == "kept")
      #expect(tool.names(in: "mine-001").contains("run.json"))
      let message = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
      #expect(message.contains("`mine-001`"))
    }
  }

  @Test("only a whole results folder with nothing else in it is replaced")
  func strangers() throws {
    try withTool { tool in
      #expect(try tool.run(compare + ["--out", "mine"]).status == 0)
      try tool.write("{}", to: "project/run.json")
      try tool.write("work", to: "project/thesis.txt")
      let project = try tool.run(compare + ["--out", "project", "--replace"])
      #expect(project.status == 74)
      #expect(tool.names(in: "project") == ["run.json", "thesis.txt"])

      try tool.write("notes", to: "mine/notes.txt")
      let noted = try tool.run(compare + ["--out", "mine", "--replace"])
      #expect(noted.status == 74)
      #expect(noted.errors.contains("`notes.txt`"))
      #expect(try tool.read("mine/notes.txt") == "notes")

      try FileManager.default.removeItem(
        at: tool.folder.appendingPathComponent("mine/notes.txt"))
      try FileManager.default.createSymbolicLink(
        at: tool.folder.appendingPathComponent("link"),
        withDestinationURL: tool.folder.appendingPathComponent("mine"))
      #expect(try tool.run(compare + ["--out", "link", "--replace"]).status == 74)
      #expect(try tool.run(compare + ["--out", "mine", "--replace"]).status == 0)
      #expect(tool.names(in: ".").allSatisfy { !$0.hasPrefix(".mine") })
    }
  }

  @Test("every file that a run writes is one that a results folder may hold")
  func list() throws {
    try withTool { tool in
      let first = try tool.run(compare + ["--out", "mine", "--ledger"])
      let second = try tool.run(compare + ["--out", "mine", "--ledger", "--replace"])
      #expect([first.status, second.status] == [0, 0])
    }
  }

  @Test("runs at once into one new folder: one has it, and none is lost")
  func together() throws {
    try withTool { tool in
      let runs = try (0..<5).map { _ in try tool.start(compare + ["--out", "mine"]).process }
      for each in runs { each.waitUntilExit() }
      #expect(runs.map(\.terminationStatus).sorted() == [0, 74, 74, 74, 74])
      let whole = tool.names(in: ".").filter { $0.hasPrefix("mine") }
      // Those that began after the first had ended were refused before they ran.
      #expect(whole.contains("mine") && whole.count <= 5)
      for folder in whole { #expect(tool.names(in: folder).count == 14, "\(folder)") }
    }
  }

  @Test("what cannot be written is found before the run, with the reason")
  func early() throws {
    try withTool { tool in
      try tool.write("text", to: "file")
      let endless = ["compare", "Examples/tiny.scenario", "--draws", "9999998", "--quiet"]
      let within = try tool.run(endless + ["--out", "file/results"])
      #expect(within.status == 74)
      #expect(within.errors.contains("not a directory"))
      let timing = try tool.run(endless + ["--timing", "none/time.json"])
      #expect(timing.status == 74)
      #expect(timing.errors.contains("no such file or directory"))
      #expect(tool.names(in: "results").isEmpty)
    }
  }

  @Test("a policy that is laid out is replaced whole, and a link to it stays one")
  func formatting() throws {
    try withTool { tool in
      try tool.write("policy   a\n  title \"A\"\n", to: "a.policy")
      let link = tool.folder.appendingPathComponent("b.policy")
      try FileManager.default.createSymbolicLink(
        at: link, withDestinationURL: tool.folder.appendingPathComponent("a.policy"))
      #expect(try tool.run("format", "b.policy").status == 0)
      #expect(try tool.read("a.policy") == "policy a\n    title \"A\"\n")
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: link.path).hasSuffix("a.policy"))
    }
  }
}

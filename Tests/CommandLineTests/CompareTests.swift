import Foundation
import Testing

@Suite("cofund compare and run")
struct CompareTests {
  private let files: Set<String> = [
    "acceptability.csv", "regimes.csv", "assumptions.csv", "datapackage.json", "differences.csv",
    "distribution.csv", "flows.csv",
    "README.txt", "report.html", "funds.csv", "run.json", "summary.json", "summary.txt",
    "totals.csv",
  ]

  @Test("results go to the next free number, and the path is the last line")
  func numbering() throws {
    try withTool { tool in
      for number in ["001", "002"] {
        let answer = try tool.run("compare", "Examples/tiny.scenario")
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(answer.output.hasSuffix("\nresults/tiny-\(number)\n"))
        #expect(Set(tool.names(in: "results/tiny-\(number)")) == files)
      }
      #expect(tool.names(in: "results") == ["tiny-001", "tiny-002"])
    }
  }

  @Test("the number of workers never changes a byte, and the clock stays out of the folder")
  func workers() throws {
    try withTool { tool in
      for count in ["1", "3"] {
        let answer = try tool.run(
          "compare", "Examples/tiny.scenario", "--workers", count, "--out", "w\(count)", "--quiet")
        #expect(answer.status == 0)
        #expect(answer.errors.isEmpty)
      }
      for file in files {
        #expect(try tool.read("w1/\(file)") == tool.read("w3/\(file)"), "\(file)")
      }
    }
  }

  @Test("an existing folder is refused, and replaced only when asked")
  func replacing() throws {
    try withTool { tool in
      #expect(try tool.run("compare", "Examples/tiny.scenario", "--out", "mine").status == 0)
      let before = try tool.read("mine/run.json")
      let refused = try tool.run(
        "compare", "Examples/tiny.scenario", "--out", "mine", "--seed", "9")
      #expect(refused.status == 74)
      #expect(refused.errors.contains("--replace"))
      #expect(try tool.read("mine/run.json") == before)
      let replaced = try tool.run(
        "compare", "Examples/tiny.scenario", "--out", "mine", "--seed", "9", "--replace")
      #expect(replaced.status == 0)
      #expect(try tool.read("mine/run.json").contains("\"seed\" : 9"))
      #expect(tool.names(in: ".").filter { $0.contains("partial") }.isEmpty)
    }
  }

  @Test("the regime compared with itself differs by exactly nothing")
  func nullReform() throws {
    try withTool { tool in
      let text = try tool.read("Policies/regimes/four-ways.policy")
      let start = try #require(text.range(of: "regime england-2027\n"))
      let end = try #require(text.range(of: "regime aligned\n"))
      let copy = text[start.lowerBound..<end.lowerBound]
        .replacingOccurrences(of: "regime england-2027\n", with: "regime same\n")
      try tool.write(
        text.replacingOccurrences(of: "regime aligned\n", with: copy + "regime aligned\n"),
        to: "Policies/regimes/four-ways.policy")
      let answer = try tool.run(
        "compare", "Examples/tiny.scenario", "--regimes", "england-2027,same", "--out", "null")
      if answer.status == 0 {
        let rows = try tool.read("null/differences.csv").split(separator: "\r\n").dropFirst()
        #expect(!rows.isEmpty)
        for row in rows {
          let fields = row.split(separator: ",", omittingEmptySubsequences: false)
          #expect(Double(fields[13]) == 0 && Double(fields[14]) == 0, "\(row)")
        }
        #expect(answer.output.contains("changes nothing"))
      } else {
        Issue.record("\(answer.errors)")
      }
    }
  }

  @Test("data is printed as one object with the folder in it")
  func json() throws {
    try withTool { tool in
      let answer = try tool.run("compare", "Examples/tiny.scenario", "--format", "json")
      let object = try answer.object()
      #expect(object["schema"] as? String == "cofund-summary/1")
      #expect(object["results"] as? String == "results/tiny-001")
    }
  }

  @Test("one regime by itself has totals and no differences")
  func run() throws {
    try withTool { tool in
      let answer = try tool.run(
        "run", "Examples/tiny.scenario", "--regime", "england-2027", "--draws", "2")
      #expect(answer.status == 0, "\(answer.errors)")
      #expect(!answer.output.contains("Change in"))
      let rows = try tool.read("results/tiny-001/differences.csv").split(separator: "\r\n")
      #expect(rows.count == 1)
    }
  }

  @Test("the hashes of the inputs are those that sha256sum gives")
  func hashes() throws {
    try withTool { tool in
      try tool.write("", to: "Policies/empty.policy")
      _ = try tool.run("compare", "Examples/tiny.scenario", "--draws", "2", "--out", "hashed")
      #expect(
        try tool.read("hashed/run.json").contains(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
    }
  }

  @Test("an interrupt ends with 130 and leaves no folder")
  func interrupt() throws {
    try withTool { tool in
      let (process, _, _) = try tool.start([
        "compare", "Examples/tiny.scenario", "--draws", "20000", "--workers", "1",
      ])
      Thread.sleep(forTimeInterval: 1.5)
      #expect(process.isRunning)
      process.interrupt()
      process.waitUntilExit()
      #expect(process.terminationStatus == 130)
      #expect(process.terminationReason == .exit)
      #expect(tool.names(in: "results").isEmpty)
    }
  }

  @Test("how long it took goes to a file of its own when asked")
  func timing() throws {
    try withTool { tool in
      _ = try tool.run(
        "compare", "Examples/tiny.scenario", "--draws", "2", "--timing", "time.json")
      #expect(try tool.read("time.json").contains("cofund-timing/1"))
    }
  }
}

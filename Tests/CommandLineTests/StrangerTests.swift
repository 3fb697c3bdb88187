import Foundation
import Testing

/// Policies and populations from strangers read nothing outside their folders and write nothing odd.
@Suite("Texts from strangers")
struct StrangerTests {
  private static let people = """
        learner.nation is England
        learner.region is West-Midlands
        learner.status is inactive
        learner.apprentice is no
        learner.protected is no
        learner.sex is female
        learner.highest is level-3
        learner.earnings is £25,000 per year
        learner.prior-support is £0
        learner.taste is 1

    """

  /// The small scenario with its people taken from a file.
  private func scenario(from file: String) throws -> String {
    let start = try #require(Tool.tiny.range(of: "    population "))
    let end = try #require(Tool.tiny.range(of: "    offer unit"))
    return Tool.tiny.replacingCharacters(
      in: start.lowerBound..<end.lowerBound,
      with: "    population people of learner from \"\(file)\"\n"
        + Self.people.split(separator: "\n").map { "    " + $0 + "\n" }.joined() + "\n")
  }

  @Test(
    "a population reads only beside its scenario",
    arguments: [
      "../secret.csv", "/etc/passwd", "../Policies/../secret.csv", "leading-out.csv",
      "folder-out/secret.csv", "/proc/self/environ", "fifo.csv", "/dev/zero", "a/../../secret.csv",
    ])
  func population(_ file: String) throws {
    try withTool { tool in
      try tool.write("id,age\nsecret-word,33\n", to: "secret.csv")
      try tool.write("x", to: "elsewhere/secret.csv")
      let home = tool.folder.appendingPathComponent("Examples")
      for (name, target) in [("leading-out.csv", "../secret.csv"), ("folder-out", "../elsewhere")] {
        try FileManager.default.createSymbolicLink(
          atPath: home.appendingPathComponent(name).path, withDestinationPath: target)
      }
      #expect(mkfifo(home.appendingPathComponent("fifo.csv").path, 0o600) == 0)
      try tool.write(try scenario(from: file), to: "Examples/tiny.scenario")
      for command in [["check"], ["compare", "--draws", "2"]] {
        let answer = try tool.run(command + ["Examples/tiny.scenario"])
        #expect(answer.status == 1)
        #expect(!(answer.output + answer.errors).contains("secret-word"))
        #expect(!(answer.output + answer.errors).contains("root:"))
      }
      try tool.write("id,age\nmine,33\n", to: "Examples/mine.csv")
      try tool.write(try scenario(from: "mine.csv"), to: "Examples/tiny.scenario")
      #expect(try tool.run("check", "Examples/tiny.scenario").status == 0)
    }
  }

  @Test("a folder of policies is read as far as it goes itself")
  func links() throws {
    try withTool { tool in
      try tool.write("policy stolen\n    title \"secret-word\"\n", to: "outside/stolen.policy")
      let link = tool.folder.appendingPathComponent("Policies/stolen.policy").path
      try FileManager.default.createSymbolicLink(
        atPath: link, withDestinationPath: "../outside/stolen.policy")
      let answer = try tool.run("compare", "Examples/tiny.scenario", "--draws", "2")
      #expect(answer.status == 74)
      #expect(answer.errors.contains("leads out of"))
      #expect(!answer.errors.contains("secret-word"))
    }
  }

  @Test(
    "what is read must be a plain file", arguments: ["fifo", "/dev/zero", "Policies", "/dev/null"])
  func kinds(_ path: String) throws {
    try withTool { tool in
      #expect(mkfifo(tool.folder.appendingPathComponent("fifo").path, 0o600) == 0)
      let answer = try tool.run(
        "quote", "england-2027", "--on", "2027-09-01", "--from", path)
      #expect(answer.status == 74)
      #expect(answer.errors.contains("only a plain file is read"))
    }
  }

  @Test("nothing that is printed moves the cursor, turns the writing or is a formula")
  func printing() throws {
    try withTool { tool in
      let odd = "a\u{1B}[2J\u{7}\u{202E}b"
      try tool.write("id,on,nonsense\n\(odd),2027-09-01,1\n", to: "a.csv")
      try tool.write(
        "id,on\n\(odd),2027-09-01\n=cmd()|' /C calc'!A0,2027-09-01\n-2+3,2027-09-01\n"
          + "-5,2027-09-01\n\"<script>,\",2027-09-01\n", to: "b.csv")
      let quote = ["quote", "england-2027", "--from"]
      let answers = [
        try tool.run(quote + ["a.csv"]), try tool.run(quote + ["b.csv"]),
        try tool.run(quote + ["b.csv", "--format", "jsonl"]),
        try tool.run(quote + [odd]), try tool.run("check", odd), try tool.run(odd),
        try tool.run("quote", "england-2027", "--on", "2027-09-01", "--set", "\(odd)=1"),
      ]
      for answer in answers {
        #expect(answer.status != 0)
        for scalar in (answer.output + answer.errors).unicodeScalars {
          let isOdd = scalar.value < 0x20 && !["\n", "\r"].contains(scalar) || scalar == "\u{202E}"
          #expect(!isOdd, "\(scalar.value)")
        }
      }
      let rows = answers[1].output
      #expect(rows.contains("\n'=cmd()|' /C calc'!A0,"))
      #expect(rows.contains("\n'-2+3,"))
      #expect(rows.contains("\n-5,"))
      #expect(rows.contains("\n\"<script>,\","))
      #expect(rows.contains("\na\\u001b[2J\\u0007\\u202eb,"))
      #expect(answers[2].output.contains("\"a\\u001b[2J\\u0007\\u202eb\""))
    }
  }
}

import Foundation
import Testing

@Suite("The command line as such")
struct UsageTests {
  @Test("without arguments it says what it is and gives one line to copy")
  func welcome() throws {
    try withTool { tool in
      let answer = try tool.run()
      #expect(answer.status == 0)
      #expect(answer.output.contains("cofund compare Examples/"))
      #expect(answer.errors.isEmpty)
    }
  }

  @Test(
    "every command has a page of help",
    arguments: [
      "check", "format", "quote", "take-home", "compare", "run",
    ])
  func help(command: String) throws {
    try withTool { tool in
      let answer = try tool.run(command, "--help")
      #expect(answer.status == 0)
      #expect(answer.output.hasPrefix("cofund \(command): "))
      #expect(answer.output.contains("Options\n"))
      #expect(try tool.run("help", command).output == answer.output)
    }
  }

  @Test(
    "misuse ends with 2, says what is wrong on standard error, and prints no result",
    arguments: [
      ["qoute"], ["quote"], ["quote", "england-2027", "--bogus"], ["check"], ["compare"],
      ["quote", "england-2027", "--on", "2027-13-01"], ["quote", "nowhere", "--on", "2027-09-01"],
      ["quote", "england-2027", "--on", "2027-09-01", "--set", "learner.agee=4"],
      ["compare", "Examples/tiny.scenario", "--draws", "3"],
      ["compare", "Examples/tiny.scenario", "--seed", "many"],
      ["compare", "Examples/tiny.scenario", "--regimes", "england-2027,nowhere"],
      ["compare", "Examples/tiny.scenario", "--by", "colour"],
      ["compare", "Examples/tiny.scenario", "--set", "learner.age=4"],
      ["compare", "Examples/tiny.scenario", "--set", "no-such-parameter=4"],
      ["compare", "Examples/tiny.scenario", "--replace"],
      ["run", "Examples/tiny.scenario"], ["check", "Policies", "--color", "pink"],
      ["take-home", "--earnings", "much", "--on", "2026-06-01"],
      ["take-home", "--on", "2026-06-01"],
    ])
  func misuse(arguments: [String]) throws {
    try withTool { tool in
      let answer = try tool.run(arguments)
      #expect(answer.status == 2, "\(answer.errors)")
      #expect(answer.output.isEmpty)
      #expect(answer.errors.hasPrefix("cofund: "))
      #expect(tool.names(in: "results").isEmpty)
    }
  }

  @Test("the nearest name is suggested")
  func suggestions() throws {
    try withTool { tool in
      #expect(try tool.run("qoute").errors.contains("did you mean `quote`?"))
      let option = try tool.run("quote", "england-2027", "--no", "2027-09-01").errors
      #expect(option.contains("has no option `--no`"))
      let regime = try tool.run("quote", "england-207", "--on", "2027-09-01").errors
      #expect(regime.contains("did you mean `england-2027`?"))
    }
  }

  @Test(
    "what is missing or cannot be written ends with 74",
    arguments: [
      ["check", "nowhere"], ["format", "nowhere.policy"], ["compare", "Examples/none.scenario"],
      ["check", "Policies", "--policies", "nowhere"],
      ["compare", "Examples/tiny.scenario", "--out", "Policies"],
      ["compare", "Examples/tiny.scenario", "--out", "Policies", "--replace"],
      ["compare", "Examples/tiny.scenario", "--out", "/proc/none/there"],
    ])
  func unreadable(arguments: [String]) throws {
    try withTool { tool in
      let policies = tool.names(in: "Policies")
      let answer = try tool.run(arguments)
      #expect(answer.status == 74, "\(answer.errors)")
      #expect(answer.errors.hasPrefix("cofund: "))
      #expect(tool.names(in: "Policies") == policies)
    }
  }

  @Test("with JSON asked for, a failure still prints one object on standard output")
  func jsonFailure() throws {
    try withTool { tool in
      let answer = try tool.run("quote", "nowhere", "--on", "2027-09-01", "--format", "json")
      #expect(answer.status == 2)
      let error = try #require(try answer.object()["error"] as? [String: Any])
      #expect(error["code"] as? String == "misuse")
      #expect((error["message"] as? String)?.contains("nowhere") == true)
      #expect(error["needs"] is [Any])
    }
  }
}

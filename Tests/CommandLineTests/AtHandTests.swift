import Foundation
import Testing

@testable import cofund

/// What a newcomer finds at hand: a scenario of one's own, the program installed, completions, runs compared.
@Suite("At hand")
struct AtHandTests {
  @Test("a new scenario checks and runs at once, and a place that is taken is left alone")
  func initialise() throws {
    try withTool { tool in
      let made = try tool.run("init", "our-town")
      #expect(made.status == 0, "\(made.errors)")
      let checked = try tool.run("check", "--strict", "our-town")
      #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
      let laidOut = try tool.run("format", "--check", "our-town")
      #expect(laidOut.status == 0, "\(laidOut.output)\(laidOut.errors)")
      let ran = try tool.run(
        "compare", "our-town", "--draws", "2", "--by", "learner.place", "--quiet")
      #expect(ran.status == 0, "\(ran.errors)")
      #expect(ran.output.contains("our-town with a fund of its own"))
      let again = try tool.run("init", "our-town")
      #expect(again.status == 74)
      #expect(again.errors.contains("exists already"))
      #expect(try tool.run("init", "Our Town").status == 2)
    }
  }

  @Test("completions name every command and option, in bash as bash reads it")
  func completions() throws {
    for command in CommandSpecification.all {
      for text in [ShellCompletions.bash, ShellCompletions.zsh, ShellCompletions.fish] {
        #expect(text.contains(command.name))
        for option in command.options { #expect(text.contains(option.name.dropFirst(2))) }
      }
    }
    try withTool { tool in
      try tool.write(ShellCompletions.bash, to: "cofund.bash")
      let shell = Process()
      shell.executableURL = URL(fileURLWithPath: "/bin/bash")
      shell.arguments = ["-n", tool.folder.appendingPathComponent("cofund.bash").path]
      try shell.run()
      shell.waitUntilExit()
      #expect(shell.terminationStatus == 0)
    }
  }

  @Test("two runs are compared: what was set, what it moved, and nothing where they agree")
  func runsApart() throws {
    try withTool { tool in
      for (name, words) in [("a", []), ("b", ["--set", "level-4-5-budget=£1,000"]), ("c", [])]
        as [(String, [String])]
      {
        let answer = try tool.run(
          ["compare", "Examples/tiny.scenario", "--quiet", "--out", name] + words)
        #expect(answer.status == 0, "\(answer.errors)")
      }
      let same = try tool.run("compare", "a", "c")
      #expect(same.output.contains("The two runs agree"))
      let apart = try tool.run("compare", "a", "b")
      #expect(apart.status == 0, "\(apart.errors)")
      #expect(apart.output.contains("--set: not in A -> level-4-5-budget=£1,000"))
      #expect(apart.output.contains("devolved-level-4-5.level-4-5-budget"))
      let object = try tool.run("compare", "a", "b", "--format", "json").object()
      #expect(object["schema"] as? String == "cofund-runs-apart/1")
      #expect(try tool.run("compare", "a", "Examples").status == 74)
    }
  }

  @Test(
    "an installed program finds its rulebook from anywhere, and leaves alone what it did not install"
  )
  func install() throws {
    try withTool { tool in
      let made = try tool.run("install", "--prefix", "there")
      #expect(made.status == 0, "\(made.errors)")
      #expect(tool.names(in: "there/share/cofund").contains("INSTALLED.txt"))
      #expect(try tool.run("install", "--prefix", "there").status == 0)
      try tool.write("mine", to: "other/share/cofund/notes.txt")
      #expect(try tool.run("install", "--prefix", "other").status == 74)
      #expect(try tool.read("other/share/cofund/notes.txt") == "mine")
      #expect(try tool.run("install").status == 2)
    }
  }
}

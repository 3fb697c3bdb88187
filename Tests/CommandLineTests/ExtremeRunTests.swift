import Foundation
import Testing

/// Values at every extreme run, or are refused with what is wrong and a limit; nothing traps or hangs.
@Suite("Extremes from outside")
struct ExtremeRunTests {
  private let compare = ["compare", "Examples/tiny.scenario", "--quiet", "--draws", "2"]

  @Test(
    "values set for a run",
    arguments: [
      "carried-share=10000000000000000%", "level-4-5-budget=99999999999999999",
      "economy.cpi=-100% per year", "economy.cpi=-101% per year", "economy.cpi=1000001% per year",
      "level-4-5-budget=10000000000001", "taste-for-study=9223372036854775807",
      "taste-for-study=-10000000000001",
      "certificate-fee=9223372036854775808", "level-4-5-budget=-0.01",
    ])
  func refused(_ setting: String) throws {
    try withTool { tool in
      let answer = try tool.run(compare + ["--set", setting])
      #expect([1, 2].contains(answer.status), "\(answer.status) \(answer.errors)")
      #expect(!answer.errors.isEmpty)
    }
  }

  @Test(
    "values at the edge of what is reckoned with",
    arguments: [
      "level-4-5-budget=10000000000000", "level-4-5-budget=0", "level-4-5-budget=0.01",
      "economy.cpi=1000000% per year", "taste-for-study=10000000000000", "hassle=-1000000",
      "hassle=1000000", "cpi=-99% per year",
      "cpi=0% per year",
    ])
  func kept(_ setting: String) throws {
    try withTool { tool in
      let answer = try tool.run(compare + ["--set", setting])
      #expect(answer.status == 0, "\(answer.status) \(answer.errors)")
    }
  }

  /// The tiny scenario with pay for release that is reckoned by a working year.
  private static let released = Tool.tiny.replacingOccurrences(
    of: "course.release-wages is £0",
    with: "course.release-wages is 120 hours / working-year * 1 year * learner.earnings"
  ).replacingOccurrences(
    of: "    population 300",
    with: "    parameter working-year as hours\n"
      + "        1,740 hours  from 2026-09-01  illustrative\n\n    population 300")

  @Test(
    "values that text could not give are refused as they are there",
    arguments: [
      ("working-year=0", "nothing can be divided by it"),
      ("working-year=0 hours", "nothing can be divided by it"),
      ("working-year@2026-09-01=0", "nothing can be divided by it"),
      ("offer-dissimilarity=2", "a dissimilarity must lie between 0 and 1"),
      ("route-dissimilarity=-0.5", "a dissimilarity must lie between 0 and 1"),
      ("completion=101%", "more than 100%"), ("commission-share=-10%", "below zero"),
    ])
  func asText(_ setting: String, _ reason: String) throws {
    try withTool { tool in
      try tool.write(Self.released, to: "Examples/tiny.scenario")
      let sound = try tool.run(compare + ["--set", "working-year=1"])
      #expect(sound.status == 0, "\(sound.errors)")
      let answer = try tool.run(compare + ["--set", setting])
      #expect(answer.status == 2)
      #expect(answer.errors.contains(reason), "\(answer.errors)")
    }
  }

  @Test("of thousands of faults the first are told, and the rest counted")
  func thousandsOfFaults() throws {
    try withTool { tool in
      for file in 0..<3 {
        try tool.write(
          "policy p\(file)\n\n" + String(repeating: "parameter x as\n", count: 900),
          to: "faulty/\(file).policy")
      }
      let answer = try tool.run("check", "faulty")
      #expect(answer.status == 1)
      #expect(answer.output.components(separatedBy: "error[").count == 1_001)
      #expect(answer.output.contains("1,700 more are not shown"))
      #expect(answer.output.contains("3 files: 2700 errors"))
      let data = try tool.run("check", "faulty", "--diagnostics", "json").object()
      #expect((data["diagnostics"] as? [Any])?.count == 1_000)
      #expect(data["errors"] as? Int == 2_700 && data["not_listed"] as? Int == 1_700)
    }
  }

  @Test("a folder without end is not looked through for ever")
  func folderWithoutEnd() throws {
    try withTool { tool in
      for name in ["one", "two", "three"] {
        try tool.write("", to: "round/\(name).txt")
        try FileManager.default.createSymbolicLink(
          atPath: tool.folder.appendingPathComponent("round/\(name)").path,
          withDestinationPath: ".")
      }
      for arguments in [["check", "round"], compare + ["--policies", "round"]] {
        let answer = try tool.run(arguments)
        #expect(answer.status == 74)
        #expect(answer.errors.contains("100,000 files and folders"), "\(answer.errors)")
      }
    }
  }

  @Test(
    "scenarios that no computer could hold or end",
    arguments: [
      ("lasts 4 months", "lasts 1,000,000 months", "1,200"),
      ("lasts 4 months", "lasts 1,201 months", "1,200"),
      ("to 2028-07-31", "to 9999-12-31", "100 years"),
      ("lives for 5 years", "lives for 101 years", "100 years"),
      ("lives for 5 years", "lives for 1,000,000,000 years", "1,000,000 years"),
      ("lives for 5 years", "lives for 9,223,372,036,854,775,807 years", "1,000,000 years"),
      ("population 300 people", "population 1,000,000,000 people", "10,000,000"),
      ("population 300 people", "population 0 people", "at least 1"),
      ("standing for 300", "standing for 0", "at least 1"),
      ("seed 3", "seed 9,223,372,036,854,775,808", "below 2^63"),
      ("draws 4", "draws 9,223,372,036,854,775,807", "10,000,000,000,000"),
      (
        "population 300 people", "population 9,223,372,036,854,775,807 people",
        "10,000,000,000,000"
      ),
      ("lives for 5 years", "lives for -1 years", "100 years"),
      ("in prices of 2027-08-01", "in prices of 9999-12-31", "90,000,000,000,000"),
      ("runs from 2027-08-01", "runs from 0001-01-01", "has no value before"),
      (
        "population 300 people of learner standing for 300",
        "population people of learner standing for 1,000,000,000", "10,000,000"
      ),
      ("standing for 300", "standing for 9,000,000,001", "9,000,000,000"),
      ("median £29,500", "median £10,000,000,000,001", "10,000,000,000,000"),
      ("course.fee is £1,700", "course.fee is £1,000,000,000,000,000", "10,000,000,000,000"),
    ])
  func tooLarge(_ old: String, _ new: String, _ limit: String) throws {
    try withTool { tool in
      try #require(Tool.tiny.contains(old))
      try tool.write(
        Tool.tiny.replacingOccurrences(of: old, with: new), to: "Examples/tiny.scenario")
      let answer = try tool.run(compare)
      #expect(answer.status == 1, "\(answer.status) \(answer.errors)")
      #expect((answer.output + answer.errors).contains(limit), "\(answer.errors)")
    }
  }

  @Test(
    "scenarios at an edge",
    arguments: [
      (
        "population 300 people of learner standing for 300",
        "population 1 people of learner standing for 1"
      ),
      (
        "population 300 people of learner standing for 300",
        "population 2 people of learner standing for 9,000,000,000"
      ),
      ("course.fee is £1,700", "course.fee is £0"),
      ("course.fee is £1,700", "course.fee is £90 million"),
      ("runs from 2027-08-01 to 2028-07-31", "runs from 2028-02-29 to 2028-02-29"),
      ("runs from 2027-08-01 to 2028-07-31", "runs from 9998-08-01 to 9999-12-31"),
      ("starts each 1 September", "starts each 29 February"),
      ("in prices of 2027-08-01", "in prices of 0001-01-01"),
      ("in prices of 2027-08-01", "in prices of 2126-01-01"),
      ("lives for 5 years", "lives for 0 years"), ("lives for 5 years", "lives for 100 years"),
      ("lasts 4 months", "lasts 1 day"), ("lasts 4 months", "lasts 1,200 months"),
      ("female 48% and male 52%", "female 0% and male 100%"),
      ("credits is 30 credits", "credits is 1,000,000,000 credits"),
      ("prior-support is £0", "prior-support is £10,000,000,000,000"),
      (
        "between £20,000 per year and £250,000 per year",
        "between £90 million per year and £91 million per year"
      ),
    ])
  func edges(_ old: String, _ new: String) throws {
    try withTool { tool in
      try #require(Tool.tiny.contains(old))
      try tool.write(
        Tool.tiny.replacingOccurrences(of: old, with: new), to: "Examples/tiny.scenario")
      let answer = try tool.run(compare)
      // The people may be so few that nobody can be told apart, which is said.
      #expect([0, 1].contains(answer.status), "\(answer.status) \(answer.errors)")
      #expect(answer.status == 0 || !answer.errors.isEmpty)
    }
  }

  @Test("draws that would not fit are refused with an estimate")
  func draws() throws {
    try withTool { tool in
      let answer = try tool.run(
        "compare", "Examples/tiny.scenario", "--quiet", "--draws", "10000000")
      #expect(answer.status == 1)
      #expect(answer.errors.contains("10,000,000 draws take about"))
    }
  }

  @Test(
    "seeds at their ends",
    arguments: [("0", 0), ("18446744073709551615", 0), ("-1", 2), ("18446744073709551616", 2)])
  func seeds(_ seed: String, _ status: Int32) throws {
    try withTool { tool in
      let answer = try tool.run(compare + ["--seed", seed])
      #expect(answer.status == status)
    }
  }

  @Test(
    "pay at its ends",
    arguments: [
      ("0", 0), ("0.005", 0), ("90000000", 0), ("-1", 1), ("10000000000000", 0),
      ("10000000000001", 1),
    ])
  func pay(_ earnings: String, _ status: Int32) throws {
    try withTool { tool in
      let answer = try tool.run("take-home", "--earnings", earnings, "--on", "2026-06-01")
      #expect(answer.status == status, "\(answer.errors)")
    }
  }

  @Test("a run past its limits of time and memory is stopped, and leaves nothing")
  func limits() throws {
    try withTool { tool in
      for (option, word) in [("--limit-time", "seconds"), ("--limit-memory", "megabytes")] {
        let answer = try tool.run(
          "compare", "Examples/tiny.scenario", "--quiet", "--draws", "20000", option, "1")
        #expect(answer.status == 1)
        #expect(answer.errors.contains("`\(option) 1` \(word) allow"))
        #expect(tool.names(in: "results").isEmpty)
      }
    }
  }
}

import Foundation
import Testing

@Suite("cofund check and format")
struct CheckTests {
  @Test("the policies check clean, and their values and examples are counted")
  func clean() throws {
    try withTool { tool in
      let answer = try tool.run("check", "Policies", "Examples")
      #expect(answer.status == 0, "\(answer.output)")
      #expect(answer.output.contains(" passed\n"))
      #expect(answer.output.contains(" cited, "))
      #expect(answer.errors.isEmpty)
    }
  }

  @Test("a single file is checked with what it uses")
  func single() throws {
    try withTool { tool in
      let answer = try tool.run("check", "Policies/england/lle-loan.policy")
      #expect(answer.status == 0, "\(answer.output)")
      #expect(answer.output.hasPrefix("1 file: no faults\n"))
    }
  }

  @Test("two countries in one folder do not see each other")
  func neighbours() throws {
    func country(_ name: String, _ sign: String) -> String {
      """
      policy \(name)

      currency \(sign) "Money" in hundredths

      payer state "State"

      record course
          has fee as money

      parameter most-of-\(name) as money
          \(sign)500  from 2024-01-01  illustrative

      grant help from state
          pays 100% of course.fee
              up to most-of-\(name)

      example "half"
          given on 2024-09-01
              course.fee is \(sign)1,000
          expect help pays \(sign)500

      """
    }
    try withTool { tool in
      try tool.write(country("north", "$"), to: "lands/north.policy")
      try tool.write(country("south", "€"), to: "lands/south.policy")
      for name in ["north", "south"] {
        let answer = try tool.run("check", "--strict", "lands/\(name).policy")
        #expect(answer.status == 0, "\(answer.output)")
        #expect(answer.output.hasPrefix("1 file: no faults\n1 example: 1 passed\n"))
      }
      #expect(try tool.run("check", "lands").output.contains("error[P0206]"))
    }
  }

  @Test("a fault is told with its place and ends with 1")
  func fault() throws {
    try withTool { tool in
      let path = "Policies/uk/student-loans.policy"
      let text = try tool.read(path).replacingOccurrences(
        of: "takes plan-5-rate of", with: "takes plan-5-rat of")
      try tool.write(text, to: path)
      let answer = try tool.run("check", "Policies")
      #expect(answer.status == 1)
      #expect(answer.output.contains("--> Policies/uk/student-loans.policy:"))
      #expect(!answer.output.contains("\u{1B}["))
      #expect(try tool.run("check", "Policies", "--color", "always").output.contains("\u{1B}["))
      let quote = try tool.run("quote", "england-2027", "--on", "2027-09-01")
      #expect(quote.status == 1)
      #expect(quote.errors.contains("Policies/uk/student-loans.policy:"))
    }
  }

  @Test("an example that does not come out names expected and actual, and ends with 1")
  func example() throws {
    try withTool { tool in
      let path = "Policies/england/lle-loan.policy"
      let text = try tool.read(path).replacingOccurrences(
        of: "expect learner repays £467 in year 1", with: "expect learner repays £467.10 in year 1")
      try tool.write(text, to: path)
      let answer = try tool.run("check", "Policies")
      #expect(answer.status == 1)
      #expect(answer.output.contains("`learner` repays £467, not £467.10"))
      #expect(answer.output.contains("1 failed"))
      let data = try tool.run("check", "Policies", "--diagnostics", "json")
      #expect(data.status == 1)
      let object = try data.object()
      #expect(object["errors"] as? Int == 1)
      let findings = try #require(object["diagnostics"] as? [[String: Any]])
      #expect(findings.first?["code"] as? String == "P0821")
    }
  }

  @Test("warnings fail only a strict check")
  func strict() throws {
    try withTool { tool in
      let path = "Policies/england/lle-loan.policy"
      let text = try tool.read(path).replacingOccurrences(
        of: "180 credits  from 2027-01-01  cites lle-campaign", with: "180 credits  from 2027-01-01"
      )
      try tool.write(text, to: path)
      #expect(try tool.run("check", "Policies").status == 0)
      #expect(try tool.run("check", "--strict", "Policies").status == 1)
    }
  }

  private static let spare = """
    policy spare
        title "Spare"
        applies from 2027-01-01
        note "Made up."

    payer state "The state"

    record course
        has fee as money

    parameter spare-limit as money
        £900  from 2027-01-01  illustrative

    grant spare-help from state
        pays 100% of course.fee
            up to spare-limit

    example "spare help"
        given on 2027-09-01
            course.fee is £EDGE
        expect spare-help pays £EDGE

    """

  @Test("a value that no example notices is listed, and no longer once one does")
  func unpinned() throws {
    try withTool { tool in
      // At £300 the limit of £900 is not felt; at £900 it is, once it is a tenth less.
      let low = Self.spare.replacingOccurrences(of: "EDGE", with: "300")
      try tool.write(low, to: "Spare/spare.policy")
      let free = try tool.run("check", "--unpinned", "Spare")
      #expect(free.status == 0, "\(free.output)")
      #expect(free.output.contains("1 value that no example notices when it moves by a tenth:"))
      #expect(free.output.contains("Spare/spare.policy:12: spare-limit: £900 from 2027-01-01"))
      let data = try tool.run("check", "--unpinned", "--diagnostics", "json", "Spare").object()
      let listed = try #require(data["unpinned"] as? [[String: Any]])
      #expect(listed.first?["parameter"] as? String == "spare-limit")
      #expect(listed.first?["value"] as? String == "£900")
      let edge = Self.spare.replacingOccurrences(of: "EDGE", with: "900")
      try tool.write(edge, to: "Spare/spare.policy")
      let pinned = try tool.run("check", "--unpinned", "Spare")
      #expect(pinned.output.contains("every value is noticed by an example"))
      let unasked = try tool.run("check", "--diagnostics", "json", "Spare").object()
      #expect(unasked["unpinned"] == nil)
    }
  }

  @Test("a layout is checked, put right and then stands")
  func format() throws {
    try withTool { tool in
      let path = "Policies/uk/student-loans.policy"
      let before = try tool.read(path)
      try tool.write(
        before.replacingOccurrences(of: "    9%  from", with: "    9%     from"), to: path)
      let check = try tool.run("format", "--check", "Policies")
      #expect(check.status == 1)
      #expect(check.output == path + "\n")
      #expect(try tool.run("format", "Policies").status == 0)
      #expect(try tool.read(path) == before)
      #expect(try tool.run("format", "--check", "Policies").status == 0)
    }
  }

  @Test("a faulty file is left as it is")
  func faultyFormat() throws {
    try withTool { tool in
      try tool.write("policy\n  ???\n", to: "Policies/broken.policy")
      let answer = try tool.run("format", "Policies/broken.policy")
      #expect(answer.status == 1)
      #expect(try tool.read("Policies/broken.policy") == "policy\n  ???\n")
    }
  }
}

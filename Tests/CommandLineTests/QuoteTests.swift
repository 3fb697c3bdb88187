import Foundation
import Testing

@Suite("cofund quote")
struct QuoteTests {
  private let apprentice = [
    "quote", "england-2027", "--on", "2027-09-01", "--format", "json",
    "--set", "employer.nation=England", "--set", "employer.pay-bill=£10 million",
    "--set", "levy-account.balance=6000", "--set", "learner.age=40",
    "--set", "learner.status=employed", "--set", "learner.region=elsewhere",
    "--set", "learner.nation=England", "--set", "learner.prior-support=0",
    "--set", "course.product=apprenticeship", "--set", "course.hours=1,200",
    "--set", "course.fee=£23,000", "--set", "course.release-wages=5000",
    "--set", "course.level=4", "--set", "course.htq=no", "--set", "course.credits=120",
  ]

  private func routes(_ object: [String: Any]) throws -> [String: [String: Any]] {
    let routes = try #require(object["routes"] as? [[String: Any]])
    return Dictionary(routes.map { ($0["route"] as? String ?? "", $0) }) { first, _ in first }
  }

  @Test("the account, then the state, then the employer; lines and payers sum to the cost")
  func sponsored() throws {
    try withTool { tool in
      let answer = try tool.run(apprentice)
      #expect(answer.status == 0, "\(answer.errors)")
      let object = try answer.object()
      #expect(object["schema"] as? String == "cofund-quote/1")
      #expect(object["currency"] as? String == "GBP")
      let sponsored = try #require(try routes(object)["sponsored"])
      #expect(sponsored["open"] as? Bool == true)
      let costs = try #require(sponsored["costs"] as? [[String: Any]])
      let fee = try #require(costs.first { $0["cost"] as? String == "course.fee" })
      #expect(fee["total"] as? Int == 2_300_000)
      let lines = try #require(fee["lines"] as? [[String: Any]])
      #expect(lines.compactMap { $0["amount"] as? Int } == [600_000, 1_125_000, 575_000])
      #expect(lines.compactMap { $0["kind"] as? String } == ["account", "grant", "own"])
      #expect(lines.first?["limited_by"] as? String == "balance")
      #expect(lines.last?["instrument"] is NSNull)
      for line in lines.dropLast() {
        #expect((line["clause"] as? String)?.hasPrefix("Policies/") == true)
        #expect((line["sources"] as? [String])?.isEmpty == false)
      }
      let pays = try #require(fee["pays"] as? [String: Int])
      #expect(pays["learner"] == 0 && pays["levy-account"] == 600_000)
      for cost in costs {
        let pays = try #require(cost["pays"] as? [String: Int])
        #expect(pays.values.reduce(0, +) == cost["total"] as? Int)
      }
    }
  }

  @Test("a closed route names the clause, the fact, its value and what is needed")
  func closed() throws {
    try withTool { tool in
      let borrowed = try #require(try routes(try tool.run(apprentice).object())["borrowed"])
      #expect(borrowed["open"] as? Bool == false)
      let reasons = try #require(borrowed["closed_because"] as? [[String: Any]])
      let product = try #require(reasons.first { $0["fact"] as? String == "course.product" })
      #expect(product["value"] as? String == "apprenticeship")
      #expect((product["needs"] as? String)?.contains("module") == true)
      #expect((product["clause"] as? String)?.contains("lle-loan.policy:") == true)
    }
  }

  @Test("facts that are missing are all named at once, and end with 1")
  func missing() throws {
    try withTool { tool in
      let answer = try tool.run(
        "quote", "england-2027", "--on", "2027-09-01", "--format", "json")
      #expect(answer.status == 1)
      let error = try #require(try answer.object()["error"] as? [String: Any])
      let needs = try #require(error["needs"] as? [String])
      #expect(needs.contains("course.fee") && needs.contains("learner.age"))
      #expect(answer.errors.contains("learner.region: one of West-Midlands, elsewhere"))
    }
  }

  @Test("a parameter set on the command line moves the answer")
  func parameter() throws {
    try withTool { tool in
      let answer = try tool.run(apprentice + ["--set", "levy-payer-help=50%"])
      let costs = try #require(
        try routes(try answer.object())["sponsored"]?["costs"] as? [[String: Any]])
      let lines = try #require(costs.first?["lines"] as? [[String: Any]])
      #expect(lines.compactMap { $0["amount"] as? Int } == [600_000, 750_000, 950_000])
      let later = try tool.run(apprentice + ["--set", "levy-payer-help@2029-01-01=50%"])
      #expect(later.output == (try tool.run(apprentice).output))
    }
  }

  @Test("what a fund has left and what was paid before hold a payment down")
  func figures() throws {
    try withTool { tool in
      let base = [
        "quote", "devolved-fund", "--on", "2027-09-01", "--format", "json",
        "--set", "learner.nation=England", "--set", "learner.region=West-Midlands",
        "--set", "learner.age=44", "--set", "learner.status=inactive",
        "--set", "learner.prior-support=0", "--set", "course.product=module",
        "--set", "course.sector=medtech", "--set", "course.level=5", "--set", "course.htq=yes",
        "--set", "course.credits=30", "--set", "course.fee=1700",
      ]
      let full = try #require(try routes(try tool.run(base).object())["devolved"])
      let costs = try #require(full["costs"] as? [[String: Any]])
      #expect((costs.first?["pays"] as? [String: Int])?["wmca"] == 170_000)
      let spent = try tool.run(base + ["--set", "level-4-5-pot.left=100"]).object()
      let devolved = try #require(try routes(spent)["devolved"])
      let lines = try #require(
        (devolved["costs"] as? [[String: Any]])?.first?["lines"] as? [[String: Any]])
      #expect(lines.first?["limited_by"] as? String == "budget")
      #expect(lines.last?["amount"] as? Int == 170_000)
    }
  }

  private static let table = """
    id,on,learner.nation,learner.region,learner.age,learner.status,learner.prior-support,\
    course.product,course.level,course.credits,course.htq,course.fee
    "a, first",2027-09-01,England,elsewhere,34,inactive,0,module,4,30,yes,1700
    b,2027-09-01,England,Mars,34,inactive,0,module,4,30,yes,1700
    c,2027-09-01,England,elsewhere,61,inactive,0,module,4,30,yes,1700

    """

  @Test("a table has one answer a row in its order, and an error in the place of a bad row")
  func table() throws {
    try withTool { tool in
      try tool.write(Self.table, to: "facts.csv")
      let answer = try tool.run("quote", "england-2027", "--from", "facts.csv")
      #expect(answer.status == 1)
      #expect(answer.errors.contains("facts.csv row 3, column `learner.region`"))
      let rows = answer.output.components(separatedBy: "\r\n")
      #expect(rows.first?.hasPrefix("id,on,regime,route,open,cost,payer,") == true)
      #expect(
        rows.contains(
          "\"a, first\",2027-09-01,england-2027,borrowed,yes,course.fee,treasury,tuition-loan,"
            + "loan,1700.00,,,,"))
      #expect(rows.contains { $0.hasPrefix("b,") && $0.contains("Mars") })
      #expect(rows.contains { $0.hasPrefix("c,2027-09-01,england-2027,borrowed,no,") })
    }
  }

  @Test("a table as JSON has one object a line, with the identity of its row")
  func lines() throws {
    try withTool { tool in
      try tool.write(Self.table, to: "facts.csv")
      let answer = try tool.run(
        "quote", "england-2027", "--from", "facts.csv", "--format", "jsonl")
      let objects = try answer.output.split(separator: "\n").map {
        try #require(
          try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
      #expect(objects.compactMap { $0["id"] as? String } == ["a, first", "b", "c"])
      #expect(objects[0]["schema"] as? String == "cofund-quote/1")
      #expect((objects[1]["error"] as? [String: Any])?["code"] as? String == "bad-row")
    }
  }

  @Test("a table with a column that is no fact, or without identities, is refused")
  func badTable() throws {
    try withTool { tool in
      try tool.write("id,learner.agee\n1,30\n", to: "facts.csv")
      let column = try tool.run(
        "quote", "england-2027", "--from", "facts.csv", "--on", "2027-09-01")
      #expect(column.status == 1)
      #expect(column.errors.contains("did you mean `learner.age`?"))
      try tool.write("learner.age\n30\n", to: "facts.csv")
      let identity = try tool.run(
        "quote", "england-2027", "--from", "facts.csv", "--on", "2027-09-01")
      #expect(identity.status == 1)
      #expect(identity.errors.contains("no column `id`"))
    }
  }
}

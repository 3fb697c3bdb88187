import Foundation
import Testing

/// The model's tests from outside: on the built tool, with temporary copies of the text.
@Suite("From outside")
struct BlackBoxTests {
  /// Enough people that some borrow, for there is no local commission to be had.
  private static let busy = Tool.tiny.replacingOccurrences(
    of: "population 300 people of learner standing for 300",
    with: "population 3,000 people of learner standing for 3,000")

  /// A tool with the busy scenario in the place of the tiny one.
  private func withBusyTool<Result>(_ body: (Tool) throws -> Result) throws -> Result {
    try withTool { tool in
      try tool.write(Self.busy, to: "Examples/tiny.scenario")
      return try body(tool)
    }
  }

  private func loan(_ tool: Tool, fee: String) throws -> Int {
    let answer = try tool.run([
      "quote", "england-2027", "--on", "2027-09-01", "--format", "json",
      "--set", "learner.nation=England", "--set", "learner.region=elsewhere",
      "--set", "learner.status=inactive", "--set", "learner.age=34",
      "--set", "learner.prior-support=0", "--set", "course.product=module",
      "--set", "course.level=4", "--set", "course.credits=30", "--set", "course.htq=yes",
      "--set", "course.hours=300", "--set", "course.fee=" + fee,
    ])
    let routes = try #require(try answer.object()["routes"] as? [[String: Any]], "\(answer.errors)")
    let borrowed = try #require(routes.first { $0["route"] as? String == "borrowed" })
    let costs = try #require(borrowed["costs"] as? [[String: Any]])
    let lines = try #require(costs.first?["lines"] as? [[String: Any]])
    return try #require(
      lines.first { $0["instrument"] as? String == "tuition-loan" }?["amount"] as? Int)
  }

  @Test("1: a cited rate nudged in the text moves the quote by the amount worked by hand")
  func nudgedRate() throws {
    try withTool { tool in
      // £10,050 for 120 credits is £2,512.50 for 30; £10,290 is £2,572.50: £60 more.
      #expect(try loan(tool, fee: "2600") == 251_250)
      let text = try tool.read("Policies/england/lle-loan.policy")
      let nudged = text.replacingOccurrences(
        of: "£10,050 per 120 credits", with: "£10,290 per 120 credits")
      try #require(nudged != text)
      try tool.write(nudged, to: "Policies/england/lle-loan.policy")
      #expect(try loan(tool, fee: "2600") == 257_250)
    }
  }

  @Test("1: and the comparison by as much for every loan that the limit holds down")
  func nudgedComparison() throws {
    try withTool { tool in
      let dear = Self.busy.replacingOccurrences(
        of: "course.fee is £1,700", with: "course.fee is £2,600")
      try tool.write(dear, to: "Examples/tiny.scenario")
      let paid = [
        "regime": "england-2027", "measure": "paid", "party": "treasury-loan", "period": "",
      ]
      let before = try totals(tool, "before")
      let text = try tool.read("Policies/england/lle-loan.policy")
      // A penny a learner: too little to change a choice, so the sum moves by a penny a borrower.
      try tool.write(
        text.replacingOccurrences(
          of: "£10,050 per 120 credits", with: "£10,050.04 per 120 credits"),
        to: "Policies/england/lle-loan.policy")
      let after = try totals(tool, "after")
      let starts = [
        "regime": "england-2027", "measure": "starts", "by_1": "route", "level_1": "borrowed",
      ]
      let borrowers = try #require(whole(before, starts))
      try #require(borrowers > 1)
      #expect(whole(after, starts) == borrowers)
      let later = try #require(whole(after, paid))
      let change = later - (try #require(whole(before, paid)))
      #expect(abs(change - borrowers * 0.01) < 0.006)
    }
  }

  private func totals(_ tool: Tool, _ name: String, _ more: [String] = []) throws -> Rows {
    let answer = try tool.run(
      ["compare", "Examples/tiny.scenario", "--out", name, "--quiet"]
        + ["--set", "commission-budget=0"] + more)
    try #require(answer.status == 0, "\(answer.errors)")
    return Rows(try tool.read(name + "/totals.csv"))
  }

  /// The value over the whole run; an empty period in what is wanted means the same.
  private func whole(_ rows: Rows, _ wanted: [String: String]) -> Double? {
    var full = ["period": "whole run", "by_1": "", "level_1": ""]
    for (key, value) in wanted where !(key == "period" && value.isEmpty) { full[key] = value }
    return rows.value(full) ?? rows.value(full.merging(["period": ""]) { $1 })
  }

  @Test("5: a route written twice moves nobody and changes no sum")
  func routeTwice() throws {
    try withBusyTool { tool in
      let before = try totals(tool, "before", ["--set", "hassle=-0.3"])
      let text = try tool.read("Policies/regimes/four-ways.policy")
      let route = "    route borrowed\n"
      let start = try #require(text.range(of: route))
      let end = try #require(
        text.range(of: "    route own-pocket", range: start.upperBound..<text.endIndex))
      let copy = text[start.lowerBound..<end.lowerBound]
        .replacingOccurrences(of: "route borrowed", with: "route borrowed-again")
      try tool.write(
        text.replacingCharacters(in: end.lowerBound..<end.lowerBound, with: copy),
        to: "Policies/regimes/four-ways.policy")
      // One dislike for every route: the copy's terms are then identical.
      let after = try totals(tool, "after", ["--set", "hassle=-0.3"])
      for measure in ["starts", "completions", "funded-starts"] {
        let wanted = ["regime": "england-2027", "measure": measure]
        let value = try #require(whole(before, wanted), "\(measure)")
        #expect(value == whole(after, wanted), "\(measure)")
      }
      let same = [
        "regime": "england-2027", "measure": "starts", "by_1": "route", "level_1": "borrowed",
      ]
      let borrowed = try #require(whole(before, same))
      #expect(borrowed > 0)
      #expect(whole(after, same) == borrowed)
    }
  }

  @Test("5: an offer that nobody considers changes nothing")
  func unconsideredOffer() throws {
    try withBusyTool { tool in
      let before = try totals(tool, "before")
      let start = try #require(Self.busy.range(of: "    offer unit"))
      let end = try #require(Self.busy.range(of: "    compare "))
      let copy = Self.busy[start.lowerBound..<end.lowerBound]
        .replacingOccurrences(of: "offer unit", with: "offer unwanted")
        .replacingOccurrences(of: "course.product is module", with: "course.product is bootcamp")
        .replacingOccurrences(of: "1 September", with: "1 February")
      try tool.write(
        Self.busy.replacingCharacters(in: end.lowerBound..<end.lowerBound, with: copy),
        to: "Examples/tiny.scenario")
      let evidence = try tool.read("Policies/evidence/htq-evidence.policy")
      try tool.write(
        evidence + "\nparameter considered as percent by course.product\n"
          + "    bootcamp:   0%    from 2026-01-01  illustrative\n"
          + "    otherwise:  100%  from 2026-01-01  illustrative\n\n"
          + "behaviour\n    learner considers an offer with chance considered\n",
        to: "Policies/evidence/htq-evidence.policy")
      let after = try totals(tool, "after")
      for wanted in [
        ["regime": "england-2027", "measure": "starts"],
        ["regime": "devolved-fund", "measure": "completions"],
        ["regime": "devolved-fund", "measure": "paid", "party": "wmca"],
      ] {
        let value = try #require(whole(before, wanted), "\(wanted)")
        #expect(value == whole(after, wanted), "\(wanted)")
      }
    }
  }

  @Test("5: twice the people stood for, with twice the budgets, give exactly twice the sums")
  func doubled() throws {
    try withBusyTool { tool in
      let once = try totals(tool, "once")
      try tool.write(
        Self.busy.replacingOccurrences(of: "standing for 3,000", with: "standing for 6,000"),
        to: "Examples/tiny.scenario")
      let twice = try totals(
        tool, "twice",
        ["--set", "level-4-5-budget=500000"])
      for wanted in [
        ["regime": "england-2027", "measure": "starts"],
        ["regime": "devolved-fund", "measure": "completions"],
        ["regime": "devolved-fund", "measure": "paid", "party": "wmca"],
        ["regime": "england-2027", "measure": "paid", "party": "treasury-loan"],
      ] {
        let value = try #require(whole(once, wanted), "\(wanted)")
        #expect(whole(twice, wanted) == 2 * value, "\(wanted)")
      }
    }
  }

  @Test("7: a budget of nothing, one penny short, exactly enough, and without end")
  func budgets() throws {
    try withBusyTool { tool in
      // Each unit costs £1,700 and falls due at once in one financial year.
      func paid(_ budget: String) throws -> (paid: Double, most: Double) {
        let folder = "b" + budget
        let answer = try tool.run(
          "run", "Examples/tiny.scenario", "--regime", "devolved-fund", "--out", folder, "--quiet",
          "--ledger", "--set", "commission-budget=0", "--set", "carried-share=0",
          "--set", "level-4-5-budget=" + budget)
        try #require(answer.status == 0, "\(answer.errors)")
        // Every unit starts on 1 September, so a calendar year stands for a financial year.
        var byDraw: [String: Int] = [:]
        for row in Rows(try tool.read(folder + "/ledger.csv")).rows
        where row["instrument"] == "level-4-5-grant" {
          let year = (row["date"] ?? "").prefix(4)
          byDraw[(row["draw"] ?? "") + year, default: 0] += Int(row["pence"] ?? "") ?? 0
        }
        return (
          Double(byDraw.values.reduce(0, +)) / 4 / 100, Double(byDraw.values.max() ?? 0) / 100
        )
      }
      let endless = try paid("9000000")
      try #require(endless.most >= 3_400)
      #expect(try paid("0").paid == 0)
      #expect(try paid("1699.99").paid == 0)
      let one = try paid("1700")
      #expect(one.most == 1_700)
      #expect(one.paid < endless.paid)
      let short = try paid("3399.99")
      #expect(short.most == 1_700)
      #expect(try paid("3400").most == 3_400)
    }
  }

  @Test("8: totals and the matrix of flows are the ledger's, added up again")
  func ledger() throws {
    try withBusyTool { tool in
      let totals = try totals(tool, "run", ["--ledger"])
      let entries = Rows(try tool.read("run/ledger.csv")).rows
      try #require(entries.count > 50)
      var flows: [String: Int] = [:]
      var loans = 0
      for row in entries {
        let pence = try #require(Int(row["pence"] ?? ""))
        let weight = try #require(Int(row["weight_millionths"] ?? ""))
        let year = String((row["date"] ?? "").prefix(4))
        let key = [row["regime"], row["payer"], row["payee"], year].map { $0 ?? "" }
        flows[key.joined(separator: ","), default: 0] += pence * weight
        if row["regime"] == "england-2027", row["instrument"] == "tuition-loan" {
          loans += pence * weight
        }
      }
      for row in Rows(try tool.read("run/flows.csv")).rows {
        let key = [row["regime"], row["payer"], row["payee"], row["year"]].map { $0 ?? "" }
        let sum = Double(flows.removeValue(forKey: key.joined(separator: ",")) ?? 0)
        let amount = try #require(Double(row["amount"] ?? ""))
        #expect(abs(sum / 4 / 1e8 - amount) < 0.006, "\(key)")
      }
      #expect(flows.values.allSatisfy { $0 == 0 })
      let printed = try #require(
        whole(totals, ["regime": "england-2027", "measure": "paid", "party": "treasury-loan"]))
      #expect(abs(Double(loans) / 4 / 1e8 - printed) < 0.006)
    }
  }
}

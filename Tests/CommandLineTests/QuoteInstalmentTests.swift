import Foundation
import Testing

/// Courses paid monthly over their length, from an account that goes on filling. Worked by hand from the
/// levy's cited rates: 0.5% of pay above £15,000, 12 months of life, 75% of what the account lacks.
@Suite("cofund quote: paid by the month")
struct QuoteInstalmentTests {
  private static let apprentice = [
    "learner.nation": "England", "learner.region": "elsewhere", "learner.age": "40",
    "learner.status": "employed", "learner.protected": "no", "learner.prior-support": "0",
    "employer.nation": "England", "employer.headcount": "60", "employer.english-share": "90",
    "employer.allowance-share": "100",
    "employer.region": "West-Midlands", "course.product": "apprenticeship", "course.level": "4",
    "course.hours": "1200", "course.credits": "120", "course.htq": "no", "course.in-person": "yes",
    "course.sector": "other", "course.fee": "21000", "course.length": "24",
    "course.paid": "monthly",
  ]

  private func pays(
    _ regime: String, _ route: String, _ changes: [String: String]
  ) throws -> [String: Int] {
    try withTool { tool in
      let facts = Self.apprentice.merging(changes) { $1 }.sorted { $0.key < $1.key }
      let answer = try tool.run(
        ["quote", regime, "--on", "2027-09-01", "--format", "json"]
          + facts.flatMap { ["--set", "\($0.key)=\($0.value)"] })
      #expect(answer.status == 0, "\(answer.errors)")
      let object = try answer.object()
      let isMonthly = facts.contains { $0.value == "monthly" }
      #expect(object["instalments"] as? Int == (isMonthly ? 24 : nil))
      let routes = try #require(object["routes"] as? [[String: Any]])
      let found = try #require(routes.first { $0["route"] as? String == route })
      let costs = try #require(found["costs"] as? [[String: Any]])
      let fee = try #require(costs.first { $0["cost"] as? String == "course.fee" })
      let pays = try #require(fee["pays"] as? [String: Int])
      #expect(pays.values.reduce(0, +) == fee["total"] as? Int)
      return pays
    }
  }

  /// £3.5 million of pay brings £2,500 a year, £2,250 of it English, £187.50 a month. Of £875 a month
  /// the first takes the £300 there is and 23 take £187.50 each; the state adds 75% of each shortfall:
  /// £431.25, then £515.63 each.
  @Test("later parts are paid from later deposits, and what they lack is shared by the month")
  func deposits() throws {
    let pays = try pays(
      "england-2027", "sponsored",
      ["employer.pay-bill": "3500000", "levy-account.balance": "300"])
    #expect(pays["levy-account"] == 30_000 + 23 * 18_750)
    #expect(pays["treasury"] == 43_125 + 23 * 51_563)
    let atStart = try self.pays(
      "england-2027", "sponsored",
      ["employer.pay-bill": "3500000", "levy-account.balance": "300", "course.paid": "at-start"])
    #expect(atStart["levy-account"] == 30_000 && atStart["treasury"] == 1_552_500)
  }

  /// No levy is due on £3 million, so nothing enters. Twelve parts are paid before the balance lapses on
  /// 1 September 2028; of the other twelve the state pays 95%, as for a firm that pays no levy.
  @Test("money that is not spent in its twelve months lapses")
  func expiry() throws {
    let pays = try pays(
      "england-2027", "sponsored",
      ["employer.pay-bill": "3000000", "levy-account.balance": "21000"])
    #expect(pays["levy-account"] == 12 * 87_500)
    #expect(pays["treasury"] == 12 * 83_125)
    #expect(pays["employer"] == 12 * 4_375)
  }

  /// A half of £102,000 passes £50,000 on the first day, and not in any financial year by the month.
  @Test("a limit for each year counts what falls due in it")
  func limits() throws {
    let course = [
      "course.fee": "102000", "course.product": "full-course", "course.htq": "yes",
      "employer.pay-bill": "10000000", "half-of-fee.paid": "0",
    ]
    let monthly = try pays("half-and-half", "half-and-half", course)
    #expect(monthly["wmca"] == 5_100_000 && monthly["employer"] == 5_100_000)
    let atStart = try pays(
      "half-and-half", "half-and-half", course.merging(["course.paid": "at-start"]) { $1 })
    #expect(atStart["wmca"] == 5_000_000 && atStart["employer"] == 5_200_000)
  }

  @Test("a row of a table is paid by the month as a quote of its own is")
  func rows() throws {
    try withTool { tool in
      let facts = Self.apprentice.merging(
        ["employer.pay-bill": "3500000", "levy-account.balance": "300"]
      ) { $1 }.sorted { $0.key < $1.key }
      try tool.write(
        "id,on," + facts.map(\.key).joined(separator: ",") + "\n1,2027-09-01,"
          + facts.map(\.value).joined(separator: ",") + "\n", to: "facts.csv")
      let row = try tool.run("quote", "england-2027", "--from", "facts.csv", "--format", "jsonl")
      var found = try row.object()
      found["id"] = nil
      let words = facts.flatMap { ["--set", "\($0.key)=\($0.value)"] }
      let alone = ["quote", "england-2027", "--on", "2027-09-01", "--format", "json"]
      var wanted = try tool.run(alone + words).object()
      wanted["policies"] = [Any]()
      wanted["levies"] = nil
      #expect(
        Set(found["not_read"] as? [String] ?? []) == Set(wanted["not_read"] as? [String] ?? []))
      (found["not_read"], wanted["not_read"]) = (nil, nil)
      #expect(NSDictionary(dictionary: found) == NSDictionary(dictionary: wanted))
    }
  }

  @Test("the length is asked for, and a length or a way of paying that means nothing is refused")
  func refused() throws {
    try withTool { tool in
      let base = ["quote", "england-2027", "--on", "2027-09-01", "--set"]
      let length = try tool.run(base + ["course.paid=monthly"])
      #expect(length.status == 1 && length.errors.contains("--set course.length=24"))
      for wrong in ["course.length=0", "course.length=2.5", "course.paid=weekly"] {
        let answer = try tool.run(base + [wrong])
        #expect(answer.status == 2 && answer.errors.contains("--set \(wrong)"))
      }
    }
  }
}

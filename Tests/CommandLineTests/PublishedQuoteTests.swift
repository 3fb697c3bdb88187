import Foundation
import Testing

/// Published worked cases of who pays, from the command line, in JSON and in words.
///
/// Not here, because a quote does not show it: the arithmetic of claims. The Personal Learning Account and level 3 cases are of years before the regimes
/// begin, and are asked on the first September on which their rule is in force in one.
@Suite("cofund quote: published cases")
struct PublishedQuoteTests {
  /// Facts that groups of cases share, by name.
  private static let groups = [
    "small": """
    employer.headcount=24 employer.pay-bill=912000 employer.english-share=100 \
    employer.allowance-share=100
    """,
    "levy": """
    employer.headcount=200 employer.pay-bill=10000000 employer.english-share=100 \
    employer.allowance-share=100
    """,
    "apprentice": common + " course.product=apprenticeship course.fee=21000",
    "unit": common + " course.product=apprenticeship-unit course.fee=1000 course.hours=60",
    "full": common + " course.product=full-course course.fee=6000",
    "bootcamp": common + " course.product=bootcamp course.fee=3000",
    "adult": common + " course.product=full-course course.level=3 course.fee=3456"
      + " course.price-band=high course.national-price=3456 learner.age=30",
    "wales": "learner.status=employed learner.nation=Wales employer.nation=Wales"
      + " course.product=short-course course.scheme=flexible-skills flexible-skills.paid=0",
    "account": "learner.status=employed learner.nation=Wales learner.age=30 course.level=3"
      + " course.product=short-course course.scheme=personal-learning-account course.fee=1200"
      + " course.net-zero=no course.sector=other",
    "loan": common + " learner.age=34 course.product=full-course course.htq=yes course.fee=20000",
    "living": common + " learner.age=22 learner.living=London learner.household-income=15000"
      + " learner.nhs-bursary=no course.mode=full-time course.year-kind=taught"
      + " course.product=full-course course.sector=medtech course.htq=yes course.fee=100"
      + " course.approval=approved course.employer-standard=yes course.awarding-recognised=yes"
      + " course.statutory-role=no course.regulator-agrees=yes",
    "half": common + " employer.region=West-Midlands course.product=full-course course.htq=yes"
      + " learner.region=elsewhere learner.age=30 half-of-fee.paid=0",
  ]
  private static let common =
    "learner.status=employed learner.protected=no learner.care-leaver=no learner.region=elsewhere"
    + " learner.nation=England learner.prior-support=0 learner.highest=level-3 learner.loans-before=0"
    + " learner.earnings=30000 employer.nation=England course.foundation=no course.level=4"
    + " course.hours=1200 course.guided-hours=360 course.sector=other course.scheme=ordinary"
    + " course.htq=no course.credits=120 course.mode=part-time course.registered-provider=yes"
    + " course.loan-maximum=5000 course.national-price=3000 course.price-band=base"
    + " course.in-person=yes course.length=3 course.access=no course.intensity=50"

  /// Regime, day, route, facts after the groups that they add to, and what each pays in pence.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let regime: String
    let day: String
    let route: String
    let facts: String
    /// Nothing where the route is closed.
    let pays: [String: Int]
    /// What is given beside the payment of costs, by instrument.
    var given: [String: Int] = [:]
    var testDescription: String { name }

    init(
      _ name: String, _ regime: String, _ day: String, _ route: String, _ facts: String,
      _ pays: [String: Int], given: [String: Int] = [:]
    ) {
      self.name = name
      self.regime = regime
      self.day = day
      self.route = route
      self.facts = facts
      self.pays = pays
      self.given = given
    }

    var arguments: [String] {
      var values: [(String, String)] = []
      for word in facts.split(separator: " ").map(String.init) {
        let words = PublishedQuoteTests.groups[word]?.split(separator: " ") ?? [Substring(word)]
        for pair in words {
          let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
          values.removeAll { $0.0 == parts[0] }
          values.append((parts[0], parts[1]))
        }
      }
      return ["quote", regime, "--on", day] + values.flatMap { ["--set", "\($0.0)=\($0.1)"] }
    }
  }

  /// Written answers 110425 and 110426 (11 February 2026), apprenticeship funding guidance of 28 March
  /// 2024, the unit funding rules of April 2026, and the Level 7 decision of 27 May 2025.
  private static let apprenticeships: [Case] = [
    Case(
      "no levy, aged 23", "england-2026", "2026-09-01", "sponsored",
      "apprentice small learner.age=23", ["treasury": 2_100_000]),
    Case(
      "no levy, aged 30", "england-2026", "2026-09-01", "sponsored",
      "apprentice small learner.age=30", ["treasury": 1_995_000, "employer": 105_000]),
    Case(
      "empty account, September 2026", "england-2026", "2026-09-01", "sponsored",
      "apprentice levy learner.age=30", ["treasury": 1_575_000, "employer": 525_000]),
    Case(
      "empty account, March 2026", "england-2025", "2026-03-01", "sponsored",
      "apprentice levy learner.age=30", ["treasury": 1_995_000, "employer": 105_000]),
    Case(
      "account covers all", "england-2026", "2026-09-01", "sponsored",
      "apprentice levy learner.age=30 levy-account.balance=100000", ["levy-account": 2_100_000]),
    Case(
      "transfer to a small firm", "england-2026", "2026-09-01", "sponsored",
      "apprentice small learner.age=30 transferred-levy.left=50000", ["levy-account": 2_100_000]),
    Case(
      "level 7, aged 24", "england-2025", "2026-02-01", "sponsored",
      "apprentice levy learner.age=24 course.level=7 course.fee=18000", ["employer": 1_800_000]),
    Case(
      "level 7, aged 21", "england-2025", "2026-02-01", "sponsored",
      "apprentice small learner.age=21 course.level=7 course.fee=18000", ["treasury": 1_800_000]),
    Case(
      "unit from the account", "england-2025", "2026-05-11", "sponsored",
      "unit levy learner.age=34 levy-account.balance=5000", ["levy-account": 100_000]),
    Case(
      "unit, aged 18", "england-2025", "2026-05-11", "sponsored",
      "unit levy learner.age=18 levy-account.balance=5000", [:]),
    Case(
      "unit of 150 hours", "england-2025", "2026-05-11", "sponsored",
      "unit levy learner.age=34 course.hours=150 levy-account.balance=5000", [:]),
    Case(
      "higher technical course, full account", "england-2026", "2026-09-01", "sponsored",
      "full levy learner.age=34 levy-account.balance=100000", [:]),
    Case(
      "higher technical course, employer pays", "england-2026", "2026-09-01", "employer-paid",
      "full levy learner.age=34 levy-account.balance=100000", ["employer": 600_000]),
  ]

  /// Skills Bootcamps guidance and rates; adult skills fund rules and their report (2026 to 2027);
  /// West Midlands adult skills; Path 2 Apprenticeships, £7.5 million for 3,300 places.
  private static let adults: [Case] = [
    Case(
      "bootcamp, large firm", "england-2026", "2026-09-01", "sponsored",
      "bootcamp levy employer.headcount=900 learner.age=34",
      ["treasury": 210_000, "employer": 90_000]),
    Case(
      "bootcamp, small firm", "england-2026", "2026-09-01", "sponsored",
      "bootcamp small learner.age=34", ["treasury": 270_000, "employer": 30_000]),
    Case(
      "bootcamp, self-employed", "england-2026", "2026-09-01", "free-place",
      "bootcamp learner.age=34 learner.status=self-employed", ["treasury": 300_000]),
    Case(
      "bootcamp, no outcome, paid 45, 35 and 20", "england-2026", "2026-09-01", "free-place",
      "bootcamp learner.age=34 learner.status=self-employed course.completed=yes"
        + " course.outcome=no at-start=45% at-completion=35%",
      ["treasury": 240_000, "provider": 60_000]),
    Case(
      "Path 2 place", "england-2026", "2026-09-01", "path",
      "full learner.age=24 learner.region=West-Midlands learner.status=unemployed course.level=2"
        + " course.scheme=path-2 course.product=short-course course.fee=2272.73",
      ["wmca": 227_273]),
    Case(
      "adult skills, half", "england-2026", "2026-09-01", "adult-skills",
      "adult", ["treasury": 172_800, "learner": 172_800]),
    Case(
      "adult skills, low pay", "england-2026", "2026-09-01", "adult-skills",
      "adult learner.earnings=26500", ["treasury": 345_600]),
    Case(
      "adult skills, first level 3", "england-2026", "2026-09-01", "adult-skills",
      "adult learner.age=20 learner.highest=level-2-or-below learner.earnings=40000",
      ["treasury": 345_600]),
    Case(
      "adult skills, level 4", "england-2026", "2026-09-01", "adult-skills",
      "adult course.level=4 course.fee=6000 learner.earnings=22000", [:]),
    Case(
      "West Midlands level 3", "england-2025", "2025-09-01", "adult-skills",
      "adult learner.region=West-Midlands learner.earnings=29500", ["wmca": 345_600]),
  ]

  /// The Flexible Skills Programme and Personal Learning Account in Wales, the Flexible Workforce
  /// Development Fund in Scotland, and the Welsh rule on English certificates (not law).
  private static let nations: [Case] = [
    Case(
      "flexible skills above the limit", "wales", "2025-09-01", "sponsored",
      "wales course.fee=120000", ["welsh-government": 5_000_000, "employer": 7_000_000]),
    Case(
      "flexible skills below it", "wales", "2025-09-01", "sponsored",
      "wales course.fee=80000", ["welsh-government": 4_000_000, "employer": 4_000_000]),
    Case(
      "flexible skills at it", "wales", "2025-09-01", "sponsored",
      "wales course.fee=100000", ["welsh-government": 5_000_000, "employer": 5_000_000]),
    Case(
      "learning account on £30,000", "wales", "2025-09-01", "learning-account",
      "account learner.earnings=30000", ["welsh-government": 120_000]),
    Case(
      "learning account on £34,000", "wales", "2025-09-01", "learning-account",
      "account learner.earnings=34000", [:]),
    Case(
      "workforce fund", "scotland", "2022-09-01", "sponsored",
      "levy learner.status=employed employer.nation=Scotland course.product=short-course"
        + " course.scheme=ordinary course.fee=18000",
      ["scottish-government": 1_500_000, "employer": 300_000]),
    Case(
      "Welsh rule, one certificate", "half-and-half", "2027-09-01", "half-and-half",
      "half levy course.fee=6000", ["wmca": 300_000, "employer": 300_000]),
    Case(
      "Welsh rule, 900 staff, billed at start", "half-and-half", "2027-09-01", "half-and-half",
      "half levy course.fee=102000", ["wmca": 5_000_000, "employer": 5_200_000]),
  ]

  /// GOV.UK's student finance calculator, by the tests of its code: the loan for tuition by credits, and
  /// for living in London on £15,000.
  private static let loans: [Case] =
    [
      (180, 1_468_500), (120, 979_000), (60, 489_500), (30, 244_750),
    ].map { credits, loan in
      Case(
        "tuition, \(credits) credits", "england-2027", "2027-01-05", "borrowed",
        "loan course.credits=\(credits)", ["treasury": loan, "learner": 2_000_000 - loan])
    }
    + [(30, 353_375), (60, 706_750), (120, 1_413_500), (180, 1_413_500)].map { credits, loan in
      Case(
        "living, \(credits) credits", "england-2027-in-full", "2027-09-01", "borrowed",
        "living course.credits=\(credits)", ["treasury": 10_000], given: ["maintenance-loan": loan])
    }

  private static let all = apprenticeships + adults + nations + loans

  @Test("pays as published, in JSON and in words", arguments: all)
  func pays(example: Case) throws {
    try withTool { tool in
      let answer = try tool.run(example.arguments + ["--format", "json"])
      #expect(answer.status == 0, "\(answer.errors)")
      let routes = try #require(try answer.object()["routes"] as? [[String: Any]])
      let route = try #require(routes.first { $0["route"] as? String == example.route })
      #expect(route["open"] as? Bool == !example.pays.isEmpty)
      let words = try tool.run(example.arguments)
      let section = try #require(
        words.output.components(separatedBy: "\n\n").first { $0.hasPrefix(example.route + ": ") })
      guard !example.pays.isEmpty else {
        #expect(section.contains("\n  closed\n"))
        return
      }
      let costs = try #require(route["costs"] as? [[String: Any]])
      let fee = try #require(costs.first { $0["cost"] as? String == "course.fee" })
      let pays = try #require(fee["pays"] as? [String: Int])
      #expect(pays.filter { $0.value != 0 } == example.pays)
      #expect(section.contains("course.fee \(pounds(example.pays.values.reduce(0, +)))\n"))
      for line in try #require(fee["lines"] as? [[String: Any]]) {
        let amount = pounds(try #require(line["amount"] as? Int))
        let name = line["instrument"] as? String ?? line["payer"] as? String ?? ""
        #expect(section.contains("    \(amount) \(name)"))
      }
      let receipts = try #require(route["receipts"] as? [[String: Any]])
      for (instrument, amount) in example.given {
        let receipt = receipts.first { $0["instrument"] as? String == instrument }
        #expect(receipt?["amount"] as? Int == amount)
        #expect(section.contains("  \(pounds(amount)) to learner from treasury, \(instrument)"))
      }
    }
  }

  /// Pence as the tool writes pounds, reckoned apart from it.
  private func pounds(_ pence: Int) -> String {
    var digits = String(pence / 100)
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return "£" + digits + (pence % 100 == 0 ? "" : String(format: ".%02d", pence % 100))
  }

  /// W01 to W07, and W09: day, regime, pay bill, English share and part of the allowance, then the year's charge,
  /// a month's part of it and what the account gets, in pence; three months of 2026 to 2027 still have
  /// the top-up of a tenth.
  private static let levies = [
    ("W01, W05", "2026-09-01", "england-2026", "3500000", "100", "100", 250_000, 20_833, 256_250),
    ("W02", "2026-09-01", "england-2026", "3000000", "100", "100", 0, 0, 0),
    ("W03", "2026-09-01", "england-2026", "2400000", "100", "100", 0, 0, 0),
    ("W04", "2026-09-01", "england-2026", "2500000", "100", "50", 500_000, 41_667, 512_500),
    (
      "W06", "2025-09-01", "england-2025", "103000000", "90", "100", 50_000_000, 4_166_667,
      49_500_000
    ),
    (
      "W07", "2027-09-01", "england-2027", "103000000", "90", "100", 50_000_000, 4_166_667,
      45_000_000
    ),
  ]

  @Test(
    "what the levy charges and the account gets in a year, beside the routes", arguments: levies)
  func levy(
    number: String, on day: String, regime: String, bill: String, english: String,
    allowance: String, charge: Int, part: Int, paidIn: Int
  ) throws {
    let facts =
      Self.common.split(separator: " ").map(String.init) + [
        "employer.headcount=200", "employer.pay-bill=\(bill)", "employer.english-share=\(english)",
        "employer.allowance-share=\(allowance)", "course.product=apprenticeship",
        "course.fee=21000", "learner.age=30",
      ]
    let arguments = ["quote", regime, "--on", day] + facts.flatMap { ["--set", $0] }
    try withTool { tool in
      let answer = try tool.run(arguments + ["--format", "json"])
      #expect(answer.status == 0, "\(answer.errors)")
      let levy = try #require((try answer.object()["levies"] as? [[String: Any]])?.first)
      #expect(levy["levy"] as? String == "skills-levy")
      #expect(levy["charge"] as? Int == charge)
      #expect(levy["parts"] as? Int == 12)
      #expect(levy["part"] as? Int == part)
      let credit = try #require(levy["paid_in"] as? [String: Any])
      #expect(credit["account"] as? String == "levy-account")
      #expect(credit["amount"] as? Int == paidIn)
      // W09: 24 months before August 2026, twelve since.
      let lapses = ["2025-09-01": "2027-09-01", "2026-09-01": "2027-09-01"][day] ?? "2028-09-01"
      #expect(credit["lapses_on"] as? String == lapses)
      #expect(try tool.run(arguments).output.contains("skills-levy, whatever is studied\n"))
    }
  }
}

/// Tables of facts through the whole command, from its start to its last byte, on every core.
let quoteBenchmarks: [Benchmark] = [
  quoting("england-2026", format: "csv", name: "quote-2026-csv"),
  quoting("england-2026", format: "jsonl", name: "quote-2026-jsonl"),
  quoting("england-2027", format: "csv", name: "quote-2027-csv"),
  quoting("england-2027", format: "jsonl", name: "quote-2027-jsonl"),
  tabling(
    "quote-bad",
    summary: "1,000,000 rows with a bad number, each another, whole command, all cores",
    rows: 1_000_000, arguments: ["quote", "england-2027", "--on", "2027-09-01"], endingWith: 1
  ) {
    "id,course.fee\n" + (0..<1_000_000).map { "row-\($0),\($0)-1\n" }.joined()
  },
  answering(
    "quote-first", summary: "one quote, from the start of the command to its end",
    ["quote", "england-2027", "--on", "2027-09-01"] + oneModule.flatMap { ["--set", $0] }),
  answering(
    "employer", summary: "a firm of 900 with 18 who study under four regimes, the whole command",
    ["employer", "Examples/moulding-firm-900.scenario"]),
]

/// What one quote is asked about.
private let oneModule = [
  "learner.nation=England", "learner.region=West-Midlands", "learner.age=34",
  "learner.status=inactive", "learner.prior-support=0", "course.product=module", "course.htq=yes",
  "course.level=4", "course.credits=30", "course.fee=1700",
]

/// Quotes of every row of a table.
private func quoting(_ regime: String, format: String, name: String) -> Benchmark {
  let rows = 50_000
  let year = regime.suffix(4)
  return tabling(
    name,
    summary: "quote \(grouped(rows)) rows as \(format) under \(regime), whole command, all cores",
    rows: rows, arguments: ["quote", regime, "--format", format]
  ) {
    FactRows(rows, from: "\(year)-09-", seed: 1).text
  }
}

/// A made-up table of facts, with and without employers, that opens and closes routes in a mix.
private struct FactRows {
  private(set) var text: String
  private var numbers: MadeNumbers

  /// What a column may hold; employers' columns are empty in a third of the rows.
  private static let choices: [(name: String, values: [String])] = [
    ("learner.nation", ["England", "England", "England", "Wales"]),
    ("learner.region", ["West-Midlands", "elsewhere"]),
    ("learner.status", ["employed", "employed", "self-employed", "unemployed", "inactive"]),
    ("learner.highest", ["level-2-or-below", "level-3", "level-4", "level-6"]),
    ("learner.living", ["with-parents", "away", "London"]),
    ("learner.protected", ["yes", "no"]), ("learner.care-leaver", ["yes", "no"]),
    ("learner.loans-before", ["0", "0", "1", "4"]),
    ("employer.nation", ["England", "England", "England", "Wales"]),
    ("employer.english-share", ["100", "100", "62.5"]),
    (
      "course.product",
      ["apprenticeship", "apprenticeship-unit", "module", "full-course", "bootcamp"]
    ),
    ("course.sector", ["medtech", "construction", "digital", "care", "other"]),
    ("course.scheme", ["ordinary", "basic-skill", "path-2", "investment-zone-pilot"]),
    ("course.mode", ["full-time", "part-time", "distance"]),
    ("course.price-band", ["base", "low", "medium", "high"]),
    ("course.htq", ["yes", "no"]), ("course.in-person", ["yes", "no"]),
    ("course.foundation", ["yes", "no"]), ("course.registered-provider", ["yes", "no"]),
    ("course.level", ["2", "3", "4", "4", "5", "6", "7"]),
    ("course.credits", ["15", "30", "60", "120"]),
    ("course.intensity", ["25", "50", "100"]), ("course.length", ["3", "6", "12", "24"]),
  ]
  private static let amounts: [(name: String, below: Int, step: Int)] = [
    ("learner.age", 50, 1), ("learner.earnings", 60, 1_000),
    ("learner.household-income", 90, 1_000), ("learner.prior-support", 6, 9_250),
    ("employer.headcount", 900, 1), ("employer.pay-bill", 9_000, 10_000),
    ("levy-account.balance", 400, 100),
    ("course.hours", 40, 30), ("course.guided-hours", 20, 30), ("course.loan-maximum", 8, 1_000),
    ("course.fee", 280, 100), ("course.national-price", 60, 100),
    ("course.release-wages", 40, 100),
  ]

  /// So many rows, on days of one month.
  init(_ count: Int, from month: String, seed: Int) {
    let names = FactRows.choices.map(\.name) + FactRows.amounts.map(\.name)
    text = (["id", "on"] + names).joined(separator: ",") + "\n"
    numbers = MadeNumbers(seed: seed)
    for row in 0..<count { add(row, month) }
  }

  private mutating func add(_ row: Int, _ month: String) {
    let hasEmployer = numbers.next(below: 3) > 0
    text += "row-\(row),\(month)\(10 + numbers.next(below: 20))"
    for (name, values) in FactRows.choices {
      text += "," + given(name, values[numbers.next(below: values.count)], hasEmployer)
    }
    for (name, below, step) in FactRows.amounts {
      let least = name == "learner.age" ? 16 : 0
      text += "," + given(name, String(least + numbers.next(below: below) * step), hasEmployer)
    }
    text += "\n"
  }

  private func given(_ name: String, _ value: String, _ hasEmployer: Bool) -> String {
    hasEmployer || !(name.hasPrefix("employer.") || name.hasPrefix("levy-")) ? value : ""
  }
}

/// Tables of pay through the whole command, from its start to its last byte, on every core.
let payBenchmarks: [Benchmark] =
  payTables + [
    answering(
      "take-home-first", summary: "one pay, from the start of the command to its end",
      ["take-home", "--earnings", "40000", "--on", "2026-06-01", "--plan", "plan-5"])
  ]

private let payTables: [Benchmark] = ["csv", "jsonl"].map { format in
  let rows = 1_000_000
  return tabling(
    "take-home-\(format)",
    summary: "take-home pay of \(grouped(rows)) rows as \(format), whole command, all cores",
    rows: rows, arguments: ["take-home", "--on", "2026-06-01", "--format", format]
  ) {
    payRows(rows)
  }
}

/// A made-up table of pay, with every nation, period and kind of plan in a mix.
private func payRows(_ count: Int) -> String {
  var numbers = MadeNumbers(seed: 2)
  let nations = ["England", "England", "England", "Scotland", "Wales"]
  let plans = ["", "plan-5", "plan-2", "plan-2 postgraduate", "plan-1"]
  let periods = ["month", "month", "week", "year"]
  let ages = ["", "19", "23", "34", "51"]
  var text = "id,earnings,nation,plans,period,age,pension\n"
  for row in 0..<count {
    let pay = "\(12_000 + numbers.next(below: 90_000)).\(10 + numbers.next(below: 90))"
    let nation = nations[numbers.next(below: nations.count)]
    let plan = plans[numbers.next(below: plans.count)]
    let period = periods[numbers.next(below: periods.count)]
    let age = ages[numbers.next(below: ages.count)]
    let pension = numbers.next(below: 3) == 0 ? "\(numbers.next(below: 3_000))" : ""
    text += "row-\(row),\(pay),\(nation),\(plan),\(period),\(age),\(pension)\n"
  }
  return text
}

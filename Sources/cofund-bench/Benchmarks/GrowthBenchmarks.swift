import FundingRules
import PolicyCompiler
import PolicyLanguage
import Simulation

/// The same work on little and on much: where time is in proportion to size, the two take as long a unit.
let growthBenchmarks: [Benchmark] =
  [4_000, 40_000].map { people in
    drawing("fund-\(people / 1_000)k", "applicants to one fund with a queue", "applicant", people) {
      growingTown(people: people, firms: 0)
    }
  }
  + [2_000, 20_000].map { firms in
    drawing("firms-\(firms / 1_000)k", "firms with accounts, and one of staff each", "firm", firms)
    {
      growingTown(people: firms, firms: firms)
    }
  }
  + [10_000, 100_000].map { values in
    Benchmark(
      name: "chain-\(values / 1_000)k",
      summary: "\(grouped(values)) values, each the next one's, checked and worked out",
      unit: "value"
    ) {
      let source = PolicySource(path: "chain.policy", text: chain(of: values))
      return (
        values,
        {
          let plan = try plan([source], { try FundingPlan($0, regime: "now") })
          let answer = plan.regimes[0].parameters.count
          return { UInt64(answer) }
        }
      )
    }
  }

/// Two draws of a scenario on one core, people drawn and tables made ready included.
private func drawing(
  _ name: String, _ what: String, _ unit: String, _ count: Int,
  _ sources: @escaping @Sendable () -> [PolicySource]
) -> Benchmark {
  Benchmark(name: name, summary: "\(grouped(count)) \(what), two draws, one core", unit: unit) {
    let plan = try plan(sources(), { try FundingPlan($0, scenario: "town") })
    return (
      count,
      {
        let result = try simulate(plan, draws: 2, seed: 1, execution: Execution(workers: 1))
        return {
          var checksum = Checksum()
          for regime in result.regimes {
            for measure in regime.values.keys.sorted() {
              for value in regime.values[measure] ?? [] { checksum.add(value) }
            }
          }
          return checksum.value
        }
      }
    )
  }
}

private func plan(
  _ sources: [PolicySource], _ planned: (Program) throws -> FundingPlan
) throws -> FundingPlan {
  let result = check(sources)
  guard let program = result.program else {
    throw BenchmarkError("a made-up program does not check: \(result.diagnostics[0].message)")
  }
  return try planned(program)
}

/// The words that made-up programs have in common.
private let growingWords = """
  vocabulary words

  currency £ "Pound" in hundredths

  payer treasury "The Treasury"

  period tax-year starts 6 April

  record learner
      has earnings as money per year
      has taste    as number

  record employer
      has headcount as count
      has pay-bill  as money per year

  record course
      has fee as money


  """

/// Values of which each is the next one's.
private func chain(of count: Int) -> String {
  let values = (0..<count).map {
    "parameter x\($0) as money\n    x\($0 + 1)  from 2026-01-01  illustrative\n\n"
  }
  return growingWords + values.joined() + """
    parameter x\(count) as money
        £1  from 2026-01-01  illustrative

    grant help from treasury
        pays 100% of course.fee
            up to x0

    regime now
        route own
            stacking for course.fee
                first help
                rest learner

    """
}

/// A scenario in which everyone applies: to a fund that pays half of them, or to their firm's account.
private func growingTown(people: Int, firms: Int) -> [PolicySource] {
  [
    PolicySource(path: "words.policy", text: growingWords + growingRules(budget: people * 500)),
    PolicySource(path: "minds.policy", text: growingMinds),
    PolicySource(path: "town.scenario", text: growingScenario(people: people, firms: firms)),
  ]
}

private func growingRules(budget: Int) -> String {
  """
  levy charge on employer
      charges 0.5% of employer.pay-bill
      collected each month
      into purse

  account purse held by employer
      expires after 12 months
      spends oldest first
      lapses to treasury
      rations
          first by lot

  fund pot held by treasury
      budget £\(grouped(budget)) each tax-year
      rations
          first by lowest learner.earnings
          then by lot
      when spent refuses

  grant bought from purse
      pays 100% of course.fee

  grant helped from pot
      pays 100% of course.fee

  regime now
      route bought
          needs employer
          stacking for course.fee
              first bought
              rest employer
      route helped
          stacking for course.fee
              first helped
              rest learner

  """
}

private let growingMinds = """
  evidence minds
      uses words

  behaviour
      learner values a route by
          learner.taste

  outcomes
      learner completes with chance 90%

  """

private func growingScenario(people: Int, firms: Int) -> String {
  let employers =
    firms == 0
    ? ""
    : """
        population \(grouped(firms)) firms of employer
            employer.headcount is 1
            employer.pay-bill is £9 million per year


    """
  return """
    scenario town
        runs from 2027-04-06 to 2028-04-05 by month
        draws 2
        seed 1
        uses minds
        follows lives for 1 years

    \(employers)    population \(grouped(people)) people of learner
    \(firms > 0 ? "        works for employer\n" : "")        learner.earnings varies uniform \
    with low £20,000 per year and high £40,000 per year
            learner.taste is 5

        offer course
            course.fee is £1,000
            starts each 1 September
            lasts 4 months

        compare now

    """
}

import FundingRules
import FundingValues
import TestSupport
import Testing

extension Tax {
  /// A tax on learners' pay made by hand.
  static func onPay(
    _ made: MadeUpRules, free: Int64? = nil, cut: Reduction? = nil,
    bands: [(rate: Formula, upTo: Formula)], rest: Formula, period: Period = .taxYear
  ) -> Tax {
    Tax(
      name: "tax", title: "tax", on: learnerParty, to: MadeUpRules.treasury,
      applies: DateSpan(from: nil, to: nil), due: nil, assessedOn: made.fact("learner.earnings"),
      period: period, freeUpTo: free.map { Formula(Ratio($0)) }, freeReduction: cut, bands: bands,
      limitsByPeriod: false, restRate: rest, relief: nil, rounding: nil)
  }

  /// A share of a hundred as a rate.
  static func rate(_ hundredths: Int128, over whole: Int128 = 100) -> Formula {
    Formula(Ratio(hundredths, over: whole))
  }

  /// Income tax outside Scotland in 2026 to 2027.
  static func income(_ made: MadeUpRules) -> Tax {
    onPay(
      made, free: 1_257_000,
      cut: Reduction(
        by: Formula(Ratio(100)), forEach: Formula(Ratio(200)), of: made.fact("learner.earnings"),
        above: Formula(Ratio(10_000_000))),
      bands: [
        (rate(20), Formula(Ratio(3_770_000))), (rate(40), Formula(Ratio(12_514_000))),
      ], rest: rate(45))
  }

  /// National Insurance of employees in 2026 to 2027, a year's figures.
  static func insurance(_ made: MadeUpRules) -> Tax {
    onPay(
      made,
      bands: [(rate(0), Formula(Ratio(1_257_000))), (rate(8), Formula(Ratio(5_027_000)))],
      rest: rate(2), period: .payPeriod)
  }

  /// A tax with bands of no width, bands that fall and odd rates.
  static func odd(_ made: MadeUpRules) -> Tax {
    onPay(
      made, free: 333_333,
      cut: Reduction(
        by: Formula(Ratio(33)), forEach: Formula(Ratio(77)), of: made.fact("learner.earnings"),
        above: Formula(Ratio(1_000_001))),
      bands: [
        (rate(13_8, over: 1_000), Formula(Ratio(200_001))),
        (rate(123_457, over: 1_000_000), Formula(Ratio(200_001))),
        (rate(1, over: 1_000_000), Formula(Ratio(150_000))),
        (rate(999_999, over: 1_000_000), Formula(Ratio(4_000_000))),
      ], rest: rate(1, over: 8))
  }
}

@Suite("Taxes")
struct TaxTests {
  let made = MadeUpRules()

  @Test(
    "published charges of income tax",
    arguments: [
      (4_000_000, 548_600), (11_000_100, 3_343_240), (6_000_000, 1_143_200), (1_257_000, 0),
      (0, 0), (12_514_000, 4_251_600), (15_000_000, 5_370_300),
    ] as [(Int64, Int64)])
  func income(pay: Int64, charge: Int64) throws {
    let schedule = try TaxSchedule(.income(made), made.here)
    #expect(schedule.charge(on: pay) == charge)
  }

  @Test(
    "published charges of National Insurance",
    arguments: [
      (4_000_000, 219_440), (6_000_000, 321_060), (1_257_000, 0), (1_257_001, 0), (1_257_007, 1),
      (5_027_000, 301_600),
    ] as [(Int64, Int64)])
  func insurance(pay: Int64, charge: Int64) throws {
    let schedule = try TaxSchedule(.insurance(made), made.here)
    #expect(schedule.charge(on: pay) == charge)
  }

  @Test("bands in whole numbers charge what their slices add up to, whatever their order")
  func bands() throws {
    var numbers = SeededNumbers(seed: 9)
    let fault = firstFault(among: 0..<20_000) { _ -> String? in
      let count = Int(numbers.whole(1...5))
      let floors = (0..<count).map { _ in numbers.whole(0...6_000_000) }
      let bands = RateBands(
        floors: numbers.whole(0...1) == 0 ? floors.sorted() : floors,
        rates: floors.map { _ in Ratio(Int128(numbers.whole(0...1_000_000)), over: 1_000_000) })
      let pay = numbers.whole(0...900_000_000)
      let exact = bands.slices(of: pay).reduce(.zero, +)
      let holds =
        bands.exactCharge(on: pay) == exact && bands.charge(on: pay) == exact.roundedHalfUp()
      return holds ? nil : "\(bands) on \(pay): \(bands.charge(on: pay)), not \(exact)"
    }
    #expect(fault == nil)
  }

  @Test("rates of seven places, and above the whole, are charged exactly")
  func finerRates() {
    let bands = RateBands(
      floors: [0, 100], rates: [Ratio(1, over: 10_000_000), Ratio(3, over: 2)])
    #expect(bands.exactCharge(on: 300) == Ratio(1, over: 100_000) + Ratio(300))
    #expect(bands.charge(on: 101) == 2)
  }

  @Test("payroll and lives charge the same for a year")
  func yearAgrees() throws {
    for tax in [Tax.income(made), .insurance(made), .odd(made)] {
      var made = self.made
      made.rules.taxes = [tax]
      let payroll = Payroll(rules: made.rules, here: made.here)
      let schedule = try TaxSchedule(tax, made.here)
      var numbers = SeededNumbers(seed: 10)
      let fault = try firstFault(among: 0..<3_000) { _ -> String? in
        let pay = numbers.whole(0...30_000_000)
        let taken = try payroll.takeHome(annualEarnings: pay, period: .year, plans: [])
        let sum = taken.tax + taken.contribution
        return sum == schedule.charge(on: pay) ? nil : "\(pay): \(sum)"
      }
      #expect(fault == nil)
    }
  }

  @Test("£40,000 in 2026 to 2027 with Plan 5, for a year and a month")
  func takeHome() throws {
    var made = self.made
    made.rules.taxes = [.income(made)]
    made.rules.plans = [
      RepaymentPlan(
        name: "plan-5", title: "Plan 5", of: made.fact("learner.earnings"),
        bands: [RepaymentBand(rate: Tax.rate(9), threshold: Formula(Ratio(2_500_000)))],
        oneDeductionWith: [],
        rounding: .down(step: Ratio(100)), startsDay: 6, startsMonth: 4,
        startsAfter: made.fact("course.end"), interest: Formula(.zero),
        writtenOffAfter: Formula(Ratio(40)))
    ]
    let payroll = Payroll(rules: made.rules, here: made.here)
    let year = try payroll.takeHome(annualEarnings: 4_000_000, period: .year, plans: [0])
    #expect(year.tax == 548_600 && year.repayment == 135_000)
    #expect(year.takeHome == 4_000_000 - 548_600 - 135_000)
    let month = try payroll.takeHome(annualEarnings: 4_000_000, period: .month, plans: [0])
    #expect(month.earnings == 333_333 && month.tax == 45_716 && month.repayment == 11_200)
  }
}

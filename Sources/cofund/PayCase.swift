import FundingRules
import FundingValues
import Quoting

/// How a pay is asked about: the day, the pay period, the plans and who it is.
struct PayQuestion {
  var date: CivilDate
  var period: PayPeriod
  var plans: [String]
  var person: Payrolls.Given = []
  /// What loans take and nothing else.
  var repaymentsOnly = false
  /// A fortnight's or four weeks' repayment as that of a week, so many times.
  var repaysByTheWeek = false
}

/// One kind of person under all policies, ready for any pay.
struct PayCase {
  /// One file's part of the answer; shared, for it is large and every row reads it.
  private final class Part {
    let payroll: Payroll
    let numbers: [Int]
    /// The places of its plans among those asked about.
    let places: [Int]
    /// Figures for any pay; nothing where they depend on the pay.
    let schedule: PayrollSchedule?

    init(payroll: Payroll, numbers: [Int], places: [Int], schedule: PayrollSchedule?) {
      self.payroll = payroll
      self.numbers = numbers
      self.places = places
      self.schedule = schedule
    }
  }
  /// What is left of one pay, in smallest units of the currency.
  struct Figures {
    var earnings: Int64 = 0
    var pension: Int64 = 0
    var tax: Int64 = 0
    var contribution: Int64 = 0
    var employer: Int64 = 0
    /// What each plan takes, in the order in which plans were asked for.
    var repayments: [Int64] = []
    /// What is left of pay.
    var takeHome: Int64 {
      earnings - pension - tax - contribution - repayments.reduce(0, +)
    }
  }
  let question: PayQuestion
  /// Where the person lives, in words; empty where no policy asks.
  private(set) var home = ""
  /// What is taken for granted about the person and bears on the answer.
  private(set) var assumed: [(name: String, text: String)] = []
  private(set) var carried: [CarriedValue] = []
  /// Whether what the employer pays on top could be worked out, and what is missing if not.
  private(set) var employerMissing: String?
  /// The fact that pay is, where the policies read have one.
  private(set) var payFact: String?
  /// What every row of the case writes alike.
  private(set) var words = PayCaseWords(
    PayQuestion(date: CivilDate(day: 0), period: .year, plans: []), [])
  private var parts: [Part] = []

  /// Prepares a question; a day on which no tax applies is refused.
  init(_ payrolls: Payrolls, _ question: PayQuestion) throws(Failure) {
    self.question = question
    try payrolls.require(plans: question.plans)
    var payNames: [String] = []
    var left = question.plans
    let together = payrolls.parts.firstIndex { part in
      question.plans.allSatisfy { part.plans[$0] != nil }
    }
    for (index, part) in payrolls.parts.enumerated() {
      let mine = left.filter { plan in
        together == nil ? part.plans[plan] != nil : together == index
      }
      left.removeAll { mine.contains($0) }
      try add(part, mine, payrolls, &payNames)
    }
    try PayFact.requireOne(payNames)
    payFact = payNames.first
    if !question.repaymentsOnly { try PayInForce(parts.map(\.payroll), question, home).require() }
    prepare()
    words = PayCaseWords(question, carried)
  }

  private mutating func add(
    _ part: Payrolls.Part, _ plans: [String], _ payrolls: Payrolls, _ payNames: inout [String]
  ) throws(Failure) {
    let (frame, assumed) = part.person(question.person)
    let made = try part.payroll(frame, on: question.date, balances: payrolls.balances)
    if let name = made.pay { payNames.append(name) }
    let numbers = plans.compactMap { part.plans[$0] }
    parts.append(
      Part(
        payroll: made.payroll, numbers: numbers,
        places: plans.compactMap { question.plans.firstIndex(of: $0) }, schedule: nil))
    let facts = part.rules.facts
    if let fact = facts["learner.nation"], let value = frame[fact] {
      home = facts.text(of: value, fact: fact)
    }
    for name in assumed where !self.assumed.contains(where: { $0.name == name }) {
      guard let fact = facts[name], let value = frame[fact] else { continue }
      var without = frame
      without[fact] = nil
      let bare = try part.payroll(without, on: question.date, balances: payrolls.balances)
      guard asks(bare.payroll, numbers, for: fact) else { continue }
      self.assumed.append((name, facts.text(of: value, fact: fact)))
    }
  }

  /// Whether an answer needs a fact that is not given.
  private func asks(_ payroll: Payroll, _ plans: [Int], for fact: Int) -> Bool {
    do throws(Missing) {
      let schedule = try PayrollSchedule(
        payroll, period: question.period, plans: plans, pay: (0, 0),
        repaymentsOnly: question.repaymentsOnly)
      return schedule.employerMissing == .fact(fact)
    } catch {
      return payroll.rules.origin(of: error, payroll.here) == .fact(fact)
    }
  }

  /// Works out what holds for any pay.
  private mutating func prepare() {
    for index in parts.indices {
      let part = parts[index]
      parts[index] = Part(
        payroll: part.payroll, numbers: part.numbers, places: part.places,
        schedule: try? schedule(part, pay: nil))
      if let missing = parts[index].schedule?.employerMissing {
        employerMissing = PayCase.words(missing, part.payroll)
      }
      let carried = part.payroll.carriedOn(
        plans: part.numbers, repaymentsOnly: question.repaymentsOnly)
      for value in carried where !self.carried.contains(value) { self.carried.append(value) }
    }
  }

  private func schedule(
    _ part: Part, pay: (whole: Int64, pension: Int64)?
  ) throws(Missing) -> PayrollSchedule {
    try PayrollSchedule(
      part.payroll, period: question.period, plans: part.numbers, pay: pay,
      repaymentsOnly: question.repaymentsOnly, repaysByTheWeek: question.repaysByTheWeek)
  }

  private static func words(_ missing: Missing, _ payroll: Payroll) -> String {
    switch payroll.rules.origin(of: missing, payroll.here) {
    case .fact(let fact): "`\(payroll.rules.facts.names[fact])` is not given"
    case .parameter(let number, let date):
      "`\(payroll.rules.parameters[number].name)` has no value on \(date)"
    }
  }

  /// What is left of a year's pay, in memory used again for the next.
  func take(
    from annual: Int64, pension: Int64, into figures: inout Figures,
    _ amounts: inout PayrollAmounts
  ) throws(Failure) {
    figures.earnings = annual / question.period.perYear
    figures.pension = pension / question.period.perYear
    (figures.tax, figures.contribution, figures.employer) = (0, 0, 0)
    figures.repayments.removeAll(keepingCapacity: true)
    for _ in question.plans { figures.repayments.append(0) }
    for part in parts {
      if part.schedule?.take(from: annual, pension: pension, into: &amounts) == nil {
        do throws(Missing) {
          try schedule(part, pay: (annual, pension))
            .take(from: annual, pension: pension, into: &amounts)
        } catch {
          throw .missing([error], part.payroll.rules)
        }
      }
      figures.tax += amounts.tax
      figures.contribution += amounts.contribution
      for amount in amounts.employer { figures.employer += amount }
      for (number, place) in part.places.enumerated() {
        figures.repayments[place] = amounts.repayments[number]
      }
    }
  }

  /// What is left of a year's pay, with every deduction by its name.
  func takeHome(annualEarnings: Int64, pension: Int64) throws(Failure) -> TakeHome {
    var taxes: [TakeHome.Deduction] = []
    var contributions: [TakeHome.Deduction] = []
    var employer: [TakeHome.Deduction] = []
    var repayments: [Int: TakeHome.Deduction] = [:]
    for part in parts {
      do throws(Missing) {
        let pay = try schedule(part, pay: (annualEarnings, pension))
          .takeHome(annualEarnings: annualEarnings, pension: pension)
        taxes += pay.taxes
        contributions += pay.contributions
        employer += pay.employer
        for (place, deduction) in zip(part.places, pay.repayments) {
          repayments[place] = deduction
        }
      } catch {
        throw .missing([error], part.payroll.rules)
      }
    }
    let period = question.period
    return TakeHome(
      annualEarnings: annualEarnings, period: period, earnings: annualEarnings / period.perYear,
      taxes: taxes, contributions: contributions,
      repayments: repayments.sorted { $0.key < $1.key }.map(\.value),
      pension: pension / period.perYear, employer: employer)
  }
}

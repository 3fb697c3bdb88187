import Foundation
import Testing

/// Questions that the shipped rulebook once answered wrongly, each with the right value and its source: the
/// money or the words that an answer must hold.
@Suite("Reported: questions of the rulebook")
struct ReportedCasesTests {
  /// One question, and what its answer is.
  private struct Case {
    let what: String
    let words: [String]
    let status: Int32
    let holds: String

    init(_ what: String, _ words: [String], _ holds: String, status: Int32 = 0) {
      self.what = what
      self.words = words
      self.status = status
      self.holds = holds
    }
  }

  private static func pay(_ earnings: String, _ on: String, _ more: String) -> [String] {
    ["take-home", "--earnings", earnings, "--on", on, "--format", "json"]
      + more.split(separator: " ").map(String.init)
  }

  private static let student =
    "learner.nation=England learner.age=21 learner.living=away learner.household-income=40000 "
    + "learner.care-leaver=no learner.nhs-bursary=no learner.on-benefits=no learner.children=0 "
    + "learner.adult-dependant=no learner.prior-support=0 course.product=full-course course.level=6 "
    + "course.mode=full-time course.intensity=100% course.registered-provider=yes course.htq=no "
    + "course.in-person=yes course.year-kind=taught course.clinical-placement=no course.fee=9000 "
    + "course.credits=120 course.disability-cost=0 course.disability-computer=0 course.travel-cost=0 "
    + "learner.region=elsewhere learner.status=inactive learner.protected=no course.sector=other "
    + "course.hours=600"

  private static func living(_ changes: [String: String]) -> [String] {
    var facts = Dictionary(
      uniqueKeysWithValues: student.split(separator: " ").map { fact in
        let halves = fact.split(separator: "=", maxSplits: 1).map(String.init)
        return (halves[0], halves[1])
      })
    facts.merge(changes) { $1 }
    return [
      "quote", "england-2026-living-costs", "--on", "2026-09-14", "--route", "borrowed",
      "--format", "json",
    ] + facts.sorted { $0.key < $1.key }.flatMap { ["--set", "\($0.key)=\($0.value)"] }
  }

  private static let pays: [Case] = [
    Case(
      "a balance is all that can be taken",
      pay("40000", "2026-06-01", "--plan plan-5 --set plan-5.balance=300"),
      "\"plan-5\":30000"),
    Case(
      "a threshold that is set",
      pay("45000", "2026-06-01", "--plan plan-5 --repayments-only --set plan-5-threshold=30000"),
      "\"plan-5\":135000"),
    Case("no contribution at 70", pay("40000", "2026-06-01", "--age 70"), "\"employee_ni\":0"),
    Case("no contribution at 15", pay("40000", "2026-06-01", "--age 15"), "\"employee_ni\":0"),
    Case(
      "Class 4", pay("40000", "2026-06-01", "--status self-employed"), "\"employee_ni\":164580"),
    Case(
      "half a penny is dropped", pay("50271", "2026-06-01", "--period month"),
      "\"employee_ni\":25128"),
    Case(
      "old plans joined",
      pay(
        "40000", "2026-06-01",
        "--period month --plan plan-1-before-2006 --plan plan-4-before-2007 --repayments-only"),
      "\"plan-1-before-2006\""),
    Case(
      "Plan 2 in 2021-22", pay("40000", "2021-06-01", "--plan plan-2 --repayments-only"),
      "\"plan-2\":114300"),
    Case(
      "Plan 5 before it begins", pay("40000", "2025-11-01", "--plan plan-5 --repayments-only"),
      "\"plan-5\":0"),
    Case(
      "a fortnight", pay("31200", "2026-06-01", "--plan plan-5 --period fortnight"),
      "\"plan-5\":2100"),
    Case(
      "four weeks as four weeks' thresholds",
      pay("31200", "2026-06-01", "--plan plan-5 --period four-weeks --repayments-only"),
      "\"plan-5\":4200"),
    Case(
      "four weeks by the manual's week",
      pay(
        "31200", "2026-06-01",
        "--plan plan-5 --period four-weeks --repayments-only --by-the-week"),
      "\"plan-5\":4000"),
    Case(
      "a fact that pay does not read", pay("40000", "2026-06-01", "--set course.fee=100"),
      "`--set course.fee` is read by no tax on pay and no repayment plan", status: 2),
    Case(
      "how a course is paid", pay("40000", "2026-06-01", "--set course.length=12"),
      "`--set course.length` is read by no tax", status: 2),
    Case(
      "an account's balance", pay("40000", "2026-06-01", "--set levy-account.balance=5"),
      "`--set levy-account.balance` is read by no tax", status: 2),
    Case(
      "a threshold of a plan that is not asked",
      pay("40000", "2026-06-01", "--plan plan-5 --set plan-2-threshold=20000"),
      "plan-2-threshold` is read by no tax", status: 2),
    Case(
      "a year before any that is held", pay("40000", "2017-06-01", ""),
      "applies from 2018-04-06", status: 1),
  ]

  private static let students: [Case] = [
    Case(
      "special support at 61", living(["learner.age": "61"]),
      "\"amount\":97700,\"because\":\"gives old-support-most"),
    Case(
      "a care leaver's income is not counted",
      living(["learner.care-leaver": "yes", "learner.household-income": "80000"]),
      "\"amount\":1083000,\"because\":\"gives living-maximum"),
    Case(
      "half intensity, on a first degree",
      living([
        "course.mode": "part-time", "course.intensity": "50%",
        "learner.household-income": "25000",
      ]), "\"amount\":541500,\"because\":\"gives living-maximum"),
    Case(
      "no fee loan below a quarter",
      living(["course.mode": "part-time", "course.intensity": "20%", "course.fee": "1000"]),
      "\"learner\":100000"),
  ]

  @Test("take-home pay", arguments: pays.indices)
  func pay(index: Int) throws { try ask(Self.pays[index]) }

  @Test("support of students", arguments: students.indices)
  func student(index: Int) throws { try ask(Self.students[index]) }

  private func ask(_ asked: Case) throws {
    try withTool { tool in
      let answer = try tool.run(asked.words)
      #expect(answer.status == asked.status, "\(asked.what): \(answer.errors)")
      let text = answer.output.filter { !$0.isNewline }.replacing("\" : ", with: "\":")
        .replacing(/\s*([{}\[\],])\s*/) { String($0.output.1) }
      #expect(text.contains(asked.holds), "\(asked.what): \(text)")
    }
  }
}

import PolicyLanguage
import Testing

/// What may stand in a rule, and what may not.
@Suite struct CheckTypeTests {
  @Test(arguments: [
    "pays rate of course.fee",
    "pays 100% of the rest of course.fee\n    counts at most pot",
    "pays rate * 2 of course.fee",
    "pays rate + small of course.fee",
    "pays course.credits / 120 credits of course.fee\n    in proportion to min(course.hours / 1 hour, 100%)",
    "pays pot towards course.fee\n    reduced by £1 for each wage of learner.earnings above wage",
    "pays rate of course.fee\n    tapers from 100% at wage to 0% at wage * 2 of learner.earnings",
    "pays rate of course.fee\n    up to price * course.credits",
    "pays rate of course.fee\n    up to 30 credits per learner per course-year",
    "pays rate of course.fee\n    up to 1 year per learner in any 4 years",
    "gives wage * 1 year / 12 to learner on start",
    "gives learner.earnings * 480 hours / 1,740 hours * 1 year to learner each month",
    "eligible when course.end - course.start is above 30 days\npays rate of course.fee",
    "eligible when course.end is on or after course.start + 1 year\npays rate of course.fee",
    "eligible when course.product is one of products\npays rate of course.fee",
    "eligible when course.level is 4\npays rate of course.fee",
    "eligible when learner.earnings in the last tax-year is above wage\npays rate of course.fee",
    "eligible when employer.nation is learner.nation\npays rate of course.fee",
  ])
  func stands(_ rule: String) {
    let unexpected = ruleCodes(rule).filter { $0 != "P0207" }
    #expect(unexpected == [])
  }

  @Test(arguments: [
    ("P0202", "pays pot of course.fee"),
    ("P0202", "pays rate towards course.fee"),
    ("P0202", "pays rate of learner.earnings"),
    ("P0202", "pays rate of course.fee\n    counts at most wage"),
    ("P0202", "pays rate of course.fee\n    up to price"),
    ("P0202", "pays rate of course.fee\n    in proportion to course.credits"),
    (
      "P0202",
      "pays rate of course.fee\n    reduced by £1 for each wage of learner.earnings above wage"
    ),
    (
      "P0202",
      "pays rate of course.fee\n    tapers from 100% at pot to 0% at wage of learner.earnings"
    ),
    ("P0201", "pays rate of course.fee\n    except 1 when learner.age is below age"),
    ("P0201", "pays 1 + rate * 2 of course.fee"),
    ("P0202", "gives wage to learner on start"),
    ("P0202", "gives pot to learner after pot"),
    (
      "P0204", "eligible when course.end - course.start is above 12 months\npays rate of course.fee"
    ),
    ("P0208", "eligible when learner.age is age\npays rate of course.fee"),
    ("P0301", "eligible when learner.age is England\npays rate of course.fee"),
    ("P0202", "eligible when learner.nation is above 5\npays rate of course.fee"),
    ("P0301", "eligible when learner.nation is France\npays rate of course.fee"),
    ("P0301", "pays max(rate, smal) of course.fee"),
    ("P0301", "pays maximum(rate, small) of course.fee"),
    ("P0202", "pays max(rate) of course.fee"),
    ("P0202", "pays learner.nation * rate of course.fee"),
    ("P0207", "pays pot / learner.taste towards course.fee"),
    ("P0207", "pays pot / (pot - pot) * pot towards course.fee"),
    ("P0206", "pays $5 towards course.fee"),
    ("P0505", "pays rate of course.fee\n    paid rate on start"),
    ("P0509", "pays 100% + rate of course.fee"),
  ])
  func doesNotStand(_ code: String, _ rule: String) {
    #expect(ruleCodes(rule) == [code])
  }

  @Test func chancesAndScoresAreToldApart() {
    let score = """
      parameter score as number
          -1.4  from 2027-01-01  illustrative

      parameter chance as percent
          20%  from 2027-01-01  illustrative

      behaviour
          learner considers an offer with chance logistic(score + 0.5 * learner.taste)
          employer considers an offer with chance chance
          learner values a route by
              score
              score * 2 per £1,000 of quote.loan when route.sponsored is yes
          employer sponsors when quote.employer-gain is above quote.employer-cost
              with spread £0
      """
    #expect(codes(score) == [])
    #expect(codes(score.replacing("chance chance", with: "chance score")) == ["P0203"])
    #expect(codes(score.replacing("logistic(score", with: "logistic(chance")) == ["P0203"])
    #expect(codes(score.replacing("per £1,000 of", with: "per 1,000 of")) == ["P0201"])
    #expect(codes(score.replacing("spread £0", with: "spread 20%")) == ["P0202"])
  }

  @Test func rangesReachIntoParameters() {
    let nests = """
      parameter likeness as number
          0.8  from 2027-01-01  illustrative
          1.2  from 2028-01-01  illustrative

      behaviour
          offers alike in course.sector are close substitutes with dissimilarity likeness
      """
    #expect(codes(nests) == ["P0205"])
    #expect(codes(nests.replacing("1.2", with: "1")) == [])
  }

  @Test func spansAreOfYearsOrDays() {
    let expiry = """
      parameter span as UNIT
          3 UNIT  from 2027-01-01  illustrative
      """
    for unit in ["years", "months", "weeks", "days"] {
      #expect(codes(expiry.replacing("UNIT", with: unit)) == [])
    }
    #expect(
      codes(expiry.replacing("3 UNIT", with: "3 days").replacing("UNIT", with: "months"))
        == ["P0204"])
  }
}

import Simulation
import TestSupport

/// Small made-up programs whose answers can be worked out by hand.
enum Town {
  /// The words of every program here.
  static let words = """
    vocabulary words
        title "Words of the tests"

    currency £ "Pound sterling" in hundredths

    category nation is one of England, Wales
    category status is one of employed, self-employed, unemployed, inactive
    category product is one of red, green, blue
    category field is one of wood, metal

    payer treasury "The Treasury"
    payer council  "A council"

    period financial-year starts 1 April
    period tax-year starts 6 April
    period academic-year starts 1 August
    period course-year starts with the course

    record learner
        has nation   as nation
        has status   as status
        has age      as years
        has earnings as money per year
        has taste    as number

    record employer
        has headcount       as count
        has pay-bill        as money per year
        has english-share   as percent
        has training-budget as money

    record course
        has product as product
        has field   as field
        has level   as count
        has credits as credits
        has hours   as hours
        has fee     as money
        has release-wages as money

    """

  /// Evidence under which everyone likes a course by a taste for its product, and money counts.
  static func evidence(
    taste: String = "0", cash: String = "0", behaviour: String = "", outcomes: String = "",
    parameters: String = ""
  ) -> String {
    """
    evidence minds
        uses words

    parameter taste as number by course.product
        red:        \(taste)  from 2020-01-01  illustrative
        otherwise:  \(taste)  from 2020-01-01  illustrative

    parameter cash as number
        \(cash)  from 2020-01-01  illustrative

    parameter completes as percent
        100%  from 2020-01-01  illustrative

    \(parameters)
    behaviour
        learner values a route by
            taste
            cash per £1,000 of quote.learner-pays
    \(behaviour)
    outcomes
        learner completes with chance completes
    \(outcomes)

    """
  }

  /// A scenario that follows a few people for a few years.
  static func scenario(
    _ body: String, compare: String = "plain", runs: String = "from 2027-08-01 to 2028-07-31",
    by: String = "month", follows: Int = 3
  ) -> String {
    """
    scenario town
        runs \(runs) by \(by)
        draws 2
        seed 20270801
        uses minds
        follows lives for \(follows) years

    \(body)
        compare \(compare)

    """
  }

  /// The texts of a program.
  static func texts(
    rules: String, evidence: String = evidence(), scenario: String
  ) -> PolicyTexts {
    PolicyTexts(
      files: [
        ("words.policy", words), ("rules.policy", rules), ("minds.policy", evidence),
        ("town.scenario", scenario),
      ].map { Repository.File(path: $0.0, text: $0.1) })
  }

  /// Rules in which learners pay for themselves.
  static let plain = """
    policy help
        uses words

    regime plain
        uses help
        route own
            stacking for course.fee
                rest learner

    """

  /// An offer with a fee, a product and a field, once a year in September unless told otherwise.
  static func offer(
    _ name: String, fee: String, product: String = "red", field: String = "wood",
    starts: [String] = ["1 September"], lasts: String = "12 months", more: String = ""
  ) -> String {
    """
        offer \(name)
            course.product is \(product)
            course.field is \(field)
            course.level is 4
            course.credits is 30 credits
            course.hours is 100 hours
            course.fee is \(fee)
    \(starts.map { "        starts each \($0)" }.joined(separator: "\n"))
            lasts \(lasts)
    \(more)
    """
  }

  /// So many people who work, all alike.
  static func people(_ count: Int, _ name: String = "people", more: String = "") -> String {
    """
        population \(count) \(name) of learner
            learner.nation is England
            learner.status is employed
            learner.age is 30 years
            learner.earnings is £40,000 per year
    \(more)
    """
  }
}

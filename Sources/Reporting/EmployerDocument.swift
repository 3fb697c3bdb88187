import FundingRules
public import FundingValues
public import Quoting
public import Simulation

/// What an employer's plan of training comes to under some regimes, for programs and for the text.
public struct EmployerDocument: Encodable, Sendable {
  /// One month, or the sums of all; whole pence.
  public struct Month: Encodable, Sendable, Hashable {
    /// The month as `2027-09`; nothing for a sum.
    let month: String?
    let levy_in: Int64
    let levy_used: Int64
    let levy_expired: Int64
    let co_investment: Int64
    let grant: Int64
    let cash: Int64
    let release_wages: Int64
    /// What the accounts hold at the end; nothing for each head.
    let account: Int64?
  }
  /// An instrument that is not to be had for a course.
  public struct NotEligible: Encodable, Sendable, Hashable {
    let instrument: String
    let clause: String?
    let sources: [String]
    let because: String
  }
  /// A route that is closed to a course.
  public struct Closed: Encodable, Sendable, Hashable {
    let route: String
    let because: String
  }
  /// A route on which one of the staff may study without the firm; whole pence.
  public struct RouteWithoutFirm: Encodable, Sendable, Hashable {
    let route: String
    let title: String
    let learner_pays: Int64
    let learner_borrows: Int64
    let grant: Int64
    /// What is repaid on the same pay all along, and written off in the end; nothing where nothing is lent.
    let learner_repays: Int64?
    let written_off: Int64?
    let repaid_by: Int?
    /// What is needed to work it out and is not given; nothing where it is worked out.
    let needs: String?
  }
  /// Staff who take a course alike; sums of all of them in whole pence.
  public struct Course: Encodable, Sendable {
    let staff: String
    let people: Int
    let course: String
    let start: String
    let route: OrNull<String>
    let route_title: String?
    let cash: Int64
    let release_wages: Int64
    let levy_used: Int64
    let learners_pay: Int64
    let learners_borrow: Int64
    let not_eligible: [NotEligible]
    let closed: [Closed]
    let without_the_firm: [RouteWithoutFirm]

    private enum CodingKeys: String, CodingKey {
      case staff, people, course, start, route, cash, release_wages, levy_used, learners_pay
      case learners_borrow, not_eligible, closed, without_the_firm
    }
  }
  /// When the firm has its money back, in months from the first; nothing where it has not within the years.
  public struct BreakEven: Encodable, Sendable {
    let p05: OrNull<Int>
    let p50: OrNull<Int>
    let p95: OrNull<Int>
    let chance_never: Double
    let within_years: Int
    let draws: Int
  }
  /// A later start that costs less.
  public struct BestStart: Encodable, Sendable {
    let on: String
    let saves: Int64
  }
  /// One regime.
  public struct Regime: Encodable, Sendable {
    let regime: String
    let title: String
    let people: Int
    let months: [Month]
    let total: Month
    let per_head: Month?
    let break_even_month: BreakEven?
    let courses: [Course]
    let best_start: BestStart?
    /// The values of its routes that are carried on past the last year that is cited.
    let carried_on: [CarriedOn]
    let carriedPolicies: String

    private enum CodingKeys: String, CodingKey {
      case regime, title, people, months, total, per_head, break_even_month, courses, best_start
      case carried_on
    }
  }
  /// A value that is carried on.
  public struct CarriedOn: Encodable, Sendable, Hashable {
    let parameter: String
    let policy: String
    let from: String
  }
  let schema = "cofund-employer/1"
  let profile: String
  let title: String
  let on: String
  /// The currency by ISO 4217, `XXX` if its code is not known.
  let currency: String
  let regimes: [Regime]
  /// Clauses of the profile that nothing here answers, as written.
  public let not_worked_out: [String]

  /// The document of a profile.
  public init(
    profile: String, title: String, on day: CivilDate, _ estimates: [EmployerEstimate],
    in currency: Currency, notWorkedOut: [String]
  ) {
    not_worked_out = notWorkedOut
    self.profile = profile
    self.title = title
    on = day.description
    self.currency = currency.code
    regimes = estimates.map { Regime($0, currency) }
  }

  /// The months of every regime as a table.
  public var table: CSVTable {
    var table = CSVTable(
      file: "employer-months.csv", title: "What the firm pays and gets by regime and month",
      columns: [
        .init("regime", .string, "the regime"), .init("month", .string, "the calendar month"),
      ] + EmployerDocument.columns.map { .init($0.name, .number, $0.meaning) })
    for regime in regimes {
      for month in regime.months {
        table.add(
          [regime.regime, month.month ?? ""]
            + EmployerDocument.columns.map { column in
              "\(column.value(month))"
            })
      }
    }
    return table
  }

  /// A column of the table of months.
  struct Column: Sendable {
    let name: String
    let head: String
    let meaning: String
    let value: @Sendable (Month) -> Int64
  }

  /// The columns of a month, in their order.
  static let columns = [
    Column(
      name: "levy_in", head: "levy in", meaning: "pence that came into the firm's accounts",
      value: { $0.levy_in }),
    Column(
      name: "levy_used", head: "used", meaning: "pence that its accounts paid",
      value: { $0.levy_used }),
    Column(
      name: "levy_expired", head: "expired", meaning: "pence that lapsed",
      value: { $0.levy_expired }),
    Column(
      name: "co_investment", head: "co-investment",
      meaning: "pence of grants after the firm's accounts", value: { $0.co_investment }),
    Column(
      name: "grant", head: "grants", meaning: "pence of other grants, those given to the firm too",
      value: { $0.grant }),
    Column(
      name: "cash", head: "cash",
      meaning: "pence from the firm's own pocket, less what is given to it", value: { $0.cash }),
    Column(
      name: "release_wages", head: "pay for time",
      meaning: "pence of pay for study in working time",
      value: { $0.release_wages }),
    Column(
      name: "account", head: "account", meaning: "pence in its accounts at the month's end",
      value: { $0.account ?? 0 }),
  ]
}

extension EmployerDocument.Month {
  /// A month of an estimate; a sum has no month, and each head's part no account.
  init(_ month: EmployerEstimate.Month, isSum: Bool, each people: Int64? = nil) {
    func part(_ pence: Int64) -> Int64 {
      people.map { Ratio(Int128(pence), over: Int128(max(1, $0))).roundedHalfUp() } ?? pence
    }
    self.month = isSum ? nil : String(month.first.description.prefix(7))
    levy_in = part(month.levyIn)
    levy_used = part(month.levyUsed)
    levy_expired = part(month.levyExpired)
    co_investment = part(month.coInvestment)
    grant = part(month.grant)
    cash = part(month.cash)
    release_wages = part(month.release)
    account = people == nil ? month.account : nil
  }
}

extension EmployerDocument.Regime {
  /// A regime's part of the document.
  init(_ estimate: EmployerEstimate, _ currency: Currency) {
    regime = estimate.rules.name
    title = estimate.rules.title
    people = estimate.people
    months = estimate.months.map { EmployerDocument.Month($0, isSum: false) }
    total = EmployerDocument.Month(estimate.total, isSum: true)
    per_head =
      estimate.people == 0
      ? nil
      : EmployerDocument.Month(estimate.total, isSum: true, each: Int64(estimate.people))
    break_even_month = estimate.breakEven.map {
      EmployerDocument.BreakEven(
        p05: OrNull($0.p05), p50: OrNull($0.p50), p95: OrNull($0.p95), chance_never: $0.chanceNever,
        within_years: $0.years, draws: $0.draws)
    }
    courses = estimate.courses.map { EmployerDocument.Course($0, estimate.rules, currency) }
    best_start = estimate.bestStart.map {
      EmployerDocument.BestStart(on: $0.on.description, saves: $0.saves)
    }
    let carried = EmployerDocument.Regime.carriedOn(estimate)
    carried_on = carried.map {
      .init(parameter: $0.parameter, policy: $0.policy, from: "\($0.from)")
    }
    carriedPolicies = carried.policies
  }

  /// What the routes taken read and is carried on to the last month.
  private static func carriedOn(_ estimate: EmployerEstimate) -> [CarriedValue] {
    guard let last = estimate.months.last?.first else { return [] }
    var reads = Reads(estimate.rules)
    for route in Set(estimate.courses.compactMap(\.route)) {
      reads.read(estimate.rules.routes[route])
    }
    let rows = reads.parameters.sorted().flatMap { number in
      estimate.rules.parameters[number].rows.indices.map { (parameter: number, row: $0) }
    }
    return estimate.rules.carriedOn(rows: rows, on: last)
  }
}

extension EmployerDocument.Course {
  /// A course's part of the document.
  init(_ course: EmployerEstimate.Course, _ rules: RuleSet, _ currency: Currency) {
    staff = course.staff
    people = course.people
    self.course = course.offer
    start = course.start.description
    route = OrNull(course.route.map { rules.routes[$0].name })
    route_title = course.route.map { rules.routes[$0].title }
    cash = course.cash
    release_wages = course.release
    levy_used = course.levyUsed
    learners_pay = course.learnersPay
    learners_borrow = course.learnersBorrow
    let foundations = Foundations(rules: rules)
    not_eligible = course.ineligible.map { number, failures in
      let instrument = rules.instruments[number]
      let explained = rules.explained(failures, course.here)
      return EmployerDocument.NotEligible(
        instrument: instrument.name,
        clause: explained.first.flatMap { $0.clause.place.isEmpty ? nil : $0.clause.place },
        sources: foundations.sources(ofFailed: failures, instrument, course.here),
        because: explained.map { rules.words($0, in: currency) }.joined(separator: "; "))
    }
    closed = course.closed.map { number, closure in
      EmployerDocument.Closed(
        route: rules.routes[number].name,
        because: rules.words(closure, in: currency).joined(separator: "; "))
    }
    without_the_firm = course.others.map { other in
      EmployerDocument.RouteWithoutFirm(
        route: rules.routes[other.route].name, title: rules.routes[other.route].title,
        learner_pays: other.learnerPays, learner_borrows: other.learnerBorrows,
        grant: other.grant, learner_repays: other.repays?.pence,
        written_off: other.repays?.writtenOff, repaid_by: other.repays?.lastYear,
        needs: other.missing.map { missing in
          switch missing {
          case .fact(let fact): rules.facts.names[fact]
          default: "a value that the rules do not hold"
          }
        })
    }
  }
}

/// A value that stands as `null` where there is none, instead of not at all.
struct OrNull<Value: Encodable & Sendable>: Encodable, Sendable {
  let value: Value?

  init(_ value: Value?) { self.value = value }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}

/// The facts that the engine supplies, and their types.
public enum EngineFacts {
  /// Facts of a quote, a route, an application, a course's calendar and an enrolment.
  public static let facts: [String: ValueType] = [
    "quote.learner-pays": .money, "quote.employer-pays": .money, "quote.levy-used": .money,
    "quote.grant": .money, "quote.loan": .money, "quote.expected-gain": .money,
    "quote.expected-repayment": .money, "quote.employer-gain": .money,
    "quote.employer-cost": .money, "quote.study-hours": .hours,
    "route.name": ValueType(.category("route")), "route.sponsored": .truth,
    "pay.period": ValueType(.category("pay-period")), "horizon.years": .years,
    "application.date": .date, "course.start": .date, "course.end": .date,
    "course.year": .count, "course.completed": .truth, "course.outcome": .truth,
    "enrolment.class": ValueType(.category("enrolment-class")),
    "enrolment.additional": .truth, "enrolment.funded": .truth, "enrolment.completed": .truth,
  ]

  /// The categories that need no declaration.
  public static let categories: [String: [String]] = [
    "pay-period": ["yearly", "monthly", "four-weekly", "weekly", "fortnightly"],
    "enrolment-class": [
      "additional", "upgraded", "shifted", "timing", "deadweight", "not-known",
    ],
  ]

  /// The parties that need no declaration.
  public static let parties = ["learner", "employer", "provider", "society"]

  /// The figures of a party.
  public static let partyFigures: [String: ValueType] = ["pays": .money, "gain": .money]

  /// The running figures of a declared thing, by its kind.
  public static func figures(of syntax: DeclarationSyntax) -> [String: ValueType] {
    switch syntax {
    case .instrument(let instrument): figures(of: instrument)
    case .plan: planFigures
    case .tax: taxFigures
    case .levy: levyFigures
    case .account: accountFigures
    case .fund: fundFigures
    default: [:]
    }
  }

  private static func figures(of instrument: InstrumentSyntax) -> [String: ValueType] {
    var figures = instrument.kind == .loan ? loanFigures : grantFigures
    if let chosen = instrument.pays.first(where: \.atMost) {
      figures["chosen"] = chosen.base == .towards ? .money : .share
    }
    return figures
  }

  private static let grantFigures: [String: ValueType] = [
    "paid": .money, "given": .money, "recovered": .money, "left": .money,
  ]
  private static let planFigures: [String: ValueType] = [
    "balance": .money, "repaid": .money, "written-off": .money, "let-off": .money,
  ]
  private static let loanFigures = grantFigures.merging(planFigures) { first, _ in first }
  private static let taxFigures: [String: ValueType] = ["charged": .money, "relieved": .money]
  private static let levyFigures: [String: ValueType] = ["charged": .money]
  private static let accountFigures: [String: ValueType] = [
    "balance": .money, "paid-in": .money, "credited": .money, "transferred": .money,
    "transferable": .money, "expired": .money, "spent": .money,
  ]
  private static let fundFigures: [String: ValueType] = [
    "left": .money, "spent": .money, "refused": .count, "waiting": .count,
  ]

  /// The parameters that the engine reads by name where no clause names them.
  public static let parametersByName: Set<String> = [
    "waiting-cost", "hassle", "taste-persistence", "perceived-share", "route-dissimilarity",
    "offer-dissimilarity", "loan-discount-rate", "retention-value", "retirement-age",
    "displacement",
  ]
}

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

  /// What courses begun are called where they are counted.
  public static let enrolment = "enrolment"

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
}

extension Program {
  /// The running figures of a declared thing and their types, `used` included.
  public func figures(of declaration: Declaration) -> [String: ValueType] {
    var figures = EngineFacts.figures(of: declaration.syntax)
    figures["used"] = usedType(of: declaration)
    return figures
  }

  /// The type of one running figure of a declared thing; nothing if it has none of that name.
  func figure(_ property: String, of declaration: Declaration) -> ValueType? {
    property == "used"
      ? usedType(of: declaration) : EngineFacts.figures(of: declaration.syntax)[property]
  }

  /// What the limits of an instrument count that are neither in money nor for one course alone.
  private func usedType(of declaration: Declaration) -> ValueType? {
    guard case .instrument(let instrument) = declaration.syntax else { return nil }
    let shapings = instrument.pays.map(\.shaping) + instrument.gives.map(\.shaping)
    var limits = shapings.flatMap(\.limits)
    for id in limitsByInstrument[instrument.name.text] ?? [] {
      if case .limit(let shared) = declarations[id].syntax { limits.append(shared.limit) }
    }
    for limit in limits where limit.scope != nil {
      if let type = countedType(of: limit.amount, from: declaration.unit) { return type }
    }
    return nil
  }

  /// The type of the first part of a formula that is a quantity or a span.
  private func countedType(of amount: ExpressionSyntax, from unit: Int) -> ValueType? {
    func counted(_ type: ValueType?) -> ValueType? {
      type.flatMap { $0.kind == .quantity || $0.kind == .span ? $0 : nil }
    }
    switch amount {
    case .amount(let literal): return counted(literal.inferred.type)
    case .path(let path):
      // Its own figure would ask for its type again.
      if path.parts.last?.text == "used" { return nil }
      return counted(reference(path, from: unit)?.valueType)
    case .group(let inner, _), .negated(let inner, _): return countedType(of: inner, from: unit)
    case .call(_, let parts, _):
      return parts.lazy.compactMap { self.countedType(of: $0, from: unit) }.first
    case .binary(let left, _, let right, _):
      return countedType(of: left, from: unit) ?? countedType(of: right, from: unit)
    }
  }

  /// The fields of a course's record with a type, in the order of their names.
  public func courseFields(counting type: ValueType) -> [String] {
    (records["course"] ?? [:]).filter { $0.value.valueType == type }.keys.sorted()
  }
}

import FundingValues

/// A payment towards one cost with its formulas worked out for a case: all that settling it needs.
///
/// Rates and amounts are those of the course's first day, for every instalment.
struct PaymentTerms: Sendable {
  /// A most that may be paid, worked out.
  struct LimitTerms: Sendable {
    let number: Int
    /// Pence, or an amount of the quantity.
    let whole: Ratio
    /// How much of the quantity the whole course carries; nothing for a limit in money.
    let carried: Ratio?
    /// Whether it is for this course alone, so that nothing else has used it.
    let isOfCourse: Bool
  }
  /// A part of a payment: its share, when it is paid, whether that comes, and to whom it is paid back.
  struct PartTerms: Sendable {
    let share: Ratio
    let when: PaidWhen
    let comes: Bool
    let backTo: Int?
  }
  let instrument: Int
  let kind: PaymentKind
  /// The party behind the source.
  let party: Int
  let source: MoneySource
  let funds: [FundDrawn]
  let base: Payment.Base
  /// The share of the base, or the pence towards it.
  let amount: Ratio
  let countsAtMost: Ratio?
  let notBelow: Ratio?
  /// The share it is multiplied by, between zero and one.
  let proportion: Ratio
  let limits: [LimitTerms]
  let nothingBelow: Ratio?
  let leaves: [(party: Int, pence: Int64)]
  let parts: [PartTerms]
  let clause: Clause
}

extension PaymentTerms {
  /// Whether another payment comes to the same of every part and room.
  fileprivate func isSame(as other: PaymentTerms) -> Bool {
    instrument == other.instrument && amount == other.amount && proportion == other.proportion
      && countsAtMost == other.countsAtMost && notBelow == other.notBelow
      && nothingBelow == other.nothingBelow && base == other.base && clause === other.clause
      && funds == other.funds
      && limits.elementsEqual(other.limits) {
        $0.number == $1.number && $0.whole == $1.whole && $0.carried == $1.carried
      }
      && leaves.elementsEqual(other.leaves) { $0 == $1 }
      && parts.elementsEqual(other.parts) {
        $0.share == $1.share && $0.when == $1.when && $0.comes == $1.comes
          && $0.backTo == $1.backTo
      }
  }
}

/// A cost and the payments towards it, worked out for a case.
public struct StackTerms: Sendable {
  /// Who pays what the payments leave.
  enum Rest: Sendable, Hashable {
    case party(Int)
    case nobody
    /// Whoever it is turns on something that is not given.
    case missing(Missing)
  }
  /// The number of the cost's fact.
  public let cost: Int
  /// The fact's name, such as `course.fee`.
  public let costName: String
  /// The whole cost in pence.
  public let total: Int64
  var payments: [PaymentTerms] = []
  var rest = Rest.nobody
}

extension StackTerms {
  /// Whether the terms of another case settle alike; where the cost does not count, to who pays it.
  public func isSame(as other: StackTerms, costCounts: Bool) -> Bool {
    cost == other.cost && (costCounts ? total == other.total : (total > 0) == (other.total > 0))
      && rest == other.rest && payments.elementsEqual(other.payments) { $0.isSame(as: $1) }
  }
}

extension RouteSettlement {
  /// What settles the costs of a route, in the order of its stackings; nothing where the route is closed
  /// before anything is settled.
  public func terms(ofRoute number: Int, hasEmployer: Bool) throws(Missing) -> [StackTerms]? {
    let route = rules.routes[number]
    guard route.applies.holds(here.date), hasEmployer || !route.needsEmployer else { return nil }
    if let test = route.openWhen, try !here.failures(of: test).isEmpty { return nil }
    var eligible: [Int] = []
    var failures: [FailedTest] = []
    for number in route.named where try isEligible(number, orFails: &failures) {
      eligible.append(number)
    }
    if eligible.isEmpty && !route.named.isEmpty && !standsAnyway { return nil }
    return try terms(of: route.stacks, eligible).terms
  }

  /// The terms of the stacks whose cost is given, and the names of costs that are not.
  func terms(
    of stacks: [Route.Stack], _ eligible: [Int]
  ) throws(Missing) -> (terms: [StackTerms], notGiven: [String]) {
    var terms: [StackTerms] = []
    var notGiven: [String] = []
    for stack in stacks {
      guard let cost = here.frame[stack.cost] else {
        notGiven.append(stack.costName)
        continue
      }
      terms.append(try self.terms(of: stack, cost, eligible))
    }
    return (terms, notGiven)
  }

  /// Works out what a stack's payments turn on, in the order of the stack.
  func terms(
    of stack: Route.Stack, _ cost: Ratio, _ eligible: [Int]
  ) throws(Missing) -> StackTerms {
    var terms = StackTerms(
      cost: stack.cost, costName: stack.costName, total: max(0, cost.roundedHalfUp()))
    for number in stack.instruments where eligible.contains(number) {
      for payment in rules.instruments[number].payments where payment.cost == stack.cost {
        terms.payments.append(try self.terms(of: payment, from: number))
      }
    }
    terms.rest = rest(of: stack)
    return terms
  }

  /// Who pays what instruments leave of a cost.
  private func rest(of stack: Route.Stack) -> StackTerms.Rest {
    for rest in stack.rests {
      guard let condition = rest.condition else { return .party(rest.party) }
      do throws(Missing) {
        if try here.holds(condition) { return .party(rest.party) }
      } catch {
        return .missing(error)
      }
    }
    return .nobody
  }

  /// Works out what one payment of an instrument turns on.
  private func terms(
    of payment: Payment, from number: Int
  ) throws(Missing) -> PaymentTerms {
    let shaping = payment.shaping
    var most: Ratio?
    if let formula = payment.countsAtMost, payment.base != .towards {
      most = try here.value(of: formula)
    }
    let rate = try shapedRate(payment.amount, shaping)
    var floor: Ratio?
    if let formula = shaping.notBelow { floor = try here.value(of: formula) }
    var proportion = Ratio.one
    if let share = shaping.inProportionTo {
      proportion = min(.one, max(.zero, try here.value(of: share)))
    }
    let limits = try limitTerms(shaping.limits)
    var least: Ratio?
    if let formula = shaping.nothingBelow { least = try here.value(of: formula) }
    var leaves: [(party: Int, pence: Int64)] = []
    for leave in payment.leaves {
      if let condition = leave.condition, try !here.holds(condition) { continue }
      leaves.append((leave.party, max(0, try here.value(of: leave.amount).roundedHalfUp())))
    }
    let source = rules.instruments[number].source
    return PaymentTerms(
      instrument: number, kind: kind(of: number), party: holder(of: source), source: source,
      funds: try funds(drawnBy: number), base: payment.base, amount: rate.amount,
      countsAtMost: most, notBelow: floor, proportion: proportion, limits: limits,
      nothingBelow: least, leaves: leaves,
      parts: try payment.parts.map { part throws(Missing) in
        PaymentTerms.PartTerms(
          share: try here.value(of: part.share), when: try when(part.moment),
          comes: comes(part.moment), backTo: part.backTo)
      }, clause: rate.clause ?? payment.clause)
  }

  /// The funds that an instrument draws on, with what those with an end keep for others than the case.
  func funds(drawnBy number: Int) throws(Missing) -> [FundDrawn] {
    var funds = rules.fundsDrawn(byInstrument: number)
    if ledgers.headroom.isOpenToCase { return funds }
    for place in funds.indices where !rules.funds[funds[place].number].reserves.isEmpty {
      let fund = funds[place].number
      guard let left = ledgers.headroom.budgets[fund] else { continue }
      funds[place].heldBack = try heldBack(rules.funds[fund], left)
    }
    return funds
  }

  /// What a fund with so much left keeps for others: its reserves, less the first whose test the case
  /// meets. Where less is left than is kept, the first reserve has all of it.
  private func heldBack(_ fund: Fund, _ left: Int64) throws(Missing) -> Int64 {
    var there = here
    there.date = fund.period.start(holding: here.date, courseStart: here.date)
    var kept: Int64 = 0
    var own: (number: Int, pence: Int64)?
    for (number, reserve) in fund.reserves.enumerated() {
      var amount = try? there.value(of: reserve.amount)
      if amount == nil { amount = try here.value(of: reserve.amount) }
      let pence = max(0, amount?.roundedHalfUp() ?? 0)
      kept += pence
      if own == nil, try here.holds(reserve.test) { own = (number, pence) }
    }
    if kept > left { return own?.number == 0 ? 0 : left }
    return kept - (own?.pence ?? 0)
  }

  /// The limits that hold for a payment or a gift, those in a quantity first.
  func limitTerms(_ limits: [Limit]) throws(Missing) -> [PaymentTerms.LimitTerms] {
    var terms: [PaymentTerms.LimitTerms] = []
    for limit in limits where limit.counts != .money {
      if let condition = limit.condition, try !here.holds(condition) { continue }
      guard let carried = try quantity(countedBy: limit), carried > .zero else { continue }
      terms.append(
        PaymentTerms.LimitTerms(
          number: limit.number, whole: try here.value(of: limit.amount), carried: carried,
          isOfCourse: limit.scope == .course))
    }
    for limit in limits where limit.counts == .money {
      if let condition = limit.condition, try !here.holds(condition) { continue }
      terms.append(
        PaymentTerms.LimitTerms(
          number: limit.number, whole: try here.value(of: limit.amount), carried: nil,
          isOfCourse: limit.scope == .course))
    }
    return terms
  }

  /// How much of what a limit counts the course carries; nothing for money, or if it is not said.
  private func quantity(countedBy limit: Limit) throws(Missing) -> Ratio? {
    switch limit.counts {
    case .money: return nil
    case .fact(let fact): return here.frame[fact]
    case .time(let count):
      if let length = rules.facts["course.length"], let given = here.frame[length],
        rules.facts.kinds[length] == (count == .days ? .days : .years)
      {
        return given
      }
      guard let end = rules.facts["course.end"] else { return nil }
      guard let last = here.frame[end] else { throw .fact(end) }
      let start = rules.facts["course.start"].flatMap { here.frame[$0] }
      return count.length(
        from: start.map { CivilDate(day: Int32(clamping: $0.floor())) } ?? here.date,
        through: CivilDate(day: Int32(clamping: last.floor())))
    }
  }

  /// When a moment comes, its span worked out.
  func when(_ moment: Moment) throws(Missing) -> PaidWhen {
    switch moment {
    case .on(let event): .on(event)
    case .after(let span): .day(here.date.later(by: try here.value(of: span)))
    case .each: .on(.start)
    }
  }

  /// Whether the event of a moment comes, as far as the facts say; unsaid events come.
  func comes(_ moment: Moment) -> Bool {
    guard case .on(let event) = moment else { return true }
    let name: String
    switch event {
    case .completion: name = "course.completed"
    case .outcome: name = "course.outcome"
    default: return true
    }
    guard let fact = rules.facts[name], let value = here.frame[fact] else { return true }
    return value != .zero
  }
}

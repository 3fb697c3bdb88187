import FundingRules
import FundingValues
import PolicyCompiler

/// What a route pays for a course when nothing finite stands in the way.
final class RouteOutcome: Sendable {
  let isOpen: Bool
  /// The settled costs that instruments help with.
  let costs: [CostSettlement]
  let receipts: [Receipt]
  /// Sums in pence: what the learner and the employer pay of those costs, and what others pay.
  let learnerPays: Int64
  let employerPays: Int64
  let grant: Int64
  let loan: Int64
  let levy: Int64
  /// The part of it that comes out of the employer's own account.
  let ownLevy: Int64
  /// Whether an account or a limit of an employer is drawn on, so that it must be quoted anew.
  let usesEmployerRoom: Bool
  /// The funds that payments of costs draw on, and the pence of each over the whole course.
  let funds: [(fund: Int, pence: Int64)]
  /// Who pays each cost that no instrument helps with, by the number of the cost's fact.
  let plain: [(cost: Int, party: Int)]
  /// What settles each instalment of the costs anew where an account turns out to fall short.
  let terms: [StackTerms]
  /// What settles the costs from other room than they were settled from.
  private let room: [StackTerms]
  /// What the costs took of accounts and limits.
  let use: FiniteUse
  /// Whether instruments of the route give money that is not the payment of a cost.
  let gives: Bool
  /// Whether it is kept for all of a class through the run of a worker.
  let isKept: Bool
  /// What the route pays where another course that the employer applied for together with this one has
  /// paid the costs that arise once; nothing where none does.
  let amongOthers: RouteOutcome?
  /// Of such an outcome, the costs that arise once, for a course that turns out to be the first.
  let onceOnly: OnceOnly?

  /// Costs that arise once for all that an employer applies for together.
  struct OnceOnly: Sendable {
    /// Those that instruments help with, and what settles them anew.
    fileprivate(set) var costs: [CostSettlement]
    fileprivate(set) var terms: [StackTerms]
    /// Those that no instrument helps with, by who pays them.
    fileprivate(set) var plain: [(cost: Int, party: Int)]
  }

  init(
    isOpen: Bool, costs: [CostSettlement], receipts: [Receipt], learnerPays: Int64,
    employerPays: Int64, grant: Int64, loan: Int64, levy: Int64, ownLevy: Int64,
    usesEmployerRoom: Bool,
    funds: [(fund: Int, pence: Int64)], plain: [(cost: Int, party: Int)],
    terms: [StackTerms] = [], room: [StackTerms] = [], use: FiniteUse = .unknown,
    gives: Bool = false,
    isKept: Bool = false, amongOthers: RouteOutcome? = nil, onceOnly: OnceOnly? = nil
  ) {
    self.isOpen = isOpen
    self.costs = costs
    self.receipts = receipts
    self.learnerPays = learnerPays
    self.employerPays = employerPays
    self.grant = grant
    self.loan = loan
    self.levy = levy
    self.ownLevy = ownLevy
    self.usesEmployerRoom = usesEmployerRoom
    self.funds = funds
    self.plain = plain
    self.terms = terms
    self.room = room
    self.use = use
    self.gives = gives
    self.isKept = isKept
    self.amongOthers = amongOthers
    self.onceOnly = onceOnly
  }

  /// A route that is closed.
  static let closed = RouteOutcome(
    isOpen: false, costs: [], receipts: [], learnerPays: 0, employerPays: 0, grant: 0, loan: 0,
    levy: 0, ownLevy: 0, usesEmployerRoom: false, funds: [], plain: [])
}

extension RouteOutcome {
  /// Whether another route settles alike to the penny: the same instruments pay and give the same.
  func settles(like other: RouteOutcome) -> Bool {
    if self === other { return true }
    guard
      (learnerPays, employerPays, grant, loan, levy)
        == (other.learnerPays, other.employerPays, other.grant, other.loan, other.levy)
    else { return false }
    let isAlike = plain.elementsEqual(other.plain) { $0 == $1 }
    return isAlike && linesAreAlike(other)
      && receipts.elementsEqual(other.receipts) {
        $0.instrument == $1.instrument && $0.to == $1.to && $0.amount == $1.amount
      }
  }

  /// Whether the lines of all costs, one cost after another, are of the same pence by the same payers.
  private func linesAreAlike(_ other: RouteOutcome) -> Bool {
    var (theirs, next) = (0, 0)
    for own in costs.indices {
      for line in costs[own].lines.indices {
        while theirs < other.costs.count, next == other.costs[theirs].lines.count {
          (theirs, next) = (theirs + 1, 0)
        }
        // Lines are read where they stand: copying one counts references to all that it says.
        guard theirs < other.costs.count, costs[own].cost == other.costs[theirs].cost,
          costs[own].lines[line].instrument == other.costs[theirs].lines[next].instrument,
          costs[own].lines[line].party == other.costs[theirs].lines[next].party,
          costs[own].lines[line].amount == other.costs[theirs].lines[next].amount
        else { return false }
        next += 1
      }
    }
    while theirs < other.costs.count, next == other.costs[theirs].lines.count {
      (theirs, next) = (theirs + 1, 0)
    }
    return theirs == other.costs.count
  }

  /// Reads an outcome off a quote; costs without instruments are kept apart, by who pays them.
  convenience init(
    _ quote: RouteQuote, route: Route, rules: RuleSet, isKept: Bool = false,
    without once: Set<Int> = []
  ) {
    var costs: [CostSettlement] = []
    var terms: [StackTerms] = []
    var plain: [(cost: Int, party: Int)] = []
    var left = OnceOnly(costs: [], terms: [], plain: [])
    for (place, cost) in quote.costs.enumerated() {
      let isOnce = once.contains(cost.cost)
      if route.stacks.contains(where: { $0.cost == cost.cost && rules.settles($0) }) {
        if isOnce { left.costs.append(cost) } else { costs.append(cost) }
        guard place < quote.terms.count else { continue }
        if isOnce {
          left.terms.append(quote.terms[place])
        } else {
          terms.append(quote.terms[place])
        }
      } else if let first = cost.lines.first {
        if isOnce {
          left.plain.append((cost.cost, first.party))
        } else {
          plain.append((cost.cost, first.party))
        }
      }
    }
    var amongOthers: RouteOutcome?
    if once.isEmpty, route.needsEmployer, !route.onceOnly.isEmpty {
      amongOthers = RouteOutcome(
        quote, route: route, rules: rules, isKept: isKept, without: route.onceOnly)
    }
    var sums = OutcomeSums()
    for cost in costs.indices {
      for line in costs[cost].lines.indices { sums.add(costs[cost].lines[line], rules) }
    }
    for receipt in quote.receipts where receipt.to == learnerParty { sums.add(receipt) }
    let gives = route.named.contains { !rules.instruments[$0].gifts.isEmpty }
    self.init(
      isOpen: quote.isOpen, costs: costs, receipts: quote.receipts, learnerPays: sums.learner,
      employerPays: sums.employer, grant: sums.grant, loan: sums.loan, levy: sums.levy,
      ownLevy: sums.ownLevy, usesEmployerRoom: sums.usesRoom,
      funds: sums.funds.sorted { $0.fund < $1.fund }, plain: plain,
      terms: sums.drawsOnAccounts ? terms : [], room: sums.usesRoom ? terms : [],
      use: gives || !sums.usesRoom
        ? .unknown : FiniteUse(of: costs, terms, in: quote.instalments, rules),
      gives: gives, isKept: isKept, amongOthers: amongOthers, onceOnly: once.isEmpty ? nil : left)
  }

  /// The outcome with the same terms settled anew from other ledgers; nothing where more than the costs
  /// would have to be worked out again.
  func settledAnew(
    in instalments: Instalments, _ ledgers: CaseLedgers, needsEmployer: Bool, _ rules: RuleSet,
    _ here: Circumstances
  ) -> RouteOutcome? {
    guard !gives, !room.isEmpty, room.count == costs.count, amongOthers == nil, onceOnly == nil
    else { return nil }
    var ledgers = ledgers
    guard let costs = try? room.settled(in: instalments, &ledgers, rules, here) else {
      return .closed
    }
    var sums = OutcomeSums()
    for cost in costs.indices {
      for line in costs[cost].lines.indices { sums.add(costs[cost].lines[line], rules) }
    }
    let employers = costs.contains { cost in
      cost.lines.contains { $0.party == employerParty && $0.kind == .own && $0.amount > 0 }
    }
    if !needsEmployer && employers { return .closed }
    return RouteOutcome(
      isOpen: true, costs: costs, receipts: [], learnerPays: sums.learner,
      employerPays: sums.employer, grant: sums.grant, loan: sums.loan, levy: sums.levy,
      ownLevy: sums.ownLevy, usesEmployerRoom: sums.usesRoom,
      funds: sums.funds.sorted { $0.fund < $1.fund }, plain: plain,
      terms: sums.drawsOnAccounts ? room : [], room: room)
  }
}

/// What an outcome's lines come to, in pence.
private struct OutcomeSums {
  var learner: Int64 = 0
  var employer: Int64 = 0
  var grant: Int64 = 0
  var loan: Int64 = 0
  var levy: Int64 = 0
  var ownLevy: Int64 = 0
  var usesRoom = false
  var drawsOnAccounts = false
  var funds: [(fund: Int, pence: Int64)] = []

  mutating func add(_ line: PaymentLine, _ rules: RuleSet) {
    switch line.kind {
    case .loan: loan += line.amount
    case .account:
      levy += line.amount
      if case .account? = line.source { ownLevy += line.amount }
      drawsOnAccounts = true
    case .grant: grant += line.amount
    case .own:
      if line.party == learnerParty { learner += line.amount }
      if line.party == employerParty { employer += line.amount }
    }
    if line.kind == .account || !line.uses.isEmpty { usesRoom = true }
    for fund in rules.fundsDrawn(by: line) {
      if let place = funds.firstIndex(where: { $0.fund == fund }) {
        funds[place].pence += line.amount
      } else {
        funds.append((fund, line.amount))
      }
    }
  }

  mutating func add(_ receipt: Receipt) {
    if receipt.kind == .loan {
      loan = Int64(clamping: Int128(loan) + Int128(receipt.total))
    }
    if receipt.kind == .grant {
      grant = Int64(clamping: Int128(grant) + Int128(receipt.total))
    }
  }
}

extension Route {
  /// The costs that arise once for all that an employer applies for together.
  var onceOnly: Set<Int> { Set(stacks.filter(\.eachApplication).map(\.cost)) }
}

extension RuleSet {
  /// The funds that a line draws on: its own, its account's and those its instrument counts against.
  func fundsDrawn(by line: PaymentLine) -> [Int] {
    line.instrument.map { fundsDrawn(byInstrument: $0).map(\.number) } ?? []
  }

  /// The funds that a gift draws on; what another payer gives of it draws on none.
  func fundsDrawn(by receipt: Receipt) -> [Int] {
    guard receipt.source == instruments[receipt.instrument].source else { return [] }
    return fundsDrawn(byInstrument: receipt.instrument).map(\.number)
  }

  /// The funds that a route's payments and gifts draw on.
  func fundsDrawn(by outcome: RouteOutcome) -> [Int] {
    outcome.funds.map(\.fund)
      + outcome.receipts.flatMap { fundsDrawn(by: $0) }
  }
}

extension CaseLedgers {
  /// Ledgers in which accounts and funds have no end and nothing is used of any limit.
  static func boundless(_ rules: RuleSet, _ table: LimitTable) -> CaseLedgers {
    var headroom = Headroom(rules)
    for account in headroom.balances.indices {
      headroom.balances[account] = Int64.max / 8
      headroom.transferable[account] = Int64.max / 8
    }
    return CaseLedgers(headroom, table)
  }
}

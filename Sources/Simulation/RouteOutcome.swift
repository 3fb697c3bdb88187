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
  /// Whether an account or a limit of an employer is drawn on, so that it must be quoted anew.
  let usesEmployerRoom: Bool
  /// The funds that payments of costs draw on, and the pence of each over the whole course.
  let funds: [(fund: Int, pence: Int64)]
  /// Who pays each cost that no instrument helps with, by the number of the cost's fact.
  let plain: [(cost: Int, party: Int)]
  /// What settles each instalment of the costs anew where an account turns out to fall short.
  let terms: [StackTerms]

  init(
    isOpen: Bool, costs: [CostSettlement], receipts: [Receipt], learnerPays: Int64,
    employerPays: Int64, grant: Int64, loan: Int64, levy: Int64, usesEmployerRoom: Bool,
    funds: [(fund: Int, pence: Int64)], plain: [(cost: Int, party: Int)],
    terms: [StackTerms] = []
  ) {
    self.isOpen = isOpen
    self.costs = costs
    self.receipts = receipts
    self.learnerPays = learnerPays
    self.employerPays = employerPays
    self.grant = grant
    self.loan = loan
    self.levy = levy
    self.usesEmployerRoom = usesEmployerRoom
    self.funds = funds
    self.plain = plain
    self.terms = terms
  }

  /// A route that is closed.
  static let closed = RouteOutcome(
    isOpen: false, costs: [], receipts: [], learnerPays: 0, employerPays: 0, grant: 0, loan: 0,
    levy: 0, usesEmployerRoom: false, funds: [], plain: [])
}

extension RouteOutcome {
  /// Whether another route settles alike to the penny: the same instruments pay and give the same.
  func settles(like other: RouteOutcome) -> Bool {
    func lines(_ outcome: RouteOutcome) -> [[Int64]] {
      outcome.costs.flatMap { cost in
        cost.lines.map {
          [Int64(cost.cost), Int64($0.instrument ?? -1), Int64($0.party), $0.amount]
        }
      }
        + outcome.receipts.map { [-1, Int64($0.instrument), Int64($0.to), $0.amount] }
        + outcome.plain.map { [-2, Int64($0.cost), Int64($0.party)] }
    }
    if self === other { return true }
    guard
      (learnerPays, employerPays, grant, loan, levy)
        == (other.learnerPays, other.employerPays, other.grant, other.loan, other.levy)
    else { return false }
    return lines(self) == lines(other)
  }

  /// Reads an outcome off a quote; costs without instruments are kept apart, by who pays them.
  convenience init(_ quote: RouteQuote, route: Route, rules: RuleSet) {
    let helped = Set(route.stacks.filter { rules.settles($0) }.map(\.cost))
    let costs = quote.costs.filter { helped.contains($0.cost) }
    var sums = (
      learner: Int64(0), employer: Int64(0), grant: Int64(0), loan: Int64(0), levy: Int64(0)
    )
    var funds: [Int: Int64] = [:]
    var usesRoom = false
    for line in costs.flatMap(\.lines) {
      switch line.kind {
      case .loan: sums.loan += line.amount
      case .account: sums.levy += line.amount
      case .grant: sums.grant += line.amount
      case .own:
        if line.party == learnerParty { sums.learner += line.amount }
        if line.party == employerParty { sums.employer += line.amount }
      }
      for fund in rules.fundsDrawn(by: line) { funds[fund, default: 0] += line.amount }
      if line.kind == .account || !line.uses.isEmpty { usesRoom = true }
    }
    for receipt in quote.receipts where receipt.to == learnerParty {
      if receipt.kind == .loan {
        sums.loan = Int64(clamping: Int128(sums.loan) + Int128(receipt.total))
      }
      if receipt.kind == .grant {
        sums.grant = Int64(clamping: Int128(sums.grant) + Int128(receipt.total))
      }
    }
    let plain = quote.costs.filter { !helped.contains($0.cost) }.compactMap { settled in
      settled.lines.first.map { (cost: settled.cost, party: $0.party) }
    }
    self.init(
      isOpen: quote.isOpen, costs: costs, receipts: quote.receipts, learnerPays: sums.learner,
      employerPays: sums.employer, grant: sums.grant, loan: sums.loan, levy: sums.levy,
      usesEmployerRoom: usesRoom,
      funds: funds.sorted { $0.key < $1.key }.map { (fund: $0.key, pence: $0.value) },
      plain: plain,
      terms: costs.contains { $0.lines.contains { $0.kind == .account } }
        ? quote.terms.filter { helped.contains($0.cost) } : [])
  }
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
    for account in headroom.balances.indices { headroom.balances[account] = Int64.max / 8 }
    return CaseLedgers(headroom, table)
  }
}

public import FundingValues

/// The parts in which the costs of a course fall due, each on its own day.
public struct Instalments: Sendable {
  /// A part of every cost and the day on which it falls due.
  public struct Due: Sendable {
    /// The day on which it falls due.
    public let day: CivilDate
    /// Which part of the whole it is.
    public let part: PartOfWhole
    /// A part that falls due on a day.
    public init(day: CivilDate, part: PartOfWhole) {
      self.day = day
      self.part = part
    }
  }
  /// The course's first day.
  public let first: CivilDate
  /// The parts in the order of their days.
  public let dues: [Due]

  /// So many equal monthly parts from a course's first day: `paid monthly over its length`.
  public init(count: Int, first: CivilDate) {
    let count = max(1, count)
    self.init(
      first: first,
      dues: (0..<count).map {
        Due(day: first.adding(months: $0), part: PartOfWhole($0, of: count))
      })
  }

  /// Parts that sum to the whole, in the order of their days.
  public init(first: CivilDate, dues: [Due]) {
    self.first = first
    self.dues = dues
  }

  /// The largest share that falls due in one window of a period.
  public func largestShare(by period: Period) -> Ratio {
    var sums: [CivilDate: Ratio] = [:]
    for due in dues {
      let start = period.start(holding: due.day, courseStart: first)
      sums[start] = (sums[start] ?? .zero) + due.part.share
    }
    return sums.values.max() ?? .one
  }
}

extension RouteSettlement {
  /// Settles every cost of a route part by part: each by the same stack on its own day, at the rates
  /// of the course's start, from what is there on that day.
  ///
  /// A part that an account cannot pay falls to the stack's later lines for that part alone.
  func settle(
    _ stacks: [Route.Stack], _ eligible: [Int], in instalments: Instalments,
    _ ledgers: inout CaseLedgers, into quote: inout RouteQuote
  ) throws(Missing) {
    let (terms, notGiven) = try terms(of: stacks, eligible)
    quote.notGiven += notGiven
    var left: [(day: CivilDate, instrument: String, pence: Int64)] = []
    quote.costs = try terms.settled(in: instalments, &ledgers, rules, here) {
      stack, day, headroom in
      guard keepsEntries else { return }
      for (instrument, pence) in stack.limitsLeft(headroom) {
        left.append((day, rules.instruments[instrument].name, pence))
      }
    }
    quote.limitsLeft += left
    quote.terms = terms
    quote.instalments = instalments
    if keepsEntries { quote.entries = ledgers.entries() }
  }
}

extension [StackTerms] {
  /// Settles each cost part by part from what ledgers hold on the day of each.
  ///
  /// - Parameter settled: Is told of each stack, its day and what is left then.
  public func settled(
    in instalments: Instalments, _ ledgers: inout CaseLedgers, _ rules: RuleSet,
    _ here: Circumstances, _ settled: (StackTerms, CivilDate, Headroom) -> Void = { _, _, _ in }
  ) throws(Missing) -> [CostSettlement] {
    var costs = map {
      CostSettlement(cost: $0.cost, costName: $0.costName, total: $0.total, lines: [])
    }
    ledgers.begin(on: instalments.first, rules)
    var parts = map { SettledParts(of: $0) }
    for (number, due) in instalments.dues.enumerated() {
      ledgers.fallDue(on: due.day, rules, here)
      for place in indices {
        let known = try parts[place].place(of: due.part, self[place], &ledgers.headroom)
        costs[place].take(
          parts[place].parts[known].cost.lines, instalment: number, of: instalments.dues.count)
        settled(self[place], due.day, ledgers.headroom)
      }
    }
    return costs
  }
}

extension CostSettlement {
  /// Adds the lines of an instalment, each to that of the same instrument and payer; there are so many
  /// instalments, if that is known.
  public mutating func take(_ part: [PaymentLine], instalment number: Int, of count: Int = 0) {
    // Lines are read where they stand: copying one counts references to all that it says.
    for index in part.indices {
      let pence = part[index].amount
      // The lines of one part nearly always stand as those of the part before.
      let isNext = lines.indices.contains(index) && lines[index].isOfSame(as: part[index])
      guard
        let same = isNext ? index : lines.firstIndex(where: { $0.isOfSame(as: part[index]) })
      else {
        var first = part[index]
        if count > 1 { first.parts.reserveCapacity(count) }
        first.note(pence, instalment: number)
        lines.append(first)
        continue
      }
      lines[same].note(pence, instalment: number)
      lines[same].amount += pence
      lines[same].limitedBy = PaymentLine.joined(lines[same].limitedBy, part[index].limitedBy)
      if !part[index].uses.isEmpty { lines[same].add(part[index].uses) }
      for place in part[index].schedule.indices {
        lines[same].schedule[place].pence += part[index].schedule[place].pence
      }
    }
  }
}

extension PaymentLine {
  /// Whether a line is of the same instrument and payer, from the same money.
  fileprivate func isOfSame(as other: PaymentLine) -> Bool {
    instrument == other.instrument && kind == other.kind && party == other.party
      && source == other.source
  }

  /// The pence of an instalment, counted from zero; a line that is not paid in parts is all in the first.
  public func pence(ofInstalment number: Int) -> Int64 {
    if parts.isEmpty { return number == 0 ? amount : 0 }
    return number < parts.count ? parts[number] : 0
  }

  /// The parts of an instalment that are paid as things happen, which sum to its pence.
  public func schedule(ofInstalment number: Int) -> [ScheduledPart] {
    let pence = pence(ofInstalment: number)
    var (sum, before) = (Int64(0), Int64(0))
    return schedule.map { part in
      sum += part.pence
      let share = PartOfWhole(from: 0, to: sum, whole: amount).of(pence)
      defer { before = share }
      return ScheduledPart(pence: share - before, when: part.when, backTo: part.backTo)
    }
  }

  /// What an instalment uses of each limit: its pence of one in money, its share of a quantity.
  public func uses(ofInstalment number: Int) -> [(limit: Int, amount: Ratio)] {
    guard !parts.isEmpty else { return number == 0 ? uses : [] }
    let pence = pence(ofInstalment: number)
    guard amount > 0, pence > 0 else { return [] }
    let share = Ratio(Int128(pence), over: Int128(amount))
    return uses.map { ($0.limit, ($0.amount * share).reduced) }
  }

  fileprivate mutating func note(_ pence: Int64, instalment number: Int) {
    while parts.count < number { parts.append(0) }
    if parts.count == number { parts.append(pence) } else { parts[number] += pence }
  }

  fileprivate mutating func add(_ more: [(limit: Int, amount: Ratio)]) {
    for use in more {
      if let same = uses.firstIndex(where: { $0.limit == use.limit }) {
        uses[same].amount = (uses[same].amount + use.amount).reduced
      } else {
        uses.append(use)
      }
    }
  }

  /// What held down several parts of a line: what held any of them, or `owed` if that held them all.
  fileprivate static func joined(_ first: LimitedBy?, _ second: LimitedBy?) -> LimitedBy? {
    if first == second { return first }
    if first == .balance || second == .balance { return .balance }
    return first == nil || first == .owed ? (second == .owed ? nil : second) : first
  }
}

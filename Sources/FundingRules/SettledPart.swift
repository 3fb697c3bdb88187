import FundingValues

/// A part of a cost as it was settled, and what it took of finite money, so that a later part of the same
/// pence need not be settled again.
///
/// Settling is a function of the part and of the room of what the stack draws on. Two parts of the same
/// pence come out alike where the room is the same; and where no lack of it held the first down and there is
/// room again for all that it took.
struct SettledPart {
  /// The part of the cost and its lines.
  let cost: CostSettlement
  /// Which part of the whole it is.
  let part: PartOfWhole
  /// The room of what the stack draws on before the part, and what the part took of it.
  private let rooms: [Ratio?]
  private let taken: [Ratio]
  /// Whether nothing was taken, and whether any lack of finite money held a line down.
  private let tookNothing: Bool
  private let isBound: Bool

  /// Settles a part of a stack's cost.
  init(
    _ stack: StackTerms, _ resources: FiniteResources, _ part: PartOfWhole,
    _ headroom: inout Headroom
  ) throws(Missing) {
    self.part = part
    let before = resources.rooms(headroom)
    cost = try stack.settled(part, &headroom)
    rooms = before
    taken = zip(before, resources.rooms(headroom)).map { old, new in
      guard let old, let new else { return .zero }
      return old - new
    }
    tookNothing = taken.allSatisfy { $0 == .zero }
    isBound = cost.lines.contains { line in
      switch line.limitedBy {
      case nil: false
      case .balance?, .budget?: true
      default: resources.hasLimits
      }
    }
  }

  /// Whether a part of the same pence comes out the same with the room there is now.
  func comesAgain(_ resources: FiniteResources, _ headroom: Headroom) -> Bool {
    if tookNothing && resources.isRoom(rooms, in: headroom) { return true }
    return !isBound && !resources.countsQuantities && resources.covers(taken, headroom)
  }

  /// Takes once more what the part took.
  func takeAgain(_ resources: FiniteResources, _ headroom: inout Headroom) {
    if !tookNothing { resources.take(taken, &headroom) }
  }
}

/// The parts of one cost as they were settled, those that differ in pence or in room each once.
///
/// Equal parts of a sum differ by a penny, so that a few parts stand for all of a long course.
struct SettledParts {
  private static let most = 6
  private(set) var parts: [SettledPart] = []
  private let resources: FiniteResources
  private let hasAmounts: Bool

  /// Nothing settled yet of a stack's cost.
  init(of stack: StackTerms) {
    resources = FiniteResources(of: stack)
    hasAmounts = stack.hasAmounts
  }

  /// Settles a part, or takes again what one that comes out alike took; gives its place.
  mutating func place(
    of part: PartOfWhole, _ stack: StackTerms, _ headroom: inout Headroom
  ) throws(Missing) -> Int {
    let pence = part.of(stack.total)
    for place in parts.indices.reversed() {
      guard parts[place].cost.total == pence, parts[place].comesAgain(resources, headroom),
        !hasAmounts || stack.isAlike(part, parts[place].part)
      else { continue }
      parts[place].takeAgain(resources, &headroom)
      return place
    }
    if parts.count == SettledParts.most { parts.removeAll(keepingCapacity: true) }
    parts.append(try SettledPart(stack, resources, part, &headroom))
    return parts.count - 1
  }
}

/// What a stack draws on that may run out: accounts, funds, and limits that count over time.
struct FiniteResources {
  private enum Resource: Equatable {
    case account(Int)
    case accountOfAnother(Int)
    case fund(Int, heldBack: Int64)
    case limit(Int, whole: Ratio)
  }
  private var resources: [Resource] = []
  /// Whether any limit counts over time.
  private(set) var hasLimits = false
  /// Whether any of these limits counts something else than money.
  private(set) var countsQuantities = false

  /// The finite things that a stack's payments draw on, each once.
  init(of stack: StackTerms) {
    for payment in stack.payments {
      switch payment.source {
      case .account(let account): add(.account(account))
      case .accountOfAnother(let account): add(.accountOfAnother(account))
      case .party, .fund: break
      }
      for fund in payment.funds { add(.fund(fund.number, heldBack: fund.heldBack)) }
      for limit in payment.limits where !limit.isOfCourse {
        add(.limit(limit.number, whole: limit.whole))
        hasLimits = true
        if limit.carried != nil { countsQuantities = true }
      }
    }
  }

  private mutating func add(_ resource: Resource) {
    if !resources.contains(resource) { resources.append(resource) }
  }

  private func room(_ resource: Resource, _ headroom: Headroom) -> Ratio? {
    switch resource {
    case .account(let account): Ratio(headroom.balances[account])
    case .accountOfAnother(let account): Ratio(headroom.transferable[account])
    case .fund(let fund, let heldBack): headroom.budgets[fund].map { Ratio($0 - heldBack) }
    case .limit(let limit, let whole):
      limit < headroom.limits.count ? headroom.limits[limit].room(of: whole) : whole
    }
  }

  /// The room of each, nothing where it has no end.
  func rooms(_ headroom: Headroom) -> [Ratio?] { resources.map { room($0, headroom) } }

  /// Whether each has the same room as before.
  func isRoom(_ rooms: [Ratio?], in headroom: Headroom) -> Bool {
    resources.indices.allSatisfy { rooms[$0] == room(resources[$0], headroom) }
  }

  /// Whether each has room for so much; a limit is compared before pence are rounded, so it needs a penny
  /// more.
  func covers(_ taken: [Ratio], _ headroom: Headroom) -> Bool {
    resources.indices.allSatisfy { place in
      guard let room = room(resources[place], headroom) else { return true }
      if case .limit = resources[place] { return taken[place] + .one <= room }
      return taken[place] <= room
    }
  }

  /// Takes so much of each.
  func take(_ taken: [Ratio], _ headroom: inout Headroom) {
    for (place, amount) in taken.enumerated() where amount != .zero {
      switch resources[place] {
      case .account(let account): headroom.balances[account] -= amount.roundedHalfUp()
      case .accountOfAnother(let account):
        headroom.transferable[account] -= amount.roundedHalfUp()
      case .fund(let fund, _):
        headroom.budgets[fund] = headroom.budgets[fund].map { $0 - amount.roundedHalfUp() }
      case .limit(let limit, _): headroom.use(amount, ofLimit: limit)
      }
    }
  }
}

public import FundingValues

/// What is left for one case of the finite things that rules draw on: balances, budgets and limits,
/// indexed by their numbers. Settling takes from it in place.
public struct Headroom: Sendable {
  /// The room of one limit.
  public struct Room: Sendable {
    /// What is said to be left of it, in pence or its quantity; nothing where the whole is, less use.
    public var left: Ratio?
    /// What has been used of it in the window that counts now.
    public var used = Ratio.zero
    /// What has been used in each window, by the first day of the window.
    public var windows: [(start: CivilDate, used: Ratio)] = []

    /// A limit of which nothing is used.
    public init() {}

    /// What is left of a limit of so much in all, below zero where more was used.
    public func room(of whole: Ratio) -> Ratio { (left ?? whole) - used }

    /// What has been used in the window that begins on a day.
    public func used(from start: CivilDate) -> Ratio {
      windows.first { $0.start == start }?.used ?? .zero
    }

    /// Uses so much more in the window that begins on a day.
    public mutating func use(_ amount: Ratio, from start: CivilDate) {
      if let place = windows.firstIndex(where: { $0.start == start }) {
        windows[place].used = (windows[place].used + amount).reduced
      } else {
        windows.append((start, amount))
      }
    }
  }
  /// The pence in each account of the case's own holder.
  public var balances: [Int64]
  /// The pence that accounts of other holders would pass on, by account.
  public var transferable: [Int64]
  /// The pence left in each fund; nothing for one without end.
  public var budgets: [Int64?]
  /// Whether budgets are what is open to the case, what funds keep for others taken off.
  public var isOpenToCase = false
  /// The room of each limit.
  public var limits: [Room]

  /// Headroom in which accounts are empty, funds have no end and nothing is used of any limit.
  public init(_ rules: RuleSet) {
    balances = Array(repeating: 0, count: rules.accounts.count)
    transferable = balances
    budgets = Array(repeating: nil, count: rules.funds.count)
    limits = Array(repeating: Room(), count: rules.limitCount)
  }

  /// Empties accounts and forgets what was used of limits, in the memory it has; budgets stay.
  public mutating func clear() {
    for place in balances.indices { (balances[place], transferable[place]) = (0, 0) }
    for place in limits.indices { limits[place] = Room() }
  }

  /// What a limit of so much in all has room for now, never below zero.
  func room(ofLimit limit: Int, of whole: Ratio) -> Ratio {
    limit < limits.count ? max(.zero, limits[limit].room(of: whole)) : max(.zero, whole)
  }

  /// Uses so much of a limit.
  mutating func use(_ amount: Ratio, ofLimit limit: Int) {
    guard amount != .zero else { return }
    while limits.count <= limit { limits.append(Room()) }
    limits[limit].used = limits[limit].used + amount
  }

  /// How much of some pence a source can pay, and what holds it down.
  func drawable(
    _ pence: Int64, from source: MoneySource, against funds: [FundDrawn],
    _ limitedBy: inout LimitedBy?
  ) -> Int64 {
    var result = pence
    let room: Int64? =
      switch source {
      case .account(let account): balances[account]
      case .accountOfAnother(let account): transferable[account]
      case .party, .fund: nil
      }
    if let room, max(0, room) < result { (result, limitedBy) = (max(0, room), .balance) }
    for fund in funds {
      guard let left = budgets[fund.number].map(fund.open(of:)), left < result else { continue }
      result = fund.partPays ? left : 0
      limitedBy = .budget
    }
    return result
  }

  /// Takes pence from a source and from each fund that it counts against.
  mutating func draw(_ pence: Int64, from source: MoneySource, against funds: [FundDrawn]) {
    guard pence != 0 else { return }
    switch source {
    case .account(let account): balances[account] -= pence
    case .accountOfAnother(let account): transferable[account] -= pence
    case .party, .fund: break
    }
    for fund in funds {
      if let left = budgets[fund.number] { budgets[fund.number] = left - pence }
    }
  }
}

/// A fund that a payment draws on, itself or through its account or instrument.
public struct FundDrawn: Sendable, Hashable {
  /// The fund's number.
  public let number: Int
  /// Whether it pays what it still has of a request that does not fit, instead of nothing.
  public let partPays: Bool
  /// The pence that it keeps for others than the case.
  var heldBack: Int64 = 0

  /// What of the pence left is open to the case.
  func open(of left: Int64) -> Int64 { max(0, left - heldBack) }
}

extension RuleSet {
  /// The funds that an instrument draws on, each once: its source's own before those it counts against.
  public func fundsDrawn(byInstrument number: Int) -> [FundDrawn] {
    var funds: [Int] = []
    switch instruments[number].source {
    case .fund(let fund): funds.append(fund)
    case .account(let account), .accountOfAnother(let account):
      funds = accounts[account].countsAgainst
    case .party: break
    }
    funds += instruments[number].countsAgainst
    var result: [FundDrawn] = []
    for fund in funds where !result.contains(where: { $0.number == fund }) {
      let partPays = if case .partPays = self.funds[fund].whenSpent { true } else { false }
      result.append(FundDrawn(number: fund, partPays: partPays))
    }
    return result
  }
}

public import FundingValues

/// What the costs of a course took of finite things when these had all the room they can have, by which it
/// is seen whether less room would have changed anything.
///
/// Settling a part is a function of the part and of the room of what its stack draws on. Where no lack held a
/// line down, it comes out the same as long as there is room for all that it took: for a limit, which is
/// compared before pence are rounded, a penny more, or one of what it counts. A payment that takes nothing of
/// all the room takes nothing of less.
public struct FiniteUse: Sendable {
  /// A limit that counts over time: the least of what clauses say of the whole, and what was used of it.
  public struct OfLimit: Sendable {
    /// The limit's number.
    public let number: Int
    /// Pence in all, or how much of what it counts.
    public fileprivate(set) var whole: Ratio
    /// The most of it that the course uses in one of its windows.
    public fileprivate(set) var used: Ratio
    /// How much of what it counts the whole course carries; nothing for money.
    fileprivate let carried: Ratio?
    /// How many payments it limits.
    fileprivate var payments = 1
  }
  /// The pence drawn on each account.
  public private(set) var accounts: [(account: Int, pence: Int64)] = []
  /// The limits that count over time.
  public private(set) var limits: [OfLimit] = []
  /// Whether every payment that draws on finite things pays nothing.
  public private(set) var isNothing = true
  /// Whether a lack of room held a line down, so that nothing follows for other room.
  public private(set) var isBound = false

  /// Nothing is known: the costs are settled anew for other room.
  public static let unknown: FiniteUse = {
    var use = FiniteUse()
    (use.isNothing, use.isBound) = (false, true)
    return use
  }()

  private init() {}

  /// What costs took that were settled by some terms, in the same order, in instalments.
  public init(
    of costs: [CostSettlement], _ terms: [StackTerms], in instalments: Instalments?,
    _ rules: RuleSet
  ) {
    guard costs.count == terms.count, let instalments else {
      self = .unknown
      return
    }
    for (cost, stack) in zip(costs, terms) {
      for payment in stack.payments { add(payment, cost) }
      for line in cost.lines {
        if line.limitedBy != nil { isBound = true }
        for use in line.uses where use.amount != .zero { isNothing = false }
      }
    }
    if !isNothing && !isBound && !limits.isEmpty { addUses(of: costs, instalments, rules) }
  }

  /// Adds up what the lines use of each limit in each of its windows.
  private mutating func addUses(
    of costs: [CostSettlement], _ instalments: Instalments, _ rules: RuleSet
  ) {
    let table = LimitTable(rules)
    for place in limits.indices {
      let number = limits[place].number
      let isRunning = table[number]?.yearsRunning != nil
      var sums: [CivilDate: Ratio] = [:]
      for (part, due) in instalments.dues.enumerated() {
        let window =
          isRunning
          ? instalments.first
          : table.window(of: number, on: due.day, courseStart: instalments.first)
        var sum = sums[window] ?? .zero
        if let carried = limits[place].carried {
          // Each payment that it limits asks for room for all that the part carries.
          sum = sum + carried * due.part.share * Ratio(Int64(limits[place].payments))
        } else {
          for line in costs.flatMap(\.lines) where !line.uses.isEmpty {
            for use in line.uses(ofInstalment: part) where use.limit == number {
              sum = sum + use.amount
            }
          }
        }
        sums[window] = sum.reduced
      }
      limits[place].used = sums.values.max() ?? .zero
    }
  }

  private mutating func add(_ payment: PaymentTerms, _ cost: CostSettlement) {
    var isFinite = false
    for limit in payment.limits where !limit.isOfCourse {
      isFinite = true
      if let place = limits.firstIndex(where: { $0.number == limit.number }) {
        limits[place].whole = min(limits[place].whole, limit.whole)
        limits[place].payments += 1
      } else {
        limits.append(
          OfLimit(number: limit.number, whole: limit.whole, used: .zero, carried: limit.carried))
      }
      if limit.carried != nil { isNothing = false }
    }
    let paid = cost.lines.reduce(Int64(0)) {
      $1.instrument == payment.instrument ? $0 + $1.amount : $0
    }
    switch payment.source {
    case .account(let account):
      isFinite = true
      // An instrument that pays twice is counted twice: the room asked for is more than enough.
      if let place = accounts.firstIndex(where: { $0.account == account }) {
        accounts[place].pence += paid
      } else {
        accounts.append((account, paid))
      }
    case .accountOfAnother: (isFinite, isBound) = (true, true)
    case .party, .fund: break
    }
    if isFinite && paid != 0 { isNothing = false }
  }
}

extension RouteSettlement {
  /// Whether a route is closed whatever the facts are that are not given: what is given makes its test
  /// fail, or every instrument that it names ineligible.
  ///
  /// A test that some facts settle is settled alike by more of them.
  public func isClosed(_ number: Int) -> Bool {
    guard rules.routes[number].applies.holds(here.date) else { return true }
    if let test = rules.routes[number].openWhen, (try? here.holds(test)) == false { return true }
    let named = rules.routes[number].named
    return !named.isEmpty && !standsAnyway && named.allSatisfy { isIneligible($0) }
  }

  private func isIneligible(_ number: Int) -> Bool {
    let instrument = rules.instruments[number]
    let day = instrument.byApplication ? application : here.date
    if !instrument.applies.holds(day) { return true }
    guard let test = instrument.eligible else { return false }
    return (try? here.holds(test)) == false
  }
}

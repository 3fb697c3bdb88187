public import FundingValues

/// Part of a loan's balance that nobody need repay once something has happened.
public struct LetOff: Sendable {
  /// What has to happen.
  public enum Event: Sendable {
    /// The first year in which anything is repaid.
    case firstRepayment
    /// The end of a course that the learner completes.
    case completion
  }
  /// Pence, or a share of the balance.
  public let amount: Formula
  /// Whether the amount is a share of the balance instead of pence.
  public let isOfBalance: Bool
  /// What has to happen.
  public let event: Event
  /// Who is let off; nothing for everyone.
  public let condition: Condition?

  /// What is let off, from its parts.
  public init(amount: Formula, isOfBalance: Bool, event: Event, condition: Condition?) {
    self.amount = amount
    self.isOfBalance = isOfBalance
    self.event = event
    self.condition = condition
  }

  /// What comes off a balance, in whole pence and at most the balance; nothing where the clause does not hold.
  public func pence(off balance: Int64, _ here: Circumstances) throws(Missing) -> Int64 {
    if let condition, try !here.holds(condition) { return 0 }
    let value = try here.value(of: amount)
    let off = isOfBalance ? (Ratio(balance) * value).roundedHalfUp() : value.roundedHalfUp()
    return min(max(0, off), balance)
  }
}

/// When a plan's clauses that let something off come about, with the facts that they ask.
public struct LettingOff {
  /// The clauses.
  public let clauses: [LetOff]
  /// Courses that are completed: their last days and their facts.
  public var completions: [(day: CivilDate, here: Circumstances)]
  /// The facts that are asked at the first repayment.
  public let first: Circumstances

  /// Clauses with what they ask.
  public init(
    clauses: [LetOff], completions: [(day: CivilDate, here: Circumstances)],
    first: Circumstances
  ) {
    self.clauses = clauses
    self.completions = completions
    self.first = first
  }
}

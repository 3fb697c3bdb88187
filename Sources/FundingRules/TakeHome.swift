/// What is left of pay after tax, National Insurance and loan repayments, in whole pence.
public struct TakeHome: Sendable, Hashable {
  /// One deduction by its name.
  public struct Deduction: Sendable, Hashable {
    /// The name of the tax or plan.
    public let name: String
    /// Its title.
    public let title: String
    /// Whole pence in the period.
    public let amount: Int64
    /// A deduction from its parts.
    public init(name: String, title: String, amount: Int64) {
      self.name = name
      self.title = title
      self.amount = amount
    }
  }
  /// Pay for the year.
  public let annualEarnings: Int64
  /// The pay period reckoned.
  public let period: PayPeriod
  /// Pay in the period.
  public let earnings: Int64
  /// Taxes reckoned on the year, such as income tax.
  public let taxes: [Deduction]
  /// Contributions reckoned on each pay period by itself, such as National Insurance.
  public let contributions: [Deduction]
  /// Repayments, one a plan asked for.
  public let repayments: [Deduction]
  /// What the employee pays into a pension out of pay before tax.
  public let pension: Int64
  /// What the employer pays on top of pay, such as its National Insurance, before any relief that it
  /// shares among its staff.
  public let employer: [Deduction]

  /// Take-home pay from its parts.
  public init(
    annualEarnings: Int64, period: PayPeriod, earnings: Int64, taxes: [Deduction],
    contributions: [Deduction], repayments: [Deduction], pension: Int64 = 0,
    employer: [Deduction] = []
  ) {
    self.annualEarnings = annualEarnings
    self.period = period
    self.earnings = earnings
    self.taxes = taxes
    self.contributions = contributions
    self.repayments = repayments
    self.pension = pension
    self.employer = employer
  }

  /// The sum of taxes reckoned on the year.
  public var tax: Int64 { taxes.reduce(0) { $0 + $1.amount } }
  /// The sum of contributions.
  public var contribution: Int64 { contributions.reduce(0) { $0 + $1.amount } }
  /// The sum of loan repayments.
  public var repayment: Int64 { repayments.reduce(0) { $0 + $1.amount } }
  /// The sum of what the employer pays on top.
  public var employerContribution: Int64 { employer.reduce(0) { $0 + $1.amount } }
  /// What is left.
  public var takeHome: Int64 { earnings - pension - tax - contribution - repayment }
}

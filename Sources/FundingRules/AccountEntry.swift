public import FundingValues

/// One entry of an account in the order of days: money that came in, paid for a course or lapsed.
public struct AccountEntry: Sendable, Hashable {
  /// What happened.
  public enum Kind: String, Sendable, Hashable {
    /// What was there from the first day.
    case opening
    /// What a levy brought, without its top-up.
    case levied
    /// What was added to what a levy brought.
    case toppedUp = "topped-up"
    /// What a payer credited.
    case credited
    /// What is given by its day, or what uneven pay takes back: below zero what was taken.
    case corrected
    /// What paid for a course.
    case used
    /// What reached the end of its term.
    case expired
  }
  /// The day on which it happened; for what expired the last of its month.
  public let day: CivilDate
  /// The account's number.
  public let account: Int
  /// What happened.
  public let kind: Kind
  /// Whole pence, never below zero but for an opening that is owed and for corrections.
  public let pence: Int64
}

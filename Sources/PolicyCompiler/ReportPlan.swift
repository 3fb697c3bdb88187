public import FundingRules
public import FundingValues

/// What a metric adds up.
public enum MetricSubject: Sendable, Hashable {
  /// All of a record, such as `learner`, or all courses begun: `enrolment`.
  case everyone(String)
  /// A fact of a record or of the engine, by its number.
  case fact(Int)
  /// Everything an instrument, fund, account, tax or levy pays, spends or charges.
  case all(of: String)
  /// A figure of an instrument, fund, account, tax, levy or plan, by its name.
  case figure(of: String, String)
  /// A figure of a party, such as what it pays.
  case party(Int, String)
}

/// A statistic over people and time.
public struct MetricPlan: Sendable {
  /// How values are put together.
  public enum Statistic: String, Sendable, Hashable { case total, mean, median, count, share }
  /// The metric as written.
  public let text: String
  /// Whether it is a difference from the regime compared with.
  public let isChange: Bool
  /// Whether that difference is told as a share of the figure under that regime.
  public let isRelative: Bool
  /// How values are put together.
  public let statistic: Statistic
  /// What is added up.
  public let subject: MetricSubject
  /// Who or what counts.
  public let condition: Condition?
  /// What the figure is divided by the count of.
  public let forEach: MetricSubject?
  /// The period in which it is counted, and its name.
  public let each: (period: Period, name: String)?
  /// The facts by whose values it is broken down.
  public let by: [Int]
  /// What its figure holds: money, a share, a count or a number.
  public let kind: FactTable.Kind
}

extension MetricPlan {
  /// The first days of its periods that lie whole between two days, both included; one that is nothing where it
  /// is not told apart by period.
  public func periods(from: CivilDate, to: CivilDate) -> [CivilDate?] {
    guard let period = each?.period else { return [nil] }
    var start = period.start(holding: from)
    if start < from { start = period.next(after: from) }
    var result: [CivilDate?] = []
    while true {
      let next = period.next(after: start)
      guard next > start, next.day - 1 <= to.day else { break }
      result.append(start)
      start = next
    }
    return result
  }
}

/// One report of a scenario.
public struct ReportPlan: Sendable {
  /// What is reported.
  public let metric: MetricPlan
  /// The place in the policy text.
  public let clause: Clause
}

/// Regimes compared at one cost: the figure, its amount and the parameters that give way, each regime moving the
/// one that it reads.
public struct EqualCostPlan: Sendable {
  /// The path of the figure, as written.
  public let path: String
  /// The figure that is held the same.
  public let subject: MetricSubject
  /// What it is held to.
  public let amount: Formula
  /// The numbers of the parameters that give way.
  public let parameters: [Int]
}

import FundingRules
public import FundingValues
import PolicyCompiler

/// What a metric comes to in one regime, draw by draw: in each cell a figure is a sum over a number.
///
/// Tops and bottoms are in units of 10⁻¹², a millionth of a value times a millionth of a person, so that sums
/// are whole and the order of people never matters. A total has 10¹² beneath it in every draw.
public struct MetricValues: Sendable {
  /// A period and a level of each fact that the metric is broken down by.
  public struct Cell: Sendable, Hashable, Comparable {
    /// The first day of the period; nothing for the whole run.
    public let from: CivilDate?
    /// The levels by which it is broken down, in the order of the metric's facts.
    public let levels: [String]
    /// A cell of a metric's table.
    public init(from: CivilDate? = nil, levels: [String] = []) {
      self.from = from
      self.levels = levels
    }
    /// By period, then by levels.
    public static func < (left: Cell, right: Cell) -> Bool {
      if left.from != right.from { return (left.from?.day ?? .min) < (right.from?.day ?? .min) }
      return left.levels.lexicographicallyPrecedes(right.levels)
    }
  }
  /// What is above the line and what is beneath it, one a draw.
  public struct Ratios: Sendable {
    /// Sums of values.
    public var tops: [Int128]
    /// The numbers that they are divided by.
    public var bottoms: [Int128]
    /// Noughts for so many draws.
    public init(draws: Int) {
      tops = Array(repeating: 0, count: draws)
      bottoms = tops
    }
  }
  /// By cell; one that some draws do not have is nought over nought there.
  public var cells: [Cell: Ratios] = [:]

  /// Nothing measured yet.
  public init() {}

  /// Ten to the twelfth: what makes a whole of a top or a bottom.
  public static let whole: Int128 = 1_000_000_000_000

  /// The values of one draw put in their place.
  mutating func set(_ draw: MetricDraw, number: Int, of draws: Int) {
    for (cell, value) in draw.cells {
      cells[cell, default: Ratios(draws: draws)].tops[number] = value.top
      cells[cell, default: Ratios(draws: draws)].bottoms[number] = value.bottom
    }
  }
}

/// What a metric comes to in one draw of one regime.
struct MetricDraw: Sendable {
  /// Sums and what they are divided by, by cell.
  var cells: [MetricValues.Cell: (top: Int128, bottom: Int128)] = [:]

  /// Adds to what is above the line.
  mutating func add(_ cell: MetricValues.Cell, top: Int128) {
    cells[cell, default: (0, 0)].top += top
  }

  /// Adds to what is beneath the line.
  mutating func add(_ cell: MetricValues.Cell, bottom: Int128) {
    cells[cell, default: (0, 0)].bottom += bottom
  }
}

extension MetricPlan {
  /// Why a run cannot measure it, or nothing if it can.
  func refusal(in plan: FundingPlan) -> String? {
    switch subject {
    case .everyone(let record):
      if statistic != .count, statistic != .share {
        return "`\(text)`: `\(record)` is counted, and has no \(statistic.rawValue)"
      }
      if record != MetricSubject.enrolment, record != "learner", record != "employer" {
        return "`\(text)`: a run has learners, employers and enrolments, and no `\(record)`"
      }
      return isOfPopulation ? refusalOfPopulation(plan) : nil
    case .fact: return nil
    case .all(let owner): return refusal(of: owner, "spent", plan)
    case .figure(let owner, let property): return refusal(of: owner, property, plan)
    case .party(_, let property):
      return property == "pays" || property == "gain"
        ? nil : "`\(text)`: a run does not measure `\(property)` of a party"
    }
  }

  /// Whether it counts the people or firms of the scenario, whatever they do.
  var isOfPopulation: Bool {
    if case .everyone(let record) = subject { record != MetricSubject.enrolment } else { false }
  }

  private func refusalOfPopulation(_ plan: FundingPlan) -> String? {
    if isChange || forEach != nil || each != nil {
      return "`\(text)`: people and firms are the same under every regime and in every year; "
        + "count `enrolment`"
    }
    return nil
  }

  /// Why a figure of an instrument, a fund, an account or a levy cannot be had.
  private func refusal(of owner: String, _ property: String, _ plan: FundingPlan) -> String? {
    switch MetricLedger(owner, property, plan) {
    case nil:
      return "`\(text)`: a run does not measure `\(property)` of `\(owner)`"
    case .lines: return nil
    case .ledger:
      return condition == nil && by.isEmpty && forEach == nil && statistic == .total
        ? nil
        : "`\(text)`: `\(owner).\(property)` is a figure of the whole of `\(owner)`: leave out "
          + "`where`, `by` and `for each`, and ask for its `total`"
    }
  }
}

extension MetricSubject {
  /// Courses begun.
  static let enrolment = "enrolment"
}

/// Where the figure of a thing that pays comes from.
enum MetricLedger {
  /// From what is paid for each course.
  case lines
  /// From the books of a fund, an account or a levy.
  case ledger(Measure.Quantity, Measure.Holder)

  /// The source of a figure; nothing where a run has none.
  init?(_ owner: String, _ property: String, _ plan: FundingPlan) {
    let isInstrument = plan.regimes.contains { $0.instruments.contains { $0.name == owner } }
    let isFund = plan.regimes.contains { $0.funds.contains { $0.name == owner } }
    let isAccount = plan.regimes.contains { $0.accounts.contains { $0.name == owner } }
    let isLevy = plan.regimes.contains { $0.levies.contains { $0.name == owner } }
    switch property {
    case "spent" where isInstrument || isFund || isAccount, "paid" where isInstrument: self = .lines
    case "spent" where isLevy, "charged" where isLevy: self = .ledger(.charged, .levy(owner))
    case "left" where isFund: self = .ledger(.left, .fund(owner))
    case "refused" where isFund: self = .ledger(.refusedPeople, .fund(owner))
    case "waiting" where isFund: self = .ledger(.waitingPeople, .fund(owner))
    case "paid-in" where isAccount: self = .ledger(.paidIn, .account(owner))
    case "expired" where isAccount: self = .ledger(.expired, .account(owner))
    default: return nil
    }
  }
}

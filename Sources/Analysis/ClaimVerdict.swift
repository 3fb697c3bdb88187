public import FundingValues
public import PolicyCompiler

/// What a published figure comes to here.
public enum ClaimVerdict: String, Sendable, Hashable {
  /// It is within the tolerance as first stated.
  case reproduced
  /// It is within the tolerance in another of its readings.
  case reproducedIf = "reproduced-if"
  /// It is further off than the tolerance.
  case notReproduced = "not-reproduced"
  /// The tolerance is finer than the simulation error, or there is nothing to measure.
  case cannotBeJudged = "cannot-be-judged"
}

/// A figure set against a published one: worked out exactly from parameters, or estimated by a run.
public struct ClaimFigure: Sendable {
  /// The figure, in whole units of the currency, as a part of one, or a number.
  public let value: Double
  /// The standard error of a run; nought for arithmetic.
  public let standardError: Double
  /// From the 5% to the 95% point over draws; nothing for arithmetic.
  public let range: Estimate.Range?
  /// From the 5% to the 95% point of what uncertain parameters cause, where that is resolved.
  public let parameter: Estimate.Range?

  /// A figure worked out.
  public init(exact value: Double) {
    self.value = value
    standardError = 0
    range = nil
    parameter = nil
  }

  /// A figure estimated.
  public init(_ estimate: Estimate) {
    value = estimate.value
    standardError = estimate.standardError
    range = Estimate.Range(low: estimate.p05, high: estimate.p95)
    parameter = estimate.parameter
  }
}

extension ClaimVerdict {
  /// How many standard errors a tolerance must be for a claim to be judged.
  public static let errorsInTolerance = 4.0

  /// The verdict on a figure d away from what was published, with tolerance w and standard error s.
  ///
  /// It is reproduced if d is at most w and w is at least 4·s; it is not if d is above w and also w is at least
  /// 4·s, or d is above w + 4·s, which no error of the run explains. Otherwise it cannot be judged.
  public init(_ figure: ClaimFigure?, published: Double, within tolerance: Double) {
    guard let figure, figure.value.isFinite, figure.standardError.isFinite else {
      self = .cannotBeJudged
      return
    }
    let room = ClaimVerdict.errorsInTolerance * figure.standardError
    // A part in a million million is lost where decimals are held in binary.
    let gap = (figure.value - published).magnitude
    let allowed = tolerance + 1e-12 * max(published.magnitude, tolerance)
    if tolerance >= room {
      self = gap <= allowed ? .reproduced : .notReproduced
    } else {
      self = gap > allowed + room ? .notReproduced : .cannotBeJudged
    }
  }
}

/// A claim with what it comes to in each of its readings.
public struct JudgedClaim: Sendable {
  /// A claim in one of its readings.
  public struct Reading: Sendable {
    /// The reading as titled.
    public let title: String
    /// What it comes to; nothing where there is nothing to measure.
    public let figure: ClaimFigure?
    /// The verdict on it by itself.
    public let verdict: ClaimVerdict
  }
  /// The value of one assumption at which the claim would hold as first stated.
  public struct Need: Sendable {
    /// The assumption, and between what it was looked for.
    public let need: ClaimPlan.Need
    /// The value, in the smallest unit of its kind as text writes it; nothing if none in the range does.
    public let value: Ratio?
  }
  /// The claim as first stated.
  public let claim: ClaimPlan
  /// What it comes to as first stated.
  public let figure: ClaimFigure?
  /// The verdict on it, its readings counted.
  public let verdict: ClaimVerdict
  /// Its readings in their order.
  public let readings: [Reading]
  /// What one would have to believe.
  public let needs: [Need]
  /// How many draws were made of it; nothing for arithmetic.
  public let draws: Int?

  /// Whether the verdict is the one that the author of the file wrote down; nothing where none is.
  public var agrees: Bool? { claim.verdict.map { $0.name == verdict.rawValue } }

  /// How many draws would bring the tolerance to four standard errors; nothing where it is there or no number of
  /// draws is known to.
  public var drawsNeeded: Int? {
    guard let draws, let figure, figure.standardError > 0, claim.tolerance > 0 else { return nil }
    let ratio = ClaimVerdict.errorsInTolerance * figure.standardError / claim.tolerance
    guard ratio > 1, ratio < 1e4 else { return nil }
    let least = Int((Double(draws) * ratio * ratio).rounded(.up))
    return least + least % 2
  }
}

extension ClaimPlan {
  /// How many of the plan's units make one of the figure's own: pence in a pound.
  var perUnit: Double { kind.isMoney ? 100 : 1 }
  /// What was published, in whole units of the currency, as a part of one, or a number.
  public var published: Double { value.double / perUnit }
  /// How far off still counts, in the same.
  public var tolerance: Double { within.double / perUnit }
}

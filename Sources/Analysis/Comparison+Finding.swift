public import Simulation

extension Comparison {
  /// Which of the ways of summing one quantity is wanted.
  public enum Basis: Sendable {
    /// Undiscounted, in the money of the day.
    case nominal
    /// Discounted, in prices of one day.
    case discounted
  }

  /// The measure of the whole run of a quantity and its holder, if any regime has it.
  public func measure(
    _ quantity: Measure.Quantity, of holder: Measure.Holder = .everyone, _ basis: Basis = .nominal
  ) -> Measure? {
    let found = wholeMeasures(of: quantity).filter { $0.holder == holder }
    let wanted = found.first { measure in
      switch basis {
      case .nominal: !measure.isDiscounted
      case .discounted: measure.isDiscounted
      }
    }
    return wanted ?? found.first
  }

  /// Whose figures of a quantity there are over the whole run, in the usual order of telling.
  public func holders(of quantity: Measure.Quantity) -> [Measure.Holder] {
    let found = Set(wholeMeasures(of: quantity).map(\.holder))
    let usual: [Measure.Holder] = [
      .learner, .employer, .accounts, .treasury, .grants(of: "treasury"), .loans(of: "treasury"),
    ]
    let last: [Measure.Holder] = [.society, .support]
    let others = found.subtracting(usual).subtracting(last).sorted { $0.name < $1.name }
    return (usual + others + last).filter(found.contains)
  }

  /// The parts of one breakdown or of two together that any figure has, in the order of their levels.
  public func parts(by breakdowns: [Measure.Breakdown]) -> [Measure.Part] {
    var found: Set<Measure.Part> = []
    for figure in totals.joined() {
      guard let part = figure.measure.part, figure.measure.isOfWholeRun else { continue }
      let names = [part.by] + (part.second.map { [$0.by] } ?? [])
      if names == breakdowns { found.insert(part) }
    }
    return found.sorted {
      (LevelOrder($0.level), LevelOrder($0.second?.level ?? ""))
        < (LevelOrder($1.level), LevelOrder($1.second?.level ?? ""))
    }
  }

  /// The measures of the whole run of a quantity, not broken down, over all regimes.
  private func wholeMeasures(of quantity: Measure.Quantity) -> [Measure] {
    headlines[quantity] ?? []
  }
}

extension Measure {
  /// Whether the measure covers the whole run and not one year of it.
  public var isOfWholeRun: Bool { span == .wholeRun }

  /// Whether the measure is of the whole run and not broken down.
  public var isHeadline: Bool { isOfWholeRun && part == nil }

  /// Whether the sum is discounted by anyone's rate.
  public var isDiscounted: Bool {
    if case .real = valuation { return true }
    return false
  }
}

extension Measure.Holder {
  /// The learner, as a party.
  public static let learner = Measure.Holder.party("learner")
  /// The employer, as a party.
  public static let employer = Measure.Holder.party("employer")
  /// Society, as a party.
  public static let society = Measure.Holder.party("society")
  /// The Treasury, as a party.
  public static let treasury = Measure.Holder.party("treasury")
}

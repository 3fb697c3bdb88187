public import Simulation

extension Comparison {
  /// Which of the ways of summing one quantity is wanted.
  public enum Basis: Sendable {
    /// Undiscounted, in the money of the day.
    case nominal
    /// Discounted, in prices of one day.
    case discounted
  }

  /// The measure of the whole run with a name and a party, if any regime has it.
  public func measure(_ name: String, party: String = "", _ basis: Basis = .nominal) -> Measure? {
    let found = wholeMeasures(named: name).filter { $0.party == party }
    let wanted = found.first { measure in
      switch basis {
      case .nominal: measure.priceBase != "real" && !measure.isDiscounted
      case .discounted: measure.isDiscounted
      }
    }
    return wanted ?? found.first
  }

  /// The parties of a measure of the whole run, in the usual order of telling.
  public func parties(of name: String) -> [String] {
    let found = Set(wholeMeasures(named: name).map(\.party))
    let usual = ["learner", "employer", "levy", "treasury", "treasury-grant", "treasury-loan"]
    let last = ["society", supportParty]
    let others = found.subtracting(usual).subtracting(last).sorted()
    return (usual + others + last).filter(found.contains)
  }

  /// The levels of one break-down of a measure, in order.
  public func levels(of name: String, by breakdown: String) -> [String] {
    var found: Set<String> = []
    for figures in totals {
      for figure in figures where figure.measure.name == name {
        let measure = figure.measure
        if measure.by1 == breakdown, measure.by2.isEmpty, measure.isOfWholeRun {
          found.insert(measure.level1)
        }
      }
    }
    return found.sorted()
  }

  /// The measures of the whole run with a name, not broken down, over all regimes.
  private func wholeMeasures(named name: String) -> [Measure] {
    var found: Set<Measure> = []
    for figures in totals {
      for figure in figures
      where figure.measure.name == name && figure.measure.by1.isEmpty
        && figure.measure.isOfWholeRun
      {
        found.insert(figure.measure)
      }
    }
    return found.sorted()
  }
}

extension Measure {
  /// Whether the measure covers the whole run and not one year of it.
  public var isOfWholeRun: Bool { period == "whole run" }

  /// Whether the sum is discounted by anyone's rate.
  public var isDiscounted: Bool { !discounting.isEmpty && discounting != "undiscounted" }
}

public import FundingValues

/// The rows of a population that a file holds, in the order of the file.
public struct PopulationRows: Sendable {
  /// The numbers of the facts that have a column.
  public let facts: [Int]
  /// The values of each fact, in run-time units, by row.
  public let values: [[Ratio]]
  /// How many people or firms each row stands for; one each if the file does not say.
  public let weights: [Ratio]?
  /// Who each row is, where the file says so in a column `id`.
  public let identities: [String]?
  /// The column that people and their employers have in common, by row.
  public let keys: [String]?

  /// Rows from their columns, all of one length.
  public init(
    facts: [Int], values: [[Ratio]], weights: [Ratio]?, identities: [String]?, keys: [String]?,
    count: Int
  ) {
    self.facts = facts
    self.values = values
    self.weights = weights
    self.identities = identities
    self.keys = keys
    self.count = count
  }

  /// How many rows there are.
  public let count: Int
}

extension FundingPlan {
  /// The plan with the rows of some of its scenario's populations, by their numbers.
  public func with(rows: [Int: PopulationRows]) -> FundingPlan {
    var plan = self
    for (number, rows) in rows where plan.scenario?.populations.indices.contains(number) == true {
      plan.scenario?.populations[number].rows = rows
    }
    return plan
  }

  /// The plan for runs of its regimes as they stand: whoever asks brings them to one cost, if that is wanted.
  public func withoutEqualCost() -> FundingPlan {
    var plan = self
    plan.scenario?.equalCost = nil
    return plan
  }
}

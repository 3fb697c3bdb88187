import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// Who knows of the courses: someone is aware in a year if their score passes the year's threshold.
///
/// The score is ρ·z + √(1−ρ²)·e, with z the normal score of the fact that awareness moves with, e the
/// draw's own and ρ the Pearson correlation of the normal copula with the rank correlation of the text.
/// The threshold is Φ⁻¹(1 − chance), so that the share aware is the chance.
struct Awareness {
  /// Whether everyone is aware of everything.
  let isCertain: Bool
  private let pair: PairModel
  private let scores: [Double]
  /// By class of the chance's table: the threshold, where no campaign raises the chance.
  private let thresholds: [Double]
  /// By class of the correlation's table: the weights of the standing score and of the draw's own.
  private let weights: [(standing: Double, own: Double)]

  /// The awareness of a pair of draws; the standing scores are by person.
  init(_ pair: PairModel, scores: [Double]) {
    self.pair = pair
    self.scores = scores
    isCertain = pair.model.awareness == nil
    let tables = pair.tables
    weights =
      pair.model.awarenessCorrelation.map { table in
        tables.byClass(table) { person, year -> (standing: Double, own: Double) in
          let rank = tables.value(table, person: person, year: year)
          let correlation = normalCorrelation(rank: rank)
          return (correlation, (1 - correlation * correlation).squareRoot())
        }
      } ?? []
    guard let table = pair.model.awareness, pair.model.campaigns.isEmpty else {
      thresholds = []
      return
    }
    thresholds = tables.byClass(table) { person, year in
      Awareness.threshold(tables.value(table, person: person, year: year))
    }
  }

  /// A person's score in the draw, from their own normal number.
  func score(of person: Int, own: Double) -> Double {
    if isCertain { return .infinity }
    guard let table = pair.model.awarenessCorrelation else { return own }
    let weight = weights[pair.tables.classNumber(table, person: person, year: 0)]
    return weight.standing * scores[person] + weight.own * own
  }

  /// What the score must pass in a year.
  func threshold(person: Int, year: Int) -> Double {
    guard let table = pair.model.awareness else { return -.infinity }
    if !thresholds.isEmpty {
      return thresholds[pair.tables.classNumber(table, person: person, year: year)]
    }
    var chance = pair.value(table, person: person, year: year)
    for campaign in pair.model.campaigns where campaign.from <= pair.world.yearStarts[year] {
      chance += pair.value(campaign.raise, person: person, year: year)
    }
    return Awareness.threshold(chance)
  }

  /// The least that a person's score must pass in any year.
  func leastThreshold(person: Int) -> Double {
    pair.world.choiceYears.indices.reduce(.infinity) {
      min($0, threshold(person: person, year: $1))
    }
  }

  private static func threshold(_ chance: Double) -> Double {
    if chance <= 0 { return .infinity }
    return chance >= 1 ? -.infinity : Elementary.inverseNormalCDF(1 - chance)
  }
}

/// Who cannot be aware of anything in a draw, seen from their uniform number without its normal one.
///
/// Φ⁻¹ rises, so that its value at the end of the cell of a uniform number, a millionth added for what it is
/// rounded by, is no less than at the number itself; no number of 53 bits goes past 9.
struct AwarenessScreen {
  private static let cells = 1_024
  private static let ends: [Double] = (1...cells).map { cell in
    cell < cells ? Elementary.inverseNormalCDF(Double(cell) / Double(cells)) + 1e-6 : 40
  }
  private let least: [Double]
  private let awareness: Awareness

  /// The screen of a pair of draws.
  init(_ awareness: Awareness, people: Int) {
    self.awareness = awareness
    least = (0..<people).map { awareness.leastThreshold(person: $0) }
  }

  /// Whether someone with a uniform number may be aware in some year.
  @inline(__always)
  func mayBeAware(_ person: Int, _ uniform: Double) -> Bool {
    let end = AwarenessScreen.ends[Int(uniform * Double(AwarenessScreen.cells))]
    return awareness.score(of: person, own: end) > least[person]
  }
}

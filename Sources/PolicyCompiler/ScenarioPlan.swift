public import FundingRules
public import FundingValues

/// People, firms, offers and reports of one scenario.
public struct ScenarioPlan: Sendable {
  /// The scenario's name.
  public let name: String
  /// Its title, or its name.
  public let title: String
  /// The first day simulated.
  public let from: CivilDate
  /// The last day simulated.
  public let to: CivilDate
  /// The stretch of time after which money is shared out.
  public let step: Period
  /// How many draws are made.
  public let draws: Int
  /// What random numbers are drawn from.
  public let seed: UInt64
  /// How many years of lives are followed, nought if it is not said.
  public let followsYears: Int
  /// The day whose prices figures are given in.
  public let priceDate: CivilDate?
  /// The yearly rate at which prices rise.
  public let priceIndex: Formula?
  /// The populations in their order.
  public internal(set) var populations: [PopulationPlan]
  /// The offers in their order.
  public let offers: [OfferPlan]
  /// Every award of the program.
  public let awards: [AwardPlan]
  /// The figure that regimes are held to, if they are compared at one cost.
  public internal(set) var equalCost: EqualCostPlan?
  /// The reports in their order.
  public let reports: [ReportPlan]
}

/// An award that offers lead towards.
public struct AwardPlan: Sendable {
  /// The award's name.
  public let name: String
  /// Its title.
  public let title: String
  /// The award whose credits count, by its number.
  public let buildsOn: Int?
  /// The credits it needs, those of the award it builds on included.
  public let needs: Ratio
  /// The level its credits must have.
  public let level: Int
}

/// A population of people or of firms.
public struct PopulationPlan: Sendable {
  /// Its own name, or the record's with a position when it has none.
  public let name: String
  /// Whether these are firms instead of people.
  public let isEmployer: Bool
  /// How many are drawn, or nothing where it is left to the data or to what it stands for.
  public let size: Int?
  /// How many people or firms the population stands for.
  public let standingFor: Ratio?
  /// The populations of firms that employ these people, by number.
  public let employedBy: [Int]
  /// The file that holds the rows.
  public let data: String?
  /// What the file holds, once it is read.
  public internal(set) var rows: PopulationRows?
  /// The column that says how many each row stands for.
  public let weightColumn: String?
  /// Who works for an employer, and the column that says for which.
  public let worksFor: (by: String?, condition: Condition?)?
  /// In an order in which each formula needs only earlier facts of the population.
  public let facts: [PopulationFact]
}

/// A fact of a population or an offer and how it comes about.
public struct PopulationFact: Sendable {
  /// Where the value comes from.
  public enum Source: Sendable {
    case formula(Formula)
    /// Drawn once a person; a total is what whole numbers are raked to.
    case varies(UncertainShape, bounds: (low: Ratio, high: Ratio)?, total: Formula?)
    /// A value of a category, each with its weight.
    case choice([(value: Int, weight: Ratio)])
  }
  /// The number of the fact.
  public let fact: Int
  /// Where its values come from.
  public let source: Source
  /// Whether it is held in whole numbers: counts, money in pence, spans of time.
  public let isWhole: Bool
  /// The facts it moves with.
  public let movesWith: [(fact: Int, rankCorrelation: Double)]
}

/// A course or a unit on offer.
public struct OfferPlan: Sendable {
  /// The offer's name.
  public let name: String
  /// The facts of the course.
  public let facts: [PopulationFact]
  /// The days of the year on which it starts, any day if there are none.
  public let intakes: [(day: Int, month: Int)]
  /// Its length in years.
  public let lasts: Formula
  /// How many may start in each period.
  public let places: [(amount: Formula, period: Period)]
  /// Other offers it is bundled with, and the least amount of a fact that a bundle has.
  public let bundle: (with: [Int], minimum: Ratio, fact: Int)?
  /// The award it leads towards, by its number.
  public let towards: Int?
  /// The credits towards an award that must be held already.
  public let follows: (credits: Formula, award: Int)?
  /// The credits after each of which a learner may step off.
  public let breaksAfter: Formula?
  /// Whether the fee is paid month by month instead of at the start.
  public let paidMonthly: Bool
}

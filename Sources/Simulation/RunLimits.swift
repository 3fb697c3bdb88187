import FundingRules
import FundingValues
import PolicyCompiler

/// How large a run may be: what is larger is refused before it begins, with the limit and a cure.
enum RunLimits {
  /// The longest that a run may last and that lives may be followed, in years.
  static let mostYears = 100
  /// The longest that a course may last, in months.
  static let mostMonths = 1_200
  /// The most staff of one employer whose courses are settled one by one.
  static let mostStaff = 10_000
  /// The most people and employers that are simulated.
  static let mostSimulated = 10_000_000
  /// The most people that one employer has.
  static let mostHeadcount = 1_000_000_000
  /// The most people or employers that a population may stand for.
  static let mostStoodFor: Int64 = 9_000_000_000
  /// The most that any figure of a draw may be, in micro-pence or millionths.
  static let mostOfFigure = Int128(Int64.mostHeld) * 1_000_000

  /// What a rate of change multiplies by in a year, which must be above zero.
  static func factor(_ rate: Double, _ what: String) throws(SimulationError) -> Double {
    if rate > -1, rate <= 10_000 { return 1 + rate }
    throw SimulationError(
      "\(what) cannot change by \(Int64(held: rate * 100))% a year: the rate lies above -100% and is at most "
        + "1,000,000%")
  }

  /// Bytes in words, to the nearest gigabyte or megabyte.
  static func words(ofBytes bytes: Double) -> String {
    let giga = bytes / 1_073_741_824
    if giga >= 10 { return grouped(Int64(held: giga.rounded())) + " GB" }
    return grouped(Int64(held: (bytes / 1_048_576).rounded(.up))) + " MB"
  }
}

extension World {
  /// Refuses a scenario that is longer or larger than a run may be.
  static func refuseWhatIsTooLarge(_ scenario: ScenarioPlan) throws(SimulationError) {
    let years = RunLimits.mostYears
    guard scenario.to.year - scenario.from.year <= years else {
      throw SimulationError(
        "the run lasts from \(scenario.from) to \(scenario.to), and a run lasts at most \(years) "
          + "years: end it earlier")
    }
    guard (0...years).contains(scenario.followsYears) else {
      throw SimulationError(
        "`follows lives for \(grouped(Int64(scenario.followsYears))) years`: lives are followed "
          + "for at most \(years) years, and for no less than none")
    }
    for population in scenario.populations {
      if let standing = population.standingFor, standing > Ratio(RunLimits.mostStoodFor) {
        throw SimulationError(
          "population `\(population.name)` stands for more than "
            + "\(grouped(RunLimits.mostStoodFor)), the most that one may")
      }
    }
  }

  /// The length of a course in months, which must be one that a course can have.
  static func months(
    _ years: Ratio, of offer: OfferPlan
  ) throws(SimulationError) -> Int {
    let months = (years * Ratio(12)).roundedHalfUp()
    guard months <= RunLimits.mostMonths else {
      throw SimulationError(
        "offer `\(offer.name)` lasts \(grouped(months)) months, and a course lasts at "
          + "most \(grouped(Int64(RunLimits.mostMonths)))")
    }
    return max(1, Int(months))
  }
}

extension Population {
  /// Refuses more people or employers than can be simulated here, by number and by the memory they take.
  static func refuseTooMany(
    _ count: Int, facts: Int, in population: PopulationPlan
  ) throws(SimulationError) {
    let cure = "let each stand for several, as `population 10,000 … standing for 1,000,000` does"
    guard count <= RunLimits.mostSimulated else {
      throw SimulationError(
        "population `\(population.name)` brings those simulated to \(grouped(Int64(count))), and "
          + "at most \(grouped(Int64(RunLimits.mostSimulated))) are: \(cure)")
    }
    let bytes = Double(count) * Double(600 + 120 * facts)
    let available = availableMemory()
    guard bytes <= available else {
      throw SimulationError(
        "\(grouped(Int64(count))) people and employers take about "
          + "\(RunLimits.words(ofBytes: bytes)), and \(RunLimits.words(ofBytes: available)) may be "
          + "used: \(cure)")
    }
  }
}

extension PairResult {
  /// Refuses so many draws like these where what is kept of each would not fit into memory.
  func refuseTooMany(_ draws: Int) throws(SimulationError) {
    guard let one = self.draws.first else { return }
    let entries = zip(one.values, one.flows).map { 2 * $0.count + $1.count }.reduce(0, +)
    let bytes = Double(entries * 160 + one.ledgers.map(\.count).reduce(0, +) * 260)
    let available = availableMemory()
    guard bytes * Double(draws) > available else { return }
    let most = max(2, Int(Int64(held: available / max(1, bytes))) / 2 * 2)
    throw SimulationError(
      "\(grouped(Int64(draws))) draws take about \(RunLimits.words(ofBytes: bytes * Double(draws))), "
        + "and \(RunLimits.words(ofBytes: available)) may be used: about "
        + "\(grouped(Int64(most))) draws fit")
  }

  /// Refuses results that are no longer exact because something given was too large.
  func refuseTooLarge(_ plan: FundingPlan) throws(SimulationError) {
    let most = Int64.mostHeld / Int64(plan.currency.minorUnits)
    for draw in draws {
      for (regime, values) in draw.values.enumerated() {
        let found = values.filter { $0.value.magnitude > RunLimits.mostOfFigure.magnitude }
          .min { $0.key < $1.key }
        guard let measure = found?.key, !["budget", "left"].contains(measure.name),
          !measure.name.hasPrefix("carried-")
        else { continue }
        let party = measure.party.isEmpty ? "" : " of `\(measure.party)`"
        throw SimulationError(
          "`\(measure.name)`\(party) under `\(plan.regimes[regime].name)` passes "
            + "\(grouped(most)), the most that is reckoned with: an amount "
            + "or a rate that is given is too large")
      }
    }
  }
}

import FundingRules
import FundingValues
import PolicyLanguage

/// What a plan has beside its rules.
struct PlanParts {
  var scenario: ScenarioPlan?
  var behaviour: BehaviourPlan?
  var outcomes: OutcomesPlan?
  var profile: ProfilePlan?
  var claims: [ClaimPlan] = []
  /// The number of the first limit that belongs to a regime.
  var firstLimit = 0

  /// Nothing beside the rules.
  init() {}

  /// How people respond and what study leads to, as seen from a scenario or a profile.
  init(_ lowering: Lowering, readingNamesFrom unit: Int) throws {
    behaviour = try lowering.behaviour(readingNamesFrom: unit)
    firstLimit = lowering.nextLimit
    outcomes = try lowering.outcomes()
  }
}

extension Program {
  /// The text of a scenario.
  func scenario(named name: String) -> ScenarioSyntax? {
    for case .scenario(let scenario) in declarations.map(\.syntax)
    where scenario.name.text == name { return scenario }
    return nil
  }

  /// The text of a profile.
  func profile(named name: String) -> ProfileSyntax? {
    for case .profile(let profile) in declarations.map(\.syntax)
    where profile.name.text == name { return profile }
    return nil
  }

  /// The text of a claim, and the unit it stands in.
  func claim(named name: String) throws -> (ClaimSyntax, Int) {
    for declaration in declarations where declaration.name.text == name {
      if case .claim(let claim) = declaration.syntax { return (claim, declaration.unit) }
    }
    throw PlanError("there is no claim `\(name)`")
  }

  /// The unit of a regime or reform that is named in a text.
  func regimeUnit(_ name: NameSyntax) throws -> Int { try regimeUnit(named: name.text) }

  /// The unit of a regime or reform.
  func regimeUnit(named name: String) throws -> Int {
    guard let unit = unit(named: name, kinds: [.regime, .reform]) else {
      throw PlanError("there is no regime `\(name)`")
    }
    return unit.id
  }

  /// The last day on which a parameter of the program changes.
  var lastDate: CivilDate {
    let dates = declarations.flatMap { declaration -> [CivilDate] in
      guard case .parameter(let parameter) = declaration.syntax else { return [] }
      return parameter.rows.map(\.from.date)
    }
    return dates.max() ?? CivilDate(day: 0)
  }

  /// The unit of a file's header.
  func unit(ofFile file: Int32) throws -> ProgramUnit {
    guard let unit = units.first(where: { $0.file == file && $0.parent == nil }) else {
      throw PlanError("there is no such file")
    }
    return unit
  }
}

extension Lowering {
  /// A lowering of what some units see, with every parameter lowered.
  convenience init(
    _ program: Program, seenFrom roots: [Int], settings: [ParameterSetting] = [],
    until horizon: CivilDate? = nil, on date: CivilDate? = nil
  ) throws {
    self.init(
      program, visible: Lowering.closure(of: program, from: roots, withParents: true),
      settings: settings)
    for setting in settings where parameterNumbers[setting.declaration] == nil {
      throw PlanError("`\(setting.name)` is not among what is read here")
    }
    try lowerParameters()
    if let date { readParameters(on: date, until: horizon ?? date) }
  }

  /// The rules of regimes, in their order.
  func ruleSets(_ names: [String], _ firstLimit: Int) throws -> [RuleSet] {
    try names.map { try ruleSet(of: regimeText(named: $0), firstLimit: firstLimit) }
  }

  /// Lets numbers be worked out from parameters, uncertain ones at their centre.
  func readParameters(on date: CivilDate, until horizon: CivilDate) {
    let values = ParameterValues(
      baseRules, uncertain: uncertain.map(\.centre), until: horizon, factCount: facts.count)
    context = (values, date)
  }
}

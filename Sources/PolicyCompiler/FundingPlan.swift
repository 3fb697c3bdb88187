public import FundingRules
public import FundingValues
public import PolicyLanguage

/// What one command works on: facts numbered once, uncertain quantities, one rule set a regime.
public struct FundingPlan: Sendable {
  /// The facts, numbered alike in every regime.
  public let facts: FactTable
  /// Every uncertain value of every parameter, in the order of declaration.
  public let uncertain: [UncertainQuantity]
  /// The money that the program is written in.
  public let currency: Currency
  /// One rule set a regime; parameters are numbered alike in all of them.
  public internal(set) var regimes: [RuleSet]
  /// The people, offers and reports, if it is a scenario's plan.
  public internal(set) var scenario: ScenarioPlan?
  /// How people and employers respond, if evidence says so.
  public let behaviour: BehaviourPlan?
  /// What study leads to, if evidence says so.
  public let outcomes: OutcomesPlan?
  /// The firm, staff and offers of a profile, if it is a profile's plan.
  public internal(set) var profile: ProfilePlan?
  /// What claims measure, if it is a plan of claims.
  public let claims: [ClaimPlan]

  /// A plan of a scenario, for the regimes it compares unless others are named.
  public init(
    _ program: Program, scenario: String, regimes: [String]? = nil,
    settings: [ParameterSetting] = []
  ) throws(PlanError) {
    self = try planned {
      try FundingPlan(program, scenario, regimes: regimes, settings: settings, claims: [])
    }
  }

  /// A plan of one regime, for quotes.
  public init(
    _ program: Program, regime: String, settings: [ParameterSetting] = []
  ) throws(PlanError) {
    self = try planned {
      let home = try program.regimeUnit(named: regime)
      let lowering = try Lowering(program, seenFrom: [home], settings: settings)
      let text = try lowering.regimeText(named: regime)
      return FundingPlan(lowering, [try lowering.ruleSet(of: text, firstLimit: 0)])
    }
  }

  /// A plan of all that one file sees, without routes.
  ///
  /// Examples that name no route are worked by it. Settings of parameters that the file does not see are
  /// left out.
  public init(
    _ program: Program, policiesOfFile file: Int32, settings: [ParameterSetting] = []
  ) throws(PlanError) {
    self = try planned {
      let unit = try program.unit(ofFile: file)
      let seen = Lowering.closure(of: program, from: [unit.id], withParents: true)
      let lowering = try Lowering(
        program, seenFrom: [unit.id],
        settings: settings.filter { seen.contains(program.declarations[$0.declaration].unit) })
      let text = RegimeText(
        name: unit.name.text, title: unit.name.text, unit: unit.id, units: lowering.visible,
        routes: [])
      return FundingPlan(lowering, [try lowering.ruleSet(of: text, firstLimit: 0)])
    }
  }

  /// A plan of one employer and some staff.
  public init(
    _ program: Program, profile: String, regimes: [String]? = nil,
    settings: [ParameterSetting] = []
  ) throws(PlanError) {
    self = try planned {
      guard let unit = program.unit(named: profile, kinds: [.profile]),
        let syntax = program.profile(named: profile)
      else { throw PlanError("there is no profile `\(profile)`") }
      let names = regimes ?? [syntax.compare.base.text] + syntax.compare.others.map(\.text)
      let homes = try names.map { try program.regimeUnit(named: $0) }
      let lowering = try Lowering(
        program, seenFrom: [unit.id] + homes, settings: settings, on: syntax.on.date)
      var parts = try PlanParts(lowering, readingNamesFrom: unit.id)
      parts.profile = try lowering.profile(syntax, unit.id)
      return FundingPlan(lowering, try lowering.ruleSets(names, parts.firstLimit), parts)
    }
  }

  /// A plan of a claim, under a scenario or arithmetic.
  ///
  /// Under a scenario it has the regime compared with and the claim's own. A reading is counted
  /// from nought; without one the claim stands as first stated.
  public init(
    _ program: Program, claim: String, reading: Int? = nil, settings: [ParameterSetting] = []
  ) throws(PlanError) {
    self = try planned {
      let (syntax, unit) = try program.claim(named: claim)
      let assumed = try Lowering.assumptions(of: syntax, reading, unit, in: program)
      guard let under = syntax.under else {
        let lowering = try Lowering(
          program, seenFrom: [unit], settings: settings + assumed, on: program.lastDate)
        var parts = PlanParts()
        parts.claims = [try lowering.claim(syntax, reading, unit)]
        let text = RegimeText(name: "", title: "", unit: unit, units: [], routes: [])
        return FundingPlan(lowering, [try lowering.ruleSet(of: text, firstLimit: 0)], parts)
      }
      return try FundingPlan(
        program, under.scenario.text, regimes: nil, settings: settings + assumed,
        claims: [(syntax, reading, unit)])
    }
  }

  /// A plan of several claims of one scenario, as first stated.
  ///
  /// It has the regime compared with and every regime that a claim names, in the order of the scenario.
  public init(
    _ program: Program, claims names: [String], of scenario: String,
    settings: [ParameterSetting] = []
  ) throws(PlanError) {
    self = try planned {
      let claims = try names.map { name -> (syntax: ClaimSyntax, reading: Int?, unit: Int) in
        let (syntax, unit) = try program.claim(named: name)
        return (syntax, nil, unit)
      }
      return try FundingPlan(program, scenario, regimes: nil, settings: settings, claims: claims)
    }
  }

  /// The figures that a run of the plan measures beside its own tables: those of its claims, in their order.
  public var metrics: [MetricPlan] {
    claims.compactMap { if case .metric(let metric) = $0.target { metric } else { nil } }
  }

  private init(
    _ program: Program, _ scenario: String, regimes: [String]?, settings: [ParameterSetting],
    claims: [(syntax: ClaimSyntax, reading: Int?, unit: Int)]
  ) throws {
    guard let unit = program.unit(named: scenario, kinds: [.scenario]),
      let syntax = program.scenario(named: scenario)
    else { throw PlanError("there is no scenario `\(scenario)`") }
    var names = regimes ?? [syntax.compare.base.text] + syntax.compare.others.map(\.text)
    let asked = Set(claims.compactMap { $0.syntax.under?.regime.text })
    if !asked.isEmpty {
      names = names.enumerated().filter { $0.offset == 0 || asked.contains($0.element) }.map(
        \.element)
    }
    let homes = try names.map { try program.regimeUnit(named: $0) }
    let lowering = try Lowering(
      program, seenFrom: [unit.id] + homes + claims.map(\.unit), settings: settings,
      until: syntax.runsTo.date, on: syntax.runsFrom.date)
    var parts = try PlanParts(lowering, readingNamesFrom: unit.id)
    parts.scenario = try lowering.scenario(syntax, unit.id)
    lowering.others = [unit.id] + homes
    parts.claims = try claims.map { try lowering.claim($0.syntax, $0.reading, $0.unit) }
    lowering.others = []
    self.init(lowering, try lowering.ruleSets(names, parts.firstLimit), parts)
  }

  /// A plan of what a lowering has numbered.
  init(_ lowering: Lowering, _ rules: [RuleSet], _ parts: PlanParts = PlanParts()) {
    facts = lowering.facts
    uncertain = lowering.uncertain
    currency = lowering.program.currency
    regimes = rules.map { rules in
      var rules = rules
      rules.facts = lowering.facts
      return rules
    }
    scenario = parts.scenario
    behaviour = parts.behaviour
    outcomes = parts.outcomes
    profile = parts.profile
    claims = parts.claims
  }

  /// The numbers of the parameters with a name, alone or with its owner.
  public func parameterNumber(named name: String) -> [Int] {
    guard let rules = regimes.first else { return [] }
    return rules.parameters.indices.filter { index in
      let rule = rules.parameters[index]
      return rule.name == name || rule.owner + "." + rule.name == name
    }
  }

  /// The uncertain quantities at the centres written in them.
  public var centres: [Ratio] { uncertain.map(\.centre) }
}

import FundingRules
import FundingValues
import PolicyLanguage

extension Lowering {
  /// People, offers and reports of a scenario.
  func scenario(_ syntax: ScenarioSyntax, _ unit: Int) throws -> ScenarioPlan {
    let awards = try awards()
    let follows = try syntax.followsLivesFor.map { try number($0, unit).ceiling() } ?? 0
    return ScenarioPlan(
      name: syntax.name.text, title: title(syntax.about, syntax.name),
      from: syntax.runsFrom.date, to: syntax.runsTo.date, step: try period(syntax.by),
      draws: max(0, syntax.draws.whole ?? 0), seed: UInt64(clamping: syntax.seed.value.floor()),
      followsYears: Int(clamping: follows), priceDate: syntax.prices?.of.date,
      priceIndex: try formula(syntax.prices?.risingBy, unit),
      populations: try populations(syntax.populations, unit),
      offers: try offers(syntax.offers, awards, unit), awards: awards,
      equalCost: try equalCost(syntax.compare, unit),
      reports: try syntax.reports.map {
        ReportPlan(metric: try metric($0.metric, unit), clause: lines.clause($0.span))
      })
  }

  /// Every award of the program.
  func awards() throws -> [AwardPlan] {
    let declared = program.declarations.compactMap { declaration -> (Int, AwardSyntax)? in
      guard case .award(let award) = declaration.syntax else { return nil }
      return (declaration.unit, award)
    }
    return try declared.map { unit, award in
      AwardPlan(
        name: award.name.text, title: award.title.value,
        buildsOn: award.buildsOn.flatMap { base in
          declared.firstIndex { $0.1.name.text == base.text }
        },
        needs: try number(award.needs, unit), level: award.level.whole ?? 0)
    }
  }

  private func populations(
    _ populations: [PopulationSyntax], _ unit: Int
  ) throws -> [PopulationPlan] {
    var unnamed: [String: Int] = [:]
    let names = populations.map { population -> String in
      if let name = population.name { return name.text }
      unnamed[population.record.text, default: 0] += 1
      return "\(population.record.text) \(unnamed[population.record.text] ?? 1)"
    }
    return try zip(populations, names).map { population, name in
      PopulationPlan(
        name: name, isEmployer: population.record.text == "employer",
        size: population.size?.whole, standingFor: population.standingFor?.value,
        employedBy: try population.employedBy.map { employer in
          guard let index = names.firstIndex(of: employer.text) else {
            throw PlanError("there is no population `\(employer.text)`", at: employer.span)
          }
          return index
        },
        data: population.data?.value, weightColumn: population.weightedBy?.text,
        worksFor: try population.worksFor.map {
          (by: $0.by?.text, condition: try condition($0.condition, unit))
        },
        facts: try populationFacts(population.facts, unit))
    }
  }

  /// Facts of a population or an offer, each formula after what it needs.
  func populationFacts(_ facts: [FactSyntax], _ unit: Int) throws -> [PopulationFact] {
    let lowered = try facts.map { try populationFact($0, unit) }
    return sorted(lowered, by: \.fact) { fact in
      switch fact.source {
      case .formula(let formula): self.needs(of: formula)
      case .varies(_, _, let total): total.map { self.needs(of: $0) } ?? []
      case .choice: []
      }
    }
  }

  private func populationFact(_ syntax: FactSyntax, _ unit: Int) throws -> PopulationFact {
    let number = try fact(syntax.path, unit)
    let type = try reference(syntax.path, unit).valueType
    let isWhole =
      switch type.kind {
      case .whole, .span, .amount, .date: true
      default: false
      }
    return PopulationFact(
      fact: number, source: try source(of: syntax, type, unit), isWhole: isWhole,
      movesWith: try syntax.moves.map {
        (
          fact: try fact($0.with, unit),
          rankCorrelation: try self.number($0.correlation, unit).double
        )
      })
  }

  private func source(
    of syntax: FactSyntax, _ type: ValueType, _ unit: Int
  ) throws -> PopulationFact.Source {
    var category: String?
    if case .category(let name) = type.kind { category = name }
    switch syntax.source {
    case .value(let value): return .formula(try formula(value, unit, expecting: category))
    case .varies(let shape) where shape.family.text == "choice":
      return .choice(
        try shape.settings.map { setting in
          let value = try code(of: setting.name, type, category)
          return (value: value, weight: try number(setting.value, unit))
        })
    case .varies(let shape):
      return .varies(
        try self.shape(shape, unit).shape, bounds: try bounds(of: shape, unit),
        total: try formula(shape.total, unit))
    }
  }

  private func code(of name: NameSyntax, _ type: ValueType, _ category: String?) throws -> Int {
    if type.kind == .truth { return name.text == "yes" ? 1 : 0 }
    guard let category, let code = program.values(of: category)?.firstIndex(of: name.text) else {
      throw PlanError("`\(name.text)` is not one of the values here", at: name.span)
    }
    return code
  }

  private func equalCost(_ compare: CompareSyntax, _ unit: Int) throws -> EqualCostPlan? {
    guard let equal = compare.equalCost else { return nil }
    return EqualCostPlan(
      path: lines.text(equal.path.span), subject: try subject(equal.path, unit),
      amount: try formula(equal.amount, unit, expecting: nil),
      parameters: try equal.adjusting.map { name in
        try parameter(try found(name, unit, where: \.isParameter), at: name.span)
      })
  }
}

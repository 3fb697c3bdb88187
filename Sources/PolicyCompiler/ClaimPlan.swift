public import FundingRules
public import FundingValues
import PolicyLanguage

/// A published figure and what it is compared with.
public struct ClaimPlan: Sendable {
  /// What is compared with the published figure.
  public enum Target: Sendable {
    case metric(MetricPlan)
    case arithmetic(Formula)
  }
  /// An assumption that might reproduce the figure, and between what.
  public struct Need: Sendable {
    /// The parameter, with its owner.
    public let name: String
    /// The least value tried.
    public let low: Ratio
    /// The greatest value tried.
    public let high: Ratio
    /// What the parameter holds.
    public let kind: FactTable.Kind
    let declaration: Int

    /// The assumption at one value.
    public func setting(_ value: Ratio) -> ParameterSetting {
      ParameterSetting(
        name: name, text: PlanText.number(value), declaration: declaration,
        value: .formula(Formula(value)))
    }
  }
  /// What a claim is for, beside being judged.
  public enum Purpose: Sendable {
    /// Its name with its owner, the row as written or nothing for all, and the number of the declaration.
    case calibrates(name: String, row: String?, declaration: Int)
    case heldBack
  }
  /// The claim's name.
  public let name: String
  /// Its title, or its name.
  public let title: String
  /// The title of the source, and the place in it.
  public let source: String
  /// The place in the source.
  public let place: String?
  /// The regime and the scenario, or nothing for arithmetic.
  public let under: (regime: String, scenario: String)?
  /// The day on which arithmetic reads its parameters: the last on which any changes.
  public let on: CivilDate
  /// What is compared, in the reading asked for.
  public let target: Target
  /// The published figure.
  public let value: Ratio
  /// How far off still counts.
  public let within: Ratio
  /// What the published figure is: money, a share, a count or a number.
  public let kind: FactTable.Kind
  /// Whether it calibrates a parameter or is held back from that.
  public let purpose: Purpose?
  /// The titles of all readings, in their order.
  public let readings: [String]
  /// The assumptions that might reproduce the figure.
  public let needs: [Need]
  /// The verdict that the file expects, and why.
  public let verdict: (name: String, reason: String?)?
  /// The place in the policy text.
  public let clause: Clause
}

extension Lowering {
  /// A claim as first stated or in one of its readings.
  func claim(_ syntax: ClaimSyntax, _ reading: Int?, _ unit: Int) throws -> ClaimPlan {
    let title = program.source(syntax.publishedIn.text, from: unit)?.title.value
    return ClaimPlan(
      name: syntax.name.text, title: self.title(syntax.about, syntax.name),
      source: title ?? syntax.publishedIn.text,
      place: syntax.place?.value,
      under: syntax.under.map { (regime: $0.regime.text, scenario: $0.scenario.text) },
      on: program.lastDate, target: try target(of: syntax, reading, unit),
      value: try number(syntax.value, unit),
      within: try number(syntax.within, unit), kind: try kind(of: syntax, unit),
      purpose: try syntax.purpose.map { try purpose($0, unit) },
      readings: syntax.readings.map(\.title.value),
      needs: try syntax.needs.map { try need($0, unit) },
      verdict: syntax.verdict.map { (name: $0.name.text, reason: $0.reason?.value) },
      clause: lines.clause(syntax.span))
  }

  private func target(
    of syntax: ClaimSyntax, _ reading: Int?, _ unit: Int
  ) throws -> ClaimPlan.Target {
    if let reading, syntax.readings.indices.contains(reading),
      let measured = syntax.readings[reading].measures.first
    {
      return .metric(try metric(measured, unit))
    }
    switch syntax.target {
    case .metric(let measured): return .metric(try metric(measured, unit))
    case .expression(let expression):
      return .arithmetic(try formula(expression, unit, expecting: nil))
    }
  }

  private func kind(of syntax: ClaimSyntax, _ unit: Int) throws -> FactTable.Kind {
    if case .metric(let metric) = syntax.target { return try self.metric(metric, unit).kind }
    return Lowering.kind(of: try type(syntax.value, unit))
  }

  private func purpose(_ syntax: ClaimSyntax.Purpose, _ unit: Int) throws -> ClaimPlan.Purpose {
    guard case .calibrates(let path, let row) = syntax else { return .heldBack }
    guard case .parameter(let found) = try reference(path, unit) else {
      throw PlanError("`\(path.text)` is not a parameter", at: path.span)
    }
    return .calibrates(
      name: program.units[found.unit].name.text + "." + found.name.text, row: row?.value,
      declaration: found.id)
  }

  private func need(_ syntax: ClaimSyntax.Need, _ unit: Int) throws -> ClaimPlan.Need {
    guard case .parameter(let found) = try reference(syntax.path, unit) else {
      throw PlanError("`\(syntax.path.text)` is not a parameter", at: syntax.path.span)
    }
    return ClaimPlan.Need(
      name: program.units[found.unit].name.text + "." + found.name.text,
      low: try number(syntax.low, unit), high: try number(syntax.high, unit),
      kind: Lowering.kind(of: try reference(syntax.path, unit).valueType), declaration: found.id)
  }

  /// The settings that a reading of a claim assumes.
  static func assumptions(
    of syntax: ClaimSyntax, _ reading: Int?, _ unit: Int, in program: Program
  ) throws -> [ParameterSetting] {
    guard let reading else { return [] }
    guard syntax.readings.indices.contains(reading) else {
      throw PlanError("`\(syntax.name.text)` has no such reading", at: syntax.span)
    }
    let lowering = Lowering(program, visible: [])
    if let under = syntax.under {
      let scenario = program.unit(named: under.scenario.text, kinds: [.scenario])
      lowering.others = [scenario?.id].compactMap { $0 } + [try program.regimeUnit(under.regime)]
    }
    return try syntax.readings[reading].assumes.map { path, value in
      guard case .parameter(let found) = try lowering.reference(path, unit) else {
        throw PlanError("`\(path.text)` is not a parameter", at: path.span)
      }
      return try ParameterSetting(found, from: nil, value: value, unit: unit, lowering: lowering)
    }
  }
}

import FundingRules
import FundingValues
import PolicyLanguage

/// A regime as its text and the reforms upon it have it, before it is lowered.
struct RegimeText {
  /// Who pays one cost, the instruments by their declarations.
  struct Stack {
    let syntax: StackingSyntax
    let unit: Int
    var instruments: [Int]
  }

  /// A route with the unit its names are seen from.
  struct RouteText {
    let syntax: RouteSyntax
    let unit: Int
    var from: CivilDate?
    var to: CivilDate?
    var byApplication: Bool
    var stacks: [Stack]
    var also: [Int]
  }

  /// A value of a parameter changed by a reform.
  struct ValueChange {
    let parameter: Declaration
    let unit: Int
    let key: KeySyntax?
    let value: ValueSyntax
    let starting: CivilDate
    let until: CivilDate?
    let basis: BasisSyntax?
    let span: SourceSpan
  }

  /// One thing that takes the place of another from a day.
  struct Replacement {
    let old: Int
    let new: Int
    let from: CivilDate
  }

  var name: String
  var title: String
  var unit: Int
  /// The units whose rules it holds.
  var units: Set<Int>
  var routes: [RouteText]
  var removed: Set<Int> = []
  var changes: [ValueChange] = []
  var replacements: [Replacement] = []
  /// Clauses that instruments gain or lose, by their declarations, with the units they are read in.
  var clauses: [(instrument: Int, change: ClauseChangeSyntax, unit: Int)] = []
}

extension Lowering {
  /// The units seen from some, those that they use in turn included.
  static func closure(of program: Program, from roots: [Int], withParents: Bool) -> Set<Int> {
    var byName: [String: [Int]] = [:]
    for unit in program.units where !unit.name.text.isEmpty {
      byName[unit.name.text, default: []].append(unit.id)
    }
    var seen = Set(roots)
    var edge = roots
    while let id = edge.popLast() {
      let unit = program.units[id]
      var next = unit.uses.flatMap { byName[$0.text] ?? [] }
      if withParents, let parent = unit.parent { next.append(parent) }
      for other in next where seen.insert(other).inserted { edge.append(other) }
    }
    return seen.union(program.units.filter { $0.kind == .vocabulary }.map(\.id))
  }

  /// A regime by its name, with the amendments of a reform made.
  func regimeText(named name: String, depth: Int = 0) throws -> RegimeText {
    guard depth < 32 else { throw PlanError("reforms of `\(name)` form a circle") }
    for declaration in program.declarations where declaration.name.text == name {
      switch declaration.syntax {
      case .regime(let regime): return try text(of: regime)
      case .reform(let reform):
        var base = try regimeText(named: reform.base.text, depth: depth + 1)
        try amend(&base, by: reform)
        return base
      default: continue
      }
    }
    throw PlanError("there is no regime `\(name)`")
  }

  private func text(of regime: RegimeSyntax) throws -> RegimeText {
    guard let unit = program.unit(named: regime.name.text, kinds: [.regime]) else {
      throw PlanError("there is no regime `\(regime.name.text)`", at: regime.span)
    }
    var units = Lowering.closure(of: program, from: [unit.id], withParents: false)
    if let parent = unit.parent { units.insert(parent) }
    let span = DateSpan(from: regime.about.from?.date, to: regime.about.to?.date)
    var routes: [RegimeText.RouteText] = []
    for route in regime.routes {
      routes.append(
        try text(of: route, unit.id, span, byApplication: regime.about.byApplication))
    }
    for number in routes.flatMap({ $0.stacks.flatMap(\.instruments) + $0.also }) {
      let home = program.declarations[number].unit
      units.formUnion(Lowering.closure(of: program, from: [home], withParents: false))
    }
    return RegimeText(
      name: regime.name.text, title: title(regime.about, regime.name), unit: unit.id,
      units: units, routes: routes)
  }

  /// A route with its instruments found.
  func text(
    of route: RouteSyntax, _ unit: Int, _ span: DateSpan, byApplication: Bool
  ) throws -> RegimeText.RouteText {
    let stacks = try route.stackings.map { stack in
      RegimeText.Stack(
        syntax: stack, unit: unit,
        instruments: try stack.instruments.map { try found($0, unit, where: \.isInstrument).id })
    }
    return RegimeText.RouteText(
      syntax: route, unit: unit, from: route.about.from?.date ?? span.from,
      to: route.about.to?.date ?? span.to,
      byApplication: route.about.byApplication || byApplication, stacks: stacks,
      also: try route.also.map { try found($0, unit, where: \.isInstrument).id })
  }
}

import FundingRules
import FundingValues
import PolicyLanguage

extension Lowering {
  /// One route of a regime.
  func route(_ text: RegimeText.RouteText) throws -> Route {
    let syntax = text.syntax
    return Route(
      name: syntax.name.text, title: title(syntax.about, syntax.name),
      code: program.routeNames.firstIndex(of: syntax.name.text) ?? 0,
      needsEmployer: syntax.needs != nil, applies: DateSpan(from: text.from, to: text.to),
      openWhen: try condition(syntax.openWhen, text.unit),
      stacks: try text.stacks.map { try stack($0) },
      also: try text.also.map { try instrument($0, at: syntax.name) },
      clause: lines.clause(syntax.span))
  }

  private func stack(_ stack: RegimeText.Stack) throws -> Route.Stack {
    Route.Stack(
      cost: try fact(stack.syntax.cost, stack.unit), costName: stack.syntax.cost.text,
      instruments: try stack.instruments.map {
        try instrument($0, at: program.declarations[$0].name)
      },
      rests: try stack.syntax.rests.map { rest in
        Route.Rest(
          party: try party(rest.payer), condition: try condition(rest.condition, stack.unit),
          recoveries: try rest.recovers.map { try recovery($0, stack.unit) })
      }, eachApplication: stack.syntax.eachApplication)
  }

  private func instrument(_ declaration: Int, at name: NameSyntax) throws -> Int {
    guard let number = numbers.instruments[declaration] else {
      let missing = program.declarations[declaration].name.text
      throw PlanError("`\(missing)` is not in this regime", at: name.span)
    }
    return number
  }
}

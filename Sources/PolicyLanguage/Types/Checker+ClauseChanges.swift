extension Checker {
  /// Checks the clauses that a reform adds to an instrument, or takes out of it.
  mutating func check(_ change: ClauseChangeSyntax, of target: ProgramUnit) {
    guard let declaration = amended(change.instrument, of: target),
      case .instrument(let instrument) = declaration.syntax
    else { return }
    isUsed[declaration.id] = true
    let owner = instrument.owner(of: change)
    if change.shapesOne, owner == nil { return reportOwner(change, instrument) }
    if change.isTaken {
      for (clause, span) in missing(change, owner, instrument) {
        report(
          "P0703", "`\(instrument.name.text)` has no clause `\(clause)`",
          at: Label(span, "nothing to take out"),
          with: [Label(instrument.name.span, "looked for here")],
          help: "quote the whole clause as it stands there")
      }
      return
    }
    for gives in change.gives { check(gives) }
    switch owner {
    case .payment(let index)?:
      let pays = instrument.pays[index]
      let because = Label(pays.cost.span, "money")
      check(
        change.shaping, pays.base == .towards ? .money : .share, of: "`\(pays.cost.text)`",
        because: because)
      for leaves in change.leaves { check(leaves, because: because) }
    case .gift?: check(change.shaping, .money, of: "what is given", because: nil)
    case nil: break
    }
  }

  /// Requires that an instrument which a reform adds to a route as a gift gives something.
  mutating func requireGift(_ name: NameSyntax, _ id: Int) {
    guard case .instrument(let instrument) = program.declarations[id].syntax,
      instrument.gives.isEmpty
    else { return }
    report(
      "P0703", "`\(name.text)` gives nothing", at: Label(name.span, "pays, but does not give"),
      help: "`put` it into the stacking of a cost")
  }

  /// The instrument that a change names: of the file amended, or else as the reform sees it.
  private mutating func amended(_ name: NameSyntax, of target: ProgramUnit) -> Declaration? {
    if let found = program.find(name.text, inUnitNamed: target.name.text),
      found.syntax.isInstrument
    {
      return found
    }
    guard isRegime(target) else {
      reportNotThere(name, of: target, "grant or loan")
      return nil
    }
    return resolve(name, as: "a grant or loan", where: \.isInstrument).map {
      program.declarations[$0]
    }
  }

  private mutating func reportOwner(
    _ change: ClauseChangeSyntax, _ instrument: InstrumentSyntax
  ) {
    if let cost = change.cost {
      report(
        "P0703", "`\(instrument.name.text)` pays nothing of `\(cost.text)`",
        at: Label(cost.span, "nothing to change"))
      return
    }
    let costs = instrument.pays.map { "`for \($0.cost.text)`" }.joined(separator: " or ")
    report(
      "P0703", "`\(instrument.name.text)` has more than one payment or gift",
      at: Label(change.instrument.span, "which is meant?"),
      help: costs.isEmpty ? nil : "say \(costs) after the name")
  }

  /// The clauses of a change that the instrument does not have, as written.
  private func missing(
    _ change: ClauseChangeSyntax, _ owner: ClauseOwner?, _ instrument: InstrumentSyntax
  ) -> [(String, SourceSpan)] {
    var shaping = ShapingSyntax()
    var left: [String] = []
    switch owner {
    case .payment(let index)?:
      shaping = instrument.pays[index].shaping
      left = instrument.pays[index].leaves.map(\.canonical)
    case .gift(let index)?: shaping = instrument.gives[index].shaping
    case nil: break
    }
    var spans: [SourceSpan] = []
    let excepts = shaping.excepts.map(\.canonical)
    spans += change.shaping.excepts.filter { !excepts.contains($0.canonical) }.map(\.span)
    let pluses = shaping.pluses.map(\.canonical)
    spans += change.shaping.pluses.filter { !pluses.contains($0.canonical) }.map(\.span)
    let limits = shaping.limits.map(\.canonical)
    spans += change.shaping.limits.filter { !limits.contains($0.canonical) }.map(\.span)
    spans += change.leaves.filter { !left.contains($0.canonical) }.map(\.span)
    let gifts = instrument.gives.map(\.canonical)
    spans += change.gives.filter { !gifts.contains($0.canonical) }.map(\.span)
    return spans.map { (text($0), $0) }
  }
}

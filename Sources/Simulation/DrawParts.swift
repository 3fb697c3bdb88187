package import PolicyCompiler

/// One draw of a scenario taken apart, so that each part can be timed alone.
package struct DrawParts: Sendable {
  private let prepared: PreparedRun

  /// Makes ready what every draw shares.
  /// - Throws: `SimulationError` if the scenario cannot be run.
  package init(_ plan: FundingPlan, seed: UInt64) throws(SimulationError) {
    prepared = try PreparedRun(plan, seed: seed)
    _ = try LifeRules(prepared.world, regime: 0, values: prepared.world.centralValues[0])
  }

  /// How many learners there are.
  package var learners: Int { prepared.world.population.people.count }

  /// How many employers there are, counted once for each regime.
  package var employers: Int { prepared.world.population.firms.count * prepared.regimes.count }

  /// Makes the occasions of a draw and lets everyone choose under every regime; how many enrol.
  package func choices(draw: Int) -> Int64 {
    let parts = Parts(prepared, draw)
    return Int64(runs(parts, parts.maker.occasions()).reduce(0) { $0 + $1.enrolments.count })
  }

  /// Follows every learner's life under the first regime; the pence of pay in all.
  package func lives(draw: Int) -> Int64 {
    let parts = Parts(prepared, draw)
    return prepared.world.population.people.indices.reduce(0) { sum, person in
      var pays = PayPaths()
      return parts.lives.path(of: person, &pays).base.reduce(sum) { $0 &+ $1.pay }
    }
  }

  /// Keeps employers' accounts through the run under every regime; the number of accounts' years.
  package func accounts(draw: Int) -> Int64 {
    runs(Parts(prepared, draw), OccasionBook()).reduce(0) { sum, run in
      run.accounts.totals.values.reduce(sum) { $0 + Int64($1.count) }
    }
  }

  private func runs(_ parts: Parts, _ book: OccasionBook) -> [RegimeRun] {
    prepared.regimes.map { regime in
      let run = RegimeRun(
        prepared, regime: regime, parts.pair, draw: parts.draw,
        outcomes: RouteOutcomes(prepared, regime: regime), book: book,
        opening: RegimeOpening(prepared, regime: regime, parts.pair))
      run.run()
      return run
    }
  }
}

/// What the parts of one draw share.
private struct Parts {
  let draw: UInt32
  let pair: PairModel
  let maker: OccasionMaker
  let lives: LifeMaker

  init(_ prepared: PreparedRun, _ draw: Int) {
    self.draw = UInt32(draw)
    let tables = PairTables(
      prepared.world, prepared.model.tables, numbers: prepared.classNumbers)
    guard
      let pair = try? PairModel(
        prepared.world, prepared.model, pair: draw / 2, quantities: prepared.quantities,
        tables: tables),
      let rules = try? LifeRules(prepared.world, regime: 0, values: pair.values[0])
    else {
      preconditionFailure("taxes and plans that can be worked out at the centre can be in a draw")
    }
    self.pair = pair
    maker = OccasionMaker(
      prepared, pair, draw: self.draw, Expectations(pair, rules: rules, scores: prepared.scores))
    lives = LifeMaker(pair, rules: rules, streams: prepared.streams, draw: self.draw)
  }
}

package import PolicyCompiler

/// One draw of a scenario taken apart, so that each part can be timed alone.
package struct DrawParts: Sendable {
  private let stage: Stage

  /// Makes ready what every draw shares.
  /// - Throws: `SimulationError` if the scenario cannot be run.
  package init(_ plan: FundingPlan, seed: UInt64) throws(SimulationError) {
    stage = try Stage(plan, seed: seed)
    _ = try LifeRules(stage.world, regime: 0, values: stage.world.centralValues[0])
  }

  /// How many learners there are.
  package var learners: Int { stage.world.population.people.count }

  /// How many employers there are, counted once for each regime.
  package var employers: Int { stage.world.population.firms.count * stage.statics.count }

  /// Makes the occasions of a draw and lets everyone choose under every regime; how many enrol.
  package func choices(draw: Int) -> Int64 {
    let parts = Parts(stage, draw)
    return Int64(runs(parts, parts.maker.occasions()).reduce(0) { $0 + $1.enrolments.count })
  }

  /// Follows every learner's life under the first regime; the pence of pay in all.
  package func lives(draw: Int) -> Int64 {
    let parts = Parts(stage, draw)
    return stage.world.population.people.indices.reduce(0) { sum, person in
      parts.lives.path(of: person).base.reduce(sum) { $0 &+ $1.pay }
    }
  }

  /// Keeps employers' accounts through the run under every regime; the number of accounts' years.
  package func accounts(draw: Int) -> Int64 {
    runs(Parts(stage, draw), OccasionBook()).reduce(0) { sum, run in
      run.accounts.totals.values.reduce(sum) { $0 + Int64($1.count) }
    }
  }

  private func runs(_ parts: Parts, _ book: OccasionBook) -> [RegimeRun] {
    stage.statics.map { statics in
      let outcomes = RouteOutcomes(
        stage.world, regime: statics.regime, reads: statics.reads, numbers: stage.classNumbers)
      let run = RegimeRun(
        stage.world, statics, pair: parts.pair, streams: stage.streams, draw: parts.draw,
        outcomes: outcomes, book: book,
        opening: RegimeOpening(stage.world, statics, pair: parts.pair))
      run.run()
      return run
    }
  }
}

/// What the parts of one draw share.
private struct Parts {
  let draw: UInt32
  let pair: PairModel
  let gain: PerceivedGain
  let maker: OccasionMaker
  let lives: LifeMaker

  init(_ stage: Stage, _ draw: Int) {
    self.draw = UInt32(draw)
    let tables = PairTables(stage.world, stage.model.tables, numbers: stage.classNumbers)
    pair = PairModel(
      stage.world, stage.model, pair: draw / 2, quantities: stage.quantities, tables: tables)
    guard let rules = try? LifeRules(stage.world, regime: 0, values: pair.values[0]) else {
      preconditionFailure("taxes and plans that can be worked out at the centre can be in a draw")
    }
    gain = PerceivedGain(pair, rules: rules)
    maker = OccasionMaker(
      pair: pair, streams: stage.streams, draw: self.draw, gain: gain, hasGifts: stage.hasGifts,
      scores: stage.scores)
    lives = LifeMaker(pair, rules: rules, streams: stage.streams, draw: self.draw)
  }
}

public import FundingValues

/// A value that is used past the last year for which its policy cites any.
public struct CarriedValue: Sendable, Hashable {
  /// The parameter's name.
  public let parameter: String
  /// The policy that declares it, and the last day from which that cites a value.
  public let policy: String
  /// The last day from which its policy cites a value.
  public let cited: CivilDate
  /// The first day of the value that is carried on.
  public let from: CivilDate
}

extension [CarriedValue] {
  /// The policies whose values they are, each with the last day that it cites: `student-loans of 2026-04-06`.
  public var policies: String {
    var words: [String] = []
    for value in self {
      let policy = "\(value.policy) of \(value.cited)"
      if !words.contains(policy) { words.append(policy) }
    }
    return words.joined(separator: ", ")
  }
}

extension RuleSet {
  /// The values that some formulas read on a day and that are carried on: those in force on a day in a later
  /// year than any for which their policy cites a value.
  public func carriedOn(_ formulas: [Formula], _ here: Circumstances) -> [CarriedValue] {
    let rows = Set(formulas.flatMap(\.parameters)).sorted().compactMap { number in
      (try? here.values.place(of: number, on: here.date, frame: here.frame)).map {
        (parameter: number, row: $0.row)
      }
    }
    return carriedOn(rows: rows, on: here.date)
  }

  /// Those of some rows of parameters that are carried on, each parameter's day once.
  public func carriedOn(
    rows: [(parameter: Int, row: Int)], on date: CivilDate, lastCited: [String: CivilDate]? = nil
  ) -> [CarriedValue] {
    let cited = lastCited ?? self.lastCited
    var result: [CarriedValue] = []
    for (number, row) in rows {
      let parameter = parameters[number]
      guard let used = parameter.rows[row].steps.last(where: { $0.from <= date }),
        let day = cited[parameter.owner], isCarried(used, lastCited: day, on: date)
      else { continue }
      let value = CarriedValue(
        parameter: parameter.name, policy: parameter.owner, cited: day, from: used.from)
      if !result.contains(value) { result.append(value) }
    }
    return result
  }

  /// Whether the value in force on a day is used past the last year for which its policy cites any.
  public func isCarried(
    _ used: ParameterRule.Step, lastCited cited: CivilDate?, on date: CivilDate
  ) -> Bool {
    guard let cited, !used.value.isReckoned else { return false }
    return taxYear.start(holding: date) > taxYear.start(holding: cited)
  }

  /// The last day from which each policy cites a value of its own.
  public var lastCited: [String: CivilDate] {
    var last: [String: CivilDate] = [:]
    for parameter in parameters {
      for row in parameter.rows {
        for step in row.steps {
          guard case .cited = step.basis else { continue }
          last[parameter.owner] = max(last[parameter.owner] ?? step.from, step.from)
        }
      }
    }
    return last
  }
}

extension Tax {
  /// What its figures are worked out by.
  public var formulas: [Formula] {
    let reduction = freeReduction.map { [$0.by, $0.forEach, $0.above] } ?? []
    return [freeUpTo].compactMap { $0 } + reduction + bands.flatMap { [$0.rate, $0.upTo] }
      + [restRate]
  }
}

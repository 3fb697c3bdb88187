public import FundingValues

/// A value that is used past the last year for which its policy cites any.
public struct CarriedValue: Sendable, Hashable {
  /// The parameter's name.
  public let parameter: String
  /// The first day of the value that is carried on.
  public let from: CivilDate
}

extension RuleSet {
  /// The values that some formulas read on a day and that are carried on: the last that is written, on a
  /// day in a later year than any for which their policy cites a value.
  public func carriedOn(_ formulas: [Formula], _ here: Circumstances) -> [CarriedValue] {
    var result: [CarriedValue] = []
    for number in Set(formulas.flatMap(\.parameters)).sorted() {
      let parameter = parameters[number]
      guard let cited = lastCited(by: parameter.owner),
        taxYear.start(holding: here.date) > taxYear.start(holding: cited),
        let place = try? here.values.place(of: number, on: here.date, frame: here.frame),
        let last = parameter.rows[place.row].steps.last, last.from <= here.date,
        !last.value.isReckoned
      else { continue }
      result.append(CarriedValue(parameter: parameter.name, from: last.from))
    }
    return result
  }

  /// The last day from which a policy cites a value of its own.
  private func lastCited(by owner: String) -> CivilDate? {
    var last: CivilDate?
    for parameter in parameters where parameter.owner == owner {
      for step in parameter.rows.flatMap(\.steps) {
        guard case .cited = step.basis else { continue }
        last = max(last ?? step.from, step.from)
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

public import FundingValues

/// The equal monthly parts in which the costs of a course fall due: `paid monthly over its length`.
public struct Instalments: Sendable {
  /// How many months the course lasts, and so how many parts there are.
  public let count: Int
  /// The course's first day, on which the first part falls due.
  public let first: CivilDate

  /// So many parts from a course's first day.
  public init(count: Int, first: CivilDate) {
    self.count = max(1, count)
    self.first = first
  }

  /// The day on which a part falls due, counted from nought.
  public func due(_ number: Int) -> CivilDate { first.adding(months: number) }

  /// A part of an amount in pence; all of them sum to it.
  public func part(_ pence: Int64, _ number: Int) -> Int64 {
    let (count, number) = (Int128(count), Int128(number))
    let whole = Int128(pence)
    return Int64(whole * (number + 1) / count - whole * number / count)
  }
}

extension RouteSettlement {
  /// Settles every cost of a route part by part: each by the same stack on its own day, at the rates
  /// of the course's start, from what is there on that day.
  ///
  /// What a clause says of a whole course (its limit, what counts at most, an amount towards it) holds
  /// of each part in proportion. A part that an account cannot pay falls to the stack's later lines
  /// for that part alone, which is inferred from the rules and not stated in them.
  func settle(
    _ stacks: [Route.Stack], _ eligible: [Int], in parts: Instalments, into quote: inout RouteQuote
  ) throws(Missing) {
    var worker = self
    for number in 0..<parts.count {
      standing.fallDue(on: parts.due(number))
      var used: [Int: Ratio] = [:]
      var drawn: [MoneySource: Int64] = [:]
      var place = 0
      for stack in stacks {
        guard let cost = here.frame[stack.cost] else {
          if number == 0 { quote.notGiven.append(stack.costName) }
          continue
        }
        let total = max(0, cost.roundedHalfUp())
        let pence = parts.part(total, number)
        worker.share = total == 0 ? .one : Ratio(Int128(pence), over: Int128(total))
        let part = try worker.settle(stack, Ratio(pence), eligible, &used, &drawn)
        if number == 0 {
          quote.costs.append(
            CostSettlement(
              cost: stack.cost, costName: part.costName, total: total, lines: part.lines))
        } else {
          quote.costs[place].take(part.lines)
        }
        place += 1
      }
      standing.book(used: used, drawn: drawn)
    }
  }
}

extension CostSettlement {
  /// Adds the lines of a later part, each to that of the same instrument and payer.
  mutating func take(_ later: [PaymentLine]) {
    for line in later {
      guard
        let same = lines.firstIndex(where: {
          $0.instrument == line.instrument && $0.kind == line.kind && $0.party == line.party
            && $0.source == line.source
        })
      else {
        lines.append(line)
        continue
      }
      lines[same].amount += line.amount
      lines[same].limitedBy = PaymentLine.joined(lines[same].limitedBy, line.limitedBy)
    }
  }
}

extension PaymentLine {
  /// What held down several parts of a line: what held any of them, or `owed` if that held them all.
  fileprivate static func joined(_ first: LimitedBy?, _ second: LimitedBy?) -> LimitedBy? {
    if first == second { return first }
    let held = [first, second].compactMap { $0 }.filter { $0 != .owed }
    return held.first
  }
}

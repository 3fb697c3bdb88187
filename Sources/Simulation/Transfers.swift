import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

// An employer agrees to pass on account money with the chance that evidence gives it, once for a draw. What
// is asked of it is shared by those who agree: each course draws on one after another in the order of their
// lots, as far as their allowances and accounts go.

extension RegimeRun {
  /// The employers that pass on money of their accounts in this draw, in the order of their lots.
  func agreeing() -> [Int] {
    guard !passedOn.isEmpty, let chance = pair.model.transfers else { return [] }
    let firms = world.population.firms
    let willing = firms.indices.filter { firm in
      streams.transfers.uniform(draw: draw, identity: firms[firm].identity)
        < pair.value(chance.table, chance.formula, firm: firm, rules, values)
    }
    func lot(_ firm: Int) -> UInt64 {
      streams.transfers.bits(draw: draw, identity: firms[firm].identity, address: 1)
    }
    return willing.sorted { (lot($0), firms[$0].identity) < (lot($1), firms[$1].identity) }
  }

  /// The pence that others would pass on to a person's course, by the period in which they fall due: what
  /// they would pass on today less what is promised of each period.
  func bookedTransfers(
    _ account: Int, person: Int, _ dues: Instalments, less taken: [StepResource: Int128]
  ) -> [(start: CivilDate, left: Int64)] {
    let there = passable(account, person: person, on: dues.first)
    let weight = max(1, Int128(world.population.people[person].weight))
    var result: [(start: CivilDate, left: Int64)] = []
    for due in dues.dues {
      guard let start = accounts.transferWindow(account, on: due.day),
        result.last?.start != start
      else { continue }
      let promised =
        accounts.promisedOn(account, due: due.day)
        + (taken[.passedOn(account: account, start: start)] ?? 0)
      let left = max(0, there - promised)
      result.append((start, Int64(clamping: left / weight)))
    }
    return result
  }

  /// Micro-pence that others than a person's employer would pass on from an account on a day.
  func passable(_ account: Int, person: Int, on day: CivilDate) -> Int128 {
    let firm = world.population.people[person].firm
    return accounts.passable(account, except: firm >= 0 ? firm : nil, on: day)
  }

  /// Takes up to so many pence for a person's course from others' accounts, and says how much there was.
  func passOn(_ account: Int, _ pence: Int64, person: Int, on day: CivilDate) -> Int64 {
    let someone = world.population.people[person]
    let weight = max(1, Int128(someone.weight))
    let there = passable(account, person: person, on: day) / weight
    let paid = min(pence, Int64(clamping: there))
    _ = accounts.passOn(
      account, Int128(paid) * Int128(someone.weight),
      except: someone.firm >= 0 ? someone.firm : nil,
      on: day)
    return paid
  }

  /// Pence that a course by a route draws on others' accounts, by the account and the period.
  func drawnOnOthers(
    _ outcome: RouteOutcome, _ dues: Instalments
  ) -> [(account: Int, start: CivilDate, pence: Int128)] {
    guard !passedOn.isEmpty else { return [] }
    var sums: [(account: Int, start: CivilDate, pence: Int128)] = []
    for line in outcome.costs.flatMap(\.lines) {
      guard case .accountOfAnother(let account)? = line.source else { continue }
      for (number, due) in dues.dues.enumerated() {
        guard let start = accounts.transferWindow(account, on: due.day) else { continue }
        let pence = Int128(line.pence(ofInstalment: number))
        if let place = sums.firstIndex(where: { ($0.account, $0.start) == (account, start) }) {
          sums[place].pence += pence
        } else {
          sums.append((account, start, pence))
        }
      }
    }
    return sums
  }
}

extension RuleSet {
  /// The accounts from which instruments of its routes draw as another employer's.
  var accountsPassedOn: [Int] {
    let used = Set(routes.flatMap(\.named)).sorted()
    var accounts: [Int] = []
    for number in used {
      if case .accountOfAnother(let account) = instruments[number].source,
        !accounts.contains(account)
      {
        accounts.append(account)
      }
    }
    return accounts
  }
}

extension PairModel {
  /// What a figure of behaviour is for an employer: that of one of its staff, or by its own facts where
  /// nobody of it is simulated; kept between 0 and 1.
  func value(
    _ table: Int, _ formula: Formula, firm: Int, _ rules: RuleSet, _ values: ParameterValues
  ) -> Double {
    if let someone = world.population.firms[firm].someone {
      return min(1, max(0, value(table, person: someone)))
    }
    var here = Circumstances(
      frame: Frame(count: world.plan.facts.count), values: values, date: world.scenario.from)
    world.population.fillFirm(&here.frame, firm)
    here.derive(rules.derived)
    return min(1, max(0, (try? here.value(of: formula))?.double ?? 0))
  }
}

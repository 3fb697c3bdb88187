import Randomness
import Simulation
import TestSupport
import Testing

@Suite("Law 2: no fund pays more than it holds, and no cap is passed")
struct FundLawTests {
  @Test("in every draw and period")
  func funds() throws {
    let result = try SmallRun.result.get()
    var short = 0
    for regime in result.regimes {
      let parties = Set(regime.values.keys.filter { $0.name == "budget" }.map(\.party))
      for party in parties {
        let budgets = regime.yearly("budget", party: party)
        let paid = regime.yearly("paid-out", party: party)
        let left = regime.yearly("left", party: party)
        let came = regime.yearly("carried-in", party: party)
        let went = regime.yearly("carried-out", party: party)
        for (year, budget) in budgets {
          for draw in 0..<result.draws {
            let spent = paid[year]?[draw] ?? 0
            let held = budget[draw] + (came[year]?[draw] ?? 0) - (went[year]?[draw] ?? 0)
            #expect(spent >= 0 && spent <= held, "\(party) of \(regime.name) in \(year)")
            #expect(left[year]?[draw] == held - spent)
            if held > 0, held - spent < 680_000_000_000 { short += 1 }
          }
        }
      }
    }
    #expect(short > 10, "few funds run short, so the law was hardly tried")
  }

  @Test("a fund's budget is its own whether anybody asks or not")
  func budgets() throws {
    let result = try SmallRun.result.get()
    let expected: [(regime: String, fund: String, pounds: Int128)] = [
      ("england-2027", "level-4-commission", 60_000),
      ("half-and-half", "half-and-half-pot", 45_000),
      ("aligned", "apprenticeship-budget", 1_250_000),
    ]
    for each in expected {
      let years = try result.regime(each.regime).yearly("budget", party: each.fund)
      #expect(years.count >= 3)
      #expect(years.values.allSatisfy { $0.allSatisfy { $0 == each.pounds * 100_000_000 } })
    }
  }

  @Test("what instruments paid in a year, by the ledger, is within the fund's budget")
  func ledger() throws {
    let result = try SmallRun.result.get()
    for (name, instrument, fund) in [
      ("half-and-half", "half-of-fee", "half-and-half-pot"),
      ("devolved-fund", "level-4-5-grant", "level-4-5-pot"),
    ] {
      let regime = try result.regime(name)
      var paid: [Int: [Int128]] = [:]
      for entry in regime.ledger where entry.instrument == instrument {
        paid[LedgerDay(entry.date).financialYear, default: [0, 0]][entry.draw] +=
          Int128(entry.pence) * Int128(entry.weightMillionths)
      }
      #expect(paid.count >= 3)
      let budgets = regime.yearly("budget", party: fund)
      let carried = regime.yearly("carried-in", party: fund)
      for (year, sums) in paid {
        let label = "\(year)-\((year + 1) % 100)"
        guard let budget = budgets[label] else { continue }
        for draw in 0..<result.draws {
          let held = budget[draw] + (carried[label]?[draw] ?? 0)
          #expect(sums[draw] <= held, "\(fund) in \(label)")
        }
      }
    }
  }

  /// The firm of every employee there could be, by the identities that the model promises.
  private static let firms: [UInt64: String] = {
    let populations = [
      ("micro-firms", 490, 9), ("small-firms", 150, 49), ("medium-firms", 50, 249),
      ("large-firms", 10, 1_200), ("adjacent-small-firms", 250, 49),
      ("adjacent-medium-firms", 50, 249),
    ]
    var result: [UInt64: String] = [:]
    for (name, count, headcount) in populations {
      for firm in 0..<UInt64(count) {
        let parent = identity(population: name, index: firm)
        for place in 0..<UInt64(headcount) {
          result[identity(child: place, of: parent)] = "\(name) \(firm)"
        }
      }
    }
    return result
  }()

  @Test("what an instrument pays for an employer in a financial year is within its cap")
  func employerCap() throws {
    let plan = try Example.smallPlan(
      regimes: ["half-and-half"], ["employer-cap=£5,000", "shared-pot=£400,000"])
    let regime = try run(plan, ledger: true).regimes[0]
    var paid: [String: Int64] = [:]
    for entry in regime.ledger where entry.instrument == "half-of-fee" {
      let firm = try #require(FundLawTests.firms[entry.person], "a person without a known firm")
      paid["draw \(entry.draw), \(firm), \(LedgerDay(entry.date).financialYear)", default: 0] +=
        entry.pence
    }
    #expect(firstFault(among: paid) { $1 <= 500_000 ? nil : "\($0): \($1)" } == nil)
    #expect(paid.values.filter { $0 > 499_900 }.count > 3, "the cap hardly binds")
  }

  @Test("loans for one person are within the entitlement for life")
  func entitlement() throws {
    let plan = try Example.smallPlan(
      regimes: ["england-2027"],
      ["entitlement=£2,500", "employer-awareness=0%", "taste-for-study=4"])
    let regime = try run(plan, ledger: true).regimes[0]
    var lent: [String: Int64] = [:]
    for entry in regime.ledger where entry.instrument == "tuition-loan" {
      lent["draw \(entry.draw), person \(entry.person)", default: 0] += entry.pence
    }
    #expect(firstFault(among: lent) { $1 <= 250_000 ? nil : "\($0): \($1)" } == nil)
    #expect(lent.values.filter { $0 == 250_000 }.count > 3, "the entitlement hardly binds")
  }
}

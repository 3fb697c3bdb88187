import Simulation
import TestSupport
import Testing

@Suite("Law 8: money is neither made nor lost")
struct FlowLawTests {
  /// A sum of one kind for a party: nominal and undiscounted, or real at society's rate.
  private func sum(_ regime: RegimeResult, _ name: String, _ party: String, real: Bool) -> [Int128]
  {
    regime.values.first { measure, _ in
      measure.name == name && measure.party == party && measure.by1.isEmpty
        && measure.priceBase == (real ? "real" : "nominal")
        && measure.discounting == (real ? "society" : "undiscounted")
    }?.value ?? [0, 0]
  }

  @Test(
    "society gains what the parties gain, less signalling and displacement",
    arguments: [true, false])
  func society(real: Bool) throws {
    let result = try SmallRun.result.get()
    for regime in result.regimes {
      let parties = Set(regime.values.keys.filter { $0.name == "gain" }.map(\.party))
      #expect(parties.isSuperset(of: ["learner", "employer", "provider", "society", "treasury"]))
      for draw in 0..<result.draws {
        let signalling = sum(regime, "signalling", "society", real: real)[draw]
        let displacement = sum(regime, "displacement", "society", real: real)[draw]
        #expect(signalling != 0 && displacement != 0)
        var total: Int128 = 0
        for party in parties where party != "society" {
          total += sum(regime, "gain", party, real: real)[draw]
        }
        #expect(
          sum(regime, "gain", "society", real: real)[draw] == total - signalling - displacement)
      }
    }
  }

  @Test("what each party gains is what flows to it less what flows from it")
  func matrix() throws {
    let result = try SmallRun.result.get()
    for regime in result.regimes {
      for draw in 0..<result.draws {
        var net: [String: Int128] = [:]
        for (cell, amounts) in regime.flows {
          net[cell.payee, default: 0] += amounts[draw]
          net[cell.payer, default: 0] -= amounts[draw]
        }
        #expect(net.values.reduce(0, +) == 0)
        for (party, amount) in net where party != "economy" {
          #expect(sum(regime, "gain", party, real: false)[draw] == amount, "\(party)")
        }
      }
    }
  }

  @Test("the flows are those of the ledger, added again")
  func ledger() throws {
    let result = try SmallRun.result.get()
    let from = LedgerDay(result.from)
    for regime in result.regimes {
      var cells: [FlowCell: [Int128]] = [:]
      for entry in regime.ledger {
        let cell = FlowCell(
          payer: entry.payer, payee: entry.payee, year: max(from.year, LedgerDay(entry.date).year))
        cells[cell, default: Array(repeating: 0, count: result.draws)][entry.draw] +=
          Int128(entry.pence) * Int128(entry.weightMillionths)
      }
      let fault = firstFault(among: Set(cells.keys).union(regime.flows.keys)) { cell in
        let nothing = Array(repeating: Int128(0), count: result.draws)
        let holds = (cells[cell] ?? nothing) == (regime.flows[cell] ?? nothing)
        return holds ? nil : "\(cell) of \(regime.name)"
      }
      #expect(fault == nil)
    }
  }

  @Test("what the tables say was paid is what the ledger says providers had")
  func tables() throws {
    let result = try SmallRun.result.get()
    for regime in result.regimes {
      for draw in 0..<result.draws {
        let provided = regime.ledger.reduce(Int128(0)) { sum, entry in
          entry.draw == draw && entry.payee == "provider"
            ? sum + Int128(entry.pence) * Int128(entry.weightMillionths) : sum
        }
        let paid = regime.values.reduce(Int128(0)) { sum, item in
          item.key.name == "paid" && item.key.period == "whole run" ? sum + item.value[draw] : sum
        }
        #expect(provided == paid && provided > 0, "\(regime.name)")
      }
    }
  }

  @Test("starts are the enrolments of the ledger, by their weights")
  func starts() throws {
    let result = try SmallRun.result.get()
    for regime in result.regimes {
      for draw in 0..<result.draws {
        let years = regime.yearly("starts").values.reduce(Int128(0)) { $0 + $1[draw] }
        let whole = regime.whole("starts")[draw]
        let routes = regime.values.reduce(Int128(0)) { sum, item in
          item.key.name == "starts" && item.key.by1 == "route" ? sum + item.value[draw] : sum
        }
        #expect(whole == years && whole == routes && whole > 0)
      }
    }
  }
}

import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Simulation
import TestSupport

/// A run of one person, one firm and one course, read from its ledger.
struct MeaningRun {
  private let result: SimulationResult
  private let regime: RegimeResult
  private let from: CivilDate

  /// Runs a case as a scenario of one person.
  init(_ given: MeaningCase, asking figure: MeaningFigure, isMonthly: Bool = false) throws {
    var given = given
    if !given.files.contains(where: { $0.path.hasSuffix(".scenario") }) {
      given = try given.withScenario(isOfFirm: figure.isOfFirm, isMonthly: isMonthly)
    }
    from = day(given.day)
    let program = try given.program()
    let name = program.units.first { $0.kind == .scenario }?.name.text ?? ""
    do {
      let plan = try FundingPlan(program, scenario: name)
      var execution = Execution(workers: 1)
      execution.keepsLedger = true
      result = try simulate(
        plan, draws: plan.scenario?.draws ?? 2, seed: plan.scenario?.seed ?? 1, execution: execution
      )
    } catch let error as SimulationError {
      throw MeaningRefusal(description: error.message)
    } catch let error as PlanError {
      throw MeaningRefusal(description: error.message)
    }
    regime = result.regimes[0]
  }

  /// What the first draw says of a figure.
  func words(_ figure: MeaningFigure) throws -> String {
    let (owner, property) = figure.parts
    if owner == "draws" { return String(result.draws) }
    if owner == "seed" { return String(result.seed) }
    let ledger = regime.ledger.filter { $0.draw == 0 }
    let paid = ledger.filter { $0.payee == "provider" }
    if owner.hasPrefix("route ") {
      return paid.contains { "route " + $0.route == owner } ? "open" : "closed"
    }
    let entries: [LedgerEntry]
    switch figure.verb {
    case "pays":
      entries = paid.filter {
        $0.instrument == owner || ($0.instrument.isEmpty && $0.payer == owner)
      }
    case "gives":
      entries = ledger.filter {
        $0.payee != "provider" && $0.payee != "economy"
          && ($0.instrument == owner || $0.payer == owner)
      }
    case "charges", "repays":
      let name = figure.verb == "repays" ? "repayment" : owner
      entries = ledger.filter { $0.instrument == name && lies($0, in: figure.year ?? 1) }
    case "recovers": entries = ledger.filter { $0.instrument == "recovery" }
    default:
      if property == "given" {
        entries = ledger.filter { $0.instrument == owner && $0.payee != "provider" }
      } else {
        return meaningWords(pence: measure(property, of: owner, in: figure.year))
      }
    }
    return meaningWords(pence: entries.reduce(0) { $0 + $1.pence })
  }

  /// Whether a flow lies in a tax year, the first being that of the case's day.
  private func lies(_ entry: LedgerEntry, in year: Int) -> Bool {
    let start = Period.taxYear.start(holding: from).adding(months: 12 * (year - 1))
    return entry.date >= start && entry.date < start.adding(months: 12)
  }

  /// A measure in pence, of the whole run or of a year; as its party discounts it, if it does.
  private func measure(_ name: String, of party: String, in year: Int?) -> Int64 {
    let first = Period.taxYear.start(holding: from).year + (year ?? 1) - 1
    let period = year == nil ? "whole run" : "\(first)-\((first + 1) % 100)"
    let found = regime.values.filter { measure, _ in
      measure.name == name && measure.party == party && measure.period == period
        && measure.by1.isEmpty
    }
    let value = [party, "undiscounted", "loan-discount-rate", ""].lazy.compactMap { discounting in
      found.first { $0.key.discounting == discounting }?.value.first
    }.first
    return Int64((value ?? 0) / 1_000_000)
  }
}

extension MeaningCase {
  /// The case with a scenario of one person who studies once.
  ///
  /// Somebody chooses on one day of each year, for the next start: the year before the case's day
  /// leads to a start on that day and to no other. What a firm is charged is that of the day's tax
  /// year.
  func withScenario(isOfFirm: Bool, isMonthly: Bool) throws -> MeaningCase {
    let program = try program()
    let all = allFacts(program).filter { fact in
      let parts = fact.name.split(separator: " ")[0].split(separator: ".").map(String.init)
      let isFact = program.records[parts[0]]?[parts[1]] != nil
      return isFact || program.records[parts[0]] == nil
    }
    func lines(_ isFor: (String) -> Bool) -> String {
      all.filter { isFor($0.name) }.map { "        \($0.name) is \($0.value)\n" }.joined()
    }
    let from = OneMeaningTests.day(day)
    let year = Period.taxYear.start(holding: from)
    let span =
      isOfFirm
      ? (from: year, to: year.adding(months: 12).adding(days: -1))
      : (from: from.adding(months: -12).adding(days: 1), to: from)
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    // What another employer passes on takes another employer.
    let isPassedOn = files.contains { $0.text.contains(" of another employer") }
    let parts = day.split(separator: "-").compactMap { Int($0) }
    let firm =
      hasEmployer
      ? """

          population \(isPassedOn && !isOfFirm ? "2 firms" : "1 firm") of employer
      \(lines { !$0.hasPrefix("learner.") && !$0.hasPrefix("course.") })
      """ : ""
    let text = """
      scenario one-person
          runs from \(span.from) to \(span.to) by month
          draws 2
          seed 1
          uses minds
          follows lives for \(follows + 1) years
      \(firm)
          population 1 person of learner
      \(hasEmployer ? "        works for employer\n" : "")\(lines { $0.hasPrefix("learner.") })
          offer course
      \(lines { $0.hasPrefix("course.") })
              starts each \(parts[2]) \(months[parts[1] - 1])
              lasts \(self.months) months
      \(isMonthly ? "        paid monthly over its length\n" : "")
          compare \(regime)

      """
    return changed(files: files + [.init(path: "one.scenario", text: text)])
  }
}

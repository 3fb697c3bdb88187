public import FundingRules
public import FundingValues
import PolicyCompiler

extension FactTable {
  /// A value as an author would write it, by what it holds.
  public func text(of value: Ratio, as kind: Kind, in currency: Currency = .sterling) -> String {
    switch kind {
    case .money: return money(value, currency)
    case .moneyPerYear: return money(value, currency) + " per year"
    case .share: return (value * Ratio(100)).decimal(places: 6) + "%"
    case .sharePerYear: return (value * Ratio(100)).decimal(places: 6) + "% per year"
    case .count, .number, .other: return value.decimal(places: 6)
    case .credits: return value.decimal(places: 6) + " credits"
    case .hours: return value.decimal(places: 6) + " hours"
    case .days: return value.decimal(places: 3) + " days"
    case .years: return years(value)
    case .date: return "\(CivilDate(day: Int32(clamping: value.floor())))"
    case .truth: return value == .zero ? "no" : "yes"
    case .category(let name):
      let values = categories[name] ?? []
      let index = Int(clamping: value.floor())
      return values.indices.contains(index) ? values[index] : value.decimal(places: 0)
    }
  }

  /// The value of a fact as an author would write it.
  public func text(of value: Ratio, fact: Int, in currency: Currency = .sterling) -> String {
    text(of: value, as: kinds.indices.contains(fact) ? kinds[fact] : .other, in: currency)
  }

  private func money(_ value: Ratio, _ currency: Currency) -> String {
    let whole = value.roundedHalfUp()
    return value.isWhole || whole != 0 ? currency.text(whole) : currency.text(value)
  }

  private func years(_ value: Ratio) -> String {
    if value.isWhole { return value.decimal(places: 0) + (value == .one ? " year" : " years") }
    let months = value * Ratio(12)
    return months.isWhole
      ? months.decimal(places: 0) + " months" : value.decimal(places: 3) + " years"
  }
}

extension RuleSet {
  /// A test that failed, in words: the fact, what it is and what is needed.
  public func words(_ failure: FailedTest, in currency: Currency = .sterling) -> String {
    guard let fact = failure.fact, let value = failure.value else {
      let days = failure.applies.map { ", " + words($0) } ?? ""
      return failure.clause.text.isEmpty
        ? "outside the days on which it applies\(days)"
        : "outside the days on which `\(failure.clause.text)` applies\(days)"
    }
    let subject = "\(facts.names[fact]) is \(facts.text(of: value, fact: fact, in: currency))"
    guard failure.rulesOut else {
      return subject + ", but `\(failure.clause.text)` is needed (\(failure.clause.place))"
    }
    let beside = failure.beside.compactMap { other in
      guard let fact = other.fact, let value = other.value else { return nil as String? }
      return "\(facts.names[fact]) is \(facts.text(of: value, fact: fact, in: currency))"
    }
    return subject + (beside.isEmpty ? "" : " where " + beside.joined(separator: " and "))
      + ", and `\(failure.clause.text)` rules it out (\(failure.clause.place))"
  }

  /// The days of a span: `from 2025-08-01 to 2026-07-31`.
  public func words(_ span: DateSpan) -> String {
    [span.from.map { "from \($0)" }, span.to.map { "to \($0)" }].compactMap { $0 }
      .joined(separator: " ")
  }

  /// Why a route is closed, in words, one line a reason.
  public func words(_ closure: Closure, in currency: Currency = .sterling) -> [String] {
    switch closure {
    case .failed(let failures), .nothingEligible(let failures):
      return failures.map { words($0, in: currency) }
    case .noEmployer: return ["the route needs an employer, and there is none"]
    case .notInForce: return ["outside the days on which the route applies"]
    case .notAsked(let party):
      let name = parties.indices.contains(party) ? parties[party].name : "somebody"
      return ["money would fall to \(name), who is not asked on this route"]
    }
  }

  /// What a line pays and why, in words.
  public func words(_ line: PaymentLine, in currency: Currency = .sterling) -> String {
    let amount = currency.text(line.amount)
    guard let number = line.instrument else {
      return "\(parties[line.party].name) pays \(amount): \(line.because)"
    }
    var text = "\(instruments[number].name) pays \(amount)"
    if let limit = line.limitedBy { text += ", held down by \(RuleSet.words(limit))" }
    text += ": \(line.because)"
    if let place = line.clause?.place, !place.isEmpty { text += " (\(place))" }
    return text
  }

  /// What held a payment down, in words.
  public static func words(_ limit: LimitedBy) -> String {
    switch limit {
    case .cap: "a limit"
    case .balance: "what the account holds"
    case .budget: "what the fund has left"
    case .quantity: "a limit on quantity"
    case .owed: "what is owed"
    case .least: "the least that is paid"
    }
  }
}

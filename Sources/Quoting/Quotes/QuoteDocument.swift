package import FundingRules
package import FundingValues
import PolicyCompiler

/// A quote as data, and what the text of a quote is written from.
package struct QuoteDocument: Encodable {
  package struct Line: Encodable {
    package let instrument: String?
    package let payer: String
    package let kind: String
    package let amount: Int64
    package let limited_by: String?
    package let clause: String?
    package let sources: [String]
    package let because: String
    /// The values behind it, which `because` holds too.
    package let values: [String]

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(instrument, forKey: .instrument)
      try container.encode(payer, forKey: .payer)
      try container.encode(kind, forKey: .kind)
      try container.encode(amount, forKey: .amount)
      try container.encode(limited_by, forKey: .limited_by)
      try container.encode(clause, forKey: .clause)
      try container.encode(sources, forKey: .sources)
      try container.encode(because, forKey: .because)
    }

    private enum CodingKeys: String, CodingKey {
      case instrument, payer, kind, amount, limited_by, clause, sources, because
    }
  }
  package struct Cost: Encodable {
    package let cost: String
    package let total: Int64
    package let lines: [Line]
    package let pays: [String: Int64]
  }
  package struct Receipt: Encodable {
    package let instrument: String
    package let payer: String
    package let to: String
    package let kind: String
    package let amount: Int64
    package let times: Int
    package let limited_by: String?
    package let clause: String?
    package let sources: [String]
    package let because: String
    package let values: [String]

    private enum CodingKeys: String, CodingKey {
      case instrument, payer, to, kind, amount, times, limited_by, clause, sources, because
    }
  }
  package struct Closure: Encodable {
    package let clause: String?
    package let fact: String?
    package let value: String?
    package let needs: String?
    package let text: String
  }
  package struct Route: Encodable {
    package let route: String
    package let title: String
    package let open: Bool
    package let closed_because: [Closure]
    package let costs: [Cost]
    /// Costs of the route that the case does not give, if there are any.
    package let not_given: [String]?
    package let receipts: [Receipt]
  }
  /// What a levy asks of the employer in the year that holds the day, whatever is studied.
  package struct Levy: Encodable {
    package struct Credit: Encodable {
      package let account: String
      package let amount: Int64
      package let because: String
      /// The day on which what enters on the quote's day lapses, if it does.
      package let lapses_on: String?
    }
    package let levy: String
    package let title: String
    package let year_from: String
    package let charge: Int64
    package let parts: Int
    package let part: Int64
    /// Each part where pay is uneven.
    package let uneven: [Int64]?
    package let because: String
    package let paid_in: Credit?
  }
  /// A file of rules that was read, with the SHA-256 of its bytes in hexadecimal.
  package struct Policy: Encodable, Sendable {
    package let path: String
    package let hash: String

    /// A file with its hash.
    package init(path: String, hash: String) {
      self.path = path
      self.hash = hash
    }
  }
  package let schema = "cofund-quote/1"
  package let regime: String
  package let on: String
  /// In how many monthly parts costs fall due, if not whole on the first day.
  package let instalments: Int?
  package let currency: String
  package let policies: [Policy]
  package let basis: BasisCounts
  package let routes: [Route]
  /// The levies whose facts are all given, if there are any; a row of a table has none.
  package let levies: [Levy]?
  /// What is given and nothing asked reads, if there is any.
  package let not_read: [String]?
  /// The values read that are used past the last year for which their policy cites any, if there are any.
  package let carried_on: [CarriedOn]?

  /// The policies of those values, each with the last day that it cites, in words.
  package let carriedPolicies: String

  /// A value that is carried on.
  package struct CarriedOn: Encodable {
    package let parameter: String
    package let policy: String
    /// The first day of the value.
    package let from: String
  }

  private enum CodingKeys: String, CodingKey {
    case schema, regime, on, instalments, currency, policies, basis, routes, levies, not_read
    case carried_on
  }
}

/// Makes the document of a case.
package struct QuoteWriter {
  package let work: QuoteCase
  package let foundations: Foundations
  private let notRead: [String]
  private var read: Set<Foundations.Value> = []

  /// A writer of one case, with the names of what is given and counts for nothing.
  package init(_ work: QuoteCase, notRead: [String] = []) {
    self.work = work
    self.notRead = notRead
    foundations = Foundations(rules: work.rules)
  }

  /// The document of every route's quote.
  package mutating func document(
    _ quotes: [RouteQuote], currency: String, inputs: [QuoteDocument.Policy]
  ) -> QuoteDocument {
    let routes = quotes.map { route($0) }
    let places = Set(work.rules.places.map { $0.prefix { $0 != ":" } })
    let carried = carriedOn
    return QuoteDocument(
      regime: work.rules.name, on: work.date.description,
      instalments: work.terms.instalments(from: work.date)?.dues.count, currency: currency,
      policies: inputs.filter { places.contains($0.path[...]) },
      basis: foundations.tally(of: read, on: work.date), routes: routes,
      levies: levies.isEmpty ? nil : levies, not_read: notRead.isEmpty ? nil : notRead,
      carried_on: carried.isEmpty
        ? nil
        : carried.map { .init(parameter: $0.parameter, policy: $0.policy, from: "\($0.from)") },
      carriedPolicies: carried.policies)
  }

  /// The values read that are carried on.
  private var carriedOn: [CarriedValue] {
    let rows = read.map { (parameter: $0.parameter, row: $0.row) }
      .sorted { ($0.parameter, $0.row) < ($1.parameter, $1.row) }
    return work.rules.carriedOn(rows: rows, on: work.date)
  }

  /// What levies ask of the employer, as far as the facts for that are given.
  private var levies: [QuoteDocument.Levy] {
    work.levyYears.map { year in
      QuoteDocument.Levy(
        levy: year.levy, title: year.title, year_from: year.from.description, charge: year.charge,
        parts: year.parts, part: year.part, uneven: year.uneven.isEmpty ? nil : year.uneven,
        because: year.because,
        paid_in: year.credit.map {
          .init(
            account: $0.account, amount: $0.pence, because: $0.because,
            lapses_on: $0.lapses?.description)
        })
    }
  }

  private mutating func route(_ quote: RouteQuote) -> QuoteDocument.Route {
    let route = work.rules.routes[quote.route]
    let here = work.here(by: quote.route)
    var costs: [QuoteDocument.Cost] = []
    var receipts: [QuoteDocument.Receipt] = []
    if quote.isOpen {
      for cost in quote.costs { costs.append(self.cost(cost, here)) }
      for receipt in quote.receipts { receipts.append(self.receipt(receipt, here)) }
    }
    return QuoteDocument.Route(
      route: route.name, title: route.title, open: quote.isOpen,
      closed_because: quote.closure.map { closures($0, route, here) } ?? [], costs: costs,
      not_given: quote.isOpen && !quote.notGiven.isEmpty ? quote.notGiven : nil, receipts: receipts)
  }

  private mutating func cost(
    _ cost: CostSettlement, _ here: Circumstances
  ) -> QuoteDocument.Cost {
    var pays = Dictionary(work.rules.payers.map { ($0, Int64(0)) }) { first, _ in first }
    var lines: [QuoteDocument.Line] = []
    for line in cost.lines {
      let payer = work.rules.payer(line.party, line.source, line.kind)
      pays[payer, default: 0] += line.amount
      lines.append(self.line(line, payer, cost.cost, here))
    }
    return QuoteDocument.Cost(cost: cost.costName, total: cost.total, lines: lines, pays: pays)
  }

  private mutating func line(
    _ line: PaymentLine, _ payer: String, _ cost: Int, _ here: Circumstances
  ) -> QuoteDocument.Line {
    let instrument = line.instrument.map { work.rules.instruments[$0] }
    let values =
      instrument.map { foundations.values(.init($0, cost: cost, in: work.rules), here) } ?? []
    read.formUnion(values)
    var because = line.because
    let words = foundations.words(of: values, here, in: work.quotes.currency)
    if let limit = line.limitedBy { because += ", held down by " + RuleSet.words(limit) }
    return QuoteDocument.Line(
      instrument: instrument?.name, payer: payer, kind: line.kind.rawValue, amount: line.amount,
      limited_by: line.limitedBy?.rawValue, clause: line.clause?.place,
      sources: foundations.sources(of: values, on: work.date),
      because: ([because] + words).joined(separator: "; "), values: words)
  }

  private mutating func receipt(
    _ receipt: Receipt, _ here: Circumstances
  ) -> QuoteDocument.Receipt {
    let instrument = work.rules.instruments[receipt.instrument]
    let values = foundations.values(.init(giftsOf: instrument, in: work.rules), here)
    read.formUnion(values)
    let words = foundations.words(of: values, here, in: work.quotes.currency)
    return QuoteDocument.Receipt(
      instrument: instrument.name,
      payer: work.rules.payer(receipt.party, receipt.source, receipt.kind),
      to: work.rules.parties[receipt.to].name, kind: receipt.kind.rawValue,
      amount: receipt.total, times: receipt.times,
      limited_by: receipt.limitedBy?.rawValue, clause: receipt.clause?.place,
      sources: foundations.sources(of: values, on: work.date),
      because: ([receipt.clause?.text ?? ""] + words).joined(separator: "; "), values: words)
  }

  private func closures(
    _ closure: FundingRules.Closure, _ route: FundingRules.Route, _ here: Circumstances
  ) -> [QuoteDocument.Closure] {
    switch closure {
    case .failed(let failures), .nothingEligible(let failures):
      return work.rules.explained(failures, here).map {
        QuoteDocument.Closure($0, work.rules, work.quotes.currency)
      }
    default:
      return work.rules.words(closure, in: work.quotes.currency).map {
        QuoteDocument.Closure(
          clause: route.clause.place, fact: nil, value: nil, needs: nil, text: $0)
      }
    }
  }
}

extension QuoteDocument.Closure {
  /// A test that failed.
  package init(_ failure: FailedTest, _ rules: RuleSet, _ currency: Currency) {
    let fact = failure.fact
    func text(_ value: Ratio) -> String? {
      fact.map { rules.facts.text(of: value, fact: $0, in: currency) }
    }
    let needed = failure.needed.compactMap(text)
    self.init(
      clause: failure.clause.place.isEmpty ? nil : failure.clause.place,
      fact: fact.map { rules.facts.names[$0] }, value: failure.value.flatMap(text),
      needs: needed.isEmpty ? nil : needed.joined(separator: ", "),
      text: rules.words(failure, in: currency))
  }
}

package import FundingRules
import FundingValues
import PolicyCompiler

/// Writes quotes as JSON, one object a line: what `QuoteDocument` says, its keys in order.
package struct QuoteJSONWriter {
  /// The closing reason of a failed test, with what the fact would have had to be.
  private struct Reason {
    let measure: FailedTest.Measure
    let text: [UInt8]
  }
  /// Who may pay a line, in JSON.
  private struct Payer {
    let name: String
    let json: [UInt8]
    /// Its place among those that every cost lists.
    let place: Int?

    init(_ name: String, among payers: [String]) {
      self.name = name
      json = QuoteJSONWriter.json(name)
      place = payers.firstIndex(of: name)
    }
  }
  private let quotes: QuoteRules
  /// Those that every cost lists, in the order of their names.
  private let payers: [Payer]
  private let parties: [Payer]
  private let accounts: [Payer]
  private let instruments: [[UInt8]]
  /// The name and the title of each route.
  private let routeNames: [[UInt8]]
  /// Why each route is closed to a case that has no employer.
  private let withoutEmployer: [[UInt8]]
  private let currency: [UInt8]
  private let regime: [UInt8]
  private var grounds: QuoteGrounds
  private var failures: [FailureWords.Key: Reason] = [:]
  private var routes: [UInt8] = []
  /// The names of what is given and counts for nothing, as a member; empty if there is none.
  private let notRead: [UInt8]

  package init(_ quotes: QuoteRules, notRead names: [String]) {
    let rules = quotes.rules
    self.quotes = quotes
    let given = names.map(QuoteJSONWriter.json).joined(separator: [UInt8(ascii: ",")])
    notRead = names.isEmpty ? [] : Array(",\"not_read\":[".utf8) + given + Array("]".utf8)
    grounds = QuoteGrounds(quotes)
    let names = rules.payers.sorted()
    payers = names.map { Payer($0, among: names) }
    parties = rules.parties.map { Payer($0.name, among: names) }
    accounts = rules.accounts.map { Payer($0.name, among: names) }
    instruments = rules.instruments.map { QuoteJSONWriter.json($0.name) }
    routeNames = rules.routes.map { route in
      var bytes: [UInt8] = []
      bytes.append(json: "route", route.name)
      bytes.append(UInt8(ascii: ","))
      bytes.append(json: "title", route.title)
      return bytes
    }
    withoutEmployer = rules.routes.map { route in
      var bytes: [UInt8] = []
      QuoteJSONWriter.write(.noEmployer, route, quotes, to: &bytes)
      return bytes
    }
    currency = QuoteJSONWriter.json(quotes.currency.code)
    regime = QuoteJSONWriter.json(rules.name)
  }

  private static func json(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(json: text)
    return bytes
  }

  /// Adds the answer of one case and a line feed.
  package mutating func write(
    _ answers: [RouteQuote], _ work: inout QuoteCase, id: ArraySlice<UInt8>,
    shared: [String] = [], to bytes: inout [UInt8]
  ) {
    grounds.begin()
    // The routes come last but say what was read, which comes first.
    var routes = routes
    self.routes = []
    routes.removeAll(keepingCapacity: true)
    for index in answers.indices {
      if index > 0 { routes.append(UInt8(ascii: ",")) }
      write(answers[index], &work, to: &routes)
    }
    let basis = grounds.basis(on: work.date)
    bytes.append(fixed: "{\"basis\":{\"assumed\":")
    bytes.append(whole: Int64(basis.assumed))
    bytes.append(fixed: ",\"cited\":")
    bytes.append(whole: Int64(basis.cited))
    bytes.append(fixed: ",\"illustrative\":")
    bytes.append(whole: Int64(basis.illustrative))
    bytes.append(fixed: ",\"missing\":")
    bytes.append(whole: Int64(basis.missing))
    bytes.append(fixed: "}")
    bytes += grounds.carriedOn(work.date)
    bytes.append(fixed: ",\"currency\":")
    bytes += currency
    bytes.append(fixed: ",\"id\":")
    bytes.append(json: id)
    if let count = work.terms.instalments(from: work.date)?.dues.count {
      bytes.append(fixed: ",\"instalments\":")
      bytes.append(whole: Int64(count))
    }
    bytes += notRead
    bytes.append(fixed: ",\"on\":")
    bytes.append(json: work.date.description)
    bytes.append(fixed: ",\"policies\":[],\"regime\":")
    bytes += regime
    bytes.append(fixed: ",\"routes\":[")
    bytes += routes
    bytes.append(fixed: "],\"schema\":\"cofund-quote/1\"")
    if !shared.isEmpty {
      let names = shared.map(QuoteJSONWriter.json).joined(separator: [UInt8(ascii: ",")])
      bytes.append(fixed: ",\"shared\":[")
      bytes += names
      bytes.append(fixed: "]")
    }
    bytes.append(fixed: "}\n")
    self.routes = routes
  }

  private mutating func write(
    _ answer: RouteQuote, _ work: inout QuoteCase, to bytes: inout [UInt8]
  ) {
    bytes.append(fixed: "{\"closed_because\":[")
    if let closure = answer.closure {
      write(closure, answer.route, &work, to: &bytes)
      bytes.append(fixed: "],\"costs\":[],\"open\":false,\"receipts\":[],")
    } else {
      work.take(answer.route)
      let here = work.here
      bytes.append(fixed: "],\"costs\":[")
      for (index, cost) in answer.costs.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        write(cost, here, to: &bytes)
      }
      if !answer.notGiven.isEmpty {
        bytes.append(fixed: "],\"not_given\":[")
        for (index, cost) in answer.notGiven.enumerated() {
          if index > 0 { bytes.append(UInt8(ascii: ",")) }
          bytes.append(json: cost)
        }
      }
      bytes.append(fixed: "],\"open\":true,\"receipts\":[")
      for (index, receipt) in answer.receipts.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        write(receipt, here, to: &bytes)
      }
      bytes.append(fixed: "],")
    }
    bytes += routeNames[answer.route]
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func write(
    _ closure: Closure, _ route: Int, _ work: inout QuoteCase, to bytes: inout [UInt8]
  ) {
    switch closure {
    case .failed(let found), .nothingEligible(let found):
      var failures = found
      if found.contains(where: isWorkedOut) {
        work.take(route)
        failures = quotes.rules.explained(found, work.here)
      }
      for index in failures.indices {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        write(failures[index], to: &bytes)
      }
    case .noEmployer: bytes += withoutEmployer[route]
    case .notInForce, .notAsked:
      QuoteJSONWriter.write(closure, quotes.rules.routes[route], quotes, to: &bytes)
    }
  }

  /// Adds reasons that no test gives, at the place of the route.
  private static func write(
    _ closure: Closure, _ route: Route, _ quotes: QuoteRules, to bytes: inout [UInt8]
  ) {
    for (index, text) in quotes.rules.words(closure, in: quotes.currency).enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      write(
        .init(clause: route.clause.place, fact: nil, value: nil, needs: nil, text: text),
        to: &bytes)
    }
  }

  /// Whether a failed test is of a fact that is itself worked out by a test.
  private func isWorkedOut(_ failure: FailedTest) -> Bool {
    failure.fact.map { quotes.isTest[$0] } ?? false
  }

  private mutating func write(_ failure: FailedTest, to bytes: inout [UInt8]) {
    let key = FailureWords.Key(failure)
    if let key, let known = failures[key], known.measure == failure.measure {
      bytes += known.text
      return
    }
    var text: [UInt8] = []
    let closure = QuoteDocument.Closure(failure, quotes.rules, quotes.currency)
    QuoteJSONWriter.write(closure, to: &text)
    if let key, failures.count < FailureWords.most {
      failures[key] = Reason(measure: failure.measure, text: text)
    }
    bytes += text
  }

  private static func write(_ closure: QuoteDocument.Closure, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    let texts = [
      ("clause", closure.clause), ("fact", closure.fact), ("needs", closure.needs),
    ]
    for (key, value) in texts {
      guard let value else { continue }
      bytes.append(json: key, value)
      bytes.append(UInt8(ascii: ","))
    }
    bytes.append(json: "text", closure.text)
    if let value = closure.value {
      bytes.append(UInt8(ascii: ","))
      bytes.append(json: "value", value)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func write(
    _ cost: CostSettlement, _ here: Circumstances, to bytes: inout [UInt8]
  ) {
    bytes.append(fixed: "{\"cost\":")
    bytes.append(json: cost.costName)
    bytes.append(fixed: ",\"lines\":[")
    var pays = Array(repeating: Int64(0), count: payers.count)
    // What is paid by those whom not every cost lists.
    var others: [String: Int64] = [:]
    for index in cost.lines.indices {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      let line = cost.lines[index]
      let payer = payer(line.party, line.source, line.kind)
      if let place = payer.place {
        pays[place] += line.amount
      } else {
        others[payer.name, default: 0] += line.amount
      }
      write(line, payer, cost.cost, here, to: &bytes)
    }
    bytes.append(fixed: "],\"pays\":{")
    write(pays, others, to: &bytes)
    bytes.append(fixed: "},\"total\":")
    bytes.append(whole: cost.total)
    bytes.append(UInt8(ascii: "}"))
  }

  /// Adds what each pays, in the order of their names.
  private func write(_ pays: [Int64], _ others: [String: Int64], to bytes: inout [UInt8]) {
    var rest = others.sorted { $0.key < $1.key }[...]
    var isFirst = true
    func add(_ name: [UInt8], _ amount: Int64) {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      bytes += name
      bytes.append(UInt8(ascii: ":"))
      bytes.append(whole: amount)
    }
    for place in payers.indices {
      while let other = rest.first, other.key < payers[place].name {
        add(QuoteJSONWriter.json(other.key), other.value)
        rest.removeFirst()
      }
      add(payers[place].json, pays[place])
    }
    for other in rest { add(QuoteJSONWriter.json(other.key), other.value) }
  }

  private func payer(_ party: Int, _ source: MoneySource?, _ kind: PaymentKind) -> Payer {
    RuleSet.paying(source, kind).map { accounts[$0] } ?? parties[party]
  }

  private mutating func write(
    _ line: PaymentLine, _ payer: Payer, _ cost: Int, _ here: Circumstances,
    to bytes: inout [UInt8]
  ) {
    let ground = line.instrument.map { grounds.number($0, cost: cost, here) }
    bytes.append(fixed: "{\"amount\":")
    bytes.append(whole: line.amount)
    bytes.append(fixed: ",\"because\":\"")
    bytes.append(escaped: line.because)
    if let limit = line.limitedBy {
      bytes.append(fixed: ", held down by ")
      bytes.append(escaped: RuleSet.words(limit))
    }
    if let ground { bytes += grounds[ground].words }
    bytes.append(fixed: "\",\"clause\":")
    bytes.append(jsonOrNull: line.clause?.place)
    bytes.append(fixed: ",\"instrument\":")
    if let instrument = line.instrument {
      bytes += instruments[instrument]
    } else {
      bytes.append(fixed: "null")
    }
    bytes.append(fixed: ",\"kind\":")
    bytes.append(json: line.kind.rawValue)
    bytes.append(fixed: ",\"limited_by\":")
    bytes.append(jsonOrNull: line.limitedBy?.rawValue)
    bytes.append(fixed: ",\"payer\":")
    bytes += payer.json
    bytes.append(fixed: ",\"sources\":[")
    if let ground { bytes += grounds[ground].sources }
    bytes.append(fixed: "]}")
  }

  private mutating func write(
    _ receipt: Receipt, _ here: Circumstances, to bytes: inout [UInt8]
  ) {
    let ground = grounds.number(receipt.instrument, cost: nil, here)
    bytes.append(fixed: "{\"amount\":")
    bytes.append(whole: receipt.total)
    bytes.append(fixed: ",\"because\":\"")
    bytes.append(escaped: receipt.clause?.text ?? "")
    bytes += grounds[ground].words
    bytes.append(fixed: "\",")
    if let clause = receipt.clause {
      bytes.append(json: "clause", clause.place)
      bytes.append(UInt8(ascii: ","))
    }
    bytes.append(fixed: "\"instrument\":")
    bytes += instruments[receipt.instrument]
    bytes.append(fixed: ",\"kind\":")
    bytes.append(json: receipt.kind.rawValue)
    bytes.append(UInt8(ascii: ","))
    if let limit = receipt.limitedBy {
      bytes.append(json: "limited_by", limit.rawValue)
      bytes.append(UInt8(ascii: ","))
    }
    bytes.append(fixed: "\"payer\":")
    bytes += payer(receipt.party, receipt.source, receipt.kind).json
    bytes.append(fixed: ",\"sources\":[")
    bytes += grounds[ground].sources
    bytes.append(fixed: "],\"times\":")
    bytes.append(whole: Int64(receipt.times))
    bytes.append(fixed: ",\"to\":")
    bytes += parties[receipt.to].json
    bytes.append(UInt8(ascii: "}"))
  }
}

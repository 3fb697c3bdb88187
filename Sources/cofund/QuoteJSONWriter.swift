import FundingRules
import FundingValues
import PolicyCompiler
import Reporting

/// Writes quotes as JSON, one object a line: what `QuoteDocument` says, its keys in order.
struct QuoteJSONWriter {
  /// What stands behind a line: the values that it read on a day.
  private struct Ground: Hashable {
    let instrument: Int
    /// The cost paid, or nothing for what is given.
    let cost: Int?
    let day: CivilDate
    let values: [Foundations.Value]
  }
  /// A ground in JSON, which many lines share.
  private struct GroundText {
    /// The values in words, each after a semicolon.
    let words: [UInt8]
    let sources: [UInt8]
  }
  private struct ReadingKey: Hashable {
    let instrument: Int
    let cost: Int?
  }
  private let quotes: QuoteRules
  private let foundations: Foundations
  private let payers: [String]
  private let currency: String
  private var readings: [ReadingKey: Foundations.Reading] = [:]
  private var grounds: [Ground: GroundText] = [:]
  private var failures: [FailureWords.Key: [UInt8]] = [:]
  private var read: Set<Foundations.Value> = []

  init(_ quotes: QuoteRules) {
    self.quotes = quotes
    foundations = Foundations(rules: quotes.rules)
    payers = quotes.rules.payers.sorted()
    currency = quotes.currency.code
  }

  /// Adds the answer of one case and a line feed.
  mutating func write(
    _ answers: [RouteQuote], _ work: inout QuoteCase, id: ArraySlice<UInt8>,
    to bytes: inout [UInt8]
  ) {
    read.removeAll(keepingCapacity: true)
    var routes: [UInt8] = []
    for (index, answer) in answers.enumerated() {
      if index > 0 { routes.append(UInt8(ascii: ",")) }
      let route = quotes.rules.routes[answer.route]
      work.take(answer.route)
      write(answer, route, work.here, to: &routes)
    }
    let basis = foundations.tally(of: read, on: work.date)
    bytes += "{\"basis\":{\"assumed\":\(basis.assumed),\"cited\":\(basis.cited),".utf8
    bytes += "\"illustrative\":\(basis.illustrative),\"missing\":\(basis.missing)},".utf8
    bytes.append(json: "currency", currency)
    bytes += ",\"id\":".utf8
    bytes.append(json: id)
    if work.terms.isPaidMonthly, let months = work.terms.months {
      bytes += ",\"instalments\":\(months)".utf8
    }
    bytes += ",\"on\":\"\(work.date)\",\"policies\":[],".utf8
    bytes.append(json: "regime", quotes.rules.name)
    bytes += ",\"routes\":[".utf8
    bytes += routes
    bytes += "],\"schema\":\"cofund-quote/1\"}\n".utf8
  }

  private mutating func write(
    _ answer: RouteQuote, _ route: Route, _ here: Circumstances, to bytes: inout [UInt8]
  ) {
    bytes += "{\"closed_because\":[".utf8
    if let closure = answer.closure { write(closure, route, here, to: &bytes) }
    bytes += "],\"costs\":[".utf8
    if answer.isOpen {
      for (index, cost) in answer.costs.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        write(cost, here, to: &bytes)
      }
    }
    bytes += "],\"open\":\(answer.isOpen),\"receipts\":[".utf8
    if answer.isOpen {
      for (index, receipt) in answer.receipts.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        write(receipt, here, to: &bytes)
      }
    }
    bytes += "],".utf8
    bytes.append(json: "route", route.name)
    bytes.append(UInt8(ascii: ","))
    bytes.append(json: "title", route.title)
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func write(
    _ closure: Closure, _ route: Route, _ here: Circumstances, to bytes: inout [UInt8]
  ) {
    switch closure {
    case .failed(let found), .nothingEligible(let found):
      for (index, failure) in quotes.rules.explained(found, here).enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        let key = FailureWords.Key(failure: failure)
        if let known = failures[key] {
          bytes += known
          continue
        }
        var text: [UInt8] = []
        write(QuoteDocument.Closure(failure, quotes.rules, quotes.sign), to: &text)
        if failures.count < FailureWords.most { failures[key] = text }
        bytes += text
      }
    default:
      for (index, text) in quotes.rules.words(closure, sign: quotes.sign).enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        write(
          .init(clause: route.clause.place, fact: nil, value: nil, needs: nil, text: text),
          to: &bytes)
      }
    }
  }

  private func write(_ closure: QuoteDocument.Closure, to bytes: inout [UInt8]) {
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
    bytes.append(UInt8(ascii: "{"))
    bytes.append(json: "cost", cost.costName)
    bytes += ",\"lines\":[".utf8
    var payers = payers
    var pays = Array(repeating: Int64(0), count: payers.count)
    for (index, line) in cost.lines.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      let payer = quotes.rules.payer(line.party, line.source, line.kind)
      let place = payers.firstIndex { $0 >= payer } ?? payers.count
      if place == payers.count || payers[place] != payer {
        payers.insert(payer, at: place)
        pays.insert(0, at: place)
      }
      pays[place] += line.amount
      write(line, payer, cost.cost, here, to: &bytes)
    }
    bytes += "],\"pays\":{".utf8
    for (index, payer) in payers.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(json: payer)
      bytes.append(UInt8(ascii: ":"))
      bytes.append(whole: pays[index])
    }
    bytes += "},\"total\":".utf8
    bytes.append(whole: cost.total)
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func write(
    _ line: PaymentLine, _ payer: String, _ cost: Int, _ here: Circumstances,
    to bytes: inout [UInt8]
  ) {
    let ground = line.instrument.map { self.ground($0, cost: cost, here) }
    bytes += "{\"amount\":".utf8
    bytes.append(whole: line.amount)
    bytes += ",\"because\":\"".utf8
    bytes.append(escaped: line.because)
    if let limit = line.limitedBy {
      bytes += ", held down by ".utf8
      bytes += RuleSet.words(limit).utf8
    }
    if let ground { bytes += ground.words }
    bytes += "\",\"clause\":".utf8
    bytes.append(jsonOrNull: line.clause?.place)
    bytes += ",\"instrument\":".utf8
    bytes.append(jsonOrNull: line.instrument.map { quotes.rules.instruments[$0].name })
    bytes.append(UInt8(ascii: ","))
    bytes.append(json: "kind", line.kind.rawValue)
    bytes += ",\"limited_by\":".utf8
    bytes.append(jsonOrNull: line.limitedBy?.rawValue)
    bytes.append(UInt8(ascii: ","))
    bytes.append(json: "payer", payer)
    bytes += ",\"sources\":[".utf8
    if let ground { bytes += ground.sources }
    bytes += "]}".utf8
  }

  private mutating func write(
    _ receipt: Receipt, _ here: Circumstances, to bytes: inout [UInt8]
  ) {
    let ground = ground(receipt.instrument, cost: nil, here)
    bytes += "{\"amount\":".utf8
    bytes.append(whole: receipt.amount * Int64(receipt.times))
    bytes += ",\"because\":\"".utf8
    bytes.append(escaped: receipt.clause?.text ?? "")
    bytes += ground.words
    bytes += "\",".utf8
    if let clause = receipt.clause {
      bytes.append(json: "clause", clause.place)
      bytes.append(UInt8(ascii: ","))
    }
    bytes.append(json: "instrument", quotes.rules.instruments[receipt.instrument].name)
    bytes.append(UInt8(ascii: ","))
    bytes.append(json: "kind", receipt.kind.rawValue)
    bytes.append(UInt8(ascii: ","))
    if let limit = receipt.limitedBy {
      bytes.append(json: "limited_by", limit.rawValue)
      bytes.append(UInt8(ascii: ","))
    }
    let payer = quotes.rules.payer(receipt.party, receipt.source, receipt.kind)
    bytes.append(json: "payer", payer)
    bytes += ",\"sources\":[".utf8
    bytes += ground.sources
    bytes += "],\"times\":".utf8
    bytes.append(whole: Int64(receipt.times))
    bytes.append(UInt8(ascii: ","))
    bytes.append(json: "to", quotes.rules.parties[receipt.to].name)
    bytes.append(UInt8(ascii: "}"))
  }

  /// What an instrument read, noted for the tally and in JSON.
  private mutating func ground(
    _ instrument: Int, cost: Int?, _ here: Circumstances
  ) -> GroundText {
    let key = ReadingKey(instrument: instrument, cost: cost)
    let reading =
      readings[key]
      ?? cost.map { .init(quotes.rules.instruments[instrument], cost: $0) }
      ?? .init(giftsOf: quotes.rules.instruments[instrument])
    readings[key] = reading
    let values = foundations.values(reading, here)
    read.formUnion(values)
    let ground = Ground(instrument: instrument, cost: cost, day: here.date, values: values)
    if let known = grounds[ground] { return known }
    var words: [UInt8] = []
    for word in foundations.words(of: values, here, sign: quotes.sign) {
      words += "; ".utf8
      words.append(escaped: word)
    }
    var sources: [UInt8] = []
    for source in foundations.sources(of: values, on: here.date) {
      if !sources.isEmpty { sources.append(UInt8(ascii: ",")) }
      sources.append(json: source)
    }
    let text = GroundText(words: words, sources: sources)
    if grounds.count < 20_000 { grounds[ground] = text }
    return text
  }
}

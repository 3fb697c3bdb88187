import FundingRules
import FundingValues
import PolicyCompiler
import Reporting

/// Writes the answers of rows as comma-separated values or as one JSON object a line.
struct QuoteRowWriter {
  /// What tells one reason for a closed route from another.
  private struct Reason: Hashable {
    let route: Int
    let kind: Int
    let failures: [FundingRules.Failure]
  }
  private let rules: RuleSet
  private let sign: String
  private let isJSON: Bool
  /// Reasons in words, for many rows share them.
  private var words: [Reason: String] = [:]

  init(_ quotes: QuoteRules, isJSON: Bool) {
    rules = quotes.rules
    sign = quotes.sign
    self.isJSON = isJSON
  }

  /// Adds the answer of one row.
  mutating func write(
    _ quotes: [RouteQuote], _ work: QuoteCase, id: String, to bytes: inout [UInt8]
  ) throws(Failure) {
    if isJSON {
      var writer = QuoteWriter(work)
      let document = writer.document(
        quotes, currency: QuoteCommand.code(of: sign), inputs: [])
      guard let text = try? documentText(QuoteAnswer(id: id, quote: document), pretty: false)
      else { throw .wrong("not-written", "the answer holds a number that JSON cannot") }
      bytes.append(contentsOf: text.utf8)
      bytes.append(10)
      return
    }
    let date = work.date.description
    for quote in quotes {
      let head = [id, date, rules.name, rules.routes[quote.route].name]
      guard quote.isOpen else {
        CSVTable.append(
          head + ["no", "", "", "", "", "", "", why(quote), ""], to: &bytes)
        continue
      }
      for cost in quote.costs {
        for line in cost.lines {
          CSVTable.append(head + ["yes", cost.costName] + cells(line), to: &bytes)
        }
      }
    }
  }

  private func cells(_ line: PaymentLine) -> [String] {
    [
      rules.payer(line.party, line.source, line.kind),
      line.instrument.map { rules.instruments[$0].name } ?? "", line.kind.rawValue,
      QuoteRowWriter.pounds(line.amount), line.limitedBy?.rawValue ?? "", "", "",
    ]
  }

  /// Why a route is closed, in words.
  private mutating func why(_ quote: RouteQuote) -> String {
    guard let closure = quote.closure else { return "" }
    let reason: Reason
    switch closure {
    case .failed(let failures):
      reason = Reason(route: quote.route, kind: 0, failures: failures)
    case .nothingEligible(let failures):
      reason = Reason(route: quote.route, kind: 1, failures: failures)
    case .noEmployer: reason = Reason(route: quote.route, kind: 2, failures: [])
    case .notInForce: reason = Reason(route: quote.route, kind: 3, failures: [])
    case .notAsked(let party):
      reason = Reason(route: quote.route, kind: 4 + party, failures: [])
    }
    if let known = words[reason] { return known }
    let text = rules.words(closure, sign: sign).joined(separator: "; ")
    if words.count < 10_000 { words[reason] = text }
    return text
  }

  /// Adds what stands in the place of an answer that there is not.
  func write(_ failure: Failure, _ message: String, id: String, to bytes: inout [UInt8]) {
    if isJSON {
      var document = FailureDocument(failure)
      document.id = id
      bytes.append(contentsOf: ((try? documentText(document, pretty: false)) ?? "{}").utf8)
      bytes.append(10)
    } else {
      CSVTable.append([id] + Array(repeating: "", count: 11) + [message], to: &bytes)
    }
  }

  /// Whole pence as pounds without grouping.
  private static func pounds(_ pence: Int64) -> String {
    let digits = String(pence.magnitude)
    let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    return (pence < 0 ? "-" : "") + padded.dropLast(2) + "." + padded.suffix(2)
  }
}

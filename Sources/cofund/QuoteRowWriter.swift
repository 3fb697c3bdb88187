import FundingRules
import FundingValues
import PolicyCompiler
import Reporting

/// Writes the answers of rows as comma-separated values or as one JSON object a line.
struct QuoteRowWriter {
  private let quotes: QuoteRules
  private var json: QuoteJSONWriter?
  /// What stands before the cells of a route: the regime's name and its own.
  private let heads: [[UInt8]]
  /// What stands before those in one row: its identity and its day.
  private var head: [UInt8] = []
  private var reason: [UInt8] = []
  private var days: [CivilDate: [UInt8]] = [:]
  private var words: FailureWords

  init(_ quotes: QuoteRules, isJSON: Bool) {
    self.quotes = quotes
    json = isJSON ? QuoteJSONWriter(quotes) : nil
    words = FailureWords(quotes)
    heads = quotes.rules.routes.map { route in
      var bytes = Array(",".utf8)
      CSVTable.append([quotes.rules.name, route.name, ""], to: &bytes)
      return bytes.dropLast(2)
    }
  }

  /// Adds the answer of one row.
  mutating func write(
    _ answers: [RouteQuote], _ work: inout QuoteCase, id: ArraySlice<UInt8>,
    to bytes: inout [UInt8]
  ) {
    if json != nil {
      json?.write(answers, &work, id: id, to: &bytes)
      return
    }
    head.removeAll(keepingCapacity: true)
    id.withUnsafeBufferPointer { CSVTable.append(utf8: $0, to: &head) }
    head.append(UInt8(ascii: ","))
    head += day(work.date)
    for answer in answers {
      guard let closure = answer.closure else {
        write(answer, to: &bytes)
        continue
      }
      bytes += head
      bytes += heads[answer.route]
      bytes += "no,,,,,,,".utf8
      reason.removeAll(keepingCapacity: true)
      words.append(closure, to: &reason)
      reason.withUnsafeBufferPointer { CSVTable.append(utf8: $0, to: &bytes) }
      bytes += ",\r\n".utf8
    }
  }

  /// Adds the lines of an open route.
  private func write(_ answer: RouteQuote, to bytes: inout [UInt8]) {
    for cost in answer.costs {
      for line in cost.lines {
        bytes += head
        bytes += heads[answer.route]
        bytes += "yes,".utf8
        field(cost.costName, to: &bytes)
        field(quotes.rules.payer(line.party, line.source, line.kind), to: &bytes)
        field(line.instrument.map { quotes.rules.instruments[$0].name } ?? "", to: &bytes)
        field(line.kind.rawValue, to: &bytes)
        QuoteRowWriter.append(pounds: line.amount, to: &bytes)
        bytes.append(UInt8(ascii: ","))
        field(line.limitedBy?.rawValue ?? "", to: &bytes)
        bytes += ",\r\n".utf8
      }
    }
  }

  private func field(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { CSVTable.append(utf8: $0, to: &bytes) }
    bytes.append(UInt8(ascii: ","))
  }

  private mutating func day(_ date: CivilDate) -> [UInt8] {
    if let known = days[date] { return known }
    let text = Array(date.description.utf8)
    days[date] = text
    return text
  }

  /// Adds what stands in the place of an answer that there is not.
  func write(_ failure: Failure, _ message: String, id: String, to bytes: inout [UInt8]) {
    if json != nil {
      var document = FailureDocument(failure)
      document.id = id
      bytes.append(contentsOf: ((try? documentText(document, pretty: false)) ?? "{}").utf8)
      bytes.append(10)
    } else {
      CSVTable.append([id] + Array(repeating: "", count: 11) + [message], to: &bytes)
    }
  }

  /// Adds whole pence as pounds without grouping.
  private static func append(pounds pence: Int64, to bytes: inout [UInt8]) {
    if pence < 0 { bytes.append(UInt8(ascii: "-")) }
    let whole = pence.magnitude / 100
    let rest = UInt8(truncatingIfNeeded: pence.magnitude % 100)
    bytes.append(digits: whole)
    bytes += [UInt8(ascii: "."), 48 + rest / 10, 48 + rest % 10]
  }
}

/// Why routes are closed, in words, which many rows share.
struct FailureWords {
  /// A failed test, found by little of it and told apart by all of it.
  struct Key: Hashable {
    let failure: FundingRules.Failure
    func hash(into hasher: inout Hasher) {
      hasher.combine(failure.fact)
      // The last bytes of a place are its line, which tells clauses apart at little cost.
      for byte in failure.clause.place.utf8.suffix(4) { hasher.combine(byte) }
      hasher.combine(Int64(truncatingIfNeeded: failure.value?.numerator ?? 0))
    }
  }
  private let quotes: QuoteRules
  private var known: [Key: [UInt8]] = [:]

  init(_ quotes: QuoteRules) { self.quotes = quotes }

  /// Adds the reasons, set apart by semicolons.
  mutating func append(_ closure: Closure, to bytes: inout [UInt8]) {
    switch closure {
    case .failed(let failures), .nothingEligible(let failures):
      for (index, failure) in failures.enumerated() {
        if index > 0 { bytes += "; ".utf8 }
        append(failure, to: &bytes)
      }
    default:
      let reasons = quotes.rules.words(closure, sign: quotes.sign)
      bytes += reasons.joined(separator: "; ").utf8
    }
  }

  private mutating func append(_ failure: FundingRules.Failure, to bytes: inout [UInt8]) {
    let key = Key(failure: failure)
    if let text = known[key] {
      bytes += text
      return
    }
    let text = Array(quotes.rules.words(failure, sign: quotes.sign).utf8)
    if known.count < 20_000 { known[key] = text }
    bytes += text
  }
}

package import FundingRules
import FundingValues
import PolicyCompiler

/// Writes the answers of rows as comma-separated values or as one JSON object a line.
package struct QuoteRowWriter {
  /// Names as fields, each with the comma after it.
  private struct Fields {
    let parties: [[UInt8]]
    let accounts: [[UInt8]]
    let instruments: [[UInt8]]
    /// By route: the regime's name and its own.
    let routes: [[UInt8]]

    init(_ rules: RuleSet) {
      parties = rules.parties.map { Fields.bytes($0.name) }
      accounts = rules.accounts.map { Fields.bytes($0.name) }
      instruments = rules.instruments.map { Fields.bytes($0.name) }
      routes = rules.routes.map { Fields.bytes(rules.name) + Fields.bytes($0.name) }
    }

    private static func bytes(_ name: String) -> [UInt8] {
      var bytes: [UInt8] = []
      bytes.append(field: name)
      return bytes
    }
  }
  private var json: QuoteJSONWriter?
  private let fields: Fields
  /// What stands before the cells of a route in one row: its identity and its day.
  private var head: [UInt8] = []
  /// What every line of one cost begins with.
  private var start: [UInt8] = []
  private var days: [CivilDate: [UInt8]] = [:]
  private var words: FailureWords

  /// A writer that says in JSON which of the things given count for nothing.
  package init(_ quotes: QuoteRules, isJSON: Bool, notRead: [String] = []) {
    json = isJSON ? QuoteJSONWriter(quotes, notRead: notRead) : nil
    words = FailureWords(quotes)
    fields = Fields(quotes.rules)
  }

  /// Adds the answer of one row.
  package mutating func write(
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
    head.append(UInt8(ascii: ","))
    for index in answers.indices {
      let route = answers[index].route
      guard let closure = answers[index].closure else {
        for cost in answers[index].costs { write(cost, route, to: &bytes) }
        continue
      }
      bytes += head
      bytes += fields.routes[route]
      bytes.append(fixed: "no,,,,,,,")
      words.append(field: closure, to: &bytes)
      bytes.append(fixed: ",\r\n")
    }
  }

  /// Adds the lines of one cost of an open route.
  private mutating func write(
    _ cost: CostSettlement, _ route: Int, to bytes: inout [UInt8]
  ) {
    start.removeAll(keepingCapacity: true)
    start += head
    start += fields.routes[route]
    start.append(fixed: "yes,")
    start.append(field: cost.costName)
    // By their places, for a line is large and little of it is written.
    let lines = cost.lines
    for index in lines.indices {
      bytes += start
      if let account = RuleSet.paying(lines[index].source, lines[index].kind) {
        bytes += fields.accounts[account]
      } else {
        bytes += fields.parties[lines[index].party]
      }
      if let instrument = lines[index].instrument {
        bytes += fields.instruments[instrument]
      } else {
        bytes.append(UInt8(ascii: ","))
      }
      bytes.append(field: lines[index].kind.rawValue)
      QuoteRowWriter.append(pounds: lines[index].amount, to: &bytes)
      bytes.append(UInt8(ascii: ","))
      bytes.append(field: lines[index].limitedBy?.rawValue ?? "")
      bytes.append(fixed: ",\r\n")
    }
  }

  private mutating func day(_ date: CivilDate) -> [UInt8] {
    if let known = days[date] { return known }
    let text = Array(date.description.utf8)
    days[date] = text
    return text
  }

  /// Adds what stands in the place of an answer that there is not.
  package func write(_ failure: Failure, _ message: String, id: String, to bytes: inout [UInt8]) {
    guard json != nil else {
      bytes.append(field: id)
      bytes.append(contentsOf: repeatElement(UInt8(ascii: ","), count: 11))
      var message = message
      message.withUTF8 { CSVTable.append(utf8: $0, to: &bytes) }
      bytes.append(fixed: "\r\n")
      return
    }
    bytes.append(fixed: "{\"error\":{")
    bytes.append(json: "code", failure.code)
    bytes.append(UInt8(ascii: ","))
    bytes.append(json: "message", failure.message)
    bytes.append(fixed: ",\"needs\":[")
    for (index, need) in failure.needs.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(json: need)
    }
    bytes.append(fixed: "]},")
    bytes.append(json: "id", id)
    bytes.append(fixed: "}\n")
  }

  /// Adds whole pence as pounds without grouping.
  private static func append(pounds pence: Int64, to bytes: inout [UInt8]) {
    if pence < 0 { bytes.append(UInt8(ascii: "-")) }
    let rest = UInt8(truncatingIfNeeded: pence.magnitude % 100)
    bytes.append(digits: pence.magnitude / 100)
    bytes.append(UInt8(ascii: "."))
    bytes.append(48 + rest / 10)
    bytes.append(48 + rest % 10)
  }
}

extension [UInt8] {
  /// Adds a field of comma-separated values and the comma after it.
  fileprivate mutating func append(field text: String) {
    var text = text
    text.withUTF8 { CSVTable.append(utf8: $0, to: &self) }
    append(UInt8(ascii: ","))
  }
}

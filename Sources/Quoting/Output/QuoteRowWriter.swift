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
  private let minorUnits: Int
  /// What stands before the cells of a route in one row: its identity and its day.
  private var head: [UInt8] = []
  /// What every line of one cost begins with.
  private var start: [UInt8] = []
  private var days: [CivilDate: [UInt8]] = [:]
  private var words: FailureWords
  /// What finite money there is to share.
  package let shared: SharedMoney
  /// With whom the row that is written shares finite money.
  package var sharers: SharedMoney.Sharers = []
  /// How many rows have drawn on each thing that is shared, by who shares it.
  package private(set) var draws: [Draw: Int] = [:]
  /// Whose row it is that draws on something shared, by number.
  package var holders: (employer: Int, learner: Int) = (0, 0)
  /// What the row that is written draws on and shares, and what one of its lines does.
  private var drawn: [Int] = []
  private var drawnByLine: [Int] = []

  /// A thing that is shared, and whose it is.
  package struct Draw: Hashable, Sendable {
    /// The number of the thing among those of the regime.
    package let thing: Int
    /// The number of the employer or learner, or zero for everyone.
    package let holder: Int
  }

  /// A writer that says in JSON which of the things given count for nothing.
  package init(_ quotes: QuoteRules, isJSON: Bool, notRead: [String] = []) {
    json = isJSON ? QuoteJSONWriter(quotes, notRead: notRead) : nil
    words = FailureWords(quotes)
    shared = SharedMoney(quotes)
    fields = Fields(quotes.rules)
    minorUnits = quotes.currency.minorUnits
  }

  /// Adds the answer of one row.
  package mutating func write(
    _ answers: [RouteQuote], _ work: inout QuoteCase, id: ArraySlice<UInt8>,
    to bytes: inout [UInt8]
  ) {
    drawn.removeAll(keepingCapacity: true)
    if !sharers.isEmpty { count(answers) }
    if json != nil {
      json?.write(
        answers, &work, id: id, shared: drawn.sorted().map { shared.things[$0].name }, to: &bytes)
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
      bytes.append(fixed: ",,\r\n")
    }
  }

  /// Counts the row once for each thing that is shared and that it draws on.
  private mutating func count(_ answers: [RouteQuote]) {
    for answer in answers where answer.isOpen {
      for cost in answer.costs {
        for line in cost.lines { shared.take(line, among: sharers, into: &drawn) }
      }
    }
    for thing in drawn {
      let holder: Int =
        switch shared.things[thing].sharers {
        case .employer: holders.employer
        case .learner: holders.learner
        default: 0
        }
      draws[Draw(thing: thing, holder: holder), default: 0] += 1
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
      append(money: lines[index].amount, to: &bytes)
      bytes.append(UInt8(ascii: ","))
      bytes.append(field: lines[index].limitedBy?.rawValue ?? "")
      bytes.append(fixed: ",,")
      if !drawn.isEmpty {
        drawnByLine.removeAll(keepingCapacity: true)
        shared.take(lines[index], among: sharers, into: &drawnByLine)
        bytes += drawnByLine.map { shared.things[$0].name }.joined(separator: " ").utf8
      }
      bytes.append(fixed: "\r\n")
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
      bytes.append(fixed: ",\r\n")
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

  /// Adds what stands in the place of an answer where a cell is no value.
  package func write(
    badRow message: [UInt8], id: ArraySlice<UInt8>, to bytes: inout [UInt8]
  ) {
    guard json != nil else {
      id.withUnsafeBufferPointer { CSVTable.append(utf8: $0, to: &bytes) }
      bytes.append(contentsOf: repeatElement(UInt8(ascii: ","), count: 12))
      message.withUnsafeBufferPointer { CSVTable.append(utf8: $0, to: &bytes) }
      bytes.append(fixed: ",\r\n")
      return
    }
    bytes.append(fixed: "{\"error\":{\"code\":\"bad-row\",\"message\":")
    bytes.append(json: message[...])
    bytes.append(fixed: ",\"needs\":[]},\"id\":")
    bytes.append(json: id)
    bytes.append(fixed: "}\n")
  }

  /// Adds whole minor units as money without sign and grouping, with every digit after the point.
  private func append(money minor: Int64, to bytes: inout [UInt8]) {
    if minor < 0 { bytes.append(UInt8(ascii: "-")) }
    var part = UInt64(minorUnits)
    bytes.append(digits: minor.magnitude / part)
    guard part > 1 else { return }
    bytes.append(UInt8(ascii: "."))
    while part > 1 {
      part /= 10
      bytes.append(48 + UInt8(truncatingIfNeeded: minor.magnitude / part % 10))
    }
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

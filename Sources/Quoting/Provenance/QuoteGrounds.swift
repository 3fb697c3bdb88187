package import FundingRules
package import FundingValues

/// What stands behind the lines of quotes in JSON: the values that they read, which many lines share.
package struct QuoteGrounds {
  /// What an instrument read on a day.
  private struct Ground: Hashable {
    let instrument: Int
    /// The cost paid, or nothing for what is given.
    let cost: Int?
    let day: CivilDate
    let values: [Foundations.Value]
  }
  /// A ground in JSON.
  package struct Text {
    package let values: [Foundations.Value]
    /// The values in words, each after a semicolon.
    package let words: [UInt8]
    package let sources: [UInt8]
  }
  private struct ReadingKey: Hashable {
    let instrument: Int
    let cost: Int?
  }
  private let quotes: QuoteRules
  private let foundations: Foundations
  private var readings: [ReadingKey: Foundations.Reading] = [:]
  private var numbers: [Ground: Int] = [:]
  private var texts: [Text] = []
  /// How well founded rows are, by the numbers of the grounds that they rest on.
  private var tallies: [[Int]: BasisCounts] = [:]
  /// What rows read that is carried on, in JSON, by the numbers of their grounds, each of which is of a day.
  private var carried: [[Int]: [UInt8]] = [:]
  private let lastCited: [String: CivilDate]
  /// The grounds of one row, by their numbers.
  private var read: [Int] = []

  package init(_ quotes: QuoteRules) {
    self.quotes = quotes
    foundations = Foundations(rules: quotes.rules)
    lastCited = quotes.rules.lastCited
  }

  /// A ground by its number.
  package subscript(number: Int) -> Text { texts[number] }

  /// Begins a row; what was kept is let go before it fills the memory.
  package mutating func begin() {
    read.removeAll(keepingCapacity: true)
    guard texts.count > 20_000 || tallies.count > 20_000 || carried.count > 20_000 else { return }
    numbers.removeAll()
    texts.removeAll()
    tallies.removeAll()
    carried.removeAll()
  }

  /// The values that a row read and that are carried on, as a member of an object; empty where none is.
  package mutating func carriedOn(_ day: CivilDate) -> [UInt8] {
    if let known = carried[read] { return known }
    let rows = Set(read.flatMap { texts[$0].values })
      .sorted { ($0.parameter, $0.row) < ($1.parameter, $1.row) }
      .map { (parameter: $0.parameter, row: $0.row) }
    let values = quotes.rules.carriedOn(rows: rows, on: day, lastCited: lastCited)
    var bytes: [UInt8] = []
    for value in values {
      bytes.append(fixed: bytes.isEmpty ? ",\"carried_on\":[{\"from\":" : ",{\"from\":")
      bytes.append(json: value.from.description)
      bytes.append(fixed: ",\"parameter\":")
      bytes.append(json: value.parameter)
      bytes.append(fixed: ",\"policy\":")
      bytes.append(json: value.policy)
      bytes.append(UInt8(ascii: "}"))
    }
    if !bytes.isEmpty { bytes.append(UInt8(ascii: "]")) }
    carried[read] = bytes
    return bytes
  }

  /// How many of the values that a row read are cited, assumed and so on.
  package mutating func basis(on day: CivilDate) -> BasisCounts {
    if let known = tallies[read] { return known }
    let basis = foundations.tally(of: Set(read.flatMap { texts[$0].values }), on: day)
    tallies[read] = basis
    return basis
  }

  /// The number of what an instrument read, noted for the tally.
  package mutating func number(
    _ instrument: Int, cost: Int?, _ here: Circumstances
  ) -> Int {
    let values = foundations.values(reading(instrument, cost: cost), here)
    let ground = Ground(instrument: instrument, cost: cost, day: here.date, values: values)
    let number = numbers[ground] ?? keep(ground, here)
    read.append(number)
    return number
  }

  private mutating func reading(_ instrument: Int, cost: Int?) -> Foundations.Reading {
    let key = ReadingKey(instrument: instrument, cost: cost)
    if let known = readings[key] { return known }
    let instrument = quotes.rules.instruments[instrument]
    let reading =
      cost.map { Foundations.Reading(instrument, cost: $0, in: quotes.rules) }
      ?? .init(giftsOf: instrument, in: quotes.rules)
    readings[key] = reading
    return reading
  }

  /// Writes a ground down and numbers it.
  private mutating func keep(_ ground: Ground, _ here: Circumstances) -> Int {
    var words: [UInt8] = []
    for word in foundations.words(of: ground.values, here, in: quotes.currency) {
      words.append(fixed: "; ")
      words.append(escaped: word)
    }
    var sources: [UInt8] = []
    for source in foundations.sources(of: ground.values, on: here.date) {
      if !sources.isEmpty { sources.append(UInt8(ascii: ",")) }
      sources.append(json: source)
    }
    numbers[ground] = texts.count
    texts.append(Text(values: ground.values, words: words, sources: sources))
    return texts.count - 1
  }
}

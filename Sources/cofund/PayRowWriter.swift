import FundingRules
import FundingValues
import Quoting

/// Writes take-home pay of rows as comma-separated values or as one JSON object a line.
struct PayRowWriter {
  private static let columns: [CSVTable.Column] = [
    .init("id", .string, "identity of the row"), .init("on", .date, "a day of the tax year"),
    .init("period", .string, "the pay period"),
    .init("annual_earnings", .number, "pay for a year"),
    .init("earnings", .number, "pay in the period"),
    .init("pension", .number, "paid into a pension before tax"),
    .init("income_tax", .number, "taxes reckoned on the year"),
    .init("employee_ni", .number, "contributions reckoned on the pay period"),
    .init("loan_repayments", .number, "what loans take"),
    .init("take_home", .number, "what is left"),
    .init("employer_ni", .number, "what the employer pays on top"),
    .init("plans", .string, "what each plan takes"),
    .init("carried_on", .string, "values used past the last year that is cited"),
    .init("error", .string, "why the row has no answer"),
  ]
  private let isJSON: Bool
  private let minorUnits: UInt64
  private let places: Int

  /// A writer of amounts in a currency.
  init(_ currency: Currency, isJSON: Bool) {
    self.isJSON = isJSON
    minorUnits = UInt64(max(1, currency.minorUnits))
    places = String(minorUnits - 1).count * (minorUnits > 1 ? 1 : 0)
  }

  /// The header of the answers, for comma-separated values.
  static var header: String { CSVTable(file: "", title: "", columns: columns).text }

  /// Adds the answer of one row.
  func write(
    _ figures: PayCase.Figures, _ pay: PayCase, annual: Int64, id: ArraySlice<UInt8>,
    to bytes: inout [UInt8]
  ) {
    if isJSON {
      object(figures, pay, annual: annual, id: id, to: &bytes)
    } else {
      record(figures, pay, annual: annual, id: id, to: &bytes)
    }
  }

  private func record(
    _ figures: PayCase.Figures, _ pay: PayCase, annual: Int64, id: ArraySlice<UInt8>,
    to bytes: inout [UInt8]
  ) {
    id.withUnsafeBufferPointer { CSVTable.append(utf8: $0, to: &bytes) }
    bytes += pay.words.csv
    append(annual, to: &bytes)
    append(figures.earnings, to: &bytes)
    append(figures.pension, to: &bytes)
    let isWhole = !pay.question.repaymentsOnly
    append(isWhole ? figures.tax : nil, to: &bytes)
    append(isWhole ? figures.contribution : nil, to: &bytes)
    append(figures.repayments.reduce(0, +), to: &bytes)
    append(isWhole ? figures.takeHome : nil, to: &bytes)
    append(isWhole && pay.employerMissing == nil ? figures.employer : nil, to: &bytes)
    bytes.append(UInt8(ascii: ","))
    for index in figures.repayments.indices {
      if index > 0 { bytes.append(UInt8(ascii: " ")) }
      bytes += pay.words.plans[index]
      bytes.append(UInt8(ascii: "="))
      amount(figures.repayments[index], to: &bytes)
    }
    bytes += pay.words.carriedCSV
    bytes.append(fixed: ",\r\n")
  }

  private func object(
    _ figures: PayCase.Figures, _ pay: PayCase, annual: Int64, id: ArraySlice<UInt8>,
    to bytes: inout [UInt8]
  ) {
    let isWhole = !pay.question.repaymentsOnly
    bytes.append(fixed: "{\"id\":")
    bytes.append(json: id)
    bytes += pay.words.json
    bytes.append(fixed: ",\"annual_earnings\":")
    bytes.append(whole: annual)
    for (key, value) in [
      (",\"earnings\":" as StaticString, figures.earnings as Int64?),
      (",\"pension\":", figures.pension), (",\"income_tax\":", isWhole ? figures.tax : nil),
      (",\"employee_ni\":", isWhole ? figures.contribution : nil),
      (",\"take_home\":", isWhole ? figures.takeHome : nil),
      (
        ",\"employer_ni\":",
        isWhole && pay.employerMissing == nil ? figures.employer : nil
      ),
    ] {
      bytes.append(fixed: key)
      if let value { bytes.append(whole: value) } else { bytes.append(fixed: "null") }
    }
    bytes.append(fixed: ",\"loan_repayments\":{")
    for index in figures.repayments.indices {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(UInt8(ascii: "\""))
      bytes += pay.words.plans[index]
      bytes.append(fixed: "\":")
      bytes.append(whole: figures.repayments[index])
    }
    bytes.append(fixed: "}")
    bytes += pay.words.carriedJSON
    bytes.append(fixed: "}\n")
  }

  /// Adds what stands in the place of an answer that there is not.
  func write(_ failure: Failure, id: String, to bytes: inout [UInt8]) {
    if isJSON {
      var document = FailureDocument(failure)
      document.id = id
      bytes.append(contentsOf: ((try? documentText(document, pretty: false)) ?? "{}").utf8)
      bytes.append(10)
    } else {
      let empty = Array(repeating: "", count: PayRowWriter.columns.count - 2)
      CSVTable.append([id] + empty + [failure.message], to: &bytes)
    }
  }

  /// Adds a comma and an amount, or nothing after it.
  private func append(_ value: Int64?, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: ","))
    if let value { amount(value, to: &bytes) }
  }

  /// Adds an amount in whole units of the currency and their parts, without grouping.
  private func amount(_ value: Int64, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes.append(digits: value.magnitude / minorUnits)
    guard places > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    var rest = value.magnitude % minorUnits
    var scale = minorUnits / 10
    for _ in 0..<places {
      bytes.append(48 + UInt8(truncatingIfNeeded: scale == 0 ? rest : rest / scale))
      if scale > 0 { rest %= scale }
      scale /= 10
    }
  }
}

/// What every row of one case writes alike.
struct PayCaseWords: Sendable {
  let csv: [UInt8]
  let json: [UInt8]
  let carriedCSV: [UInt8]
  let carriedJSON: [UInt8]
  let plans: [[UInt8]]

  /// The words of a question and of the values that are carried on.
  init(_ question: PayQuestion, _ carried: [CarriedValue]) {
    let day = question.date.description
    let period = question.period.rawValue
    csv = Array(",\(day),\(period)".utf8)
    json = Array(",\"on\":\"\(day)\",\"period\":\"\(period)\"".utf8)
    plans = question.plans.map { Array($0.utf8) }
    carriedCSV = Array(("," + carried.map(\.parameter).joined(separator: " ")).utf8)
    let values = carried.map { "{\"parameter\":\"\($0.parameter)\",\"from\":\"\($0.from)\"}" }
    carriedJSON = Array(",\"carried_on\":[\(values.joined(separator: ","))]".utf8)
  }
}

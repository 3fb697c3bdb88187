package import FundingRules
import FundingValues
import PolicyCompiler

/// Why routes are closed, in words, which many rows share.
package struct FailureWords {
  /// What the words of a failed test are made of, as plain numbers: the clause is one of the rules,
  /// which outlive every key.
  package struct Key: Hashable {
    private let clause: ObjectIdentifier
    private let fact: Int?
    private let value: Ratio?
    private let rulesOut: Bool
    private let applies: DateSpan?

    /// The key of a failure, or nothing if its words name other facts too.
    package init?(_ failure: FailedTest) {
      guard failure.beside.isEmpty else { return nil }
      clause = ObjectIdentifier(failure.clause)
      fact = failure.fact
      value = failure.value
      rulesOut = failure.rulesOut
      applies = failure.applies
    }

    package func hash(into hasher: inout Hasher) {
      let value = UInt(truncatingIfNeeded: value?.numerator ?? 0)
      hasher.combine(UInt(bitPattern: clause) ^ value &* 0x9E37_79B9_7F4A_7C15)
    }
  }
  /// A reason as it stands within a field.
  private struct Reason {
    /// In UTF-8, with quotes doubled.
    let bytes: [UInt8]
    let needsQuotes: Bool
  }
  /// The most reasons that are kept.
  package static let most = 50_000
  private let quotes: QuoteRules
  private var known: [Key: Reason] = [:]
  /// The reason of a route whose case has no employer, which is always the same.
  private let noEmployer: [UInt8]

  package init(_ quotes: QuoteRules) {
    self.quotes = quotes
    noEmployer = FailureWords.field(.noEmployer, quotes)
  }

  private static func field(_ closure: Closure, _ quotes: QuoteRules) -> [UInt8] {
    var text = quotes.rules.words(closure, in: quotes.currency).joined(separator: "; ")
    var bytes: [UInt8] = []
    text.withUTF8 { CSVTable.append(utf8: $0, to: &bytes) }
    return bytes
  }

  /// Adds the reasons as a field of comma-separated values, set apart by semicolons.
  package mutating func append(field closure: Closure, to bytes: inout [UInt8]) {
    switch closure {
    case .failed(let failures), .nothingEligible(let failures):
      let start = bytes.count
      var isQuoted = false
      bytes.append(UInt8(ascii: "\""))
      for index in failures.indices {
        if index > 0 { bytes.append(fixed: "; ") }
        let needsQuotes = append(failures[index], to: &bytes)
        isQuoted = isQuoted || needsQuotes
      }
      if isQuoted { bytes.append(UInt8(ascii: "\"")) } else { bytes.remove(at: start) }
    case .noEmployer: bytes += noEmployer
    case .notInForce, .notAsked: bytes += FailureWords.field(closure, quotes)
    }
  }

  /// Adds a reason, and says whether the field that holds it needs quotes.
  private mutating func append(
    _ failure: FailedTest, to bytes: inout [UInt8]
  ) -> Bool {
    let key = Key(failure)
    if let key, let reason = known[key] {
      bytes += reason.bytes
      return reason.needsQuotes
    }
    var text = quotes.rules.words(failure, in: quotes.currency)
    var field: [UInt8] = []
    text.withUTF8 { CSVTable.append(utf8: $0, to: &field) }
    // Only a field in quotes begins with one.
    let needsQuotes = field.first == UInt8(ascii: "\"")
    let reason = Reason(
      bytes: needsQuotes ? Array(field.dropFirst().dropLast()) : field, needsQuotes: needsQuotes)
    if let key, known.count < FailureWords.most { known[key] = reason }
    bytes += reason.bytes
    return needsQuotes
  }
}

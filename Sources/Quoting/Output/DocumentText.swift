import Foundation
import FundingValues

/// The text of a document, with sorted keys so that equal documents have equal bytes.
public func documentText(_ document: some Encodable, pretty: Bool = true) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting =
    pretty
    ? [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    : [.sortedKeys, .withoutEscapingSlashes]
  return escaped(String(decoding: try encoder.encode(document), as: UTF8.self))
}

/// The text of a document with what is unprintable in its strings escaped, which changes no value.
private func escaped(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 < 0x7F }) { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if scalar.isUnprintable, scalar != "\n" {
      result.append(contentsOf: scalar.escapedInJSON.unicodeScalars)
    } else {
      result.append(scalar)
    }
  }
  return String(result)
}

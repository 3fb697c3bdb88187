import FundingRules
import PolicyLanguage

/// The lines of every source, for naming places.
struct SourceLines {
  private let sources: [PolicySource]
  private let tables: [LineTable]

  /// The lines of some sources.
  init(_ sources: [PolicySource]) {
    self.sources = sources
    tables = sources.map { LineTable($0.bytes) }
  }

  /// The path and line of a place.
  func place(_ span: SourceSpan) -> String {
    let file = Int(span.file)
    guard sources.indices.contains(file) else { return "" }
    return "\(sources[file].path):\(tables[file].line(of: Int(span.start)))"
  }

  /// The text of a place, up to the end of its first line, without spaces around it.
  func text(_ span: SourceSpan) -> String {
    let file = Int(span.file)
    guard sources.indices.contains(file) else { return "" }
    let whole = tables[file].text(Int(span.start), Int(span.end))
    return trimmed(whole.prefix { !$0.isNewline })
  }

  /// The clause at a place.
  func clause(_ span: SourceSpan) -> Clause { Clause(place: place(span), text: text(span)) }
}

/// A text without spaces at its ends.
func trimmed(_ text: Substring) -> String {
  var text = text
  while text.first == " " { text.removeFirst() }
  while text.last == " " { text.removeLast() }
  return String(text)
}

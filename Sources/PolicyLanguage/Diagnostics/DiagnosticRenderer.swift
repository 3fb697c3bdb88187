import FundingValues

extension Diagnostic {
  /// The diagnostic written out with the source lines that it names.
  public func rendered(from sources: [PolicySource], style: DiagnosticStyle) -> String {
    var renderer = DiagnosticRenderer(sources)
    return renderer.rendered(self, style: style)
  }
}

/// Writes diagnostics out, reading the lines of each source once.
public struct DiagnosticRenderer: Sendable {
  private let sources: [PolicySource]
  private var tables: [Int32: LineTable] = [:]

  /// A renderer for the sources of a run, in the order that spans count them.
  public init(_ sources: [PolicySource]) {
    self.sources = sources
  }

  /// The diagnostic written out with the source lines that it names.
  public mutating func rendered(_ diagnostic: Diagnostic, style: DiagnosticStyle) -> String {
    switch style {
    case .plain: styled(diagnostic).plain
    case .coloured: styled(diagnostic).coloured
    case .narrated: narrated(diagnostic)
    }
  }

  /// The lines of a source; those of an empty one where there is no such source.
  mutating func table(_ file: Int32) -> LineTable {
    if let table = tables[file] { return table }
    let known = sources.indices.contains(Int(file))
    let table = LineTable(known ? sources[Int(file)].bytes : [])
    tables[file] = table
    return table
  }

  /// The path of a source.
  func path(_ file: Int32) -> String {
    sources.indices.contains(Int(file)) ? printable(sources[Int(file)].path) : "(unknown)"
  }

  /// The path, line and column at which a span begins.
  mutating func place(_ span: SourceSpan) -> String {
    let (line, column) = table(span.file).position(of: Int(span.start))
    return "\(path(span.file)):\(line):\(column)"
  }

  private mutating func styled(_ diagnostic: Diagnostic) -> StyledText {
    var text = StyledText()
    let edit = diagnostic.suggestion.map { LineEdit($0, in: table($0.span.file)) }
    let gutter = gutterWidth(diagnostic, edit)
    let pad = String(repeating: " ", count: gutter)
    let role: DiagnosticRole = diagnostic.severity == .error ? .error : .warning
    text.line(
      ("\(diagnostic.severity.rawValue)[\(diagnostic.code)]", role),
      (": " + printable(diagnostic.message), .message))
    for (index, snippet) in snippets(diagnostic).enumerated() {
      text.line(
        (pad + (index == 0 ? "--> " : "::: "), .frame), (place(snippet.first), .source))
      text.line((pad + " |", .frame))
      write(snippet, gutter: gutter, to: &text)
    }
    let facts = facts(diagnostic)
    if !facts.isEmpty || edit != nil { text.line((pad + " |", .frame)) }
    for fact in facts {
      text.line((pad + " = ", .frame), (fact.title + ": ", .message), (fact.text, .source))
    }
    if let suggestion = diagnostic.suggestion, let edit {
      write(suggestion, edit, of: diagnostic, gutter: gutter, to: &text)
    }
    return text
  }

  /// The breadcrumb, the notes and the advice.
  private func facts(_ diagnostic: Diagnostic) -> [(title: String, text: String)] {
    var facts: [(title: String, text: String)] = []
    if let breadcrumb = diagnostic.breadcrumb { facts.append(("in", printable(breadcrumb))) }
    for note in diagnostic.notes { facts.append(("note", printable(note))) }
    if let help = diagnostic.help { facts.append(("help", printable(help))) }
    return facts
  }

  private mutating func gutterWidth(_ diagnostic: Diagnostic, _ edit: LineEdit?) -> Int {
    var last = edit?.lastLine ?? 1
    for label in [diagnostic.primary] + diagnostic.secondary {
      last = max(last, table(label.span.file).line(of: Int(label.span.start)))
    }
    return String(last).count
  }

  private mutating func write(
    _ suggestion: Suggestion, _ edit: LineEdit, of diagnostic: Diagnostic, gutter: Int,
    to text: inout StyledText
  ) {
    let pad = String(repeating: " ", count: gutter)
    text.line(("help", .help), (": " + printable(suggestion.text), .message))
    if suggestion.span.file != diagnostic.primary.span.file {
      text.line((pad + "--> ", .frame), (place(suggestion.span), .source))
    }
    text.line((pad + " |", .frame))
    for (line, removed) in edit.removed {
      text.line(
        (padded(line, to: gutter) + " ", .frame), ("- " + printable(removed), .removed))
    }
    for (line, added) in edit.added {
      text.line((padded(line, to: gutter) + " ", .frame), ("+ " + printable(added), .added))
    }
  }
}

/// A number with spaces before it, so that it takes at least so many columns.
func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: " ", count: max(0, width - digits.count)) + digits
}

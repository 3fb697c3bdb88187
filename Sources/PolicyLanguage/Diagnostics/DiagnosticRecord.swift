/// A diagnostic as data for other programs, with every place as lines and columns.
public struct DiagnosticRecord: Encodable, Sendable {
  /// A stretch of a source, from one, its end after the last character.
  public struct Place: Encodable, Sendable {
    /// The path of the source.
    public let path: String
    /// The line of the first character.
    public let line: Int
    /// The column of the first character.
    public let column: Int
    /// The line after the last character.
    public let endLine: Int
    /// The column after the last character.
    public let endColumn: Int

    enum CodingKeys: String, CodingKey {
      case path, line, column
      case endLine = "end_line"
      case endColumn = "end_column"
    }
  }

  /// A place with its phrase.
  public struct Label: Encodable, Sendable {
    /// Where it is.
    public let place: Place
    /// A short phrase, which may be empty.
    public let text: String
    /// Whether it is the fault itself.
    public let isPrimary: Bool

    enum CodingKeys: String, CodingKey {
      case text
      case isPrimary = "primary"
    }

    /// Writes the phrase beside the place.
    public func encode(to encoder: any Encoder) throws {
      try place.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(text, forKey: .text)
      try container.encode(isPrimary, forKey: .isPrimary)
    }
  }

  /// An edit that would cure the fault.
  public struct Edit: Encodable, Sendable {
    /// What is replaced; an empty stretch inserts.
    public let place: Place
    /// What the edit does.
    public let text: String
    /// What stands there afterwards.
    public let replacement: String

    enum CodingKeys: String, CodingKey {
      case text, replacement
    }

    /// Writes the edit beside its place.
    public func encode(to encoder: any Encoder) throws {
      try place.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(text, forKey: .text)
      try container.encode(replacement, forKey: .replacement)
    }
  }

  /// A stable code, such as P0301.
  public let code: String
  /// Either `error` or `warning`.
  public let severity: String
  /// What is wrong.
  public let message: String
  /// The fault itself.
  public let place: Place
  /// The declaration it stands in.
  public let breadcrumb: String?
  /// The fault and the places it depends on.
  public let labels: [Label]
  /// Facts that explain it.
  public let notes: [String]
  /// Advice without an edit.
  public let help: String?
  /// A certain edit.
  public let suggestion: Edit?

  enum CodingKeys: String, CodingKey {
    case code, severity, message, labels, notes, help, suggestion
    case breadcrumb = "in"
  }

  /// Writes every key, those without a value as null.
  public func encode(to encoder: any Encoder) throws {
    try place.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(code, forKey: .code)
    try container.encode(severity, forKey: .severity)
    try container.encode(message, forKey: .message)
    try container.encode(breadcrumb, forKey: .breadcrumb)
    try container.encode(labels, forKey: .labels)
    try container.encode(notes, forKey: .notes)
    try container.encode(help, forKey: .help)
    try container.encode(suggestion, forKey: .suggestion)
  }
}

extension DiagnosticRenderer {
  /// The diagnostic as data.
  public mutating func record(_ diagnostic: Diagnostic) -> DiagnosticRecord {
    var labels: [DiagnosticRecord.Label] = []
    for (index, label) in ([diagnostic.primary] + diagnostic.secondary).enumerated() {
      labels.append(
        DiagnosticRecord.Label(
          place: recordPlace(label.span), text: label.text, isPrimary: index == 0))
    }
    var edit: DiagnosticRecord.Edit?
    if let suggestion = diagnostic.suggestion {
      edit = DiagnosticRecord.Edit(
        place: recordPlace(suggestion.span), text: suggestion.text,
        replacement: suggestion.replacement)
    }
    return DiagnosticRecord(
      code: diagnostic.code, severity: diagnostic.severity.rawValue, message: diagnostic.message,
      place: recordPlace(diagnostic.primary.span), breadcrumb: diagnostic.breadcrumb,
      labels: labels, notes: diagnostic.notes, help: diagnostic.help, suggestion: edit)
  }

  private mutating func recordPlace(_ span: SourceSpan) -> DiagnosticRecord.Place {
    let table = table(span.file)
    let (line, column) = table.position(of: Int(span.start))
    let (endLine, endColumn) = table.position(of: Int(span.end))
    return DiagnosticRecord.Place(
      path: path(span.file), line: line, column: column, endLine: endLine, endColumn: endColumn)
  }
}

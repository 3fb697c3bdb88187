/// How much a finding matters.
public enum Severity: String, Sendable, Hashable {
  /// The text cannot be used as it stands.
  case error
  /// The text can be used, but something in it is doubtful.
  case warning
}

/// A place named by a diagnostic.
public struct Label: Sendable, Hashable {
  /// Where it is.
  public let span: SourceSpan
  /// A short phrase; may be empty for the fault itself.
  public let text: String

  /// A place with a short phrase.
  public init(_ span: SourceSpan, _ text: String) {
    self.span = span
    self.text = text
  }
}

/// An edit that would cure a fault: text that replaces a stretch of source.
public struct Suggestion: Sendable, Hashable {
  /// What the edit does, in a few words.
  public let text: String
  /// The stretch to replace; an empty one inserts.
  public let span: SourceSpan
  /// What stands there afterwards.
  public let replacement: String

  /// An edit with the sentence that introduces it.
  public init(_ text: String, replace span: SourceSpan, with replacement: String) {
    self.text = text
    self.span = span
    self.replacement = replacement
  }
}

/// One finding about a text: what is wrong, where, why and how to cure it.
public struct Diagnostic: Sendable, Hashable {
  /// A stable code, such as P0301.
  public let code: String
  /// Whether it is an error or a warning.
  public let severity: Severity
  /// What is wrong, in lower case, without a full stop.
  public let message: String
  /// The fault itself.
  public let primary: Label
  /// The places it depends on.
  public let secondary: [Label]
  /// The declaration it stands in, such as `grant co-investment`.
  public let breadcrumb: String?
  /// Facts that explain it.
  public let notes: [String]
  /// Advice without an edit.
  public let help: String?
  /// A certain edit.
  public let suggestion: Suggestion?

  /// A finding.
  public init(
    _ code: String, _ severity: Severity, _ message: String, at primary: Label,
    with secondary: [Label] = [], in breadcrumb: String? = nil, notes: [String] = [],
    help: String? = nil, suggestion: Suggestion? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.primary = primary
    self.secondary = secondary
    self.breadcrumb = breadcrumb
    self.notes = notes
    self.help = help
    self.suggestion = suggestion
  }

  /// An error.
  public init(
    _ code: String, _ message: String, at primary: Label, with secondary: [Label] = [],
    in breadcrumb: String? = nil, notes: [String] = [], help: String? = nil,
    suggestion: Suggestion? = nil
  ) {
    self.init(
      code, .error, message, at: primary, with: secondary, in: breadcrumb, notes: notes,
      help: help, suggestion: suggestion)
  }
}

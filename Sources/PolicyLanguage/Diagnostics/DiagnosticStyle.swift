/// How a diagnostic is written out.
public enum DiagnosticStyle: Sendable, Hashable {
  /// Source lines with marks beneath them.
  case plain
  /// The same, coloured for a terminal.
  case coloured
  /// The same as sentences, for a screen reader.
  case narrated
}

/// What a stretch of a rendered diagnostic is, which decides its colour.
enum DiagnosticRole: Sendable {
  case error, warning, message, frame, source, primary, secondary, removed, added, help

  /// The terminal's code for the colour, if it has one.
  var colour: String? {
    switch self {
    case .error, .primary: "1;31"
    case .warning: "1;33"
    case .message: "1"
    case .frame, .secondary: "1;34"
    case .removed: "31"
    case .added: "32"
    case .help: "1;36"
    case .source: nil
    }
  }
}

/// Lines built of stretches that each have a role.
struct StyledText: Sendable {
  private var lines: [[(text: String, role: DiagnosticRole)]] = []

  /// Adds a line.
  mutating func line(_ parts: (text: String, role: DiagnosticRole)...) {
    lines.append(parts)
  }

  /// The text without colour and without spaces at the ends of lines.
  var plain: String {
    lines.map { trimmed($0.map(\.text).joined()) }.joined(separator: "\n") + "\n"
  }

  /// The text with colour.
  var coloured: String {
    lines.map { parts in
      parts.map { text, role in
        guard let colour = role.colour, !text.isEmpty else { return text }
        return "\u{1B}[\(colour)m\(text)\u{1B}[0m"
      }.joined()
    }.joined(separator: "\n") + "\n"
  }

  private func trimmed(_ line: String) -> String {
    var end = line.endIndex
    while end > line.startIndex, line[line.index(before: end)] == " " {
      end = line.index(before: end)
    }
    return String(line[..<end])
  }
}

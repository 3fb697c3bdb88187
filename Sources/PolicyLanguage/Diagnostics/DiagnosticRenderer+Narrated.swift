import FundingValues

extension DiagnosticRenderer {
  /// The diagnostic as sentences, one a line.
  mutating func narrated(_ diagnostic: Diagnostic) -> String {
    var lines: [String] = []
    let span = diagnostic.primary.span
    let (line, column) = table(span.file).position(of: Int(span.start))
    let kind = diagnostic.severity == .error ? "Error" : "Warning"
    lines.append(
      "\(kind) \(diagnostic.code) in \(path(span.file)), line \(line), column \(column): "
        + printable(diagnostic.message) + ".")
    lines.append("The fault is " + spoken(diagnostic.primary) + ".")
    for label in diagnostic.secondary {
      let line = table(label.span.file).line(of: Int(label.span.start))
      let file = label.span.file == span.file ? "" : " of \(path(label.span.file))"
      lines.append("It depends on line \(line)\(file), " + spoken(label) + ".")
    }
    if let breadcrumb = diagnostic.breadcrumb {
      lines.append("It stands in " + printable(breadcrumb) + ".")
    }
    for note in diagnostic.notes { lines.append("Note: " + printable(note) + ".") }
    if let help = diagnostic.help { lines.append("Help: " + printable(help) + ".") }
    if let suggestion = diagnostic.suggestion { narrate(suggestion, to: &lines) }
    return lines.joined(separator: "\n") + "\n"
  }

  private mutating func spoken(_ label: Label) -> String {
    let table = table(label.span.file)
    let line = table.line(of: Int(label.span.start))
    let end = min(Int(label.span.end), table.lineRange(line).upperBound)
    let text = shortened(printable(table.text(Int(label.span.start), end)))
    let words = text.isEmpty ? "the end of the line" : "the words `\(text)`"
    return label.text.isEmpty ? words : words + ": " + printable(label.text)
  }

  private func shortened(_ text: String) -> String {
    text.count > 200 ? String(text.prefix(200)) + "..." : text
  }

  private mutating func narrate(_ suggestion: Suggestion, to lines: inout [String]) {
    let edit = LineEdit(suggestion, in: table(suggestion.span.file))
    lines.append("Help: " + printable(suggestion.text) + ".")
    for (line, text) in edit.removed {
      lines.append("Line \(line) reads: " + shortened(printable(unindented(text))))
    }
    for (line, text) in edit.added {
      let verb = edit.removed.isEmpty ? "Add as line \(line): " : "Make it read: "
      lines.append(verb + shortened(printable(unindented(text))))
    }
  }

  private func unindented(_ text: String) -> String {
    String(text.drop { $0 == " " })
  }
}

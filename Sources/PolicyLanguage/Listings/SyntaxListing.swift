/// The tree of a source, one part a line and each beneath what it belongs to: for reading and for
/// questions.
///
/// Formulas stand on one line with every bracket that they mean. Places are left out, and so are parts
/// that are not written. Of a text with faults, what could be read is shown.
public func syntaxListing(of source: PolicySource) -> String {
  var listing = SyntaxListing(lines: LineTable(source.bytes))
  let file = parse(source, file: 0).syntax
  if let header = file.header { listing.add(header, as: nil, depth: 0) }
  for declaration in file.declarations { listing.add(declaration, as: nil, depth: 0) }
  return listing.text
}

/// Writes the parts of a tree by their fields.
private struct SyntaxListing {
  let lines: LineTable
  private(set) var text = ""

  init(lines: LineTable) { self.lines = lines }

  private mutating func line(_ depth: Int, _ label: String?, _ words: String) {
    let label = label.map { $0 + (words.isEmpty ? "" : ": ") } ?? ""
    text += String(repeating: "  ", count: depth) + label + words + "\n"
  }

  /// Adds a part and what belongs to it.
  mutating func add(_ value: Any, as label: String?, depth: Int) {
    if let words = words(of: value) {
      if !words.isEmpty { line(depth, label, words) }
      return
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
      if let inner = mirror.children.first { add(inner.value, as: label, depth: depth) }
    case .collection, .set:
      for child in mirror.children { add(child.value, as: label, depth: depth) }
    case .enum:
      guard let payload = mirror.children.first else {
        return line(depth, label, "\(value)")
      }
      if isPart(payload.value) {
        return add(payload.value, as: label ?? payload.label, depth: depth)
      }
      line(depth, label, payload.label ?? "")
      addFields(of: payload.value, depth + 1)
    case .tuple:
      if let label { line(depth, label, "") }
      addFields(of: value, depth + (label == nil ? 0 : 1))
    default:
      guard !mirror.children.isEmpty else { return line(depth, label, "\(value)") }
      let type = String(describing: type(of: value))
      line(depth, label, type.hasSuffix("Syntax") ? String(type.dropLast(6)) : type)
      addFields(of: value, depth + 1)
    }
  }

  /// Adds what a part holds; a value that is said in one line, or holds nothing, is a leaf.
  private mutating func addFields(of value: Any, _ depth: Int) {
    let mirror = Mirror(reflecting: value)
    if mirror.children.isEmpty || words(of: value) != nil {
      return add(value, as: nil, depth: depth)
    }
    for child in mirror.children {
      let label = child.label.flatMap { $0.hasPrefix(".") ? nil : $0 }
      add(child.value, as: label, depth: depth)
    }
  }

  /// Whether a payload is a part of the tree with a name of its own.
  private func isPart(_ value: Any) -> Bool {
    let mirror = Mirror(reflecting: value)
    return mirror.displayStyle == .struct && words(of: value) == nil
  }

  /// A part that is said in one line; nothing for one that has parts of its own.
  private func words(of value: Any) -> String? {
    switch value {
    case is SourceSpan: ""
    case let name as NameSyntax: name.text
    case let text as TextSyntax: "\"" + text.value + "\""
    case let date as DateSyntax: "\(date.date)"
    case let number as NumberSyntax: written(number.span)
    case let path as PathSyntax: path.text
    case let amount as AmountSyntax: written(amount.span)
    case let expression as ExpressionSyntax: formula(expression)
    case let text as String: text
    case let number as Int: "\(number)"
    case let truth as Bool: truth ? "yes" : ""
    default: nil
    }
  }

  /// A formula with every bracket that it means.
  private func formula(_ expression: ExpressionSyntax) -> String {
    switch expression {
    case .amount(let amount): written(amount.span)
    case .path(let path): path.text
    case .group(let inner, _): formula(inner)
    case .negated(let inner, _): "-(" + formula(inner) + ")"
    case .call(let name, let parts, _):
      name.text + "(" + parts.map(formula).joined(separator: ", ") + ")"
    case .binary(let left, let sign, let right, _):
      "(" + formula(left) + " " + sign.rawValue + " " + formula(right) + ")"
    }
  }

  private func written(_ span: SourceSpan) -> String {
    lines.text(Int(span.start), Int(span.end))
  }
}

extension Program {
  /// What the files of a program declare and what each name means, one thing a line: for reading and for
  /// questions. Files are chosen by their index among the sources.
  public func listing(ofFiles files: Set<Int32>) -> String {
    var text = ""
    for unit in units where files.contains(unit.file) {
      let uses = unit.uses.isEmpty ? "" : " uses " + unit.uses.map(\.text).joined(separator: ", ")
      text += "\(unit.kind.rawValue) \(unit.name.text)\(uses)\n"
      for declaration in declarations where declaration.unit == unit.id {
        text += "  \(line(for: declaration))\n"
      }
    }
    return text
  }

  private func line(for declaration: Declaration) -> String {
    let name = declaration.name.text
    switch declaration.syntax {
    case .parameter(let parameter):
      let keys = parameter.keys.map(\.text).joined(separator: " and ")
      let values = parameter.rows.count == 1 ? "1 value" : "\(parameter.rows.count) values"
      return "parameter \(name) as \(parameter.type.valueType.words)"
        + (keys.isEmpty ? "" : " by \(keys)") + ", \(values)"
    case .derive(let derive): return "derive \(derive.path.text) as \(derive.type.valueType.words)"
    case .record(let record):
      let fields = record.fields.map { "\($0.name.text) \($0.type.valueType.words)" }
      return "record \(name): " + fields.joined(separator: ", ")
    case .category(let category):
      return "category \(name): " + category.values.map(\.text).joined(separator: ", ")
    case .instrument(let instrument):
      let under = instrument.plan.map { " under \(said($0, from: declaration.unit))" } ?? ""
      return "\(instrument.kind.rawValue) \(name) from "
        + said(instrument.source, from: declaration.unit) + under
    default:
      let figures = figures(of: declaration).keys.sorted()
      return "\(declaration.syntax.openingWord) \(name)"
        + (figures.isEmpty ? "" : ": \(figures.joined(separator: ", "))")
    }
  }

  /// A name with the file that declares it.
  private func said(_ name: NameSyntax, from unit: Int) -> String {
    guard case .found(let found) = find(name.text, from: unit), found.unit != unit else {
      return name.text
    }
    return units[found.unit].name.text + "." + name.text
  }
}

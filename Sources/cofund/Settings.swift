import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage

/// What `--set` gives: values of parameters, facts of a case and running figures.
struct Settings {
  /// One `NAME=VALUE`.
  struct Entry {
    let name: String
    let value: String
    /// The words of the command line.
    let words: String
  }
  private(set) var parameters: [ParameterSetting] = []
  /// Facts of the learner, the employer and the course, to be read once facts are numbered.
  private(set) var facts: [Entry] = []
  /// Figures such as the balance of an account.
  private(set) var figures: [Entry] = []

  /// Reads settings; a name that has a full stop may be a fact, a figure or a full name.
  init(_ texts: [String], _ program: Program, allowsFacts: Bool) throws(Failure) {
    for text in texts { try add(text, program, allowsFacts: allowsFacts) }
  }

  private mutating func add(
    _ text: String, _ program: Program, allowsFacts: Bool
  ) throws(Failure) {
    guard let equals = text.firstIndex(of: "=") else {
      throw .misuse("`--set \(text)` is not NAME=VALUE, such as `--set learner.age=34`")
    }
    let name = String(text[..<equals])
    let entry = Entry(
      name: name, value: String(text[text.index(after: equals)...]), words: "--set " + text)
    if Settings.isFact(name, program) || Settings.isFigure(name, program) {
      guard allowsFacts else {
        throw .misuse(
          "`--set \(name)` is a fact, which people in a scenario have of their own; "
            + "only parameters can be set here")
      }
      if Settings.isFact(name, program) { facts.append(entry) } else { figures.append(entry) }
      return
    }
    do {
      parameters.append(try ParameterSetting.parse(text, in: program))
    } catch {
      throw .misuse("`--set \(text)`: \(error.message)" + Settings.hint(name, program, allowsFacts))
    }
  }

  /// Adds a fact that an option of its own gives.
  mutating func add(fact name: String, value: String, from words: String) {
    facts.append(Entry(name: name, value: value, words: words))
  }

  private static func isFact(_ name: String, _ program: Program) -> Bool {
    let fact = name.prefix { $0 != " " }
    guard fact.endIndex == name.endIndex || name.contains(" in the last ") else { return false }
    let parts = fact.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return false }
    return program.records[parts[0]]?[parts[1]] != nil || EngineFacts.facts[name] != nil
  }

  private static func isFigure(_ name: String, _ program: Program) -> Bool {
    let parts = name.split(separator: ".").map(String.init)
    guard parts.count == 2 else { return false }
    return program.declarations.contains {
      $0.name.text == parts[0] && EngineFacts.figures(of: $0.syntax)[parts[1]] != nil
    }
  }

  /// The nearest name that there is.
  private static func hint(_ name: String, _ program: Program, _ allowsFacts: Bool) -> String {
    let plain = name.split(separator: "@").first.map(String.init) ?? name
    var names = program.declarations.filter { $0.syntax.isParameter }.map(\.name.text)
    if allowsFacts {
      names += program.records.flatMap { record, fields in fields.keys.map { "\(record).\($0)" } }
    }
    guard !names.contains(plain), let near = nearestName(to: plain, among: names) else { return "" }
    return "; did you mean `\(near)`?"
  }
}

extension Settings {
  /// Facts that only the engine may say.
  private static let engineOnly = ["quote.", "route.", "enrolment.", "horizon."]

  /// Whether a fact is one that only the engine may say.
  static func isWorkedOut(_ name: String) -> Bool {
    engineOnly.contains(where: name.hasPrefix)
  }

  /// A frame of the facts, and the running figures by name.
  func frame(
    _ table: FactTable, _ reader: FactReader, sign: String
  ) throws(Failure) -> (frame: Frame, figures: [String: Ratio]) {
    var frame = Frame(count: table.count)
    for entry in facts {
      if Settings.isWorkedOut(entry.name) {
        throw .misuse("`\(entry.name)` is worked out and cannot be set")
      }
      guard let fact = table[entry.name] else { continue }
      let value = try Settings.value(entry, reader, sign: sign)
      try Settings.requireRange(value, entry, table.kinds[fact])
      frame[fact] = value
    }
    var figures: [String: Ratio] = [:]
    for entry in self.figures {
      let value = try Settings.value(entry, reader, sign: sign)
      let kind = table[entry.name].map { table.kinds[$0] } ?? .money
      try Settings.requireRange(value, entry, kind)
      figures[entry.name] = value
    }
    return (frame, figures)
  }

  /// The value of an entry; money may be written with its sign in any field of money.
  static func value(
    _ entry: Entry, _ reader: FactReader, sign: String
  ) throws(Failure) -> Ratio {
    do {
      return try reader.value(entry.value, of: entry.name)
    } catch {
      let bare = entry.value.hasPrefix(sign) ? String(entry.value.dropFirst(sign.count)) : ""
      for text in [bare, entry.value + " per year"] where !text.isEmpty {
        if let value = try? reader.value(text, of: entry.name) { return value }
      }
      throw .misuse("`\(entry.words)`: \(error.message)")
    }
  }

  /// Whether a value is within what `requireRange` lets through.
  static func isInRange(_ value: Ratio, _ kind: FactTable.Kind) -> Bool {
    switch kind {
    case .number, .category, .truth, .date, .other, .sharePerYear: true
    default: value >= .zero && value <= largest
    }
  }

  /// The most that any amount may be, in run-time units.
  private static let largest = Ratio(9_000_000_000_000)

  /// Refuses amounts below nought, and money too large to reckon with exactly.
  static func requireRange(
    _ value: Ratio, _ entry: Entry, _ kind: FactTable.Kind
  ) throws(Failure) {
    if isInRange(value, kind) { return }
    if value < .zero {
      throw .wrong(
        "out-of-range", "`\(entry.name)` is \(entry.value), but cannot be below nought",
        needs: [entry.name])
    }
    throw .wrong(
      "out-of-range",
      "`\(entry.name)` is \(entry.value), which is more than can be reckoned with",
      needs: [entry.name])
  }
}

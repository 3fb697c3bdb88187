import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting

/// What `--set` gives: values of parameters, facts of a case and running figures.
struct Settings {
  /// One `NAME=VALUE`.
  struct Entry {
    let name: String
    let value: String
    /// The words of the command line.
    let words: String
    /// Whether `--set` gives it, instead of an option of its own.
    var isSet = true
  }
  private(set) var parameters: [ParameterSetting] = []
  /// Facts of the learner, the employer and the course, to be read once facts are numbered.
  private(set) var facts: [Entry] = []
  /// Figures such as the balance of an account.
  private(set) var figures: [Entry] = []
  /// A year's pay, under whatever fact the policies call so.
  private var earnings: Entry?
  /// How long the course lasts, and when its costs fall due.
  private(set) var terms = CourseTerms()
  /// The names of sums that are given by their days.
  private(set) var dated: [String] = []
  /// Whether sums may be given by their days.
  private let allowsDated: Bool
  /// What is wrong with settings, where facts are read later: all is said at once.
  private var faults: [Failure] = []

  /// Reads settings; a name that has a full stop may be a fact, a figure or a full name.
  init(
    _ texts: [String], _ program: Program, allowsFacts: Bool, allowsDated: Bool? = nil
  ) throws(Failure) {
    self.allowsDated = allowsDated ?? allowsFacts
    for text in texts {
      do throws(Failure) {
        try add(text, program, allowsFacts: allowsFacts)
      } catch {
        faults.append(error)
      }
    }
    if faults.isEmpty, let failure = faultOfParameters(program) { faults.append(failure) }
    if !allowsFacts, let failure = Failure.together(faults) { throw failure }
  }

  /// Why the parameters set cannot have these values, which text could not give them either.
  private func faultOfParameters(_ program: Program) -> Failure? {
    guard let found = ParameterSetting.fault(of: parameters, in: program) else { return nil }
    let words = found.settings.map { "`--set \($0.name)=\($0.text)`" }.joined(separator: " and ")
    return .misuse("\(words): \(found.fault.message)", needs: found.settings.map(\.name))
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
    if allowsFacts, CourseTerms.names.contains(name), !Settings.isFact(name, program) {
      if let reason = terms.take(name, entry.value) {
        throw .misuse("`\(entry.words)`: \(reason)", needs: [name])
      }
      return
    }
    if allowsDated, Settings.isDated(name, program) {
      let reader = FactReader(program)
      if dated.contains(name) { throw .misuse("`\(name)` is set twice", needs: [name]) }
      dated.append(name)
      if let reason = terms.dated.take(name, entry.value, reader.money) {
        throw .misuse("`\(entry.words)`: \(reason)", needs: [name])
      }
      return
    }
    if Settings.isFact(name, program) || Settings.isFigure(name, program) {
      guard allowsFacts else {
        throw .misuse(
          "`--set \(name)` is a fact, which people in a scenario have of their own; "
            + "only parameters can be set here")
      }
      if let before = (facts + figures).first(where: { $0.name == name }) {
        throw .misuse(
          "`\(name)` is set twice, to \(before.value) and to \(entry.value)", needs: [name])
      }
      if Settings.isFact(name, program) { facts.append(entry) } else { figures.append(entry) }
      return
    }
    let setting: ParameterSetting
    do {
      setting = try ParameterSetting.parse(text, in: program)
    } catch {
      let isNamed = Settings.parameterNames(program).contains { name.hasPrefix($0) }
      guard allowsFacts, !isNamed else {
        let hint = Settings.hint(name, program, allowsFacts)
        throw .misuse("`--set \(text)`: \(error.message)" + hint)
      }
      throw .misuse(
        "`--set \(text)`: no fact, figure or parameter is called `\(name)`"
          + Settings.hint(name, program, allowsFacts))
    }
    if let before = parameters.first(where: { $0.isAgain(setting) }) {
      throw .misuse(
        "`\(name)` is set twice, to \(before.text) and to \(setting.text)", needs: [name])
    }
    parameters.append(setting)
  }

  /// Adds a fact that an option of its own gives.
  mutating func add(fact name: String, value: String, from words: String) {
    facts.removeAll { $0.name == name }
    facts.append(Entry(name: name, value: value, words: words, isSet: false))
  }

  /// Adds a year's pay, which stands above a setting of `learner.earnings`.
  mutating func add(pay value: String, from words: String) {
    facts.removeAll { $0.name == "learner.earnings" }
    earnings = Entry(name: "learner.earnings", value: value, words: words)
  }

  /// The pay that `--earnings` gives, as another fact if pay is called otherwise; what `--set` says of
  /// that fact itself comes first.
  func pay(as name: String, _ reader: FactReader) throws(Failure) -> Ratio {
    guard let given = facts.last(where: { $0.name == name }) ?? earnings else { return .zero }
    let entry = Entry(name: name, value: given.value, words: given.words)
    return try Settings.value(entry, reader)
  }

  private static func isFact(_ name: String, _ program: Program) -> Bool {
    let fact = name.prefix { $0 != " " }
    guard fact.endIndex == name.endIndex || name.contains(" in the last ") else { return false }
    let parts = fact.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return false }
    return program.records[parts[0]]?[parts[1]] != nil || EngineFacts.facts[name] != nil
  }

  /// Whether a name is of sums and their days: of an account, or of what falls in the months of a fact.
  static func isDated(_ name: String, _ program: Program) -> Bool {
    guard let (owner, kind) = DatedTerms.parts(of: name) else { return false }
    if kind != .deposits { return isFact(owner, program) }
    return program.declarations.contains {
      if case .account = $0.syntax { $0.name.text == owner } else { false }
    }
  }

  private static func isFigure(_ name: String, _ program: Program) -> Bool {
    let parts = name.split(separator: ".").map(String.init)
    guard parts.count == 2 else { return false }
    return program.declarations.contains {
      $0.name.text == parts[0] && program.figures(of: $0)[parts[1]] != nil
    }
  }

  private static func parameterNames(_ program: Program) -> [String] {
    program.declarations.filter { $0.syntax.isParameter }.map(\.name.text)
  }

  /// The nearest name that there is, or the one field so called.
  private static func hint(_ name: String, _ program: Program, _ allowsFacts: Bool) -> String {
    let plain = name.split(separator: "@").first.map(String.init) ?? name
    var names = parameterNames(program)
    if allowsFacts {
      let fields = program.records.flatMap { record, fields in
        fields.keys.map { (whole: "\(record).\($0)", field: $0) }
      }
      let same = fields.filter { $0.field == plain }.map(\.whole).sorted()
      if !same.isEmpty {
        return "; did you mean " + same.map { "`\($0)`" }.joined(separator: " or ") + "?"
      }
      names += fields.map(\.whole)
      for declaration in program.declarations {
        names += program.figures(of: declaration).keys.map {
          "\(declaration.name.text).\($0)"
        }
      }
    }
    guard !names.contains(plain), let near = nearestName(to: plain, among: names) else { return "" }
    return "; did you mean `\(near)`?"
  }
}

extension Settings {
  /// Facts that only the engine may say.
  private static let engineOnly = ["quote.", "route.", "enrolment.", "horizon."]

  /// Why a fact is not for the reader to set, or nothing if it is.
  static func refusal(of name: String) -> String? {
    if name == "course.start" { return "is the day that `--on` or a column `on` gives" }
    return engineOnly.contains(where: name.hasPrefix) ? "is worked out and cannot be set" : nil
  }

  /// Whether a name is one of the course's terms, and no fact of the policies' own.
  static func isTerm(_ name: String, _ reader: FactReader) -> Bool {
    CourseTerms.names.contains(name) && !reader.knows(name)
  }

  /// A frame of the facts, and the running figures by name.
  func frame(
    _ table: FactTable, _ reader: FactReader
  ) throws(Failure) -> (frame: Frame, figures: [String: Ratio]) {
    var frame = Frame(count: table.count)
    var figures: [String: Ratio] = [:]
    var faults = faults
    do throws(Failure) {
      if let earnings { _ = try pay(as: earnings.name, reader) }
    } catch {
      faults.append(error)
    }
    for entry in facts + self.figures {
      do throws(Failure) {
        if let refusal = Settings.refusal(of: entry.name) {
          throw .misuse(
            "`\(entry.words)`: `\(entry.name)` \(refusal)", needs: [entry.name])
        }
        let fact = table[entry.name]
        let isFigure = self.figures.contains { $0.name == entry.name }
        let value = try Settings.value(entry, reader)
        if isFigure { figures[entry.name] = value } else if let fact { frame[fact] = value }
      } catch {
        faults.append(error)
      }
    }
    if let failure = Failure.together(faults) { throw failure }
    return (frame, figures)
  }

  /// The value of an entry, within the range of what it is given to.
  static func value(_ entry: Entry, _ reader: FactReader) throws(Failure) -> Ratio {
    let form = reader.form(of: entry.name)
    do throws(ValueFault) {
      return try form.value(entry.value)
    } catch {
      let message = "`\(entry.words)`: \(form.words(error, of: entry.value))"
      throw error.isOfRange
        ? .wrong("out-of-range", message, needs: [entry.name])
        : .misuse(message, needs: [entry.name])
    }
  }
}

extension FactReader {
  /// The value of a sum of money, which may be below zero, or why it is none.
  func money(_ text: String) -> (value: Ratio?, reason: String) {
    let form = sums
    do throws(ValueFault) {
      return (try form.value(text), "")
    } catch {
      return (nil, form.words(error, of: text))
    }
  }
}

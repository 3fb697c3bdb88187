import FundingValues
import PolicyLanguage
import Quoting

/// What follows a command's name: operands and options, by the command's own list of them.
struct Arguments {
  let command: CommandSpecification
  private(set) var operands: [String] = []
  private var values: [String: [String]] = [:]

  /// Reads the words after a command's name.
  init(_ words: [String], for command: CommandSpecification) throws(Failure) {
    self.command = command
    var index = 0
    var onlyOperands = false
    while index < words.count {
      let word = words[index]
      index += 1
      if onlyOperands || word == "-" || !word.hasPrefix("-") {
        operands.append(word)
      } else if word == "--" {
        onlyOperands = true
      } else {
        try readOption(word == "-h" ? "--help" : word, words, &index)
      }
    }
    if self["--help"] != nil { return }
    guard command.operands.contains(operands.count) else {
      let problem =
        operands.count < command.operands.lowerBound
        ? "`cofund \(command.name)` needs more: \(command.usage)"
        : "`\(operands[command.operands.upperBound])` is one word too many for "
          + "`cofund \(command.name)`"
      throw .misuse("\(problem); see `cofund \(command.name) --help`")
    }
  }

  private mutating func readOption(
    _ word: String, _ words: [String], _ index: inout Int
  ) throws(Failure) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = command.allOptions.first(where: { $0.name == name }) else {
      let near = nearestName(to: name, among: command.allOptions.map(\.name))
      throw .misuse(
        "`cofund \(command.name)` has no option `\(name)`"
          + (near.map { "; did you mean `\($0)`?" }
            ?? "; `cofund \(command.name) --help` lists them"))
    }
    var value = ""
    if let word = option.value {
      if parts.count > 1 {
        value = String(parts[1])
      } else if let alone = option.valueAlone, words.dropFirst(index).first?.hasPrefix("-") ?? true
      {
        value = alone
      } else if index < words.count {
        guard words.count >= index + option.words else {
          throw .misuse("`\(name)` needs more: `\(name) \(word)`")
        }
        value = words[index..<(index + option.words)].joined(separator: " ")
        index += option.words
      } else {
        throw .misuse("`\(name)` needs a value: `\(name) \(word)`")
      }
    } else if parts.count > 1 {
      throw .misuse("`\(name)` takes no value; write `\(name)` alone")
    }
    if values[name] != nil, !option.repeats {
      if option.value == nil { return }
      throw .misuse("`\(name)` is given twice; leave one of them out")
    }
    values[name, default: []].append(value)
  }

  /// The value of an option, empty for one without a value, or nothing if it is not given.
  subscript(name: String) -> String? { values[name]?.last }

  /// Whether an option is given.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// All values of an option that may be repeated.
  func all(_ name: String) -> [String] { values[name] ?? [] }

  /// Whether the result is to be printed as JSON.
  var isJSON: Bool { self["--format"] == "json" }

  /// One of some words, or the first if the option is not given.
  func choice(_ name: String, among words: [String]) throws(Failure) -> String {
    guard let value = self[name] else { return words[0] }
    if words.contains(value) { return value }
    throw .misuse("`\(name) \(value)` is not one of \(words.joined(separator: ", "))")
  }

  /// A whole number within a range, or nothing if the option is not given.
  func number(_ name: String, in range: ClosedRange<Int>) throws(Failure) -> Int? {
    guard let text = self[name] else { return nil }
    guard let written = try? NumberText.number(text), written.isWhole,
      let number = Int(exactly: written.floor()), range.contains(number)
    else {
      throw .misuse(
        "`\(name) \(text)` is not a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// How many draws a run has, which come in pairs, or nothing if that is not given.
  func draws() throws(Failure) -> Int? {
    guard let draws = try number("--draws", in: 2...10_000_000) else { return nil }
    guard draws % 2 == 0 else {
      throw .misuse("draws come in pairs, so `--draws \(draws)` must be even, such as \(draws + 1)")
    }
    return draws
  }

  /// The seed of all chance, or nothing if it is not given.
  func seed() throws(Failure) -> UInt64? {
    guard let text = self["--seed"] else { return nil }
    guard let number = UInt64(text) else {
      throw .misuse("`--seed \(text)` is not a whole number from 0 to \(UInt64.max)")
    }
    return number
  }

  /// The names after `--regimes`, each of them once, or nothing if it is not given.
  func regimes() throws(Failure) -> [String]? {
    guard let names = self["--regimes"]?.split(separator: ",").map(String.init) else { return nil }
    if Set(names).count < names.count || names.isEmpty {
      throw .misuse("`--regimes` needs names, each of them once")
    }
    return names
  }

  /// A day, or nothing if the option is not given.
  func date(_ name: String) throws(Failure) -> CivilDate? {
    guard let text = self[name] else { return nil }
    guard let date = CivilDate(text) else {
      throw .misuse("`\(name) \(text)` is not a day, such as 2027-09-01")
    }
    return date
  }
}

extension CivilDate {
  /// The day written in the ISO form, or nothing if the text is no such day.
  init?(_ text: String) { self.init(utf8: Array(text.utf8)[...]) }
}

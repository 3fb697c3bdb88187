/// A grammar: rules cut into numbered parts.
struct Grammar: Sendable {
  /// How a part is made of those within it.
  enum Form: UInt8, Sendable {
    /// A fixed word or mark, or a kind of word.
    case terminal
    /// What a rule stands for.
    case rule
    case sequence, choice, option, repetition
    /// Nothing, where what is within it does not stand.
    case absence
  }

  /// A part of a rule.
  struct Part: Sendable {
    let form: Form
    /// The number of the terminal or of the rule.
    let number: Int
    /// The numbers of the parts within it.
    let within: [Int]
    /// The number of the rule that it is part of.
    let owner: Int
  }

  /// The kinds of words, besides those that are fixed.
  enum Kind: String, Sendable, CaseIterable {
    case name = "NAME", word = "WORD", text = "TEXT", sign = "SIGN", money = "MONEY"
    case percent = "PERCENT", number = "NUMBER", date = "DATE", endOfLine = "EOL", deeper = "IN"
    case shallower = "OUT"
  }

  /// The names of the rules, in the order in which they were met.
  var names: [String] = []
  /// The part that each rule stands for; -1 if it is not said.
  var definitions: [Int] = []
  /// Every part of every rule.
  var parts: [Part] = []
  /// The kinds, then the fixed words and marks, by the numbers of their terminals.
  var terminals: [String] = Kind.allCases.map(\.rawValue)

  /// The number of the rule at which reading begins.
  var start: Int { names.firstIndex(of: "file") ?? 0 }

  /// The fixed words and marks.
  var fixed: ArraySlice<String> { terminals[Kind.allCases.count...] }

  /// The names of rules that are used and never said.
  var undefined: [String] {
    names.indices.filter { definitions[$0] < 0 }.map { names[$0] }
  }

  /// The names of rules that no file can need.
  var unreached: [String] {
    var reached: Set<Int> = [start]
    var waiting = [start]
    while let rule = waiting.popLast() {
      for part in parts where part.owner == rule && part.form == .rule {
        if reached.insert(part.number).inserted { waiting.append(part.number) }
      }
    }
    return names.indices.filter { !reached.contains($0) }.map { names[$0] }
  }

  /// Which parts may stand for nothing.
  var mayBeEmpty: [Bool] {
    settled { part, known in
      switch part.form {
      case .terminal: false
      case .rule: definitions[part.number] >= 0 && known[definitions[part.number]]
      case .sequence: part.within.allSatisfy { known[$0] }
      case .choice: part.within.contains { known[$0] }
      case .option, .repetition, .absence: true
      }
    }
  }

  /// The names of rules that begin with themselves.
  var leftRecursive: [String] {
    let empty = mayBeEmpty
    return names.indices.filter { rule in
      let begins = settled { part, known in
        switch part.form {
        case .terminal: false
        case .rule:
          part.number == rule
            || definitions[part.number] >= 0 && known[definitions[part.number]]
        case .sequence: heads(of: part, empty).contains { known[$0] }
        default: part.within.contains { known[$0] }
        }
      }
      return definitions[rule] >= 0 && begins[definitions[rule]]
    }.map { names[$0] }
  }

  /// The parts of a sequence with which it may begin.
  func heads(of part: Part, _ empty: [Bool]) -> ArraySlice<Int> {
    let last = part.within.firstIndex { !empty[$0] } ?? part.within.count - 1
    return part.within[...last]
  }

  /// What is true of each part, asked again until nothing more becomes true.
  func settled(_ isTrue: (Part, [Bool]) -> Bool) -> [Bool] {
    var known = Array(repeating: false, count: parts.count)
    var isChanged = true
    while isChanged {
      isChanged = false
      for index in parts.indices where !known[index] && isTrue(parts[index], known) {
        known[index] = true
        isChanged = true
      }
    }
    return known
  }
}

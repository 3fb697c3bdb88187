import TestSupport

/// Makes texts by a grammar's rules, with the fixed words round about for names.
struct Sentences {
  let grammar: Grammar
  private var numbers: SeededNumbers
  /// The fewest words that each part can stand for.
  private let shortest: [Int]
  /// The fixed words of each rule.
  private let words: [[String]]
  /// The rules that are being written, the innermost last.
  private var open: [Int] = []
  private var text = ""
  private var indent = 0

  /// Texts by the rules of a grammar from a seed.
  init(_ grammar: Grammar, seed: UInt64) {
    self.grammar = grammar
    numbers = SeededNumbers(seed: seed)
    words = grammar.names.indices.map { rule in
      grammar.parts.filter { $0.owner == rule && $0.form == .terminal }
        .map { grammar.terminals[$0.number] }
        .filter { grammar.fixed.contains($0) && $0.first?.isLetter == true }
    }
    var shortest = Array(repeating: 1_000, count: grammar.parts.count)
    for _ in grammar.names {
      for (index, part) in grammar.parts.enumerated() {
        switch part.form {
        case .terminal: shortest[index] = 1
        case .rule: shortest[index] = shortest[grammar.definitions[part.number]]
        case .sequence: shortest[index] = part.within.reduce(0) { min($0 + shortest[$1], 1_000) }
        case .choice: shortest[index] = part.within.map { shortest[$0] }.min() ?? 0
        case .option, .repetition, .absence: shortest[index] = 0
        }
      }
    }
    self.shortest = shortest
  }

  /// The next text of a rule; the more it may branch, the longer it is.
  mutating func next(_ rule: String, branching: Int) -> String {
    text = ""
    indent = 0
    let number = grammar.names.firstIndex(of: rule) ?? 0
    open = [number]
    write(grammar.definitions[number], branching)
    return text
  }

  private mutating func write(_ index: Int, _ branching: Int) {
    let part = grammar.parts[index]
    switch part.form {
    case .terminal: write(terminal: grammar.terminals[part.number])
    case .rule:
      open.append(part.number)
      write(grammar.definitions[part.number], branching - 1)
      open.removeLast()
    case .sequence: for step in part.within { write(step, branching) }
    case .choice:
      let least = shortest[index]
      let ways = branching > 0 ? part.within : part.within.filter { shortest[$0] == least }
      write(ways[Int(numbers.whole(0...Int64(ways.count - 1)))], branching)
    case .option: if branching > 0, numbers.happens(50) { write(part.within[0], branching) }
    case .repetition:
      while branching > 0, numbers.happens(40) { write(part.within[0], branching) }
    case .absence: break
    }
  }

  private mutating func write(terminal: String) {
    switch Grammar.Kind(rawValue: terminal) {
    case .name: write(anyName())
    case .word: write(numbers.happens(10) ? "otherwise" : anyName())
    case .text: write("\"text\"")
    case .sign: write("£")
    case .money: write("£3")
    case .percent: write("5%")
    case .number: write("4")
    case .date: write("2027-08-01")
    case .endOfLine: text += "\n"
    case .deeper: indent += 4
    case .shallower: indent -= 4
    case nil: write(terminal)
    }
  }

  /// A fixed word of a rule that is being written, or a name that is none.
  private mutating func anyName() -> String {
    let near = words[open[Int(numbers.whole(0...Int64(open.count - 1)))]]
    guard !near.isEmpty, numbers.happens(80) else { return "thing" }
    let word = near[Int(numbers.whole(0...Int64(near.count - 1)))]
    return ["yes", "no", "otherwise"].contains(word) ? "thing" : word
  }

  private mutating func write(_ word: String) {
    if text.isEmpty || text.hasSuffix("\n") {
      text += String(repeating: " ", count: indent)
    } else {
      text += " "
    }
    text += word
  }
}

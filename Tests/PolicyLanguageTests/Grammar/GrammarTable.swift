@testable import PolicyLanguage

/// A grammar with what each of its parts may begin with, worked out once.
struct GrammarTable: Sendable {
  let grammar: Grammar
  /// The terminals by what spells them.
  let terminals: GrammarTerminals
  /// Which parts may stand for nothing.
  let mayBeEmpty: [Bool]
  /// Whether a part may begin with a word of a terminal, by part and terminal.
  let begins: [[Bool]]

  /// The table of a grammar.
  init(_ grammar: Grammar) {
    self.grammar = grammar
    terminals = GrammarTerminals(grammar)
    let empty = grammar.mayBeEmpty
    mayBeEmpty = empty
    let fitting = grammar.terminals.indices.map { wanted in
      Set(grammar.terminals.indices.filter { Self.stands($0, for: wanted, grammar) })
    }
    var first = Array(repeating: Set<Int>(), count: grammar.parts.count)
    var isChanged = true
    while isChanged {
      isChanged = false
      for (index, part) in grammar.parts.enumerated() {
        let heads: ArraySlice<Int>
        switch part.form {
        case .terminal, .absence: heads = []
        case .rule:
          heads = grammar.definitions[part.number] < 0 ? [] : [grammar.definitions[part.number]]
        case .sequence: heads = grammar.heads(of: part, empty)
        case .choice, .option, .repetition: heads = part.within[...]
        }
        let known = first[index].count
        if part.form == .terminal { first[index] = fitting[part.number] }
        for head in heads { first[index].formUnion(first[head]) }
        if first[index].count != known { isChanged = true }
      }
    }
    begins = first.map { first in grammar.terminals.indices.map(first.contains) }
  }

  /// Whether a word of the text with one terminal may stand where a rule has another.
  private static func stands(_ word: Int, for wanted: Int, _ grammar: Grammar) -> Bool {
    if word == wanted { return true }
    let spelling = grammar.terminals[word]
    let isName = spelling == Grammar.Kind.name.rawValue
    let fixed = grammar.fixed.contains(spelling) ? Word(rawValue: spelling) : nil
    switch Grammar.Kind(rawValue: grammar.terminals[wanted]) {
    case .word: return isName || fixed != nil
    case .name: return fixed.map { !$0.isReserved } ?? false
    default: return false
    }
  }
}

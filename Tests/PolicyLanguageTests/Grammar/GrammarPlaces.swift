/// A place of the grammar that carries a number, a path, a test or a day.
struct GrammarPlace: Sendable {
  /// The rule, the fixed words before it and what stands there, such as `levy/less formula`.
  let name: String
  /// The number of the part.
  let part: Int
}

extension Grammar {
  /// What carries a number, a path, a test or a day, by the names of terminals and rules.
  private static let carrying: Set<String> = [
    "NUMBER", "MONEY", "PERCENT", "DATE", "day-of-year", "formula", "value", "shape", "path",
    "fact", "test", "when", "condition",
  ]

  /// Every place, rule by rule; those of one name in a rule are numbered.
  var places: [GrammarPlace] {
    names.indices.flatMap { rule -> [GrammarPlace] in
      var words: [String] = []
      var found: [GrammarPlace] = []
      collect(definitions[rule], &words, into: &found)
      let counts = Dictionary(grouping: found, by: \.name).mapValues(\.count)
      var numbers: [String: Int] = [:]
      return found.map { place in
        numbers[place.name, default: 0] += 1
        let isOne = counts[place.name] == 1
        return GrammarPlace(
          name: names[rule] + "/" + place.name + (isOne ? "" : " #\(numbers[place.name] ?? 0)"),
          part: place.part)
      }
    }
  }

  /// Adds the places of a part with the fixed words that stand before each.
  private func collect(_ index: Int, _ words: inout [String], into found: inout [GrammarPlace]) {
    let part = parts[index]
    switch part.form {
    case .terminal, .rule:
      let name = part.form == .rule ? names[part.number] : terminals[part.number]
      if part.form == .terminal, fixed.contains(name) {
        words = name.first?.isLetter == true ? words + [name] : []
        return
      }
      if Self.carrying.contains(name) {
        found.append(.init(name: (words + [name]).joined(separator: " "), part: index))
      }
      words = []
    case .choice:
      for (number, way) in part.within.enumerated() {
        if number > 0 { words = [] }
        collect(way, &words, into: &found)
      }
    case .sequence, .option, .repetition:
      for inner in part.within { collect(inner, &words, into: &found) }
    case .absence: break
    }
  }
}

extension Recogniser {
  /// The parts of the text's tree that hold a word, outermost first; the text has been read and
  /// has one tree.
  func trail(to word: Int, in text: GrammarText) -> [Int] {
    trail(grammar.definitions[grammar.start], 0..<text.count, word)
  }

  private func trail(_ index: Int, _ span: Range<Int>, _ word: Int) -> [Int] {
    let part = grammar.parts[index]
    switch part.form {
    case .terminal, .absence: return [index]
    case .rule: return [index] + trail(grammar.definitions[part.number], span, word)
    case .option: return [index] + trail(part.within[0], span, word)
    case .choice:
      let way = part.within.first { stands($0, span) }
      return [index] + (way.map { trail($0, span, word) } ?? [])
    case .sequence, .repetition:
      let steps = steps(of: part, from: span.lowerBound, to: span.upperBound, 0) ?? []
      let step = steps.first { $0.span.contains(word) }
      return [index] + (step.map { trail($0.part, $0.span, word) } ?? [])
    }
  }

  private func stands(_ part: Int, _ span: Range<Int>) -> Bool {
    reaches(of: part, from: span.lowerBound).contains { $0.end == span.upperBound }
  }

  /// The parts of a sequence or a repetition, from one on, with the words that each stands for.
  private func steps(
    of part: Grammar.Part, from start: Int, to end: Int, _ number: Int
  ) -> [(part: Int, span: Range<Int>)]? {
    let isRepeated = part.form == .repetition
    if isRepeated ? start == end : number == part.within.count { return start == end ? [] : nil }
    let next = part.within[isRepeated ? 0 : number]
    for reach in reaches(of: next, from: start)
    where reach.end <= end && (!isRepeated || reach.end > start) {
      if let rest = steps(of: part, from: reach.end, to: end, number + 1) {
        return [(next, start..<reach.end)] + rest
      }
    }
    return nil
  }
}

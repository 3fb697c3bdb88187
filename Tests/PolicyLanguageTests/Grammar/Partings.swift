/// Why a text has not exactly one tree.
extension Recogniser {
  /// What is amiss with a text, with its line and the rule; nothing if it has exactly one tree.
  func fault(in text: GrammarText) -> String? {
    let trees = trees(of: text)
    if trees == 1 { return nil }
    if trees == 0 {
      let place = "\(text.path):\(text.line(at: furthest)): "
      let rules = Set(stuck.map { grammar.names[grammar.parts[$0].owner] }).sorted()
      return place + "no tree goes on before \(text.spelling(at: furthest)), in "
        + rules.joined(separator: ", ")
    }
    let parting = parting(ofRule: grammar.start, from: 0, to: text.count)
    let rule = parting.map { grammar.names[$0.rule] } ?? "no rule"
    let index = parting?.at ?? 0
    return "\(text.path):\(text.line(at: index)): \(trees) trees, which part in \(rule) at "
      + text.spelling(at: index)
  }

  /// A rule in which trees part, and the word from which they do.
  typealias Parting = (rule: Int, at: Int)

  private func parting(ofRule rule: Int, from start: Int, to end: Int) -> Parting? {
    let definition = grammar.definitions[rule]
    return definition < 0 ? nil : parting(of: definition, from: start, to: end)
  }

  /// Where the trees of a part part between two words: in the first choice that can be made in two
  /// ways.
  private func parting(of index: Int, from start: Int, to end: Int) -> Parting? {
    let part = grammar.parts[index]
    switch part.form {
    case .terminal, .absence: return nil
    case .rule: return parting(ofRule: part.number, from: start, to: end)
    case .choice, .option:
      let ways = part.within.filter { reaches($0, from: start, to: end) }
      let isLeftOut = part.form == .option && start == end
      guard ways.count + (isLeftOut ? 1 : 0) == 1 else { return (part.owner, start) }
      return ways.first.flatMap { parting(of: $0, from: start, to: end) }
    case .sequence: return parting(ofSequence: part, from: start, to: end)
    case .repetition: return parting(ofRepetition: part, from: start, to: end)
    }
  }

  private func parting(ofSequence part: Grammar.Part, from start: Int, to end: Int) -> Parting? {
    var at = start
    for (index, step) in part.within.enumerated() {
      let rest = part.within[(index + 1)...]
      let ends = reaches(of: step, from: at).map(\.end).filter { middle in
        rest.reduce([middle]) { places, next in
          Set(places.flatMap { reaches(of: next, from: $0).map(\.end) }).sorted()
        }.contains(end)
      }
      guard ends.count == 1 else { return (part.owner, at) }
      if let inner = parting(of: step, from: at, to: ends[0]) { return inner }
      at = ends[0]
    }
    return nil
  }

  private func parting(ofRepetition part: Grammar.Part, from start: Int, to end: Int) -> Parting? {
    var at = start
    while at < end {
      let ends = reaches(of: part.within[0], from: at).map(\.end).filter { middle in
        middle > at && leads(part.within[0], from: middle, to: end)
      }
      guard ends.count == 1 else { return (part.owner, at) }
      if let inner = parting(of: part.within[0], from: at, to: ends[0]) { return inner }
      at = ends[0]
    }
    return nil
  }

  /// Whether a part, said again and again, leads from one word to another.
  private func leads(_ part: Int, from start: Int, to end: Int) -> Bool {
    var places: Set<Int> = [start]
    var waiting = [start]
    while let place = waiting.popLast() {
      for reach in reaches(of: part, from: place) where places.insert(reach.end).inserted {
        waiting.append(reach.end)
      }
    }
    return places.contains(end)
  }

  private func reaches(_ part: Int, from start: Int, to end: Int) -> Bool {
    reaches(of: part, from: start).contains { $0.end == end }
  }
}

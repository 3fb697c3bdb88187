/// Counts the trees that a grammar has for a text, by descent with what each rule came to kept.
///
/// It knows nothing of the parser: it follows every way through every rule.
final class Recogniser {
  /// An end of what a part can stand for, with the number of ways to it.
  struct Reach {
    let end: Int
    var ways: Int
  }

  let table: GrammarTable
  let grammar: Grammar
  /// The terminals of the text, and no terminal at its end.
  private var words: [Int] = []
  private var kept: [Int: [Reach]] = [:]
  private var lookahead = 0
  /// The last word to which anything led, and the parts that could not go on from it.
  private(set) var furthest = 0
  private(set) var stuck: [Int] = []

  /// No more ways than this are counted.
  private static let mostWays = 1_000_000

  /// A recogniser of texts of a grammar.
  init(_ table: GrammarTable) {
    self.table = table
    grammar = table.grammar
  }

  /// The number of trees of a text.
  func trees(of text: GrammarText) -> Int {
    words = text.terminals
    kept.removeAll(keepingCapacity: true)
    furthest = 0
    stuck = []
    let whole = reaches(ofRule: grammar.start, from: 0)
    return whole.first { $0.end == text.count }?.ways ?? 0
  }

  /// The ends of what a rule can stand for from a word on.
  private func reaches(ofRule rule: Int, from start: Int) -> [Reach] {
    let key = rule * words.count + start
    if let known = kept[key] { return known }
    var ends: [Reach] = []
    if grammar.definitions[rule] >= 0 {
      follow(grammar.definitions[rule], from: start, ways: 1, into: &ends)
    }
    kept[key] = ends
    return ends
  }

  /// The ends of what a part can stand for from a word on.
  func reaches(of part: Int, from start: Int) -> [Reach] {
    var ends: [Reach] = []
    follow(part, from: start, ways: 1, into: &ends)
    return ends
  }

  /// Adds the ends of what a part can stand for.
  private func follow(_ index: Int, from start: Int, ways: Int, into ends: inout [Reach]) {
    if !table.mayBeEmpty[index], words[start] < 0 || !table.begins[index][words[start]] {
      return note(index, at: start)
    }
    let part = grammar.parts[index]
    switch part.form {
    case .terminal: add(start + 1, ways, to: &ends)
    case .rule:
      for reach in reaches(ofRule: part.number, from: start) {
        add(reach.end, reach.ways * ways, to: &ends)
      }
    case .choice:
      for way in part.within { follow(way, from: start, ways: ways, into: &ends) }
    case .option:
      add(start, ways, to: &ends)
      follow(part.within[0], from: start, ways: ways, into: &ends)
    case .sequence: followAll(part.within, from: start, ways: ways, into: &ends)
    case .repetition: repeatedly(part.within[0], from: start, ways: ways, into: &ends)
    case .absence:
      lookahead += 1
      let found = reaches(of: part.within[0], from: start)
      lookahead -= 1
      if found.isEmpty { add(start, ways, to: &ends) }
    }
  }

  private func followAll(
    _ parts: [Int], from start: Int, ways: Int, into ends: inout [Reach]
  ) {
    var now = [Reach(end: start, ways: ways)]
    for part in parts {
      var next: [Reach] = []
      for reach in now { follow(part, from: reach.end, ways: reach.ways, into: &next) }
      if next.isEmpty { return }
      now = next
    }
    for reach in now { add(reach.end, reach.ways, to: &ends) }
  }

  private func repeatedly(_ part: Int, from start: Int, ways: Int, into ends: inout [Reach]) {
    var all = [Reach(end: start, ways: ways)]
    var index = 0
    while index < all.count {
      var next: [Reach] = []
      follow(part, from: all[index].end, ways: all[index].ways, into: &next)
      for reach in next where reach.end > all[index].end { add(reach.end, reach.ways, to: &all) }
      index += 1
    }
    for reach in all { add(reach.end, reach.ways, to: &ends) }
  }

  /// Adds ways to an end; the ends stay in their order.
  private func add(_ end: Int, _ ways: Int, to ends: inout [Reach]) {
    var index = ends.count
    while index > 0, ends[index - 1].end > end { index -= 1 }
    if index > 0, ends[index - 1].end == end {
      ends[index - 1].ways = min(ends[index - 1].ways + ways, Self.mostWays)
    } else {
      ends.insert(Reach(end: end, ways: min(ways, Self.mostWays)), at: index)
    }
  }

  private func note(_ part: Int, at index: Int) {
    guard lookahead == 0, index >= furthest else { return }
    if index > furthest { stuck = [] }
    furthest = index
    stuck.append(part)
  }
}

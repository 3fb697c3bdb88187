/// The order in which facts are worked out: as they are written, but each after those it needs.
struct FactOrder {
  /// How many of the things that make a fact are still to come, by fact.
  private var open: [Int: Int] = [:]
  /// The things that wait for a fact, by fact.
  private var waiting: [Int: [Int]] = [:]
  /// For how many facts each thing waits.
  private var missing: [Int] = []
  private var isDone: [Bool] = []
  /// Places of things that wait for nothing, the first on top: each is before its two children.
  private var ready: [Int] = []

  /// The places of things in their order, by the fact that each makes and the facts that it needs; where
  /// they go round in a ring, the first of those left comes next.
  static func places(making facts: [Int], needing needs: [Set<Int>]) -> [Int] {
    var order = FactOrder(facts, needs)
    var result: [Int] = []
    var first = 0
    while result.count < facts.count {
      while first < facts.count, order.isDone[first] { first += 1 }
      let next = order.pop() ?? first
      if order.isDone[next] { continue }
      order.finish(next, facts[next])
      result.append(next)
    }
    return result
  }

  private init(_ facts: [Int], _ needs: [Set<Int>]) {
    for fact in facts { open[fact, default: 0] += 1 }
    isDone = Array(repeating: false, count: facts.count)
    for (place, needed) in needs.enumerated() {
      let others = needed.filter { $0 != facts[place] && open[$0] != nil }
      missing.append(others.count)
      for fact in others { waiting[fact, default: []].append(place) }
      if others.isEmpty { push(place) }
    }
  }

  private mutating func finish(_ place: Int, _ fact: Int) {
    isDone[place] = true
    open[fact, default: 1] -= 1
    guard open[fact] == 0 else { return }
    for other in waiting[fact] ?? [] {
      missing[other] -= 1
      if missing[other] == 0 { push(other) }
    }
  }

  private mutating func push(_ place: Int) {
    ready.append(place)
    var at = ready.count - 1
    while at > 0, ready[at] < ready[(at - 1) / 2] {
      ready.swapAt(at, (at - 1) / 2)
      at = (at - 1) / 2
    }
  }

  private mutating func pop() -> Int? {
    guard let top = ready.first, let last = ready.popLast() else { return nil }
    if ready.isEmpty { return top }
    ready[0] = last
    var at = 0
    while true {
      let children = [2 * at + 1, 2 * at + 2].filter { $0 < ready.count }
      guard let least = children.min(by: { ready[$0] < ready[$1] }), ready[least] < ready[at]
      else { return top }
      ready.swapAt(at, least)
      at = least
    }
  }
}

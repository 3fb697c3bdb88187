extension Checker {
  /// Requires that the stackings of a regime agree on an order of instruments.
  ///
  /// Where each name's followers lead on without coming back to it there is such an order, so pairs are
  /// compared only where they do come back.
  mutating func requireOneOrder(_ stackings: [StackingSyntax]) {
    let circle = Followers(stackings).namesInCircles
    if circle.isEmpty { return }
    var pairs: [String: (first: NameSyntax, second: NameSyntax)] = [:]
    for stacking in stackings {
      let names = stacking.instruments.filter { circle.contains($0.text) }.prefix(1_000)
      for (index, name) in names.enumerated() {
        for earlier in names[..<index] where earlier.text != name.text {
          if let other = pairs["\(name.text) \(earlier.text)"] {
            reportOpposite(earlier, name, other.second)
            return
          }
          pairs["\(earlier.text) \(name.text)"] = (earlier, name)
        }
      }
    }
    reportCircle(circle, stackings)
  }

  private mutating func reportOpposite(
    _ earlier: NameSyntax, _ name: NameSyntax, _ other: NameSyntax
  ) {
    report(
      "P0514",
      "`\(earlier.text)` and `\(name.text)` stand in opposite orders in two stackings",
      at: Label(name.span, "after `\(earlier.text)`"),
      with: [Label(other.span, "here `\(earlier.text)` comes after `\(name.text)`")],
      notes: ["each day an instrument is settled for everyone before the next begins"],
      help: "put them in the same order")
  }

  private mutating func reportCircle(_ circle: Set<String>, _ stackings: [StackingSyntax]) {
    let all = stackings.flatMap { $0.instruments.dropFirst() }
    guard let start = circle.min(), let name = all.last(where: { $0.text == start }) else { return }
    report(
      "P0514", "the stackings of this regime lead from `\(start)` back to it",
      at: Label(name.span, "comes after itself"),
      notes: ["each day an instrument is settled for everyone before the next begins"])
  }
}

/// Which instruments come right after which, in some stackings.
private struct Followers {
  private var numbers: [String: Int] = [:]
  private var names: [String] = []
  private var after: [[Int]] = []

  init(_ stackings: [StackingSyntax]) {
    for stacking in stackings {
      var previous: Int?
      for name in stacking.instruments {
        let number = number(of: name.text)
        if let previous, previous != number { after[previous].append(number) }
        previous = number
      }
    }
  }

  private mutating func number(of name: String) -> Int {
    if let known = numbers[name] { return known }
    numbers[name] = names.count
    names.append(name)
    after.append([])
    return names.count - 1
  }

  /// The names that lead back to themselves, found by taking off those that nothing comes before and
  /// then those that nothing comes after, as long as there are any.
  var namesInCircles: Set<String> {
    let inOrder = left(after, of: Array(names.indices))
    if inOrder.isEmpty { return [] }
    var before: [[Int]] = Array(repeating: [], count: names.count)
    let kept = Set(inOrder)
    for name in inOrder {
      for next in after[name] where kept.contains(next) { before[next].append(name) }
    }
    return Set(left(before, of: inOrder).map { names[$0] })
  }

  /// What is left when everything is taken off that nothing left leads to.
  private func left(_ after: [[Int]], of all: [Int]) -> [Int] {
    let kept = Set(all)
    var leading = Array(repeating: 0, count: names.count)
    for name in all { for next in after[name] where kept.contains(next) { leading[next] += 1 } }
    var open = all.filter { leading[$0] == 0 }
    var isLeft = Array(repeating: true, count: names.count)
    while let name = open.popLast() {
      isLeft[name] = false
      for next in after[name] where kept.contains(next) {
        leading[next] -= 1
        if leading[next] == 0 { open.append(next) }
      }
    }
    return all.filter { isLeft[$0] }
  }
}

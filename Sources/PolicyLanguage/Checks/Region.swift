import FundingValues

/// An end of an interval: a number, or a parameter whose value is not known.
enum Edge: Sendable, Hashable {
  case number(Ratio)
  case symbol(String)

  /// The number, if it is known.
  var number: Ratio? {
    if case .number(let value) = self { return value }
    return nil
  }
}

/// The values that one fact may take: an interval, or some values of a category.
struct Extent: Sendable {
  /// An end and whether it belongs to the interval.
  struct End: Sendable {
    var edge: Edge
    var isClosed: Bool
  }
  /// Ends below; all of them hold.
  var lowers: [End] = []
  /// Ends above; all of them hold.
  var uppers: [End] = []
  /// The values of a category or of yes and no, or nothing for a number.
  var names: Set<String>?
  /// The smallest difference between two values, or nought if there is none.
  var step = Ratio.zero
  /// Where a comparison narrowed it.
  var places: [SourceSpan] = []

  /// The values in both.
  func met(with other: Extent) -> Extent {
    var both = self
    both.lowers += other.lowers
    both.uppers += other.uppers
    if let mine = names, let theirs = other.names {
      both.names = mine.intersection(theirs)
    } else {
      both.names = names ?? other.names
    }
    both.step = max(step, other.step)
    both.places += other.places
    return both
  }

  /// The highest known end below, moved up to a value that can be taken.
  var lower: (value: Ratio, isClosed: Bool)? {
    var best: (value: Ratio, isClosed: Bool)?
    for end in lowers {
      guard let value = end.edge.number else { continue }
      let rounded = step > .zero ? up(value, end.isClosed) : (value, end.isClosed)
      guard let known = best else {
        best = rounded
        continue
      }
      if rounded.0 > known.value || (rounded.0 == known.value && !rounded.1) { best = rounded }
    }
    return best
  }

  /// The lowest known end above, moved down to a value that can be taken.
  var upper: (value: Ratio, isClosed: Bool)? {
    var best: (value: Ratio, isClosed: Bool)?
    for end in uppers {
      guard let value = end.edge.number else { continue }
      let rounded = step > .zero ? down(value, end.isClosed) : (value, end.isClosed)
      guard let known = best else {
        best = rounded
        continue
      }
      if rounded.0 < known.value || (rounded.0 == known.value && !rounded.1) { best = rounded }
    }
    return best
  }

  private func up(_ value: Ratio, _ isClosed: Bool) -> (Ratio, Bool) {
    let steps = value / step
    let next = isClosed ? steps.ceiling() : steps.floor() + 1
    return (Ratio(whole: next) * step, true)
  }

  private func down(_ value: Ratio, _ isClosed: Bool) -> (Ratio, Bool) {
    let steps = value / step
    let next = isClosed ? steps.floor() : steps.ceiling() - 1
    return (Ratio(whole: next) * step, true)
  }

  /// Whether no value can be taken, as far as the ends are known.
  var isEmpty: Bool {
    if let names { return names.isEmpty }
    if let low = lower, let high = upper {
      if low.value > high.value { return true }
      if low.value == high.value, !(low.isClosed && high.isClosed) { return true }
    }
    for low in lowers {
      guard case .symbol(let name) = low.edge else { continue }
      for high in uppers where high.edge == .symbol(name) && !(low.isClosed && high.isClosed) {
        return true
      }
    }
    return false
  }

  /// A value that can be taken, if all ends are known.
  var witness: Ratio? {
    if lowers.contains(where: { $0.edge.number == nil }) { return nil }
    if uppers.contains(where: { $0.edge.number == nil }) { return nil }
    switch (lower, upper) {
    case (let low?, _) where low.isClosed: return low.value
    case (_, let high?) where high.isClosed: return high.value
    case (let low?, let high?): return (low.value + high.value) / Ratio(2)
    case (let low?, nil): return low.value + (step > .zero ? step : .one)
    case (nil, let high?): return high.value - (step > .zero ? step : .one)
    case (nil, nil): return nil
    }
  }
}

/// A conjunction: what each fact may be, by the fact's own words.
struct Box: Sendable {
  /// The facts in the order in which they were met.
  var order: [String] = []
  /// The values of each fact.
  var extents: [String: Extent] = [:]

  /// A box with no condition.
  init() {}

  /// A box with one fact narrowed.
  init(_ fact: String, _ extent: Extent) {
    order = [fact]
    extents = [fact: extent]
  }

  /// The values in both boxes, or nothing if there are none.
  func met(with other: Box) -> Box? {
    var both = self
    for fact in other.order {
      guard let theirs = other.extents[fact] else { continue }
      guard let mine = both.extents[fact] else {
        both.order.append(fact)
        both.extents[fact] = theirs
        continue
      }
      let met = mine.met(with: theirs)
      if met.isEmpty { return nil }
      both.extents[fact] = met
    }
    return both
  }
}

/// A disjunction of boxes: every set of facts for which a test holds.
struct Region: Sendable {
  var boxes: [Box]

  /// Everything.
  static let everything = Region(boxes: [Box()])

  /// The most boxes that are kept before a test is called too wide.
  static let limit = 256

  /// The facts in both, or nothing if there are too many cases.
  func met(with other: Region) -> Region? {
    var met: [Box] = []
    for mine in boxes {
      for theirs in other.boxes {
        if let both = mine.met(with: theirs) { met.append(both) }
        if met.count > Region.limit { return nil }
      }
    }
    return Region(boxes: met)
  }

  /// The facts in either, or nothing if there are too many cases.
  func joined(with other: Region) -> Region? {
    let all = boxes + other.boxes
    return all.count > Region.limit ? nil : Region(boxes: all)
  }
}

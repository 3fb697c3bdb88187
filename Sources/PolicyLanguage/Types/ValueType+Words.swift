extension ValueType {
  /// The type as a message names it, such as `money per year` or `a percent`.
  public var words: String {
    switch kind {
    case .amount, .quantity, .span: dimension.words
    case .share: "a percent" + dimension.perWords
    case .whole: "a count" + dimension.perWords
    case .number: "a number" + dimension.perWords
    case .date: "a date"
    case .truth: "yes or no"
    case .category(let name): "a value of `\(name)`"
    case .list(let name): "a list of `\(name)`"
    }
  }

  /// Whether it is a number of something, so that it can be added and compared.
  var isNumeric: Bool {
    switch kind {
    case .amount, .quantity, .span, .share, .whole, .number: true
    case .date, .truth, .category, .list: false
    }
  }

  /// Whether it is measured, so that equality must be written `is exactly`.
  var isMeasured: Bool {
    switch kind {
    case .amount, .quantity, .span, .share, .number, .date: true
    case .whole, .truth, .category, .list: false
    }
  }

  /// The category whose values it takes, if it is one.
  var categoryName: String? {
    switch kind {
    case .category(let name), .list(let name): name
    default: nil
    }
  }

  /// The type that a number with some dimension has when arithmetic has made it.
  init(madeOf dimension: Dimension) {
    let kind: Kind =
      if dimension.money != 0 {
        .amount
      } else if dimension.credit != 0 || dimension.hour != 0 {
        .quantity
      } else if dimension.year > 0 || dimension.day > 0 {
        .span
      } else {
        .share
      }
    self.init(kind, dimension)
  }
}

extension Dimension {
  /// Whether there is no dimension at all.
  var isNone: Bool { self == .none }

  /// The dimension in words, such as `money per credit`.
  var words: String {
    let parts = [("money", money), ("credits", credit), ("hours", hour), ("years", year)]
    let above = (parts + [("days", day)]).flatMap {
      Array(repeating: $0.0, count: max(0, Int($0.1)))
    }
    let top = above.isEmpty ? "a number" : above.joined(separator: " times ")
    return top + perWords
  }

  /// What it is per, such as ` per year`, or nothing.
  var perWords: String {
    if money >= 0, credit >= 0, hour >= 0, year >= 0, day >= 0 { return "" }
    let parts = [("credit", credit), ("hour", hour), ("year", year), ("day", day)]
    let below = ([("money", money)] + parts).flatMap {
      Array(repeating: $0.0, count: max(0, -Int($0.1)))
    }
    return below.map { " per " + $0 }.joined()
  }
}

extension TypeSyntax {
  /// The type as it was written, such as `months` or `money per year`.
  var words: String {
    let per = per.map { " per " + $0.rawValue } ?? ""
    return switch measure {
    case .months: "months" + per
    case .weeks: "weeks" + per
    default: valueType.words
    }
  }
}

/// Where a level of a breakdown stands among others: bands by their least value, names by the alphabet.
struct LevelOrder: Comparable {
  private let rank: Int
  private let number: Double
  private let text: String

  /// The order of a level such as `below 25`, `25 to below 35`, `male` or `none`, which comes last.
  init(_ level: String) {
    text = level
    let digits = level.drop { !$0.isNumber }.prefix { $0.isNumber || $0 == "." }
    let before = level.prefix { !$0.isNumber }
    let isBand = !digits.isEmpty && before.count <= 6
    if level == "none" {
      (rank, number) = (3, 0)
    } else if isBand {
      (rank, number) = (before.hasPrefix("below") ? 0 : 1, Double(digits) ?? 0)
    } else {
      (rank, number) = (2, 0)
    }
  }

  static func < (left: LevelOrder, right: LevelOrder) -> Bool {
    (left.rank, left.number, left.text) < (right.rank, right.number, right.text)
  }
}

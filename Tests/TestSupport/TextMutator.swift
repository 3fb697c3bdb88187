/// Makes one text of another by changes that matter to policy text: figures at and past every edge, and
/// lines from elsewhere, too many or too few. The same numbers make the same text.
public struct TextMutator: Sendable {
  /// Figures at and past every edge, by the kind of what they take the place of.
  private static let extremes: [Kind: [String]] = [
    .money: [
      "£0", "£0.01", "£10,000,000,000,000", "£10,000,000,000,001", "£1", "£999,999,999,999.99",
      "£90,000,000", "£1,000,000,000,000,000,000,000",
    ],
    .percent: [
      "0%", "100%", "100.0001%", "1,000,000%", "0.000001%", "1,000,001%", "-1%", "-100%", "50%",
    ],
    .number: [
      "0", "1", "2", "9,999", "1,000,000", "10,000,000,000,000", "9,223,372,036,854,775,808",
      "0.0000000001", "99999999999999999999999999999999", "-1", "3", "120",
    ],
    .date: [
      "0001-01-01", "9999-12-31", "2024-02-29", "2023-02-28", "1970-01-01", "2027-08-01",
    ],
  ]

  /// What a word is the figure of.
  private enum Kind { case money, percent, number, date }

  private static func kind(_ word: Substring) -> Kind? {
    guard let last = word.last(where: { $0 != "," && $0 != ":" }) else { return nil }
    if word.hasPrefix("£") { return .money }
    guard word.first?.isNumber == true else { return nil }
    if last == "%" { return .percent }
    return word.count == 10 && word.contains("-") ? .date : .number
  }

  /// A text with one to four changes; lines may come from another text.
  public static func changed(
    _ text: String, _ other: String, _ numbers: inout SeededNumbers
  ) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<Int.random(in: 1...4, using: &numbers) {
      guard let at = lines.indices.randomElement(using: &numbers) else { break }
      switch Int.random(in: 0..<10, using: &numbers) {
      case 0: lines.remove(at: at)
      case 1: lines.insert(lines[at], at: at)
      case 2:
        let others = other.split(separator: "\n").map(String.init)
        if let line = others.randomElement(using: &numbers) { lines.insert(line, at: at) }
      case 3:
        let to = Int.random(in: 0...lines.count, using: &numbers)
        lines.insert(contentsOf: lines[at...].prefix(3), at: to)
      default: lines[at] = withExtreme(lines[at], &numbers) ?? lines[at]
      }
    }
    return lines.joined(separator: "\n")
  }

  /// A line with one of its figures, if it has any, at an edge.
  private static func withExtreme(_ line: String, _ numbers: inout SeededNumbers) -> String? {
    var words = line.split(separator: " ", omittingEmptySubsequences: false)
    let places = words.indices.filter { kind(words[$0]) != nil }
    guard let place = places.randomElement(using: &numbers),
      let choice = kind(words[place]).flatMap({ extremes[$0] })?.randomElement(using: &numbers)
    else { return nil }
    words[place] = Substring(choice)
    return words.joined(separator: " ")
  }
}

import Foundation

/// A figure that every command is asked for, such as `help pays` or `learner repays in year 2`.
struct MeaningFigure: Sendable, CustomStringConvertible {
  let subject: String
  /// `pays`, `gives`, `repays`, `charges`, `recovers` or `is`.
  let verb: String
  let year: Int?

  /// A figure of its words.
  init(_ words: String) {
    let parts = words.split(separator: " ").map(String.init)
    let isRoute = parts.first == "route"
    subject = isRoute ? "route " + parts[1] : parts[0]
    verb = parts[isRoute ? 2 : 1]
    year = parts.count > 4 ? parts.last.flatMap { Int($0) } : nil
  }

  var description: String { "\(subject) \(verb)" + (year.map { " in year \($0)" } ?? "") }
  /// The owner of a running figure and its property, such as `wallet` and `paid-in`.
  var parts: (owner: String, property: String) {
    let parts = subject.split(separator: ".", maxSplits: 1).map(String.init)
    return (parts[0], parts.count > 1 ? parts[1] : "")
  }
  /// Whether it is what a firm is charged or its account takes in, whatever is studied.
  var isOfFirm: Bool {
    verb == "charges" && !["tax", "pay", "output"].contains(subject)
      || ["paid-in", "spent-background"].contains(parts.property)
  }
  /// The expectation that the figure is some value.
  func expectation(_ value: String) -> String {
    "expect \(subject) \(verb) \(value)" + (year.map { " in year \($0)" } ?? "")
  }
}

/// An amount in words, such as £1,000.50, in pence; what is no amount of money stands for itself.
func meaningWords(pence: Int64) -> String {
  let (pounds, rest) = abs(pence).quotientAndRemainder(dividingBy: 100)
  var digits = String(pounds)
  var at = digits.count - 3
  while at > 0 {
    digits.insert(",", at: digits.index(digits.startIndex, offsetBy: at))
    at -= 3
  }
  let minor = rest == 0 ? "" : rest < 10 ? ".0\(rest)" : ".\(rest)"
  return (pence < 0 ? "-£" : "£") + digits + minor
}

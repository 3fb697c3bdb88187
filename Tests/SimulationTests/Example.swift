import PolicyCompiler
import PolicyLanguage
import Simulation
import TestSupport
import Testing

/// The example of the repository, whole or with fewer people.
enum Example {
  static let scenario = "west-midlands-medtech"
  static let regimes = ["england-2027", "aligned", "devolved-fund", "half-and-half"]

  /// The texts as they are kept.
  static func texts() throws -> PolicyTexts {
    PolicyTexts(
      files: try Repository.files(in: "Policies", endingIn: "policy")
        + Repository.files(in: "Examples", endingIn: "scenario"))
  }

  /// How many firms or people the small example simulates of each sort, by words in their names.
  static let sizes: [(word: String, size: Int)] = [
    ("micro-firms", 20), ("adjacent-small-firms", 10), ("small-firms", 4),
    ("adjacent-medium-firms", 2), ("medium-firms", 4), ("large-firms", 1), ("outsiders", 200),
  ]

  /// The texts with some 1,200 staff in 41 firms and 200 others, followed for 6 years.
  ///
  /// Nobody stands for more than 1.3 others, so that small budgets can be shared out; `scale`
  /// multiplies all weights, and other sizes may be asked for.
  static func smallTexts(
    scale: Int = 1, sizes: [(word: String, size: Int)] = sizes
  ) throws -> PolicyTexts {
    var texts = try texts()
    for index in texts.files.indices where texts.files[index].path.hasSuffix(".scenario") {
      texts.files[index].text = try shrunk(texts.files[index].text, scale, sizes)
    }
    return texts
  }

  private static func shrunk(
    _ text: String, _ scale: Int, _ sizes: [(word: String, size: Int)]
  ) throws -> String {
    var lines: [String] = []
    var share: Double?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let header = /^ +population (?:([0-9,]+) )?([a-z-]+) of ([a-z]+) standing for ([0-9,]+)$/
      let total = /^(.* totalling )([0-9,]+)( in all)$/
      if let found = try header.wholeMatch(in: line) {
        let standing = number(found.4)
        let old = found.1.map { number($0) } ?? standing
        guard let size = sizes.first(where: { found.2.hasPrefix($0.word) })?.size else {
          throw Unplanned(message: "population `\(found.2)` is new: say how small it may be")
        }
        share = Double(size) / Double(old)
        let tenths = min(13, (10 * standing + old / 2) / old) * size * scale
        lines.append(
          "    population \(size) \(found.2) of \(found.3) standing for \(tenths / 10)"
            + (tenths % 10 == 0 ? "" : ".\(tenths % 10)"))
      } else if line.contains("follows lives for ") {
        lines.append("    follows lives for 6 years")
      } else if let found = try total.wholeMatch(in: line), let share {
        let sum = Int((Double(number(found.2)) * share).rounded()) * scale
        lines.append(found.1 + String(sum) + found.3)
      } else {
        lines.append(String(line))
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func number(_ text: Substring) -> Int {
    Int(text.filter { $0 != "," }) ?? 0
  }

  /// So few people would hardly study: these make them and employers keen, and money short.
  static let keen = [
    "taste-for-study=-0.5", "already-held=-1", "employer-awareness=90%", "retention-value=£18,000",
    "sponsor-spread=£2,000", "tie-response=-0.06", "cash-response=-0.5", "loan-response=-0.2",
    "training-spend=£4,000", "module-release=20 hours", "certificate-release=40 hours",
    "shared-pot=£45,000", "level-4-5-budget=£60,000", "commission-budget=£60,000",
  ]

  /// A plan of the small example with keen people.
  static func smallPlan(
    regimes: [String]? = nil, _ settings: [String] = [],
    _ edit: (PolicyTexts) throws -> PolicyTexts = { $0 }
  ) throws -> FundingPlan {
    try edit(try smallTexts()).plan(scenario, regimes: regimes, keen + settings)
  }
}

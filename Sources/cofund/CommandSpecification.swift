import Quoting

/// An option of a command.
struct OptionSpecification: Sendable {
  /// Its name with hyphens, such as `--seed`.
  let name: String
  /// What stands for its value, or nothing for an option without one.
  let value: String?
  let help: String
  /// Whether it may be given more than once.
  var repeats = false
  /// The value of an option that stands alone, if it may.
  var valueAlone: String?
  /// How many words its value has.
  var words = 1
}

/// A command: what it takes, what it says of itself and what it does.
struct CommandSpecification: Sendable {
  let name: String
  /// What follows the name on the line that shows how it is used.
  let usage: String
  /// One sentence.
  let summary: String
  /// The least and the most operands.
  let operands: ClosedRange<Int>
  let options: [OptionSpecification]
  /// Lines to copy.
  let examples: [String]
  /// Anything more that a reader must know.
  var notes: [String] = []
  let run: @Sendable (Arguments, Console) throws -> ExitStatus
}

extension OptionSpecification {
  /// The folder of policies.
  static let policies = OptionSpecification(
    name: "--policies", value: "FOLDER",
    help: "read policies from here; may be repeated", repeats: true)
  /// Values set for this run.
  static let set = OptionSpecification(
    name: "--set", value: "NAME=VALUE", help: "a value to use; may be repeated", repeats: true)
  /// The seed of a run.
  static let seed = OptionSpecification(
    name: "--seed", value: "N", help: "the seed of all chance; the scenario's own unless said")
  /// The threads of a run.
  static let workers = OptionSpecification(
    name: "--workers", value: "N", help: "how many threads; never changes a result")
  /// What a run may use.
  static let limits: [OptionSpecification] = [
    OptionSpecification(
      name: "--limit-time", value: "SECONDS", help: "stop a run that takes longer"),
    OptionSpecification(
      name: "--limit-memory", value: "MB", help: "stop a run that takes more megabytes"),
  ]
  /// Output form.
  static let format = OptionSpecification(
    name: "--format", value: "text|json", help: "how to print the result; text unless said")
  /// Options that every command takes.
  static let common: [OptionSpecification] = [
    OptionSpecification(
      name: "--color", value: "auto|always|never", help: "when to use colour; auto unless said"),
    OptionSpecification(name: "--quiet", value: nil, help: "print no progress and no remarks"),
    OptionSpecification(name: "--help", value: nil, help: "print this help"),
  ]
}

extension CommandSpecification {
  /// Every command that works, in the order in which a newcomer needs them.
  static let all: [CommandSpecification] = [
    .compare, .run, .claims, .validate, .calibrate, .employer, .quote, .takeHome, .regimes, .check,
    .format, .explain, .initialise, .install, .completions,
  ]

  /// The options with those that every command takes.
  var allOptions: [OptionSpecification] { options + OptionSpecification.common }

  /// The page that `--help` prints.
  var helpPage: String {
    var text = "cofund \(name): \(summary)\n\nUsage\n  cofund \(name) \(usage)\n\nOptions\n"
    let rows = allOptions.map { option in
      (option.name + (option.value.map { " " + $0 } ?? ""), option.help)
    }
    text += aligned(rows)
    if !notes.isEmpty { text += "\n" + notes.map { $0 + "\n" }.joined() }
    text += "\nExamples\n" + examples.map { "  " + $0 + "\n" }.joined()
    return text
  }
}

/// Two columns, the second aligned.
func aligned(_ rows: [(String, String)]) -> String {
  let width = rows.map(\.0.count).max() ?? 0
  return rows.map { first, second in
    "  " + first + String(repeating: " ", count: width - first.count + 2) + second + "\n"
  }.joined()
}

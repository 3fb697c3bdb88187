import Foundation
import FundingValues
import PolicyLanguage
import Quoting
import Reporting

/// The command line.
@main
enum CommandLineTool {
  /// The version of the program, as results record it.
  static let version = "0.1.0"

  /// Runs the command that the arguments name.
  static func main() {
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    Descriptors.occupyClosed()
    if let failure = Descriptors.failure() { exit(report(failure, asJSON: false).rawValue) }
    exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  /// Runs a command line and says how it ended.
  static func run(_ words: [String]) -> ExitStatus {
    guard let first = words.first else { return show(welcome) }
    switch first {
    case "--help", "-h", "help":
      if words.count > 1, let command = command(words[1]) { return show(command.helpPage) }
      return show(welcome)
    case "--version": return show("cofund \(version)\n")
    default: break
    }
    guard let command = command(first) else {
      let near = nearestName(to: first, among: CommandSpecification.all.map(\.name))
      let cure = near.map { "did you mean `\($0)`?" } ?? "`cofund` lists the commands"
      return report(.misuse("there is no command `\(first)`; \(cure)"), asJSON: false)
    }
    let wantsJSON = asksForJSON(words)
    do {
      let arguments = try Arguments(Array(words.dropFirst()), for: command)
      if arguments.has("--help") { return show(command.helpPage) }
      let colour = try arguments.choice("--color", among: Console.Colour.allCases.map(\.rawValue))
      let console = Console(
        colour: Console.Colour(rawValue: colour) ?? .auto, isQuiet: arguments.has("--quiet"))
      return try command.run(arguments, console)
    } catch let failure as Failure {
      return report(failure, asJSON: wantsJSON)
    } catch {
      return report(.unreadable("\(error)"), asJSON: wantsJSON)
    }
  }

  private static func command(_ name: String) -> CommandSpecification? {
    CommandSpecification.all.first { $0.name == name }
  }

  /// Whether the words ask for JSON, even where they cannot be understood.
  private static func asksForJSON(_ words: [String]) -> Bool {
    if words.contains("--format=json") || words.contains("--diagnostics=json") { return true }
    return zip(words, words.dropFirst()).contains {
      ($0 == "--format" || $0 == "--diagnostics") && $1 == "json"
    }
  }

  private static func show(_ text: String) -> ExitStatus {
    let console = Console(colour: .auto, isQuiet: false)
    do {
      try console.result(text)
      return .done
    } catch {
      return report(error, asJSON: false)
    }
  }

  /// Tells of a failure: one object where JSON is asked for, and always in words.
  private static func report(_ failure: Failure, asJSON: Bool) -> ExitStatus {
    let console = Console(colour: .auto, isQuiet: false)
    if asJSON, let text = try? documentText(FailureDocument(failure), pretty: false) {
      try? console.result(text + "\n")
    }
    let needs =
      failure.explainedNeeds.isEmpty
      ? failure.needs.filter { !failure.message.contains($0) } : failure.explainedNeeds
    let message = failure.summary ?? failure.message
    console.message("cofund: \(printable(message))\n" + needs.map { "  \($0)\n" }.joined())
    return failure.status
  }

  /// What a newcomer needs.
  private static var welcome: String {
    let commands = CommandSpecification.all.map { ($0.name, $0.summary) }
    return """
      cofund: if a course costs this much, who pays, who comes and who gains,
      under one funding model rather than another?

      Commands
      \(aligned(commands))
      Every command takes --help. To begin, copy this line:

        cofund compare Examples/west-midlands-medtech.scenario --draws 20

      """
  }
}

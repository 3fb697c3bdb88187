import Foundation
public import PolicyLanguage
public import Testing

/// A small program that uses one place of the grammar, with a foot in lines that begin `#>`.
///
/// The foot says the place, the case, a nudge of one token, and for each command the figure before
/// and after the nudge:
///
///     #> place pays/formula
///     #> nudge `pays 50%` to `pays 60%`
///     #> on 2027-09-01 for 12 months, followed for 2 years
///     #> given course.fee is £1,000
///     #> example: help pays £500 then £600
///     #> quote: help pays £500 then £600
///     #> monthly: help pays £500 then £600
///     #> run: help pays £500 then £600
///     #> employer: not met
///
/// `by main of other` names another route or regime than `main of plain`; several `nudge` lines
/// are one nudge, and the first changes the token in question. A figure that chance decides after
/// the nudge is `otherwise` there, and one that is no longer given is `refused`.
///
/// A cell is a figure, `refuses` and words of the message, `with Answers`, or `not met`. A figure
/// that does not come out yet has `but` and what is wrong behind it.
public struct CoverageFile: Sendable, CustomTestStringConvertible {
  /// Who carries out the clause.
  public enum Command: String, Sendable, CaseIterable {
    case example, quote, monthly, run, employer
  }

  /// What a command does with the clause.
  public enum Cell: Sendable {
    /// A figure before and after the nudge, and what is wrong with it today, if anything is.
    case moves(figure: String, before: String, after: String, fault: String?)
    /// The command refuses the clause, with these words.
    case refuses(String)
    /// The clause waits for a command that does not exist yet.
    case withAnswers
    case byClaims
    /// The command never meets the clause.
    case notMet
  }

  /// The file's name without its ending.
  public let name: String
  /// The program without its foot.
  public let text: String
  /// The places of the grammar that the nudged token lies in.
  public let places: [String]
  /// The texts that are nudged and what they become, one after the other.
  public let nudges: [(old: String, new: String)]
  /// The day of the case.
  public let day: String
  /// The months that its course lasts, if it says.
  public let months: Int?
  /// For how many years lives are followed.
  public let follows: Int
  /// The route of the case.
  public let route: String
  /// The regime of the case.
  public let regime: String
  /// The facts given, as they are written.
  public let facts: [(name: String, value: String)]
  /// What each command does.
  public let cells: [Command: Cell]
  /// What the foot says that cannot be read.
  public let faults: [String]

  /// Its name.
  public var testDescription: String { name }
  /// The program with its nudge.
  public var nudged: String { nudges.reduce(text) { $0.replacing($1.old, with: $1.new) } }
  /// The byte of a source at which the first nudge changes it; that of its last byte where it only
  /// adds.
  public func offset(ofNudgeIn source: PolicySource) -> Int {
    guard let (old, new) = nudges.first else { return source.bytes.count }
    let common = zip(old.utf8, new.utf8).prefix { $0 == $1 }.count
    let text = String(decoding: source.bytes, as: UTF8.self)
    guard let found = text.range(of: old) else { return source.bytes.count }
    let start = text.utf8.distance(from: text.startIndex, to: found.lowerBound)
    return start + min(common, old.utf8.count - 1)
  }
  /// The line that is nudged, without its indent.
  public var line: String {
    guard let found = text.range(of: nudges.first?.old ?? "") else { return "" }
    let changed = found.lowerBound
    let start = text[..<changed].lastIndex(of: "\n").map { text.index(after: $0) }
    let end = text[changed...].firstIndex(of: "\n") ?? text.endIndex
    return text[(start ?? text.startIndex)..<end].trimmingCharacters(in: .whitespaces)
  }

  /// Every file of the folder, by name.
  public static let all: [CoverageFile] =
    ((try? Repository.files(in: "Tests/OneMeaningTests/Coverage/Places", endingIn: "policy")) ?? [])
    .map { CoverageFile(path: $0.path, whole: $0.text) }

  /// The places that no file is written for yet, in the grammar's order.
  public static let pending: [String] =
    ((try? Repository.files(in: "Tests/OneMeaningTests/Coverage", endingIn: "txt")) ?? [])
    .filter { $0.path.hasSuffix("pending.txt") }
    .flatMap { $0.text.split(separator: "\n").map(String.init) }

  /// A file from its text.
  public init(path: String, whole: String) {
    name = String((path.split(separator: "/").last ?? "").dropLast(7))
    let lines = whole.split(separator: "\n", omittingEmptySubsequences: false)
    text = lines.filter { !$0.hasPrefix("#>") }.joined(separator: "\n")
    var foot = Foot()
    for line in lines where line.hasPrefix("#>") {
      foot.read(line.dropFirst(2).trimmingCharacters(in: .whitespaces))
    }
    places = foot.places
    nudges = foot.nudges
    day = foot.day
    months = foot.months
    follows = foot.follows
    route = foot.route
    regime = foot.regime
    facts = foot.facts
    cells = foot.cells
    var now = text
    for nudge in nudges {
      if now.ranges(of: nudge.old).count != 1 {
        foot.faults.append("`\(nudge.old)` does not stand once")
      }
      now = now.replacing(nudge.old, with: nudge.new)
    }
    faults = foot.faults
  }
}

/// The foot of a file, line by line.
private struct Foot {
  var places: [String] = []
  var nudges: [(old: String, new: String)] = []
  var route = "main"
  var regime = "plain"
  var day = "2027-09-01"
  var months: Int?
  var follows = 2
  var facts: [(name: String, value: String)] = []
  var cells: [CoverageFile.Command: CoverageFile.Cell] = [:]
  var faults: [String] = []

  mutating func read(_ line: String) {
    if let found = line.wholeMatch(of: /place (.+)/) {
      places += found.1.components(separatedBy: ", ")
    } else if let found = line.wholeMatch(of: /nudge `(.+?)` to `(.+)`/) {
      nudges.append((String(found.1), String(found.2)))
    } else if let found = line.wholeMatch(of: /by ([a-z0-9-]+) of ([a-z0-9-]+)/) {
      route = String(found.1)
      regime = String(found.2)
    } else if let found = line.wholeMatch(
      of: /on ([0-9-]+)(?: for ([0-9]+) months)?(?:, followed for ([0-9]+) years)?/)
    {
      day = String(found.1)
      months = found.2.flatMap { Int($0) }
      let years: Int? = found.3.flatMap { Int($0) }
      follows = years ?? 2
    } else if let found = line.wholeMatch(
      of: /given ([a-z0-9.-]+(?: in the last [a-z-]+)?) is (.+)/
    ) {
      facts.append((String(found.1), String(found.2)))
    } else if let found = line.wholeMatch(of: /([a-z]+): (.+)/),
      let command = CoverageFile.Command(rawValue: String(found.1)), let cell = Self.cell(found.2)
    {
      cells[command] = cell
    } else {
      faults.append("`\(line)` cannot be read")
    }
  }

  private static func cell(_ text: Substring) -> CoverageFile.Cell? {
    if text == "not met" { return .notMet }
    if text == "with Answers" { return .withAnswers }
    if text == "by claims" { return .byClaims }
    if let found = text.wholeMatch(of: /refuses "(.+)"/) { return .refuses(String(found.1)) }
    guard let found = text.wholeMatch(of: /(.+?) then (\S+)( in year [0-9]+)?(?:, but (.+))?/),
      let space = found.1.lastIndex(of: " ")
    else { return nil }
    let owner = String(found.1[..<space])
    let before = String(found.1[space...].dropFirst())
    let year: String = found.3.map { String($0) } ?? ""
    let fault: String? = found.4.map { String($0) }
    return .moves(
      figure: owner + year, before: before, after: String(found.2), fault: fault)
  }
}

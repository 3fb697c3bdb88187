import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting

extension CommandSpecification {
  /// `cofund regimes`: the regimes that the policies declare.
  static let regimes = CommandSpecification(
    name: "regimes", usage: "[NAME...] [--format text|json]",
    summary: "the regimes there are: their days, their routes and what each asks for",
    operands: 0...1000, options: [.policies, .format],
    examples: ["cofund regimes", "cofund regimes england-2027 --format json"],
    notes: [
      "What a regime leaves out is what the notes of its file and of the policies it uses say so of."
    ],
    run: { try RegimesCommand($0, $1).run() })
}

/// Carries out `cofund regimes`.
struct RegimesCommand {
  let arguments: Arguments
  let console: Console

  init(_ arguments: Arguments, _ console: Console) {
    self.arguments = arguments
    self.console = console
  }

  /// Lists the regimes named, or all.
  func run() throws -> ExitStatus {
    _ = try arguments.choice("--format", among: ["text", "json"])
    let files = try SourceFiles.program(scenario: nil, policies: arguments.all("--policies"))
    let asked = arguments.operands
    let checked = try CheckedProgram(files, console) {
      asked.isEmpty || !$0.units.isDisjoint(with: asked)
    }
    for name in arguments.operands { try checked.requireRegime(name) }
    let names = arguments.operands.isEmpty ? checked.regimes : arguments.operands
    let entries = try names.map { name in
      let plan = try checked.planned { () throws(PlanError) in
        try FundingPlan(checked.program, regime: name)
      }
      return RegimesDocument.Regime(plan, leavesOut: RegimesCommand.left(by: name, checked.program))
    }
    if arguments.isJSON {
      try console.result(documentText(RegimesDocument(regimes: entries)) + "\n")
    } else {
      try console.result(entries.map(\.text).joined(separator: "\n"))
    }
    return .done
  }

  /// What the notes of a regime, of its file and of what it uses say is left out.
  private static func left(by name: String, _ program: Program) -> [String] {
    guard let unit = program.units.first(where: { $0.name.text == name && $0.kind.isRegime }) else {
      return []
    }
    var left: [String] = []
    for file in program.files where file.file == unit.file {
      left += file.header.map { sentences(of: $0.about) } ?? []
    }
    for file in program.files {
      for declaration in file.declarations {
        switch declaration {
        case .regime(let regime) where regime.name.text == name:
          left += sentences(of: regime.about)
        case .reform(let reform) where reform.name.text == name:
          left += sentences(of: reform.about)
        default: continue
        }
      }
      guard let header = file.header, unit.uses.contains(where: { $0.text == header.name.text })
      else { continue }
      left += sentences(of: header.about).map { "\(header.name.text): \($0)" }
    }
    return left
  }

  /// The sentences of notes that say what is left out, each whole; one that names `these` comes with the
  /// sentence before it, which says what they are.
  static func sentences(of about: AboutSyntax) -> [String] {
    let sentences = wholeSentences(about.notes.map(\.value).joined(separator: " "))
    return sentences.indices.compactMap { place in
      let sentence = sentences[place]
      guard sentence.hasPrefix("Leaves out") || sentence.contains(" leaves out") else { return nil }
      let isRest = sentence.hasPrefix("Leaves out these") && place > 0
      return isRest ? sentences[place - 1] + " " + sentence : sentence
    }
  }

  /// The sentences of a text: each ends with a full stop before a capital, but not with an abbreviation.
  private static func wholeSentences(_ text: String) -> [String] {
    let abbreviations: Set<String> = ["reg.", "regs.", "No.", "s.", "ss.", "art.", "para.", "St."]
    let words = text.split(separator: " ").map(String.init)
    var sentences: [[String]] = [[]]
    for (place, word) in words.enumerated() {
      sentences[sentences.count - 1].append(word)
      let next = words.dropFirst(place + 1).first
      let endsHere =
        word.hasSuffix(".") && !abbreviations.contains(word) && next?.first?.isUppercase == true
      if endsHere { sentences.append([]) }
    }
    return sentences.filter { !$0.isEmpty }.map { sentence in
      let text = sentence.joined(separator: " ")
      return text.hasSuffix(".") ? text : text + "."
    }
  }
}

extension ProgramUnit.Kind {
  /// Whether a unit of the kind can be quoted and run.
  fileprivate var isRegime: Bool { self == .regime || self == .reform }
}

/// Regimes as data.
struct RegimesDocument: Encodable {
  struct Regime: Encodable {
    let regime: String
    let title: String
    /// The first day on which a route applies, or nothing for no beginning.
    let from: String?
    let to: String?
    let routes: [Route]
    /// The facts that some route or a levy reads.
    let asks: [String]
    let leaves_out: [String]
  }
  struct Route: Encodable {
    let route: String
    let title: String
    let asks: [String]
  }
  let schema = "cofund-regimes/1"
  let regimes: [Regime]

  init(regimes: [Regime]) { self.regimes = regimes }
}

extension RegimesDocument.Regime {
  /// A regime by its plan.
  init(_ plan: FundingPlan, leavesOut: [String]) {
    let rules = plan.regimes.first ?? RuleSet(facts: plan.facts)
    let spans = rules.routes.map(\.applies)
    let first = spans.allSatisfy { $0.from != nil } ? spans.compactMap(\.from).min() : nil
    let last = spans.allSatisfy { $0.to != nil } ? spans.compactMap(\.to).max() : nil
    self.init(
      regime: rules.name, title: rules.title, from: first?.description, to: last?.description,
      routes: rules.routes.map { route in
        var alone = rules
        alone.routes = [route]
        (alone.levies, alone.accounts, alone.funds) = ([], [], [])
        return RegimesDocument.Route(
          route: route.name, title: route.title, asks: AskedFacts(alone).given)
      }, asks: AskedFacts(rules).given, leaves_out: leavesOut)
  }

  /// The regime in words.
  var text: String {
    let days =
      switch (from, to) {
      case (nil, nil): "on every day"
      case (let from?, nil): "from \(from)"
      case (nil, let to?): "to \(to)"
      case (let from?, let to?): "from \(from) to \(to)"
      }
    var lines = ["\(regime) \(days): \(title)"]
    for route in routes {
      lines.append("  \(route.route): \(route.title)")
      lines.append("    asks for \(route.asks.joined(separator: ", "))")
    }
    return (lines + leaves_out.map { "  \($0)" }).joined(separator: "\n") + "\n"
  }
}

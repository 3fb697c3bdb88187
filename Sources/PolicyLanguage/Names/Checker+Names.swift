extension Checker {
  /// Resolves the name of a declared thing of some kind, and keeps that it is used.
  @discardableResult
  mutating func resolve(
    _ name: NameSyntax, as noun: String, where wanted: (DeclarationSyntax) -> Bool
  ) -> Int? {
    switch program.lookup(name.text, from: unit, where: wanted) {
    case .found(let id):
      keep(id, name.span)
      return id
    case .ambiguous(let ids): reportAmbiguous(name, ids, canBeInFull: false)
    case .missing: reportMissing(name, as: noun, among: wanted)
    }
    return nil
  }

  private mutating func reportMissing(
    _ name: NameSyntax, as noun: String, among wanted: (DeclarationSyntax) -> Bool,
    code: String = "P0301", beside others: [String] = []
  ) {
    if countsUnnamed() { return }
    if case .found(let other) = program.find(name.text, from: unit) {
      reportName(
        code, "`\(name.text)` is \(other.syntax.noun), but \(noun) is needed here",
        at: Label(name.span, "\(other.syntax.noun)"),
        with: [Label(other.name.span, "declared here")])
      return
    }
    let near = nearestName(
      to: name.text, among: program.namesVisible(from: unit, where: wanted) + others)
    reportName(
      code, "no \(Checker.bare(noun)) is called `\(name.text)`",
      at: Label(name.span, notDeclared),
      help: near == nil ? declaredElsewhere(name.text, where: wanted) : nil,
      suggestion: near.map {
        Suggestion(nearWords(noun, name.text, $0), replace: name.span, with: $0)
      })
  }

  /// Counts an error about a name without telling of it, once enough are told of.
  mutating func countsUnnamed() -> Bool {
    guard isSated else { return false }
    errorCount += 1
    return true
  }

  /// Advice to use the file that declares a name, if one does.
  func declaredElsewhere(
    _ name: String, where wanted: (DeclarationSyntax) -> Bool
  ) -> String? {
    for id in program.declarationsByName[name] ?? [] where wanted(program.declarations[id].syntax) {
      let home = program.units[program.declarations[id].unit]
      if home.name.text.isEmpty || home.kind == .scenario { continue }
      return "`\(home.name.text)` declares it: add that to `uses`"
    }
    return nil
  }

  /// A noun with its article.
  static func withArticle(_ noun: String) -> String {
    (noun.first.map { "aeiou".contains($0) } ?? false ? "an " : "a ") + noun
  }

  /// A noun without its article.
  static func bare(_ noun: String) -> String {
    if noun.hasPrefix("a ") { return String(noun.dropFirst(2)) }
    return noun.hasPrefix("an ") ? String(noun.dropFirst(3)) : noun
  }

  /// Requires that a name is one of those who may pay or be paid.
  @discardableResult
  mutating func requireParty(_ name: NameSyntax) -> Bool {
    if EngineFacts.parties.contains(name.text) { return true }
    switch program.lookup(name.text, from: unit, where: \.isPayer) {
    case .found(let id):
      keep(id, name.span)
      return true
    case .ambiguous(let ids): reportAmbiguous(name, ids, canBeInFull: false)
    case .missing:
      reportMissing(name, as: "a payer", among: \.isPayer, beside: EngineFacts.parties)
    }
    return false
  }

  /// Requires that a name is a source of money: a payer, a fund or an account.
  @discardableResult
  mutating func requireMoney(_ name: NameSyntax) -> Int? {
    if EngineFacts.parties.contains(name.text) { return nil }
    switch program.lookup(name.text, from: unit, where: \.holdsMoney) {
    case .found(let id):
      keep(id, name.span)
      return id
    case .ambiguous(let ids): reportAmbiguous(name, ids, canBeInFull: false)
    case .missing:
      reportMissing(
        name, as: "a payer, fund or account", among: \.holdsMoney, code: "P0603",
        beside: EngineFacts.parties)
    }
    return nil
  }

  /// Requires that a name is somebody who pays or is paid, where a fund or an account will not do.
  mutating func requirePayer(_ name: NameSyntax, _ role: String) {
    if let id = requireMoney(name), !program.declarations[id].syntax.isPayer {
      let noun = program.declarations[id].syntax.noun
      report(
        "P0603", "\(role) a payer, but `\(name.text)` is \(noun)", at: Label(name.span, noun),
        help: "name the payer that holds it")
    }
  }

  /// Requires that a name is a declared or a built-in period.
  mutating func requirePeriod(_ name: NameSyntax) {
    if program.periods[name.text] != nil { return }
    let near = nearestName(to: name.text, among: program.periods.keys)
    reportName(
      "P0301", "no period is called `\(name.text)`", at: Label(name.span, "not a period"),
      suggestion: near.map {
        Suggestion(nearWords("a period", name.text, $0), replace: name.span, with: $0)
      })
  }

  /// Requires that a name is a declared record, such as `learner`.
  @discardableResult
  mutating func requireRecord(_ name: NameSyntax, code: String = "P0301") -> Bool {
    if program.records[name.text] != nil { return true }
    let near = nearestName(to: name.text, among: program.records.keys)
    reportName(
      code, "no record is called `\(name.text)`", at: Label(name.span, "not a record"),
      help: near == nil
        ? "declare `record \(name.text)` with its facts beneath, such as `has headcount as count`"
        : nil,
      suggestion: near.map {
        Suggestion(nearWords("a record", name.text, $0), replace: name.span, with: $0)
      })
    return false
  }

  /// Requires that a type names a category that there is, and a unit that it can be per.
  @discardableResult
  mutating func requireType(_ type: TypeSyntax) -> Bool {
    switch type.measure {
    case .category(let name), .list(let name):
      if !requireCategory(name) { return false }
    default: break
    }
    guard let per = type.per else { return true }
    let isFitting =
      switch type.measure {
      case .money, .percent: true
      case .credits, .hours: per.dimension.year != 0 || per.dimension.day != 0
      default: false
      }
    if !isFitting {
      let whole = TypeSyntax(type.measure, per: nil, type.span)
      report(
        "P0202", "\(whole.words) cannot be per \(per.rawValue)", at: Label(type.span, ""),
        notes: ["money, a percent, credits and hours can be per something"])
    }
    return isFitting
  }

  /// Requires that a name is a declared or a built-in category.
  mutating func requireCategory(_ name: NameSyntax) -> Bool {
    if program.values(of: name.text) != nil { return true }
    let measures = [
      "money", "percent", "number", "count", "credits", "hours", "days", "weeks", "months",
      "years", "date", "yes-no",
    ]
    let known = Array(program.categories.keys) + Array(EngineFacts.categories.keys) + measures
    let near = nearestName(to: name.text, among: known)
    reportName(
      "P0301", "no category is called `\(name.text)`", at: Label(name.span, "not a type"),
      suggestion: near.map {
        Suggestion(nearWords("a type", name.text, $0), replace: name.span, with: $0)
      })
    return false
  }

  /// Requires that a name is a unit of one of some kinds, and gives it.
  @discardableResult
  mutating func requireUnit(
    _ name: NameSyntax, kinds: Set<ProgramUnit.Kind>, as noun: String
  ) -> ProgramUnit? {
    if let found = program.unit(named: name.text, kinds: kinds) { return found }
    let here = program.units[unit]
    let own = Set([here.name.text] + (here.parent.map { [program.units[$0].name.text] } ?? []))
    let names = program.units.filter { kinds.contains($0.kind) && !$0.name.text.isEmpty }
      .map(\.name.text).filter { !own.contains($0) }
    let near = nearestName(to: name.text, among: names)
    var notes: [String] = []
    if let other = program.unit(named: name.text, kinds: Set(ProgramUnit.Kind.allCases)) {
      notes = ["`\(name.text)` is a \(other.kind.rawValue)"]
    } else if near == nil, !names.isEmpty {
      let listed = names.sorted().prefix(12).map { "`\($0)`" }.joined(separator: ", ")
      notes = ["there \(names.count == 1 ? "is" : "are") \(listed)"]
    }
    // A faulty file may declare it; a missing one is to blame for what follows, not for itself.
    if !faultyFiles.isEmpty { return nil }
    report(
      "P0305", "no \(Checker.bare(noun)) is called `\(name.text)`",
      at: Label(name.span, "not among the files read"), notes: notes,
      suggestion: near.map {
        Suggestion(nearWords(noun, name.text, $0), replace: name.span, with: $0)
      })
    return nil
  }
}

extension DeclarationSyntax {
  /// Whether this can pay: a payer, a fund or an account.
  var holdsMoney: Bool {
    switch self {
    case .payer, .fund, .account: true
    default: false
    }
  }
}

extension Checker {
  /// Infers the type of a path, and keeps what was read.
  mutating func inferPath(_ path: PathSyntax, expecting category: String?) -> Inferred? {
    if path.parts.count == 1 {
      let name = path.parts[0]
      if let category, let values = program.values(of: category), values.contains(name.text) {
        usedCategories.insert(category)
        return Inferred(ValueType(.category(category)))
      }
      return inferParameter(name, expecting: category)
    }
    if let reference = program.reference(path, from: unit) {
      if let last = path.last { requireLast(last, of: reference, path) }
      if reportsUnseen(reference, path) { return nil }
      keep(reference, path.span, last: path.last)
      let type = reference.valueType
      if let category = type.categoryName { usedCategories.insert(category) }
      return Inferred(type)
    }
    reportUnknown(path)
    return nil
  }

  /// Requires that only facts which are given are asked for in the last period.
  private mutating func requireLast(
    _ period: NameSyntax, of reference: Reference, _ path: PathSyntax
  ) {
    requirePeriod(period)
    if case .fact = reference { return }
    report(
      "P0202", "only a fact of a record has a value in the last period",
      at: Label(path.span, "not a fact of a record"))
  }

  /// Reports a fact that is worked out in a file which is not used here, so that nobody works it out.
  private mutating func reportsUnseen(_ reference: Reference, _ path: PathSyntax) -> Bool {
    guard case .derived(let declaration, _) = reference,
      program.unitDistances[unit][declaration.unit] == nil,
      claimUnit.map({ program.unitDistances[$0][declaration.unit] == nil }) ?? true
    else { return false }
    let home = program.units[declaration.unit].name.text
    reportName(
      "P0301", "`\(path.text)` is worked out in `\(home)`, which is not used here",
      at: Label(path.span, notDeclared),
      with: [Label(declaration.name.span, "worked out here")],
      help: "add `\(home)` to `uses`")
    return true
  }

  private mutating func inferParameter(
    _ name: NameSyntax, expecting category: String?
  ) -> Inferred? {
    switch program.lookup(name.text, from: unit, where: \.isParameter) {
    case .found(let id):
      keep(id, name.span)
      return parameterTypes[id].map { Inferred($0) }
    case .ambiguous(let ids):
      reportAmbiguous(name, ids)
    case .missing:
      if let category {
        reportUnknownValue(name, of: category)
      } else {
        reportUnknown(name)
      }
    }
    return nil
  }

  /// Keeps that a declaration was read by the text being checked.
  mutating func keep(_ id: Int, _ span: SourceSpan) {
    isUsed[id] = true
    reads[reader].declarations.append((id, span))
    if let certainClause {
      certainReads.append(
        CertainRead(declaration: id, span: span, clause: certainClause, breadcrumb: breadcrumb))
    }
  }

  /// Keeps that something was read by the text being checked.
  mutating func keep(_ reference: Reference, _ span: SourceSpan, last: NameSyntax? = nil) {
    switch reference {
    case .parameter(let declaration), .derived(let declaration, _),
      .running(let declaration, _, _):
      keep(declaration.id, span)
    case .fact(let record, let field, _):
      let field = field + (last.map { " in the last \($0.text)" } ?? "")
      reads[reader].facts.append((record, field, span))
    case .engine(let text, _):
      if let stop = text.firstIndex(of: ".") {
        let field = String(text[text.index(after: stop)...])
        reads[reader].facts.append((String(text[..<stop]), field, span))
      }
    case .party(let name, _, _):
      if case .found(let id) = program.lookup(name, from: unit, where: \.isPayer) {
        isUsed[id] = true
      }
    case .value: break
    }
  }

  /// Resolves the path of a fact or a figure, and gives its type.
  @discardableResult
  mutating func resolve(
    fact path: PathSyntax, _ role: @autoclosure () -> String, oneOf wanted: [ValueType] = []
  ) -> ValueType? {
    guard let found = inferPath(path, expecting: nil) else { return nil }
    if wanted.isEmpty || wanted.contains(where: { found.fits($0) }) { return found.type }
    let listed = wanted.map(\.words).joined(separator: " or ")
    reportMismatch(.path(path), found, wanted[0], role(), nil, listed)
    return nil
  }

  // MARK: Unknown names

  /// Reports a plain name that nothing has, with the one it may have meant.
  mutating func reportUnknown(_ name: NameSyntax) {
    if countsUnnamed() { return }
    if reportsHyphen(name) { return }
    if let other = otherThing(called: name.text) {
      reportName(
        "P0301", "`\(name.text)` is \(other.noun), which has no value of its own",
        at: Label(name.span, "a parameter or a fact is needed here"))
      return
    }
    let near = nearestName(to: name.text, among: parametersLike(hint))
    reportName(
      "P0301", "nothing is called `\(name.text)`", at: Label(name.span, notDeclared),
      help: near == nil
        ? declaredElsewhere(name.text, where: \.isParameter) ?? factCalled(name.text) : nil,
      suggestion: near.map {
        Suggestion(nearWords("a parameter", name.text, $0), replace: name.span, with: $0)
      })
  }

  /// The cure if a fact has the name that is written without its record.
  private func factCalled(_ name: String) -> String? {
    let owners = program.records.filter { $0.value[name] != nil }.keys.sorted()
    guard !owners.isEmpty else { return nil }
    return "write " + owners.map { "`\($0).\(name)`" }.joined(separator: " or ")
  }

  /// The names of visible parameters that could stand for a type.
  private func parametersLike(_ wanted: ValueType?) -> Set<String> {
    var names: Set<String> = []
    for declaration in program.declarations {
      guard let type = parameterTypes[declaration.id],
        program.unitDistances[unit][declaration.unit] != nil
      else { continue }
      if let wanted, !Inferred(type).fits(wanted) { continue }
      names.insert(declaration.name.text)
    }
    return names
  }

  /// Where a missing name was looked for.
  var notDeclared: String {
    let home = program.units[unit]
    let name = home.name.text.isEmpty ? "this file" : home.name.text
    return "not declared in \(name) or in what it uses"
  }

  /// How far a suggestion is from what was written.
  func nearWords(_ what: String, _ written: String, _ meant: String) -> String {
    abs(written.count - meant.count) <= 1 && isOneLetterAway(written, meant)
      ? "\(what) has a name one letter away" : "\(what) has a name close to it"
  }

  private func isOneLetterAway(_ a: String, _ b: String) -> Bool {
    let x = Array(a)
    let y = Array(b)
    var start = 0
    while start < min(x.count, y.count), x[start] == y[start] { start += 1 }
    var end = 0
    while end < min(x.count, y.count) - start, x[x.count - 1 - end] == y[y.count - 1 - end] {
      end += 1
    }
    return max(x.count, y.count) - start - end <= 1
  }

  private func otherThing(called name: String) -> DeclarationSyntax? {
    if case .found(let declaration) = program.find(name, from: unit) { return declaration.syntax }
    return nil
  }

  /// Reports a name that is two names with a minus lost between them.
  private mutating func reportsHyphen(_ name: NameSyntax) -> Bool {
    let parts = name.text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count > 1, parts.count <= 32 else { return false }
    for cut in 1..<parts.count {
      let first = parts[..<cut].joined(separator: "-")
      let second = parts[cut...].joined(separator: "-")
      guard case .found = program.lookup(first, from: unit, where: \.isParameter),
        case .found = program.lookup(second, from: unit, where: \.isParameter)
      else { continue }
      reportName(
        "P0302", "nothing is called `\(name.text)`",
        at: Label(name.span, "read as one name, because a hyphen joins words"),
        notes: ["both `\(first)` and `\(second)` are parameters"],
        suggestion: Suggestion(
          "to subtract, put a space on each side of the minus", replace: name.span,
          with: "\(first) - \(second)"))
      return true
    }
    return false
  }

  /// Reports a word that is not a value of a category.
  mutating func reportUnknownValue(_ name: NameSyntax, of category: String) {
    guard let values = program.values(of: category) else { return }
    usedCategories.insert(category)
    if countsUnnamed() { return }
    let near = nearestName(to: name.text, among: values)
    let listed = values.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
    reportName(
      "P0301", "`\(category)` has no value `\(name.text)`",
      at: Label(name.span, "not a value of `\(category)`"),
      notes: near == nil ? ["its values are \(listed)\(values.count > 12 ? " and more" : "")"] : [],
      suggestion: near.map {
        Suggestion(
          nearWords("a value of `\(category)`", name.text, $0), replace: name.span,
          with: $0)
      })
  }

  /// Reports a name that several used files have; a fact, a value or a source may be written in full.
  mutating func reportAmbiguous(_ name: NameSyntax, _ ids: [Int], canBeInFull: Bool = true) {
    let homes = ids.map { program.units[program.declarations[$0].unit].name.text }
    reportName(
      "P0304", "`\(name.text)` is declared in more than one of the files used",
      at: Label(name.span, "which one?"),
      with: ids.map { Label(program.declarations[$0].name.span, "declared here") },
      help: canBeInFull
        ? "write it in full: " + homes.map { "`\($0).\(name.text)`" }.joined(separator: " or ")
        : "give one of them another name, or leave a file out of `uses`")
  }

  /// Reports a dotted path that leads nowhere.
  mutating func reportUnknown(_ path: PathSyntax) {
    if countsUnnamed() { return }
    let first = path.parts[0]
    let last = path.parts[path.parts.count - 1]
    let fields = path.parts.count == 2 ? fields(of: first.text) : []
    if fields.isEmpty {
      let owners = Array(program.records.keys) + ["quote", "route", "enrolment", "application"]
      let near = nearestName(to: first.text, among: owners + figureOwners)
      reportName(
        "P0301", "nothing is called `\(path.text)`",
        at: Label(path.span, path.parts.count > 2 ? "a fact has two names" : notDeclared),
        suggestion: near.map {
          Suggestion(nearWords("something", first.text, $0), replace: first.span, with: $0)
        })
      return
    }
    let near = nearestName(to: last.text, among: fields)
    let listed = fields.sorted().prefix(12).map { "`\($0)`" }.joined(separator: ", ")
    reportName(
      "P0301", "`\(first.text)` has no `\(last.text)`",
      at: Label(last.span, "not a fact of `\(first.text)`"),
      notes: near == nil ? ["it has \(listed)\(fields.count > 12 ? " and more" : "")"] : [],
      help: near == nil && program.records[first.text] != nil
        ? "if it is a fact of its own, add `has \(last.text) as` and a type beneath "
          + "`record \(first.text)`" : nil,
      suggestion: near.map {
        Suggestion(nearWords("a fact", last.text, $0), replace: last.span, with: $0)
      })
  }

  private var figureOwners: [String] {
    program.namesVisible(from: unit, where: \.hasFigures) + EngineFacts.parties
  }

  /// The names that may stand after a full stop.
  private func fields(of owner: String) -> [String] {
    var names = Array(program.records[owner].map { Array($0.keys) } ?? [])
    let prefix = owner + "."
    for known in Array(EngineFacts.facts.keys) + Array(program.derived.keys)
    where known.hasPrefix(prefix) {
      names.append(String(known.dropFirst(prefix.count)))
    }
    if case .found(let declaration) = program.find(owner, from: unit, where: \.hasFigures) {
      names += program.figures(of: declaration).keys
    }
    if program.isParty(owner, from: unit) { names += EngineFacts.partyFigures.keys }
    for id in program.unitsByName[owner] ?? [] {
      names += program.declarations.filter { $0.unit == id && $0.syntax.isParameter }
        .map(\.name.text)
    }
    return Array(Set(names))
  }
}

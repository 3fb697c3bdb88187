extension Checker {
  /// Runs the checks that need everything to have been read.
  mutating func checkWholeProgram() {
    requireNoCycles()
    requirePossibleCorrelations()
    let filled = filledByLevies()
    for id in program.declarations.indices {
      switch program.declarations[id].syntax {
      case .scenario(let scenario):
        stand(in: id)
        enter(scenario.name.text, .scenario)
        if !seesFaults[unit] { requireSetting(of: scenario) }
      case .profile(let profile):
        stand(in: id)
        enter(profile.name.text, .profile)
        if !seesFaults[unit] { requireSetting(of: profile) }
      case .account(let account):
        stand(in: id)
        if !filled.contains(account.name.text) { requireIncome(account) }
      default: break
      }
    }
    breadcrumb = nil
    // What an error hides may be the use of something, so nothing is called unused beside one.
    if faultyFiles.isEmpty, errorCount == 0 { warnOfUnused() }
  }

  /// Names the declaration that what follows is about, for messages.
  private mutating func stand(in id: Int) {
    let declaration = program.declarations[id]
    unit = declaration.unit
    breadcrumb = Breadcrumb(word: declaration.syntax.openingWord, name: declaration.name.text)
  }

  /// Requires that parameters and worked-out facts do not lead back to themselves.
  private mutating func requireNoCycles() {
    var state = Array(repeating: UInt8(0), count: program.declarations.count)
    for root in program.declarations.indices where state[root] == 0 && isWorkedOut(root) {
      var path: [(id: Int, next: Int)] = [(root, 0)]
      state[root] = 1
      while let (id, next) = path.last {
        guard next < reads[id].declarations.count else {
          state[id] = 2
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let read = reads[id].declarations[next]
        guard isWorkedOut(read.id) else { continue }
        if state[read.id] == 1 {
          reportCycle(id, read)
        } else if state[read.id] == 0 {
          state[read.id] = 1
          path.append((read.id, 0))
        }
      }
    }
  }

  private func isWorkedOut(_ id: Int) -> Bool {
    switch program.declarations[id].syntax {
    case .parameter, .derive: true
    default: false
    }
  }

  private mutating func reportCycle(_ id: Int, _ read: (id: Int, span: SourceSpan)) {
    let declaration = program.declarations[id]
    if case .parameter(let parameter) = declaration.syntax,
      parameter.moves.contains(where: { $0.span == read.span })
    {
      return
    }
    breadcrumb = Breadcrumb(word: declaration.syntax.openingWord, name: declaration.name.text)
    report(
      "P0306", "`\(declaration.name.text)` is worked out from itself",
      at: Label(read.span, read.id == id ? "itself" : "leads back here"),
      with: [Label(declaration.name.span, "worked out here")])
    breadcrumb = nil
  }

  /// Requires that what certain clauses read is certain.
  mutating func requireCertainReads() {
    for read in certainReads {
      guard let culprit = uncertain(from: read.declaration) else { continue }
      guard case .parameter(let parameter) = program.declarations[culprit].syntax,
        let row = parameter.rows.first(where: \.isUncertain)
      else { continue }
      breadcrumb = read.breadcrumb
      unit = program.declarations[culprit].unit
      report(
        "P0805", "`\(parameter.name.text)` is uncertain, but \(read.clause) must be certain",
        at: Label(read.span, "read here"), with: [Label(row.value.span, "uncertain")],
        notes: ["rules are certain: only values are not"])
    }
    breadcrumb = nil
  }

  /// An uncertain parameter that something is worked out from.
  private func uncertain(from start: Int) -> Int? {
    if isUncertain[start] { return start }
    if reads[start].declarations.isEmpty { return nil }
    var seen: Set<Int> = [start]
    var open = [start]
    while let next = open.popLast() {
      if isUncertain[next] { return next }
      for read in reads[next].declarations where isWorkedOut(read.id) {
        if seen.insert(read.id).inserted { open.append(read.id) }
      }
    }
    return nil
  }

  /// The names of the funds and accounts that levies pay into.
  private func filledByLevies() -> Set<String> {
    var names: Set<String> = []
    for declaration in program.declarations {
      guard case .levy(let levy) = declaration.syntax else { continue }
      names.insert(levy.into.text)
      names.formUnion(levy.then.map(\.into.text))
      if let rest = levy.restTo { names.insert(rest.text) }
    }
    return names
  }

  /// Requires that something pays into an account.
  private mutating func requireIncome(_ account: AccountSyntax) {
    if !account.credits.isEmpty || account.opensWith != nil { return }
    if seesFaults[unit] { return }
    report(
      "P0601", .warning, "nothing pays into `\(account.name.text)`",
      at: Label(account.name.span, "always empty"),
      help: "add `credited`, `opens with`, or a levy `into` it")
  }
}

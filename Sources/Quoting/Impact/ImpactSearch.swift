import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage

/// Looks for cases in which a value matters.
struct ImpactSearch {
  /// An example with the rules it is worked by.
  private struct Seed {
    /// The file whose values it is of: its own, or the one that its file of examples stands beside.
    let file: Int32
    let example: ExamplePlan
    let bench: NudgeBench
  }
  /// A fact or running figure given otherwise.
  private typealias Change = (name: String, value: Ratio)
  private let seeds: [Seed]

  init(_ program: Program) {
    var seeds: [Seed] = []
    let homes = ImpactSearch.homes(in: program)
    for file in program.files {
      let home = homes[file.file] ?? file.file
      for (example, bench) in nudgeBenches(of: program, file: file.file) {
        seeds.append(Seed(file: home, example: example, bench: bench))
      }
    }
    self.seeds = seeds
  }

  /// The file `NAME.policy` beside each file of its examples, `NAME-examples.policy`.
  private static func homes(in program: Program) -> [Int32: Int32] {
    let ending = "-examples.policy"
    var byPath: [String: Int32] = [:]
    for file in program.files { byPath[program.sources[Int(file.file)].path] = file.file }
    var homes: [Int32: Int32] = [:]
    for (path, file) in byPath where path.hasSuffix(ending) {
      homes[file] = byPath[path.dropLast(ending.count) + ".policy"]
    }
    return homes
  }

  /// A case in which a value matters: from the examples of its own file first.
  mutating func witness(of value: DeclaredValue) -> ImpactWitness? {
    let near = seeds.filter { $0.bench.numbers[value.place] != nil }
    let own = near.filter { $0.file == value.file }
    let others = near.filter { $0.file != value.file }
    for group in [own, others] {
      for seed in group {
        if let found = tried(value, seed, seed.example.on, []) { return found }
      }
      if let found = inForce(value, group, { tried(value, $0, $1, $2) }) { return found }
    }
    return inForce(value, own) { touched(value, $0, $1, $2) }
  }

  /// What is found on some day on which a value is in force, for a case that its row is for.
  private func inForce(
    _ value: DeclaredValue, _ seeds: [Seed],
    _ look: (Seed, CivilDate, [Change]) -> ImpactWitness?
  ) -> ImpactWitness? {
    for seed in seeds {
      for day in days(for: value, seed) {
        for keys in keyChanges(for: value, seed) {
          if let found = look(seed, day, keys) { return found }
        }
      }
    }
    return nil
  }

  /// The case with each fact that it knows, and each that a test compares with the value, changed.
  private func touched(
    _ value: DeclaredValue, _ seed: Seed, _ day: CivilDate, _ keys: [Change]
  ) -> ImpactWitness? {
    guard let number = seed.bench.numbers[value.place] else { return nil }
    let boundaries = Boundaries(seed.bench, number, value, seed.example, day)
    let edges = boundaries.changes
    for edge in edges {
      if let found = tried(value, seed, day, keys + [edge]) { return found }
    }
    let others = boundaries.spread
    for other in others {
      if let found = tried(value, seed, day, keys + [other]) { return found }
    }
    for edge in edges {
      for other in others where other.name != edge.name {
        if let found = tried(value, seed, day, keys + [edge, other]) { return found }
      }
    }
    return nil
  }

  /// The day of the example if the value is in force then, and the first days on which it is.
  private func days(for value: DeclaredValue, _ seed: Seed) -> [CivilDate] {
    var days = [0, 6, 18, 60].map { value.from.adding(months: $0) }
    if seed.example.on > value.from { days.append(seed.example.on) }
    return days
  }

  /// The changes that select a row of a keyed parameter; one empty list for a parameter without.
  private func keyChanges(for value: DeclaredValue, _ seed: Seed) -> [[Change]] {
    guard let number = seed.bench.numbers[value.place] else { return [] }
    let rule = seed.bench.rules.parameters[number]
    guard !rule.keys.isEmpty,
      let row = rule.rows.first(where: { $0.steps.contains { $0.place == value.place } })
    else { return [[]] }
    let names = rule.keys.map { seed.bench.rules.facts.names[$0] }
    var lists: [[Change]] = [[]]
    for (index, name) in names.enumerated() {
      let cell = row.isOtherwise ? nil : row.cells[index]
      let options = Boundaries.values(
        of: cell, among: rule.rows.map { $0.cells }, index, seed.bench)
      lists = lists.flatMap { list in options.map { list + [(name, $0)] } }
    }
    return Array(lists.prefix(8))
  }

  /// Whether moving the value moves what comes of a case.
  private func tried(
    _ value: DeclaredValue, _ seed: Seed, _ day: CivilDate, _ changes: [Change]
  ) -> ImpactWitness? {
    guard let number = seed.bench.numbers[value.place] else { return nil }
    let bench = seed.bench
    let example = seed.example.changed(on: day, changes, in: bench.rules.facts)
    let lives = bench.livesNeed(number)
    let usual = bench.work(example, bench.values).outcomes(withLives: lives)
    let without = bench.values(without: number)
    guard bench.work(example, without).outcomes(withLives: lives) != usual else { return nil }
    for moved in bench.values(moving: value.place) {
      let outcomes = bench.work(example, moved).outcomes(withLives: lives)
      for (name, before) in usual.sorted(by: { $0.key < $1.key }) {
        guard let after = outcomes[name], after != before else { continue }
        return ImpactWitness(
          example: example.title, on: day,
          changes: changes.map { (fact: $0.name, value: $0.value) },
          outcome: name, before: before, after: after)
      }
    }
    return nil
  }
}

extension ExamplePlan {
  /// The case on another day, with facts or running figures given otherwise.
  fileprivate func changed(
    on day: CivilDate, _ changes: [(name: String, value: Ratio)], in facts: FactTable
  ) -> ExamplePlan {
    var frame = frame
    var running = running
    let later = Int64(day.day) - Int64(on.day)
    if let end = facts["course.end"], let old = frame[end] { frame[end] = old + Ratio(later) }
    for change in changes {
      if let fact = facts[change.name], fact < frame.values.count,
        !change.name.hasSuffix(".balance"),
        !change.name.hasSuffix(".left")
      {
        frame[fact] = change.value
      } else if let stop = change.name.lastIndex(of: ".") {
        let owner = String(change.name[..<stop])
        let property = String(change.name[change.name.index(after: stop)...])
        running.removeAll { $0.name == owner && $0.property == property }
        running.append((owner, property, change.value))
      }
    }
    return ExamplePlan(
      title: title, place: place, on: day, frame: frame, running: running, route: route,
      sponsored: sponsored, expectations: expectations)
  }
}

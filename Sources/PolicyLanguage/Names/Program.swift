public import FundingValues

/// A named thing that rules may refer to.
public struct Declaration: Sendable {
  /// Its index among the program's declarations.
  public let id: Int
  /// The name where it is declared.
  public let name: NameSyntax
  /// The unit it belongs to.
  public let unit: Int
  /// What was declared.
  public let syntax: DeclarationSyntax
}

/// A header, regime, reform, scenario or profile: something whose text sees what it `uses`.
public struct ProgramUnit: Sendable {
  /// Its index among the program's units.
  public let id: Int
  /// The name, empty for a file without a header.
  public let name: NameSyntax
  /// What it is.
  public let kind: Kind
  /// The units whose names it sees, as written.
  public let uses: [NameSyntax]
  /// The unit of the file that it stands in, if that is another one.
  public let parent: Int?
  /// The file in which it stands.
  public let file: Int32

  /// What a unit is.
  public enum Kind: String, Sendable, CaseIterable {
    case policy, vocabulary, evidence, claims, regime, reform, scenario, profile, file
  }
}

/// What a name or a path was found to mean.
public enum Reference: Sendable {
  /// A parameter.
  case parameter(Declaration)
  /// A field of a record, such as `learner.age`.
  case fact(record: String, field: String, TypeSyntax)
  /// A fact worked out by `derive`.
  case derived(Declaration, TypeSyntax)
  /// A fact that the engine supplies, such as `quote.loan`.
  case engine(String, ValueType)
  /// A running figure of an instrument, tax, levy, account, fund or party.
  case running(Declaration, property: String, ValueType)
  /// A figure of a party, such as `treasury.pays`.
  case party(String, property: String, ValueType)
  /// A value of a category.
  case value(category: String, index: Int)
}

/// The outcome of looking for a name.
public enum Lookup: Sendable {
  case found(Declaration)
  case missing
  /// Several used files have the name.
  case ambiguous([Declaration])
}

/// All files of a command, with their names collected: what *one program* is.
///
/// Names belong to the unit that declares them. A unit sees its own names first, then those of what it
/// `uses`, then those of what these use in turn; a name that two units at the same distance share must
/// be written in full. Regimes, reforms, scenarios, profiles, records, categories and periods are known
/// everywhere.
public struct Program: Sendable {
  /// The texts read.
  public let sources: [PolicySource]
  /// The trees of the texts, in the same order.
  public let files: [FileSyntax]
  /// Headers, regimes, reforms, scenarios and profiles, in the order in which they were met.
  public internal(set) var units: [ProgramUnit] = []
  /// Named things, in the order in which they were met.
  public internal(set) var declarations: [Declaration] = []
  /// Fields of each record, those added by other files included.
  public internal(set) var records: [String: [String: TypeSyntax]] = [:]
  /// Fields worked out by `derive`, by record and field.
  public internal(set) var derived: [String: Declaration] = [:]
  /// The values of each category.
  public internal(set) var categories: [String: [String]] = [:]
  /// The declared periods, beside those built in.
  public internal(set) var periods: [String: Period] = Program.builtInPeriods
  /// The currency as it is first declared; pounds sterling if none is.
  public internal(set) var currency = Currency.sterling
  /// Faults found while collecting names.
  public internal(set) var collectionDiagnostics: [Diagnostic] = []

  var unitsByName: [String: [Int]] = [:]
  var declarationsByName: [String: [Int]] = [:]
  /// The limits that instruments share, by the name of each instrument.
  private(set) var limitsByInstrument: [String: [Int]] = [:]
  var unitDistances: [[Int: Int]] = []
  /// The instruments that each unit declares.
  var unitInstruments: [Int: [Int]] = [:]
  /// Whether a currency is declared; the first one counts.
  var hasCurrency = false
  /// The unit of each file, in the order of the files.
  var fileUnits: [Int] = []
  /// The names of all routes, in the order in which they are first declared.
  public internal(set) var routeNames: [String] = []

  /// The periods that need no declaration.
  public static let builtInPeriods: [String: Period] = [
    "day": .day, "week": .week, "month": .month, "quarter": .quarter,
    "year": .year(month: 1, day: 1), "pay-period": .payPeriod, "course-year": .courseYear,
  ]

  /// Collects the names of parsed files.
  public init(sources: [PolicySource], files: [FileSyntax]) {
    self.sources = sources
    self.files = files
    let count = files.reduce(0) { $0 + $1.declarations.count }
    declarations.reserveCapacity(count)
    declarationsByName.reserveCapacity(count)
    for file in files { collect(file) }
    collectRoutes()
    collectLimits()
    linkUnits()
  }

  private mutating func collectLimits() {
    for declaration in declarations {
      guard case .limit(let limit) = declaration.syntax else { continue }
      for name in limit.on { limitsByInstrument[name.text, default: []].append(declaration.id) }
    }
  }

  /// The unit with a name and one of some kinds.
  public func unit(named name: String, kinds: Set<ProgramUnit.Kind>) -> ProgramUnit? {
    for id in unitsByName[name] ?? [] where kinds.contains(units[id].kind) { return units[id] }
    return nil
  }

  /// Looks for a declared name as seen from a unit; a test restricts what is wanted.
  public func find(
    _ name: String, from unit: Int, where wanted: (DeclarationSyntax) -> Bool = { _ in true }
  ) -> Lookup {
    switch lookup(name, from: unit, where: wanted) {
    case .found(let id): .found(declarations[id])
    case .missing: .missing
    case .ambiguous(let ids): .ambiguous(ids.map { declarations[$0] })
    }
  }

  /// The outcome of looking for a name, by index.
  enum IndexLookup {
    case found(Int)
    case missing
    case ambiguous([Int])
  }

  /// Looks for a declared name as seen from a unit, and gives its index.
  func lookup(
    _ name: String, from unit: Int, where wanted: (DeclarationSyntax) -> Bool
  ) -> IndexLookup {
    guard let candidates = declarationsByName[name] else {
      return lookup(inFull: name, where: wanted)
    }
    var nearest = Int.max
    var found = -1
    var rivals: [Int] = []
    for id in candidates {
      guard let distance = distance(of: id, from: unit), distance <= nearest,
        wanted(declarations[id].syntax)
      else { continue }
      if distance == nearest {
        rivals.append(id)
      } else {
        nearest = distance
        found = id
        rivals.removeAll(keepingCapacity: true)
      }
    }
    if found < 0 { return .missing }
    return rivals.isEmpty ? .found(found) : .ambiguous([found] + rivals)
  }

  /// Looks for a name written with that of its unit before it.
  private func lookup(
    inFull name: String, where wanted: (DeclarationSyntax) -> Bool
  ) -> IndexLookup {
    let parts = name.split(separator: ".")
    guard parts.count == 2 else { return .missing }
    for id in declarationsByName[String(parts[1])] ?? []
    where units[declarations[id].unit].name.text == parts[0] && wanted(declarations[id].syntax) {
      return .found(id)
    }
    return .missing
  }

  /// Looks for a source; several that say the same of themselves are one.
  func lookup(source name: String, from unit: Int) -> IndexLookup {
    let found = lookup(name, from: unit, where: \.isSource)
    guard case .ambiguous(let ids) = found else { return found }
    let said = ids.map { id -> [String?] in
      guard case .source(let source) = declarations[id].syntax else { return [] }
      return [source.title.value, source.address?.value]
    }
    return said.allSatisfy { $0 == said[0] } ? .found(ids[0]) : found
  }

  /// The declaration of a source as seen from a unit, if it is there and means one thing.
  public func source(_ name: String, from unit: Int) -> SourceDeclarationSyntax? {
    guard case .found(let id) = lookup(source: name, from: unit),
      case .source(let source) = declarations[id].syntax
    else { return nil }
    return source
  }

  /// Looks for `unit.name` written in full.
  public func find(_ name: String, inUnitNamed unitName: String) -> Declaration? {
    for id in declarationsByName[name] ?? []
    where units[declarations[id].unit].name.text == unitName {
      return declarations[id]
    }
    return nil
  }

  /// The declaration of a regime, reform, scenario or profile that makes a unit of its own.
  public func declaration(of unit: ProgramUnit) -> Declaration? {
    for id in declarationsByName[unit.name.text] ?? [] {
      switch (declarations[id].syntax, unit.kind) {
      case (.regime, .regime), (.reform, .reform), (.scenario, .scenario), (.profile, .profile):
        return declarations[id]
      default: continue
      }
    }
    return nil
  }

  /// The names a unit can see, for suggestions.
  public func namesVisible(
    from unit: Int, where wanted: (DeclarationSyntax) -> Bool = { _ in true }
  ) -> [String] {
    declarations.filter { unitDistances[unit][$0.unit] != nil && wanted($0.syntax) }
      .map(\.name.text)
  }

  private func distance(of declaration: Int, from unit: Int) -> Int? {
    let home = declarations[declaration].unit
    return home == unit ? 0 : unitDistances[unit][home]
  }
}

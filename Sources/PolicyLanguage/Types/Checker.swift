/// Checks a program: its names, its types and the promises that its rules must keep.
///
/// One pass goes through all declarations in order and gathers what each reads; the checks that need
/// the whole program run after it.
struct Checker {
  /// The program under check.
  let program: Program
  /// What was found so far.
  var diagnostics: [Diagnostic] = []
  /// How many errors were found so far.
  var errorCount = 0
  /// How many warnings were found so far.
  private var warningCount = 0
  /// Files with faults of syntax, about which nothing more is said.
  let faultyFiles: Set<Int32>
  /// For each unit, whether it sees a faulty file, or a file that uses one that is not there, so that
  /// a missing name is that file's fault.
  let seesFaults: [Bool]
  /// The type of each declared parameter, by declaration.
  let parameterTypes: [ValueType?]

  /// The unit whose text is being checked.
  var unit = 0
  /// The unit of a claim, while what it measures is checked as its scenario sees it; nothing otherwise.
  var claimUnit: Int?
  /// The declaration whose text is being checked, for messages.
  var breadcrumb: Breadcrumb?
  /// What the text being checked is.
  var place = Place.data
  /// The clause that must be certain, if the text being checked stands in one.
  var certainClause: String?
  /// The type that the name being looked for should have, for suggestions.
  var hint: ValueType?

  /// Where the reads of the text being checked are gathered.
  var reader = 0
  /// What each declaration reads, by declaration; behaviour and outcomes come after them.
  var reads: [Reads]
  /// What `behaviour` and `outcomes` blocks of each unit read.
  var evidenceReads: [Int: Reads] = [:]
  /// Whether each declaration is used by another.
  var isUsed: [Bool]
  /// Whether each parameter has an uncertain value.
  var isUncertain: [Bool]
  /// The categories that some test, table, list or fact distinguishes.
  var usedCategories: Set<String> = []
  /// Reads in clauses that must be certain.
  var certainReads: [CertainRead] = []
  /// Whether each declaration has an error in it.
  var isFaulty: [Bool]
  /// Changes that reforms make to values, to be compared with the base once all is read.
  var changes: [Change] = []
  /// Divisors, to be shown above zero once all facts are known.
  var divisors: [Divisor] = []

  /// What sort of text is being checked.
  enum Place { case data, rule, outcomes }

  /// A name read in a clause that must be certain.
  struct CertainRead {
    let declaration: Int
    let span: SourceSpan
    let clause: String
    let breadcrumb: Breadcrumb?
  }

  /// A change of a value, with where it stands.
  struct Change {
    let syntax: ChangeSyntax
    let target: ProgramUnit
    let unit: Int
    let breadcrumb: Breadcrumb?
  }

  /// A divisor, with where it stands.
  struct Divisor {
    let expression: ExpressionSyntax
    let unit: Int
    let breadcrumb: Breadcrumb?
  }

  /// What a declaration reads.
  struct Reads {
    var declarations: [(id: Int, span: SourceSpan)] = []
    var facts: [(record: String, field: String, span: SourceSpan)] = []
  }

  /// A checker of a program, some of whose files have faults of syntax.
  init(_ program: Program, faultyFiles: Set<Int32>) {
    self.program = program
    self.faultyFiles = faultyFiles
    let faultyUnits = program.units.filter { unit in
      faultyFiles.contains(unit.file)
        || unit.uses.contains { program.unitsByName[$0.text] == nil }
    }.map(\.id)
    seesFaults = program.unitDistances.map { seen in
      faultyUnits.contains { seen[$0] != nil }
    }
    let count = program.declarations.count
    parameterTypes = program.declarations.map { declaration in
      guard case .parameter(let parameter) = declaration.syntax else { return nil }
      let type = parameter.type.valueType
      // A type that is nowhere declared is told once, where it is written.
      return type.categoryName.map { program.values(of: $0) == nil } ?? false ? nil : type
    }
    reads = Array(repeating: Reads(), count: count + 1)
    isUsed = Array(repeating: false, count: count)
    isUncertain = Array(repeating: false, count: count)
    isFaulty = Array(repeating: false, count: count)
  }

  /// Runs every check.
  mutating func run() {
    diagnostics += program.collectionDiagnostics
    errorCount += diagnostics.count
    checkUnits()
    var errors = errorCount
    for id in program.declarations.indices {
      checkDeclaration(id)
      let now = errorCount
      isFaulty[id] = now > errors
      errors = now
    }
    for (index, file) in program.files.enumerated() { checkUnnamed(file, index) }
    for change in changes {
      unit = change.unit
      breadcrumb = change.breadcrumb
      requireMatchingBase(change.syntax, of: change.target)
    }
    requirePositiveDivisors()
    requireCertainReads()
    checkWholeProgram()
    diagnostics.removeAll { faultyFiles.contains($0.primary.span.file) }
  }

  // MARK: Reporting

  /// The most errors, and the most warnings, that are told of; the rest are only counted.
  static let mostFindings = 1_000

  /// Whether so many errors are told of that no more will be, so that no cure need be looked for.
  var isSated: Bool { errorCount >= Checker.mostFindings }

  /// The name that a misspelt one may have meant, looked for as long as that does not take too long: in
  /// a program of a hundred thousand names the first fifty errors have a cure, in a common one all do.
  func nearestName<Names: Sequence<String>>(
    to word: String, among names: @autoclosure () -> Names
  ) -> String? {
    let limit = max(50, 5_000_000 / max(1, program.declarations.count))
    return errorCount > limit ? nil : PolicyLanguage.nearestName(to: word, among: names())
  }

  /// Keeps an error, with the declaration that it stands in.
  mutating func report(
    _ code: String, _ message: String, at primary: Label, with secondary: [Label] = [],
    notes: [String] = [], help: String? = nil, suggestion: Suggestion? = nil
  ) {
    report(
      code, .error, message, at: primary, with: secondary, notes: notes, help: help,
      suggestion: suggestion)
  }

  /// Keeps a finding, with the declaration that it stands in.
  mutating func report(
    _ code: String, _ severity: Severity, _ message: String, at primary: Label,
    with secondary: [Label] = [], notes: [String] = [], help: String? = nil,
    suggestion: Suggestion? = nil
  ) {
    if severity == .error { errorCount += 1 } else { warningCount += 1 }
    let count = severity == .error ? errorCount : warningCount
    guard count <= Checker.mostFindings else { return }
    var notes = notes
    if count == Checker.mostFindings {
      notes.append("there is more to be told, which is left out: \(count) are enough to begin with")
    }
    diagnostics.append(
      Diagnostic(
        code, severity, message, at: primary, with: secondary, in: breadcrumb?.text,
        notes: notes, help: help, suggestion: suggestion))
  }

  /// Keeps a finding about a name, unless a faulty file may be to blame.
  mutating func reportName(
    _ code: String, _ message: String, at primary: Label, with secondary: [Label] = [],
    notes: [String] = [], help: String? = nil, suggestion: Suggestion? = nil
  ) {
    if seesFaults[unit] || countsUnnamed() { return }
    report(
      code, message, at: primary, with: secondary, notes: notes, help: help,
      suggestion: suggestion)
  }

  /// The text of a stretch of source.
  func text(_ span: SourceSpan) -> String {
    let sources = program.sources
    guard sources.indices.contains(Int(span.file)) else { return "" }
    let bytes = sources[Int(span.file)].bytes
    let end = min(max(Int(span.end), 0), bytes.count)
    let start = min(max(Int(span.start), 0), end)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// A value as an author would write it.
  func shown(_ value: Value, _ type: ValueType) -> String {
    switch value {
    case .number(let number): type.text(number, currency: program.currency)
    case .names(let names): names.joined(separator: ", ")
    }
  }
}

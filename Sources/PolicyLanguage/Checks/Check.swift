/// Reads and checks a set of sources: everything that is one program.
///
/// Bad text never stops the check and nothing is read from disk. A file with faults of syntax is
/// reported as such and for nothing else; other files are checked, but for names that it may hold.
public func check(_ sources: [PolicySource]) -> CheckResult {
  var files: [FileSyntax] = []
  var diagnostics: [Diagnostic] = []
  var faultyFiles: Set<Int32> = []
  files.reserveCapacity(sources.count)
  var room = LexedFile()
  for (index, source) in sources.enumerated() {
    let parsed = parse(source, file: Int32(index), in: &room)
    files.append(parsed.syntax)
    if parsed.diagnostics.contains(where: { $0.severity == .error }) {
      faultyFiles.insert(Int32(index))
    }
    diagnostics += parsed.diagnostics
  }
  room = LexedFile()
  let program = Program(sources: sources, files: files)
  var checker = Checker(program, faultyFiles: faultyFiles)
  checker.run()
  diagnostics += checker.diagnostics
  let sorted = inFileOrder(diagnostics)
  let hasError = sorted.contains { $0.severity == .error }
  return CheckResult(diagnostics: sorted, program: hasError ? nil : program)
}

/// Findings in the order of their places, each fault once.
private func inFileOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
  let ordered = diagnostics.enumerated().sorted { a, b in
    let first = a.element.primary.span
    let second = b.element.primary.span
    return first == second ? a.offset < b.offset : first < second
  }
  let faults = Set(diagnostics.lazy.filter { $0.severity == .error }.map(\.primary.span))
  var kept: [Diagnostic] = []
  for (_, diagnostic) in ordered {
    // A number that is wrong in another way need not be named as well.
    if diagnostic.code == "P0506", faults.contains(diagnostic.primary.span) { continue }
    let isRepeated = kept.reversed().prefix { $0.primary.span == diagnostic.primary.span }
      .contains { $0.code == diagnostic.code && $0.message == diagnostic.message }
    if !isRepeated { kept.append(diagnostic) }
  }
  return kept
}

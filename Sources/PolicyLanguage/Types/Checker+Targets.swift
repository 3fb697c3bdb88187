extension Checker {
  /// Checks what a claim calibrates, or that it is held back from that: only a figure of the model can be a
  /// target.
  mutating func check(_ purpose: ClaimSyntax.Purpose, _ claim: ClaimSyntax) {
    switch purpose {
    case .heldBack(let span): requireModel(claim, "held back", at: span)
    case .calibrates(let path, let row):
      requireModel(claim, "calibrates", at: path.span)
      guard let parameter = requireAssumable(path, claim) else { return }
      requireMovable(parameter, path)
      if let row { requireRow(row, of: parameter, path) }
    }
  }

  /// Refuses a figure that is told apart by facts: one published figure stands against one.
  mutating func requireOneFigure(_ metric: MetricSyntax) {
    guard let first = metric.by.first else { return }
    report(
      "P0801", "a claim is about one figure, and this one is told apart by `\(first.text)`",
      at: Label(first.span, "one figure for each"),
      help: "say which with `where`, and leave `by` out")
  }

  /// Refuses a target that no run can measure.
  private mutating func requireModel(_ claim: ClaimSyntax, _ words: String, at span: SourceSpan) {
    if case .metric = claim.target { return }
    report(
      "P0801", "`\(words)` is said of a figure of the model, and this claim is arithmetic",
      at: Label(span, ""), with: [Label(claim.target.span, "worked out without a run")],
      help: "say what a run measures, such as `count of enrolment`, or take the line out")
  }

  /// Refuses a parameter that cannot be moved a little.
  private mutating func requireMovable(_ parameter: ParameterSyntax, _ path: PathSyntax) {
    let type = parameter.type.valueType
    switch type.kind {
    case .amount, .share, .number, .span: return
    default:
      report(
        "P0202",
        "only money, a percent, a number or a span can be calibrated, but `\(path.text)` is "
          + parameter.type.words,
        at: Label(path.span, parameter.type.words))
    }
  }

  /// Requires a row of a table as it is written before its colon.
  private mutating func requireRow(
    _ row: TextSyntax, of parameter: ParameterSyntax, _ path: PathSyntax
  ) {
    let labels = parameter.rows.compactMap { $0.key.map { text($0.span) } }
    if labels.contains(row.value) { return }
    let listed = labels.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    report(
      "P0801",
      labels.isEmpty
        ? "`\(path.text)` has one value, and no rows"
        : "no row of `\(path.text)` is written \"\(row.value)\"",
      at: Label(row.span, labels.isEmpty ? "names a row" : "not a row"),
      with: [Label(parameter.span, "declared here")],
      notes: listed.isEmpty
        ? [] : ["there are " + listed.map { "\"\($0)\"" }.joined(separator: ", ")])
  }
}

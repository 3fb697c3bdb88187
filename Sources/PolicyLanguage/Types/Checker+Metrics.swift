extension Checker {
  /// Checks what a report or a claim measures, and gives the type of the figure.
  @discardableResult
  mutating func check(_ metric: MetricSyntax) -> ValueType? {
    let isCounting = metric.statistic == .count || metric.statistic == .share
    let type = metricType(metric.of, counting: isCounting)
    if let test = metric.condition { check(test) }
    if let forEach = metric.forEach { checkCounted(forEach) }
    if let period = metric.each { requirePeriod(period) }
    for path in metric.by { resolve(fact: path, "what a figure is broken down by") }
    if metric.isRelative { return .share }
    switch metric.statistic {
    case .count: return metric.forEach == nil ? .count : .number
    case .share: return .share
    case .total, .mean, .median: break
    }
    guard let type else { return nil }
    if type.isNumeric { return type }
    report(
      "P0202",
      "a \(metric.statistic.rawValue) is of numbers, but `\(metric.of.text)` is \(type.words)",
      at: Label(metric.of.span, type.words), help: "write `count of` or `share of`")
    return nil
  }

  /// Checks what a figure is divided by the number of: a record, or a fact that is yes of some.
  private mutating func checkCounted(_ path: PathSyntax) {
    if path.parts.count == 1, program.isCounted(path.text) { return }
    guard let type = resolve(fact: path, "what a figure is for each of"), type != .truth else {
      return
    }
    report(
      "P0202", "a figure is for each of some people, but `\(path.text)` is \(type.words)",
      at: Label(path.span, type.words),
      help: "write `enrolment`, a record, or a fact that is yes or no")
  }

  /// The type of what a metric names: a fact, a figure, or all that an instrument pays.
  mutating func metricType(_ path: PathSyntax, counting: Bool) -> ValueType? {
    if path.parts.count > 1 { return resolve(fact: path, "what is measured") }
    let name = path.parts[0]
    switch program.lookup(name.text, from: unit, where: \.hasFigures) {
    case .found(let id):
      keep(id, name.span)
      return .money
    case .ambiguous(let ids):
      reportAmbiguous(name, ids)
      return nil
    case .missing: break
    }
    if counting, program.isCounted(name.text) { return .count }
    if case .found(let other) = program.find(name.text, from: unit) {
      reportName(
        "P0301", "`\(name.text)` is \(other.syntax.noun), which a report cannot measure",
        at: Label(name.span, other.syntax.noun))
      return nil
    }
    let near = nearestName(
      to: name.text, among: program.namesVisible(from: unit, where: \.hasFigures))
    reportName(
      "P0301", "nothing that pays is called `\(name.text)`", at: Label(name.span, notDeclared),
      suggestion: near.map {
        Suggestion(nearWords("something that pays", name.text, $0), replace: name.span, with: $0)
      })
    return nil
  }
}

extension Program {
  /// Whether a name is of things that a metric counts: a record, or courses begun.
  public func isCounted(_ name: String) -> Bool {
    name == EngineFacts.enrolment || records[name] != nil
  }
}

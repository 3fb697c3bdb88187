import FundingRules
import FundingValues
import PolicyLanguage

extension Lowering {
  /// A statistic over people and time.
  func metric(_ syntax: MetricSyntax, _ unit: Int) throws -> MetricPlan {
    MetricPlan(
      text: lines.text(syntax.span), isChange: syntax.isChange, isRelative: syntax.isRelative,
      statistic: MetricPlan.Statistic(rawValue: syntax.statistic.rawValue) ?? .total,
      subject: try subject(syntax.of, unit), condition: try condition(syntax.condition, unit),
      forEach: try syntax.forEach.map { try subject($0, unit) },
      each: try syntax.each.map { (period: try period($0), name: $0.text) },
      by: try syntax.by.map { try fact($0, unit) }, kind: try kind(of: syntax, unit))
  }

  /// What is added up.
  func subject(_ path: PathSyntax, _ unit: Int) throws -> MetricSubject {
    if path.parts.count == 1 {
      let owners = try? found(path.parts[0], unit, where: \.hasFigures)
      if owners == nil, program.isCounted(path.text) { return .everyone(path.text) }
      return .all(of: try found(path.parts[0], unit, where: \.hasFigures).name.text)
    }
    switch try reference(path, unit) {
    case .running(let owner, let property, _): return .figure(of: owner.name.text, property)
    case .party(_, let property, _): return .party(try party(path.parts[0]), property)
    default: return .fact(try fact(path, unit))
    }
  }

  /// What the figure of a metric holds.
  private func kind(of syntax: MetricSyntax, _ unit: Int) throws -> FactTable.Kind {
    if syntax.isRelative { return .share }
    switch syntax.statistic {
    case .share: return .share
    case .count: return syntax.forEach == nil ? .count : .number
    case .total, .mean, .median: break
    }
    switch try subject(syntax.of, unit) {
    case .everyone: return .count
    case .all: return .money
    case .fact(let fact): return facts.kinds[fact]
    case .figure, .party: return Lowering.kind(of: try reference(syntax.of, unit).valueType)
    }
  }
}

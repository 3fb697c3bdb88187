/// The order in which parameters are worked out, so that each comes after those it follows.
struct ParameterOrder {
  private let rules: [ParameterRule]
  private var isSeen: [Bool]
  private var order: [Int] = []

  /// The order of some parameters, and of those that they follow, without recursion: a chain may be as
  /// long as a program.
  static func of(_ parameters: [Int], _ rules: [ParameterRule]) -> [Int] {
    var result = ParameterOrder(rules)
    for parameter in parameters { result.add(parameter) }
    let wanted = Set(parameters)
    return result.order.filter(wanted.contains)
  }

  private init(_ rules: [ParameterRule]) {
    self.rules = rules
    isSeen = Array(repeating: false, count: rules.count)
  }

  private mutating func add(_ parameter: Int) {
    guard !isSeen[parameter] else { return }
    isSeen[parameter] = true
    var open = [(parameter: parameter, follows: rules[parameter].followed[...])]
    while let (last, follows) = open.last {
      guard let next = follows.first else {
        order.append(last)
        open.removeLast()
        continue
      }
      open[open.count - 1].follows = follows.dropFirst()
      guard !isSeen[next] else { continue }
      isSeen[next] = true
      open.append((next, rules[next].followed[...]))
    }
  }
}

extension ParameterRule {
  /// The parameters that its values are worked out from.
  fileprivate var followed: [Int] {
    rows.flatMap { row in row.steps.flatMap { $0.value.followed } }
  }
}

extension ParameterRule.Value {
  /// The parameters that the value is worked out from.
  fileprivate var followed: [Int] {
    switch self {
    case .formula(let formula): formula.parameters
    case .rises(_, _, let index, _, _): index.parameters
    case .resumes(let steps): steps.flatMap { $0.value.followed }
    case .list, .uncertain, .unlimited: []
    }
  }
}

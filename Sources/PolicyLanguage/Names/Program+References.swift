extension Program {
  /// What a path means as seen from a unit; a category names what plain words may be values of.
  public func reference(
    _ path: PathSyntax, from unit: Int, expecting category: String? = nil
  ) -> Reference? {
    let names = path.parts.map(\.text)
    if names.count == 1 {
      if let category, let index = values(of: category)?.firstIndex(of: names[0]) {
        return .value(category: category, index: index)
      }
      if case .found(let found) = find(names[0], from: unit, where: \.isParameter) {
        return .parameter(found)
      }
      return nil
    }
    guard names.count == 2 else { return nil }
    return dotted(names[0], names[1], from: unit)
  }

  /// The values of a declared or built-in category.
  public func values(of category: String) -> [String]? {
    if category == "route" { return routeNames }
    return categories[category] ?? EngineFacts.categories[category]
  }

  private func dotted(_ first: String, _ second: String, from unit: Int) -> Reference? {
    if let type = records[first]?[second] { return .fact(record: first, field: second, type) }
    let text = first + "." + second
    if let type = EngineFacts.facts[text] { return .engine(text, type) }
    if let declared = derived[text], case .derive(let derive) = declared.syntax {
      return .derived(declared, derive.type)
    }
    if let parameter = find(second, inUnitNamed: first), parameter.syntax.isParameter {
      return .parameter(parameter)
    }
    if case .found(let owner) = find(first, from: unit, where: \.hasFigures),
      let type = figure(second, of: owner)
    {
      return .running(owner, property: second, type)
    }
    if let type = EngineFacts.partyFigures[second], isParty(first, from: unit) {
      return .party(first, property: second, type)
    }
    return nil
  }

  /// Whether a name may pay or be paid.
  public func isParty(_ name: String, from unit: Int) -> Bool {
    if EngineFacts.parties.contains(name) { return true }
    if case .found = find(name, from: unit, where: \.isPayer) { return true }
    return false
  }
}

extension Reference {
  /// The type of what is named; a parameter's is its own.
  public var valueType: ValueType {
    switch self {
    case .parameter(let declaration):
      if case .parameter(let parameter) = declaration.syntax { return parameter.type.valueType }
      return .number
    case .fact(_, _, let type), .derived(_, let type): return type.valueType
    case .engine(_, let type), .running(_, _, let type), .party(_, _, let type): return type
    case .value(let category, _): return ValueType(.category(category))
    }
  }
}

extension DeclarationSyntax {
  /// Whether this has running figures, such as a balance.
  public var hasFigures: Bool {
    switch self {
    case .instrument, .plan, .tax, .levy, .account, .fund: true
    default: false
    }
  }
  /// Whether this is a parameter.
  public var isParameter: Bool { if case .parameter = self { true } else { false } }
  /// Whether this is a payer.
  public var isPayer: Bool { if case .payer = self { true } else { false } }
  /// Whether this is an instrument.
  public var isInstrument: Bool { if case .instrument = self { true } else { false } }
  /// Whether this is a fund.
  public var isFund: Bool { if case .fund = self { true } else { false } }
  /// Whether this is an account.
  public var isAccount: Bool { if case .account = self { true } else { false } }
  /// Whether this is a source.
  public var isSource: Bool { if case .source = self { true } else { false } }
  /// Whether this is an award.
  public var isAward: Bool { if case .award = self { true } else { false } }
  /// Whether this is a tax.
  public var isTax: Bool { if case .tax = self { true } else { false } }
  /// Whether this is a levy.
  public var isLevy: Bool { if case .levy = self { true } else { false } }
  /// Whether this is a plan.
  public var isPlan: Bool { if case .plan = self { true } else { false } }
}

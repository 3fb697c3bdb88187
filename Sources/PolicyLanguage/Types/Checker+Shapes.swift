import FundingValues

extension Checker {
  /// Checks the distribution of an uncertain value of a parameter.
  mutating func checkUncertain(
    _ shape: ShapeSyntax, of parameter: ParameterSyntax, _ type: ValueType
  ) {
    switch type.kind {
    case .amount, .share, .number, .span: break
    default:
      report(
        "P0805", "\(parameter.type.words) cannot be uncertain", at: Label(shape.span, "uncertain"),
        with: [Label(parameter.type.span, parameter.type.words)],
        notes: ["money, percents, numbers and spans can be uncertain"])
      return
    }
    if let total = shape.total {
      report(
        "P0804", "only a fact of a population has a total", at: Label(total.span, ""))
    }
    check(shape, type, "`\(parameter.name.text)`", words: parameter.type.words)
  }

  /// Checks a distribution of values of some type: its family, its settings and its bounds.
  mutating func check(_ shape: ShapeSyntax, _ type: ValueType, _ role: String, words: String) {
    if shape.family.text == "choice" {
      checkChoice(shape, type, role)
      return
    }
    guard type.isNumeric else {
      report(
        "P0804", "\(role) is \(type.words), so it varies by `choice`",
        at: Label(shape.family.span, "for numbers"))
      return
    }
    guard let wanted = Checker.settings(of: shape.family.text) else {
      reportFamily(shape)
      return
    }
    var values: [String: Ratio] = [:]
    var isSound = true
    var isSpelt = true
    for setting in shape.settings {
      guard wanted.contains(setting.name.text), values[setting.name.text] == nil else {
        reportSetting(setting, of: shape, wanted, isRepeated: values[setting.name.text] != nil)
        isSpelt = false
        continue
      }
      let isPure = setting.name.text == "exponent"
      isSound =
        require(
          setting.value, isPure ? .number : type, "the \(setting.name.text)",
          words: isPure ? nil : words) && isSound
      values[setting.name.text] = constant(setting.value) ?? .zero
      if constant(setting.value) == nil { isSound = false }
    }
    if !isSpelt { return }
    guard requireSettings(shape, wanted) else { return }
    checkBounds(shape, type, role, words)
    if isSound { requirePossible(shape, type, values) }
  }

  private mutating func requireSettings(_ shape: ShapeSyntax, _ wanted: [String]) -> Bool {
    let lacking = wanted.first { name in !shape.settings.contains { $0.name.text == name } }
    guard let lacking else { return true }
    report(
      "P0804", "this \(shape.family.text) distribution has no `\(lacking)`",
      at: Label(shape.family.span, "needs `\(lacking)`"),
      notes: ["it is written `\(Checker.form(of: shape.family.text, wanted))`"])
    return false
  }

  /// The value of a formula of literals and certain parameters.
  func constant(_ expression: ExpressionSyntax) -> Ratio? {
    if let value = literalValue(expression) { return value }
    var evaluator = Evaluator(program, on: CivilDate(day: Int32.max / 2))
    return evaluator.number(expression, from: unit)
  }

  /// The settings that a family of distributions needs.
  static func settings(of family: String) -> [String]? {
    switch family {
    case "normal", "beta": ["mean", "sd"]
    case "lognormal": ["median", "top-decile"]
    case "triangular": ["low", "mode", "high"]
    case "power": ["low", "high", "exponent"]
    case "uniform": ["low", "high"]
    default: nil
    }
  }

  private static func form(of family: String, _ settings: [String]) -> String {
    family + " with " + settings.map { $0 + " …" }.joined(separator: " and ")
  }

  private mutating func reportFamily(_ shape: ShapeSyntax) {
    let families = ["normal", "lognormal", "beta", "triangular", "uniform", "power", "choice"]
    let near = nearestName(to: shape.family.text, among: families)
    report(
      "P0804", "there is no distribution called `\(shape.family.text)`",
      at: Label(shape.family.span, "not a distribution"),
      notes: ["there are \(families.map { "`\($0)`" }.joined(separator: ", "))"],
      suggestion: near.map {
        Suggestion(
          nearWords("a distribution", shape.family.text, $0), replace: shape.family.span, with: $0)
      })
  }

  private mutating func reportSetting(
    _ setting: ShapeSyntax.Setting, of shape: ShapeSyntax, _ wanted: [String], isRepeated: Bool
  ) {
    let near = isRepeated ? nil : nearestName(to: setting.name.text, among: wanted)
    report(
      "P0804",
      isRepeated
        ? "`\(setting.name.text)` is set twice"
        : "a \(shape.family.text) distribution takes no `\(setting.name.text)`",
      at: Label(setting.name.span, ""),
      notes: ["it is written `\(Checker.form(of: shape.family.text, wanted))`"],
      suggestion: near.map {
        Suggestion(
          nearWords("a setting", setting.name.text, $0), replace: setting.name.span, with: $0)
      })
  }

  private mutating func checkBounds(
    _ shape: ShapeSyntax, _ type: ValueType, _ role: String, _ words: String
  ) {
    guard let bounds = shape.bounds else {
      requireBoundsIfNeeded(shape, type, role)
      return
    }
    guard require(bounds.low, type, "the lower bound", words: words),
      require(bounds.high, type, "the upper bound", words: words),
      let low = constant(bounds.low), let high = constant(bounds.high)
    else { return }
    if low >= high {
      report(
        "P0804", "the bounds do not ascend", at: Label(bounds.high.span, "not above the first"),
        with: [Label(bounds.low.span, "first")])
    }
  }

  private mutating func requireBoundsIfNeeded(
    _ shape: ShapeSyntax, _ type: ValueType, _ role: String
  ) {
    let isUnbounded = shape.family.text == "normal"
    let isUnboundedShare = shape.family.text == "lognormal" && type == .share
    let mean = shape.settings.first { $0.name.text == "mean" }.flatMap { constant($0.value) }
    let carriesSign = type.kind == .number || (mean.map { $0 < .zero } ?? false)
    guard isUnboundedShare || (isUnbounded && (type.kind == .share || carriesSign)) else { return }
    report(
      "P0804", "\(role) has no bounds, so it could take a value that means nothing",
      at: Label(shape.span, "may be any number"),
      notes: ["a \(shape.family.text) distribution has no end of its own"],
      help: "add `kept between` and two bounds")
  }

  /// Requires that settings can be met, and that the centre lies within the bounds.
  private mutating func requirePossible(
    _ shape: ShapeSyntax, _ type: ValueType, _ values: [String: Ratio]
  ) {
    func span(_ name: String) -> SourceSpan {
      shape.settings.first { $0.name.text == name }?.value.span ?? shape.span
    }
    func refuse(_ message: String, _ name: String, _ label: String) {
      report("P0804", message, at: Label(span(name), label))
    }
    let zero = Ratio.zero
    switch shape.family.text {
    case "normal":
      if (values["sd"] ?? zero) < zero { refuse("a spread is not below nought", "sd", "") }
    case "lognormal":
      guard let median = values["median"], let top = values["top-decile"] else { return }
      if median <= zero {
        refuse("a lognormal distribution is above nought", "median", "not above nought")
      } else if top < median {
        refuse("the top decile is below the median", "top-decile", "below the median")
      }
    case "beta": requirePossibleBeta(shape, type, values)
    case "power":
      if let low = values["low"], low <= zero {
        refuse("a power distribution is above nought", "low", "not above nought")
      } else if let low = values["low"], let high = values["high"], low >= high {
        refuse("the ends of this distribution do not ascend", "high", "")
      }
    case "uniform", "triangular":
      let names = shape.family.text == "uniform" ? ["low", "high"] : ["low", "mode", "high"]
      requireAscendingEnds(shape, names, values)
    default: break
    }
    requireCentreWithin(shape, type)
  }

  private mutating func requireAscendingEnds(
    _ shape: ShapeSyntax, _ names: [String], _ values: [String: Ratio]
  ) {
    func span(_ name: String) -> SourceSpan {
      shape.settings.first { $0.name.text == name }?.value.span ?? shape.span
    }
    for (lower, upper) in zip(names, names.dropFirst()) {
      guard let a = values[lower], let b = values[upper], a > b else { continue }
      report(
        "P0804", "the ends of this distribution do not ascend",
        at: Label(span(upper), "below `\(lower)`"))
      return
    }
    if let low = values["low"], let high = values["high"], low == high {
      report(
        "P0804", "a distribution between equal ends has one value",
        at: Label(span("high"), "equal to `low`"))
    }
  }

  private mutating func requirePossibleBeta(
    _ shape: ShapeSyntax, _ type: ValueType, _ values: [String: Ratio]
  ) {
    guard let mean = values["mean"], let deviation = values["sd"] else { return }
    let settings = shape.settings
    if type.kind != .share && type.kind != .number {
      report(
        "P0804", "a beta distribution lies between nought and one, so it cannot be \(type.words)",
        at: Label(shape.family.span, "for percents and numbers"))
    } else if mean <= .zero || mean >= .one {
      report(
        "P0804", "the mean of a beta distribution lies between 0% and 100%",
        at: Label(settings.first { $0.name.text == "mean" }?.value.span ?? shape.span, "outside"))
    } else if deviation <= .zero || deviation * deviation >= mean * (Ratio.one - mean) {
      report(
        "P0804", "no beta distribution has this mean and this spread",
        at: Label(
          settings.first { $0.name.text == "sd" }?.value.span ?? shape.span,
          deviation <= .zero ? "not above nought" : "too wide"),
        with: [Label(settings.first { $0.name.text == "mean" }?.value.span ?? shape.span, "mean")],
        notes: ["the square of the spread must be below the mean times what it lacks of 100%"])
    }
  }

  private mutating func requireCentreWithin(_ shape: ShapeSyntax, _ type: ValueType) {
    guard let bounds = shape.bounds, let low = constant(bounds.low),
      let high = constant(bounds.high), low < high
    else { return }
    var evaluator = Evaluator(program, on: CivilDate(day: Int32.max / 2))
    guard let centre = evaluator.centre(of: shape, from: unit)?.number,
      centre < low || centre > high
    else { return }
    let written = shape.settings.first { ["mean", "median", "mode"].contains($0.name.text) }
    let side = centre < low ? bounds.low : bounds.high
    report(
      "P0804", "the centre of this distribution lies outside its bounds",
      at: Label(written?.value.span ?? shape.span, "the centre"),
      with: [Label(side.span, centre < low ? "the lower bound" : "the upper bound")])
  }

  private mutating func checkChoice(_ shape: ShapeSyntax, _ type: ValueType, _ role: String) {
    guard case .category(let category) = type.kind, let values = program.values(of: category)
    else {
      if type == .truth { return checkChances(shape, ["yes", "no"]) }
      report(
        "P0804", "\(role) is \(type.words), which has no choices",
        at: Label(shape.family.span, "for categories"))
      return
    }
    usedCategories.insert(category)
    for setting in shape.settings where !values.contains(setting.name.text) {
      reportUnknownValue(setting.name, of: category)
    }
    checkChances(shape, values)
  }

  private mutating func checkChances(_ shape: ShapeSyntax, _ values: [String]) {
    var total = Ratio.zero
    var isKnown = true
    var known: Set<String> = []
    for setting in shape.settings {
      if !known.insert(setting.name.text).inserted {
        report(
          "P0804", "`\(setting.name.text)` is set twice", at: Label(setting.name.span, "said again")
        )
      }
      isKnown = require(setting.value, .share, "the chance of a choice") && isKnown
      if let value = constant(setting.value) { total = total + value } else { isKnown = false }
    }
    if isKnown, total != .one {
      report(
        "P0804",
        "the chances of these choices total "
          + ValueType.share.text(total, currency: program.currency) + ", not 100%",
        at: Label(shape.span, ""))
    }
  }
}

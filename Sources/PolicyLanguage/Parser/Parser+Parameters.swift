extension Parser {
  /// Reads a `parameter` and its dated values.
  mutating func parameter() throws(Skip) -> ParameterSyntax {
    let depth = depth
    let owner = lineSpan
    let read = head { parser throws(Skip) in try parser.parameterHead() }
    requireBlock(under: depth, of: owner, "a value and the day from which it holds")
    var rows: [DatedValueSyntax] = []
    rows.reserveCapacity(linesBeneath(depth))
    var moves: [MovesSyntax] = []
    try within("parameter", read?.name.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in
        if parser.isAt(.moves, .with) {
          moves.append(try parser.moves())
        } else {
          if !moves.isEmpty { parser.refuseRow() }
          rows.append(try parser.datedValue())
        }
      }
    }
    guard let (name, type, keys) = read else { throw Skip() }
    return ParameterSyntax(
      name: name, type: type, keys: keys, rows: rows, moves: moves, span: owner)
  }

  private mutating func refuseRow() {
    _ = fault("P0108", "a value must come before `moves`", at: lineSpan)
  }

  private mutating func parameterHead() throws(Skip) -> (
    name: NameSyntax, type: TypeSyntax, keys: [PathSyntax]
  ) {
    try expect(.parameter)
    let name = try name("the name of the parameter")
    try expect(.as, "`as` and a type")
    let type = try type()
    var keys: [PathSyntax] = []
    if accept(.by) {
      keys.append(try fact("a fact, such as `learner.age`"))
      while accept(.and) { keys.append(try fact("a fact, such as `learner.age`")) }
    }
    return (name, type, keys)
  }

  /// Reads one dated value.
  private mutating func datedValue() throws(Skip) -> DatedValueSyntax {
    let start = token
    var key: KeySyntax?
    if lineHasColon {
      key = try self.key()
      guard accept(.colon) else { throw unexpected("`:`") }
    }
    let value = try value()
    let day = try from()
    let basis = try basis()
    let place = span(from: start)
    try endLine()
    return DatedValueSyntax(key: key, value: value, from: day, basis: basis, span: place)
  }

  private var lineHasColon: Bool {
    var index = at
    while tokens[index].kind != .endOfLine {
      if tokens[index].kind == .colon { return true }
      index += 1
    }
    return false
  }

  /// Reads the case of a keyed value.
  mutating func key() throws(Skip) -> KeySyntax {
    let start = token
    if accept(.otherwise) { return .otherwise(span(start)) }
    var cells = [try cell()]
    while accept(.and) { cells.append(try cell()) }
    return .cells(cells, span(from: start))
  }

  private mutating func cell() throws(Skip) -> CellSyntax {
    let start = token
    if isAt(.below), next.kind != .colon, next.kind != .comma, next.word != .and {
      at += 1
      return .below(try expression())
    }
    if isAt(.up, .to) {
      at += 2
      return .upTo(try expression())
    }
    if isAt(.above), next.kind != .colon, next.kind != .comma, next.word != .and {
      at += 1
      let low = try expression()
      return accept(.to) ? .above(low, upTo: try expression()) : .over(low)
    }
    let isName = start.kind == .name && next.kind != .stop && next.kind != .openBracket
    if isName,
      next.kind == .comma || next.kind == .colon || next.word == .and
        || next.word == .from
    {
      return .names(try cellNames())
    }
    let edge = try expression("a case, such as `England` or `below 250`")
    if accept(.to) {
      try expect(.below)
      return .from(edge, below: try expression())
    }
    if accept(.or) {
      try expect(.more)
      return .orMore(edge)
    }
    if case .amount(let amount) = edge, case .number(let value) = amount.literal {
      return .number(NumberSyntax(value, amount.span))
    }
    throw unexpected("`to below` and a bound, or `or more`")
  }

  private mutating func cellNames() throws(Skip) -> [NameSyntax] {
    var list = [try anyName("a case")]
    while accept(.comma) { list.append(try anyName("a case after the comma")) }
    return list
  }

  /// Reads what stands for a value.
  mutating func value() throws(Skip) -> ValueSyntax {
    let start = token
    if isAt(.uncertain), next.kind == .name, next.word != .from {
      at += 1
      return .uncertain(try shape())
    }
    if isAt(.stays, .the) {
      at += 2
      try expect(.same)
      return .same(span(from: start))
    }
    if isAt(.no, .limit) {
      at += 2
      return .unlimited(span(from: start))
    }
    if isAt(.rises, .each) { return .rises(try rise()) }
    var items = [try expression("a value")]
    while accept(.comma) { items.append(try expression("a value after the comma")) }
    return .expressions(items)
  }

  private mutating func rise() throws(Skip) -> RiseSyntax {
    let start = token
    at += 2
    let (day, month) = try dayOfYear()
    try expect(.by)
    let index = try expression("the index it rises by")
    var monthsBefore = 0
    if token.kind == .number {
      monthsBefore = try wholeNumber("a number of months")
      try expect(.months, .before)
    }
    let rounding = isAt(.rounded) ? try rounding() : nil
    return RiseSyntax(
      day: day, month: month, index: index, monthsBefore: monthsBefore, rounding: rounding,
      span: span(from: start))
  }

  /// Reads `rounded` with its direction and step, and `with halves down` after `to the nearest`.
  mutating func rounding() throws(Skip) -> RoundingSyntax {
    let start = token
    try expect(.rounded)
    var direction = RoundingSyntax.Direction.nearest
    if accept(.up) {
      direction = .up
      try expect(.to)
    } else if accept(.down) {
      direction = .down
      try expect(.to)
    } else if accept(.to) {
      try expect(.the, .nearest)
    } else {
      throw unexpected(
        "`up to`, `down to` or `to the nearest`", nearest: [.up, .down, .to])
    }
    let step = try expression("an amount to round to")
    if direction == .nearest, accept(.with) {
      try expect(.halves, .down)
      direction = .nearestHalvesDown
    }
    return RoundingSyntax(direction: direction, step: step, span: span(from: start))
  }

  /// Reads where a value comes from, if it is said.
  mutating func basis() throws(Skip) -> BasisSyntax? {
    let start = token
    if accept(.illustrative) { return .illustrative(span(start)) }
    if accept(.cites) {
      return .cites(try sourceName(), try optionalText())
    }
    if accept(.assumed) {
      let reason = try text("a reason in double quotes")
      return .assumed(reason, span(from: start))
    }
    if token.kind == .name {
      throw unexpected(
        "`cites`, `assumed`, `illustrative` or the end of the line",
        nearest: [.cites, .assumed, .illustrative])
    }
    return nil
  }

  /// Reads a distribution.
  mutating func shape() throws(Skip) -> ShapeSyntax {
    let start = token
    let family = try name("the name of a distribution, such as `normal`")
    try expect(.with)
    var settings = [try setting()]
    while accept(.and) { settings.append(try setting()) }
    var bounds: (low: ExpressionSyntax, high: ExpressionSyntax)?
    if accept(.kept) {
      try expect(.between)
      let low = try expression()
      try expect(.and)
      bounds = (low, try expression())
    }
    var total: ExpressionSyntax?
    if accept(.totalling) {
      total = try expression()
      try expect(.in, .all)
    }
    return ShapeSyntax(
      family: family, settings: settings, bounds: bounds, total: total, span: span(from: start))
  }

  private mutating func setting() throws(Skip) -> ShapeSyntax.Setting {
    let name = try anyName("a setting, such as `mean`")
    return ShapeSyntax.Setting(name: name, value: try expression())
  }

  /// Reads a `moves with` line.
  mutating func moves() throws(Skip) -> MovesSyntax {
    let start = token
    try expect(.moves, .with)
    let path = try path()
    try expect(.by, .rank, .correlation)
    let correlation = try expression()
    let place = span(from: start)
    try endLine()
    return MovesSyntax(with: path, correlation: correlation, span: place)
  }
}

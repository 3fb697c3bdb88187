import FundingValues

extension Parser {
  /// Reads a `source` and its address.
  mutating func source() throws(Skip) -> SourceDeclarationSyntax {
    let depth = depth
    let read = head { parser throws(Skip) in
      try parser.expect(.source)
      return (try parser.name(), try parser.text("the title of the source in double quotes"))
    }
    var address: TextSyntax?
    var order = ClauseOrder()
    block(under: depth) { parser throws(Skip) in
      guard parser.isAt(.at) else { throw parser.unknownClause("a source", [.at]) }
      order.clause(0, "at", in: &parser)
      parser.at += 1
      address = try parser.text("an address in double quotes")
      try parser.endLine()
    }
    guard let (name, title) = read else { throw Skip() }
    return SourceDeclarationSyntax(name: name, title: title, address: address)
  }

  /// Reads a `currency`.
  mutating func currency() throws(Skip) -> CurrencySyntax {
    let start = token
    try expect(.currency)
    let sign = token
    guard accept(.sign) else {
      throw unexpected("a currency sign such as £, or ¤ for a currency that has none")
    }
    let title = try text("the name of the currency in double quotes")
    var minorUnits = 1
    if accept(.in) {
      if accept(.hundredths) {
        minorUnits = 100
      } else if accept(.tenThousandths) {
        minorUnits = 10_000
      } else {
        try expect(.thousandths, "`hundredths`, `thousandths` or `ten-thousandths`")
        minorUnits = 1_000
      }
    }
    let place = span(from: start)
    try endLine()
    return CurrencySyntax(sign: text(sign), title: title, minorUnits: minorUnits, span: place)
  }

  /// Reads a `period`.
  mutating func period() throws(Skip) -> PeriodSyntax {
    try expect(.period)
    let name = try name()
    try expect(.starts)
    var period = Period.courseYear
    if accept(.with) {
      try expect(.the, .course)
    } else if token.kind == .number {
      let (day, month) = try dayOfYear()
      period = .year(month: month, day: day)
    } else {
      throw unexpected("a day and a month, or `with the course`")
    }
    try endLine()
    return PeriodSyntax(name: name, period: period)
  }

  /// Reads a `category`.
  mutating func category() throws(Skip) -> CategorySyntax {
    try expect(.category)
    let name = try name()
    try expect(.is, .one, .of)
    let values = try nameList()
    try endLine()
    return CategorySyntax(name: name, values: values)
  }

  /// Reads a `payer`.
  mutating func payer() throws(Skip) -> PayerSyntax {
    try expect(.payer)
    let name = try name()
    let title = try text("the payer's full name in double quotes")
    try endLine()
    return PayerSyntax(name: name, title: title)
  }

  /// Reads an `award` and what it needs.
  mutating func award() throws(Skip) -> AwardSyntax {
    let depth = depth
    let owner = lineSpan
    let read = head { parser throws(Skip) in
      try parser.expect(.award)
      return (try parser.name(), try parser.text("the title of the award in double quotes"))
    }
    var order = ClauseOrder()
    var buildsOn: NameSyntax?
    var needs: (ExpressionSyntax, NumberSyntax)?
    try within("award", read?.0.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in
        if parser.accept(.builds) {
          order.clause(0, "builds on", in: &parser)
          try parser.expect(.on)
          buildsOn = try parser.name("the name of an award")
        } else if parser.accept(.needs) {
          order.clause(1, "needs", in: &parser)
          let amount = try parser.expression("a number of credits")
          try parser.expect(.at, .level)
          needs = (amount, try parser.number("the number of a level"))
        } else {
          throw parser.unknownClause("an award", [.builds, .needs])
        }
        try parser.endLine()
      }
    }
    guard let (name, title) = read else { throw Skip() }
    guard let (amount, level) = needs else { throw missing("what the award `needs`", of: owner) }
    return AwardSyntax(
      name: name, title: title, buildsOn: buildsOn, needs: amount, level: level)
  }

  /// Reads a `record` and its fields.
  mutating func record() throws(Skip) -> RecordSyntax {
    let depth = depth
    let owner = lineSpan
    let name = head { parser throws(Skip) in
      try parser.expect(.record)
      return try parser.name()
    }
    requireBlock(under: depth, of: owner, "`has` and a field")
    var fields: [RecordSyntax.Field] = []
    try within("record", name?.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in
        guard parser.accept(.has) else { throw parser.unknownClause("a record", [.has]) }
        let field = try parser.anyName("the name of a field")
        try parser.expect(.as, "`as` and a type")
        fields.append(RecordSyntax.Field(name: field, type: try parser.type()))
        try parser.endLine()
      }
    }
    guard let name else { throw Skip() }
    return RecordSyntax(name: name, fields: fields)
  }

  /// Reads a `derive`.
  mutating func derive() throws(Skip) -> DeriveSyntax {
    try expect(.derive)
    let path = try path()
    try expect(.as, "`as` and a type")
    let type = try type()
    if accept(.from) {
      let formula = try expression()
      try endLine()
      return DeriveSyntax(path: path, type: type, definition: .formula(formula))
    }
    try expect(.when, "`from` and a formula, or `when` and a test")
    return DeriveSyntax(path: path, type: type, definition: .test(try test()))
  }

  /// Reads a type after `as`.
  mutating func type() throws(Skip) -> TypeSyntax {
    let start = token
    if isAt(.list, .of) {
      at += 2
      let category = try name("the name of a category")
      return TypeSyntax(.list(category), per: nil, span(from: start))
    }
    if let measure = plainMeasure(start.word) {
      at += 1
      return TypeSyntax(measure, per: nil, span(from: start))
    }
    if let measure = Parser.measure(start.word) {
      at += 1
      guard accept(.per) else { return TypeSyntax(measure, per: nil, span(from: start)) }
      guard let unit = token.word?.unit, unit.isSingular else {
        throw unexpected(
          "`credit`, `hour`, `day`, `week`, `month` or `year`",
          nearest: [.credit, .hour, .day, .week, .month, .year])
      }
      at += 1
      return TypeSyntax(measure, per: unit, span(from: start))
    }
    let category = try name("a type, such as `money` or `percent`")
    return TypeSyntax(.category(category), per: nil, span(from: start))
  }

  private func plainMeasure(_ word: Word?) -> TypeSyntax.Measure? {
    switch word {
    case .date?: .date
    case .yesNo?: .truth
    default: nil
    }
  }

  private static func measure(_ word: Word?) -> TypeSyntax.Measure? {
    switch word {
    case .money?: .money
    case .percent?: .percent
    case .number?: .number
    case .count?: .count
    case .credits?: .credits
    case .hours?: .hours
    case .days?: .days
    case .weeks?: .weeks
    case .months?: .months
    case .years?: .years
    default: nil
    }
  }
}

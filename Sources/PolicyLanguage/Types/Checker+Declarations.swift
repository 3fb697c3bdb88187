import FundingValues

extension Checker {
  /// Checks one named declaration.
  mutating func checkDeclaration(_ id: Int) {
    let declaration = program.declarations[id]
    unit = declaration.unit
    reader = id
    breadcrumb = Breadcrumb(
      word: declaration.syntax.openingWord, name: declaration.name.text)
    place = .rule
    switch declaration.syntax {
    case .parameter(let parameter): check(parameter, id)
    case .source, .payer, .currency, .period, .record, .behaviour, .outcomes, .example: break
    case .category(let category): check(category)
    case .award(let award): check(award)
    case .derive(let derive): check(derive)
    case .instrument(let instrument): check(instrument, id)
    case .plan(let plan): check(plan)
    case .tax(let tax): check(tax)
    case .levy(let levy): check(levy)
    case .account(let account): check(account)
    case .fund(let fund): check(fund)
    case .limit(let limit): check(limit)
    case .regime(let regime): check(regime)
    case .reform(let reform): check(reform)
    case .scenario(let scenario): check(scenario)
    case .profile(let profile): check(profile)
    case .claim(let claim): check(claim)
    }
    place = .data
  }

  /// Checks the declarations of a file that have no name: records, behaviour, outcomes, examples.
  mutating func checkUnnamed(_ file: FileSyntax, _ index: Int) {
    guard program.fileUnits.indices.contains(index) else { return }
    let home = program.fileUnits[index]
    for declaration in file.declarations where declaration.isUnnamed {
      unit = home
      reader = program.declarations.count
      place = .data
      breadcrumb = Breadcrumb(word: declaration.openingWord, name: "")
      switch declaration {
      case .record(let record): check(record)
      case .period(let period): check(period)
      case .currency(let currency): check(currency)
      case .behaviour(let behaviour): gathering { $0.check(behaviour) }
      case .outcomes(let outcomes): gathering { $0.check(outcomes) }
      case .example(let example): check(example)
      default: break
      }
    }
    breadcrumb = nil
  }

  /// Gathers what the evidence of a unit reads.
  private mutating func gathering(_ body: (inout Checker) -> Void) {
    reads[reader] = Reads()
    body(&self)
    evidenceReads[unit, default: Reads()].declarations += reads[reader].declarations
    evidenceReads[unit, default: Reads()].facts += reads[reader].facts
  }

  private mutating func check(_ category: CategorySyntax) {
    var known: Set<String> = []
    for value in category.values where !known.insert(value.text).inserted {
      report("P0303", "`\(value.text)` is said twice", at: Label(value.span, "said again"))
    }
  }

  private mutating func check(_ award: AwardSyntax) {
    place = .data
    require(award.needs, .credits, "what an award needs")
    guard let base = award.buildsOn, let id = resolve(base, as: "an award", where: \.isAward)
    else { return }
    var seen: Set<String> = [award.name.text]
    var next: Int? = id
    while let current = next, case .award(let other) = program.declarations[current].syntax {
      if !seen.insert(other.name.text).inserted {
        report(
          "P0306", "`\(award.name.text)` builds on itself", at: Label(base.span, "leads back here"))
        return
      }
      guard let further = other.buildsOn,
        case .found(let id) = program.lookup(further.text, from: unit, where: \.isAward)
      else { return }
      next = id
    }
  }

  private mutating func check(_ derive: DeriveSyntax) {
    guard requireType(derive.type) else { return }
    let parts = derive.path.parts
    if parts.count != 2 || program.records[parts[0].text] == nil {
      reportName(
        "P0301", "`\(derive.path.text)` is not a fact of any record",
        at: Label(derive.path.span, "a record and a new fact, such as `employer.small`"))
    } else if program.records[parts[0].text]?[parts[1].text] != nil
      || EngineFacts.facts[derive.path.text] != nil
    {
      report(
        "P0303", "`\(derive.path.text)` is declared twice",
        at: Label(derive.path.span, "the record has it already"))
    }
    switch derive.definition {
    case .test(let test):
      if derive.type.valueType != .truth {
        report(
          "P0202", "a test gives yes or no, but `\(derive.path.text)` is \(derive.type.words)",
          at: Label(derive.type.span, derive.type.words), help: "write `as yes-no`")
      }
      check(test)
    case .formula(let formula):
      require(
        formula, derive.type.valueType, "`\(derive.path.text)`",
        because: Label(derive.type.span, derive.type.words))
    }
  }

  private mutating func check(_ record: RecordSyntax) {
    breadcrumb = Breadcrumb(word: "record", name: record.name.text)
    for field in record.fields {
      requireType(field.type)
      if case .list = field.type.measure {
        report(
          "P0202", "a fact cannot be a list", at: Label(field.type.span, ""),
          help: "a parameter can be a list; a fact has one value")
      }
      if EngineFacts.facts["\(record.name.text).\(field.name.text)"] != nil {
        report(
          "P0303", "`\(record.name.text).\(field.name.text)` is declared twice",
          at: Label(field.name.span, "the engine supplies this fact"))
      }
    }
  }

  private mutating func check(_ period: PeriodSyntax) {
    breadcrumb = Breadcrumb(word: "period", name: period.name.text)
    guard let known = program.periods[period.name.text], known != period.period else { return }
    report(
      "P0303", "`\(period.name.text)` is declared twice, with different days",
      at: Label(period.name.span, "not the day it has elsewhere"))
  }

  private mutating func check(_ currency: CurrencySyntax) {
    breadcrumb = Breadcrumb(word: "currency", name: currency.sign)
    if currency.sign == program.currency.sign,
      currency.minorUnits == program.currency.minorUnits
    {
      return
    }
    report(
      "P0206",
      "one program has one currency, but `\(currency.sign)` and "
        + "`\(program.currency.sign)` are declared", at: Label(currency.span, ""))
  }
}

extension DeclarationSyntax {
  /// Whether it is checked with its file, because nothing refers to it by a name of its own.
  fileprivate var isUnnamed: Bool {
    switch self {
    case .record, .period, .currency, .behaviour, .outcomes, .example: true
    default: false
    }
  }
}

public import FundingValues

/// Everything one regime is made of, numbered: what instruments, accounts, funds and routes do.
public struct RuleSet: Sendable {
  /// The names of the facts, by their numbers in a frame.
  public var facts: FactTable
  /// The parameters with their values, as the regime has them.
  public var parameters: [ParameterRule] = []
  /// Who may pay or be paid; the first four are learner, employer, provider and society.
  public var parties: [Party] = []
  /// The grants and loans; other parts name them by their place here.
  public var instruments: [Instrument] = []
  /// The terms on which loans are repaid, by number.
  public var plans: [RepaymentPlan] = []
  /// The taxes and contributions, by number.
  public var taxes: [Tax] = []
  /// The charges on employers, by number.
  public var levies: [Levy] = []
  /// The accounts, by number.
  public var accounts: [Account] = []
  /// The funds, by number.
  public var funds: [Fund] = []
  /// The ways of paying for a course, in the order written.
  public var routes: [Route] = []
  /// Facts worked out from others, in an order in which each needs only earlier ones.
  public var derived: [DerivedFact] = []
  /// How many limits there are; each has its own number.
  public var limitCount = 0
  /// The year in which taxes, levies and plans are reckoned that name no year of their own: the declared
  /// `tax-year`, or the British one.
  public var taxYear = Period.taxYear
  /// The regime's name.
  public var name = ""
  /// Its title, or its name.
  public var title = ""

  /// A rule set with nothing in it but its facts.
  public init(facts: FactTable) { self.facts = facts }

  /// The number of a party.
  public func party(named name: String) -> Int? { parties.firstIndex { $0.name == name } }

  /// What is really missing when a fact is: the fact itself, or what it is worked out from lacks.
  public func origin(of missing: Missing, _ here: Circumstances) -> Missing {
    guard case .fact(let first) = missing, derived.contains(where: { $0.fact == first }) else {
      return missing
    }
    let places = derivedPlaces
    var last = missing
    while case .fact(let fact) = last, let place = places[fact],
      let next = lacking(derived[place], here), next != last
    {
      last = next
    }
    return last
  }

  /// Where each derived fact first stands among the derived ones.
  public var derivedPlaces: [Int: Int] {
    Dictionary(derived.indices.map { (derived[$0].fact, $0) }) { first, _ in first }
  }

  /// What a fact that is worked out lacks, if it lacks anything.
  private func lacking(_ fact: DerivedFact, _ here: Circumstances) -> Missing? {
    do throws(Missing) {
      switch fact.definition {
      case .formula(let formula): _ = try here.value(of: formula)
      case .test(let test): _ = try here.holds(test)
      }
      return nil
    } catch {
      return error
    }
  }

  /// Failed tests, each of a fact worked out by a test followed by what fails in that.
  public func explained(_ failures: [FailedTest], _ here: Circumstances) -> [FailedTest] {
    var result: [FailedTest] = []
    var open = Array(failures.reversed())
    let places = derivedPlaces
    while let failure = open.popLast() {
      result.append(failure)
      guard failure.value == .zero, !failure.rulesOut,
        let place = failure.fact.flatMap({ places[$0] }),
        case .test(let test) = derived[place].definition, let below = try? here.failures(of: test)
      else { continue }
      open += below.reversed()
    }
    return result
  }

  /// Fills in the facts that `derive` defines, as far as what they need is given.
  public func derive(_ frame: inout Frame, values: ParameterValues, on date: CivilDate) {
    var here = Circumstances(frame: frame, values: values, date: date)
    here.derive(derived)
    frame = here.frame
  }

  /// The day of application: given, or that of the circumstances.
  public func application(in here: Circumstances) -> CivilDate {
    let given = facts["application.date"].flatMap { here.frame[$0] }
    return given.map { CivilDate(day: Int32(clamping: $0.floor())) } ?? here.date
  }

  /// The year in which a tax or a levy is reckoned: its own where it names one, else the tax year.
  public func year(reckoning own: Period) -> Period {
    if case .year = own { return own }
    return taxYear
  }
}

extension Circumstances {
  /// Fills in facts worked out from others, each as far as what it needs is given.
  public mutating func derive(_ facts: [DerivedFact]) {
    for fact in facts {
      switch fact.definition {
      case .formula(let formula): frame[fact.fact] = try? value(of: formula)
      case .test(let test): frame[fact.fact] = (try? holds(test)).map { $0 ? .one : .zero }
      }
    }
  }
}

extension RuleSet {
  /// The facts worked out from any of some facts, directly or through others, in their order.
  public func derived(from facts: Set<Int>) -> [DerivedFact] {
    var moved = facts
    return derived.filter { fact in
      var read: [Int]
      var numbers: [Int]
      switch fact.definition {
      case .formula(let formula): (read, numbers) = (formula.facts, formula.parameters)
      case .test(let test): (read, numbers) = (test.facts, test.parameters)
      }
      var seen = Set(numbers)
      while let number = numbers.popLast() {
        read += parameters[number].keys
        for formula in parameters[number].bounds {
          read += formula.facts
          numbers += formula.parameters.filter { seen.insert($0).inserted }
        }
      }
      guard read.contains(where: moved.contains) else { return false }
      moved.insert(fact.fact)
      return true
    }
  }
}

/// The number of the learner among parties.
public let learnerParty = 0
/// The number of the employer among parties.
public let employerParty = 1
/// The number of the provider among parties.
public let providerParty = 2
/// The number of society among parties: the sum of all, never a payer.
public let societyParty = 3

/// Someone who may pay or be paid.
public struct Party: Sendable, Hashable {
  /// The name by which rules pay from it or to it.
  public let name: String
  /// Its full name, for reports.
  public let title: String
  /// A party from its parts.
  public init(name: String, title: String) {
    self.name = name
    self.title = title
  }
}

/// The facts of a program, numbered.
public struct FactTable: Sendable {
  /// What a fact holds, for reading and writing it.
  public enum Kind: Sendable, Hashable {
    case money, moneyPerYear, share, sharePerYear, count, number, credits, hours, years, days
    case date, truth
    case category(String)
    case other
  }
  /// The facts' names by their numbers, such as `learner.age`.
  public private(set) var names: [String] = []
  /// What each fact holds, by its number.
  public private(set) var kinds: [Kind] = []
  /// The facts' numbers by their names.
  public private(set) var numbers: [String: Int] = [:]
  /// The values of each category.
  public var categories: [String: [String]] = [:]

  /// A table with nothing in it.
  public init() {}

  /// The number of a fact, added if it is new.
  public mutating func number(of name: String, _ kind: Kind) -> Int {
    if let number = numbers[name] { return number }
    numbers[name] = names.count
    names.append(name)
    kinds.append(kind)
    return names.count - 1
  }

  /// How many facts there are.
  public var count: Int { names.count }

  /// The number of a fact that is in the table.
  public subscript(name: String) -> Int? { numbers[name] }
}

/// A fact worked out from others.
public struct DerivedFact: Sendable {
  /// How a fact is worked out; a test makes it one or nought.
  public enum Definition: Sendable {
    case formula(Formula)
    case test(Condition)
  }
  /// The number of the fact that is filled in.
  public let fact: Int
  /// What it is worked out by.
  public let definition: Definition
  /// A derived fact from its parts.
  public init(fact: Int, definition: Definition) {
    self.fact = fact
    self.definition = definition
  }
}

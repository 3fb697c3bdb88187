/// One way of paying for a course.
public struct Route: Sendable {
  /// Who pays what instruments leave of a cost.
  public struct Rest: Sendable {
    /// The party that pays, by number.
    public let party: Int
    /// When it falls to them; nothing for always.
    public let condition: Condition?
    /// What the party takes back of it later.
    public let recoveries: [Recovery]
    /// A rest from its parts.
    public init(party: Int, condition: Condition?, recoveries: [Recovery]) {
      self.party = party
      self.condition = condition
      self.recoveries = recoveries
    }
  }
  /// Who pays one cost, in which order.
  public struct Stack: Sendable {
    /// The number of the cost's fact.
    public let cost: Int
    /// The fact's name, such as `course.fee`.
    public let costName: String
    /// The instruments by number, in the order in which they pay.
    public var instruments: [Int]
    /// Who pays what is left: the first whose condition holds.
    public let rests: [Rest]
    /// Whether the cost arises once for all that an employer applies for together.
    public let eachApplication: Bool
    /// A stack from its parts.
    public init(
      cost: Int, costName: String, instruments: [Int], rests: [Rest], eachApplication: Bool = false
    ) {
      self.cost = cost
      self.eachApplication = eachApplication
      self.costName = costName
      self.instruments = instruments
      self.rests = rests
    }
  }
  /// The route's name.
  public var name: String
  /// Its title, or its name.
  public var title: String
  /// The number of the route's name in the category of routes.
  public var code: Int
  /// Whether an employer has to agree.
  public var needsEmployer: Bool
  /// The days on which it is open, both ends included.
  public var applies: DateSpan
  /// When it is open; nothing for always.
  public var openWhen: Condition?
  /// The costs that arise on it, in the order in which they are settled.
  public var stacks: [Stack] { didSet { named = Route.named(stacks, also) } }
  /// Instruments besides those of its stacks, which only give.
  public var also: [Int] { didSet { named = Route.named(stacks, also) } }
  /// The instruments of its stacks and besides them, each once, in the order of their numbers.
  public private(set) var named: [Int]
  /// Where it is declared, and its first line.
  public var clause: Clause

  private static func named(_ stacks: [Stack], _ also: [Int]) -> [Int] {
    Set(stacks.flatMap(\.instruments) + also).sorted()
  }

  /// A route from its parts.
  public init(
    name: String, title: String, code: Int, needsEmployer: Bool, applies: DateSpan,
    openWhen: Condition?, stacks: [Stack], also: [Int], clause: Clause
  ) {
    self.name = name
    self.title = title
    self.code = code
    self.needsEmployer = needsEmployer
    self.applies = applies
    self.openWhen = openWhen
    self.stacks = stacks
    self.also = also
    named = Route.named(stacks, also)
    self.clause = clause
  }
}

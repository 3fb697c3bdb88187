/// One way of paying for a course.
public struct Route: Sendable {
  public struct Rest: Sendable {
    public let party: Int
    public let condition: Condition?
    public let recoveries: [Recovery]
    public init(party: Int, condition: Condition?, recoveries: [Recovery]) {
      self.party = party
      self.condition = condition
      self.recoveries = recoveries
    }
  }
  /// Who pays one cost, in which order.
  public struct Stack: Sendable {
    public let cost: Int
    public let costName: String
    public var instruments: [Int]
    public let rests: [Rest]
    /// Whether the cost arises once for all that an employer applies for together.
    public let eachApplication: Bool
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
  public var name: String
  public var title: String
  /// The number of the route's name in the category of routes.
  public var code: Int
  public var needsEmployer: Bool
  public var applies: DateSpan
  public var openWhen: Condition?
  public var stacks: [Stack] { didSet { named = Route.named(stacks, also) } }
  public var also: [Int] { didSet { named = Route.named(stacks, also) } }
  /// The instruments of its stacks and besides them, each once, in the order of their numbers.
  public private(set) var named: [Int]
  public var clause: Clause

  private static func named(_ stacks: [Stack], _ also: [Int]) -> [Int] {
    Set(stacks.flatMap(\.instruments) + also).sorted()
  }

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

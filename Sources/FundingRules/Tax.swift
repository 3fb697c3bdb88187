public import FundingValues

/// A tax or a contribution with bands.
public struct Tax: Sendable {
  /// The tax's name.
  public var name: String
  /// Its title, or its name.
  public var title: String
  /// Who pays it.
  public var on: Int
  /// Who receives it, by number.
  public var to: Int
  /// The days on which it is charged, both ends included.
  public var applies: DateSpan
  /// Who owes it; nothing for everyone.
  public var due: Condition?
  /// The number of the fact that is charged, as a rule pay in pence a year.
  public var assessedOn: Int
  /// The year by which it is reckoned, or `payPeriod` for each pay period by itself.
  public var period: Period
  /// The pence that are taken off first, or nothing for none; bands count from there.
  public var freeUpTo: Formula?
  /// What the free amount falls by, or nothing if it stays whole.
  public var freeReduction: Reduction?
  /// Rates and upper limits of all bands but the last.
  public var bands: [(rate: Formula, upTo: Formula)]
  /// Whether limits are figures of the pay period itself instead of a year's.
  public var limitsByPeriod: Bool
  /// The rate above the last limit, a share.
  public var restRate: Formula
  /// What is taken off the charge of all who share it, or nothing.
  public var relief: Limit?
  /// How the charge is rounded, or nothing for the nearest penny.
  public var rounding: Rounding?
  /// A tax from its parts.
  public init(
    name: String, title: String, on: Int, to: Int, applies: DateSpan, due: Condition?,
    assessedOn: Int, period: Period, freeUpTo: Formula?, freeReduction: Reduction?,
    bands: [(rate: Formula, upTo: Formula)], limitsByPeriod: Bool, restRate: Formula,
    relief: Limit?, rounding: Rounding?
  ) {
    self.name = name
    self.title = title
    self.on = on
    self.to = to
    self.applies = applies
    self.due = due
    self.assessedOn = assessedOn
    self.period = period
    self.freeUpTo = freeUpTo
    self.freeReduction = freeReduction
    self.bands = bands
    self.limitsByPeriod = limitsByPeriod
    self.restRate = restRate
    self.relief = relief
    self.rounding = rounding
  }
}

extension Tax {
  /// Whether each pay period is reckoned by itself instead of the year.
  public var isByPayPeriod: Bool {
    if case .payPeriod = period { return true }
    return false
  }
}

/// A charge on employers that fills an account.
public struct Levy: Sendable {
  /// The levy's name.
  public var name: String
  /// Its title, or its name.
  public var title: String
  /// The days on which it is charged, both ends included.
  public var applies: DateSpan
  /// Who owes it; nothing for everyone.
  public var due: Condition?
  /// The share that is charged.
  public var rate: Formula
  /// The number of the fact that is charged, such as a pay bill in pence a year.
  public var of: Int
  /// The pence that are taken off the charge, or nothing.
  public var less: Formula?
  /// The least that is charged, before `forEach`.
  public var notBelow: Formula?
  /// The most that is charged, before `forEach`.
  public var upTo: Formula?
  /// The number of a count by which the charge is multiplied.
  public var forEach: Int?
  /// How the whole is rounded.
  public var rounding: Rounding?
  /// How often it is collected; what is collected in a year adds up to the year's charge.
  public var collectedEach: Period
  /// The number of the account that it goes into, or nothing.
  public var account: Int?
  /// The number of the fund that it goes into, or nothing.
  public var fund: Int?
  /// The party that it goes to at once, where no account or fund holds it.
  public var payer: Int?
  /// The share of it that goes there, or nothing for all of it.
  public var inProportionTo: Formula?
  /// The shares of the charge that go elsewhere before this one.
  public var before: [Formula] = []
  /// For a whole levy, the shares that go elsewhere after its first.
  public var after: [Formula] = []
  /// Whether this is a further share of a levy, which stands before it with the same name and charge.
  public var isFurtherShare = false
  /// The party that gets the rest, by number; nothing where it goes to the same as the other part.
  public var restTo: Int?
  /// A levy from its parts, with no least, no most, no count and no rounding.
  public init(
    name: String, title: String, applies: DateSpan, due: Condition?, rate: Formula, of: Int,
    less: Formula?, collectedEach: Period, account: Int?, fund: Int?, payer: Int?,
    inProportionTo: Formula?, restTo: Int?
  ) {
    self.name = name
    self.title = title
    self.applies = applies
    self.due = due
    self.rate = rate
    self.of = of
    self.less = less
    self.collectedEach = collectedEach
    self.account = account
    self.fund = fund
    self.payer = payer
    self.inProportionTo = inProportionTo
    self.restTo = restTo
  }
}

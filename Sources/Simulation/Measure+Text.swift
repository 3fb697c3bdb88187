public import FundingValues

// The texts by which measures stand in the long tables; an empty one means that a field does not apply.

extension Measure {
  /// The quantity's name, such as `starts` or `paid`.
  public var name: String { quantity.name }

  /// The party, fund, account or levy whose figure it is.
  public var party: String { holder.name }

  /// `nominal`, or `real` prices of the scenario's price date.
  public var priceBase: String {
    switch valuation {
    case .nominal: "nominal"
    case .real: "real"
    case nil: ""
    }
  }

  /// `undiscounted`, or whose rate discounts the sum, such as `society`.
  public var discounting: String {
    switch valuation {
    case .nominal: "undiscounted"
    case .real(let rate): rate.rawValue
    case nil: ""
    }
  }

  /// A year such as `2027-28`, or `whole run`.
  public var period: String {
    switch span {
    case .wholeRun: "whole run"
    case .year(let year): Measure.label(ofYear: year)
    }
  }

  /// What the figure is broken down by, such as `route`.
  public var by1: String { part?.by.name ?? "" }

  /// The value of it that the figure is for, such as the name of a route.
  public var level1: String { part?.level ?? "" }

  /// The second thing that the figure is broken down by.
  public var by2: String { part?.second?.by.name ?? "" }

  /// The value of it that the figure is for.
  public var level2: String { part?.second?.level ?? "" }

  /// The code of the currency for money, `people` for counts, `ratio` for ratios.
  public func unit(in currency: Currency) -> String {
    if quantity == .benefitCostRatio { return "ratio" }
    return isMoney ? currency.code : "people"
  }

  /// Whether the measure is an amount of money.
  public var isMoney: Bool { quantity.isMoney }

  /// A year by the calendar years in which it begins and ends, such as `2027-28`.
  static func label(ofYear year: Int) -> String {
    let next = (year + 1) % 100
    return "\(year)-" + (next < 10 ? "0" : "") + String(next)
  }
}

extension Measure: Comparable {
  private var key: [String] {
    [name, party, priceBase, discounting, period, by1, level1, by2, level2]
  }

  /// By name, party, price base, discounting, period and breakdowns, each as text.
  public static func < (left: Measure, right: Measure) -> Bool {
    left.key.lexicographicallyPrecedes(right.key)
  }
}

extension Measure.Quantity {
  /// The name by which it stands in tables.
  public var name: String {
    switch self {
    case .starts: "starts"
    case .completions: "completions"
    case .fundedStarts: "funded-starts"
    case .newlyFundedStarts: "newly-funded-starts"
    case .newlyFundedAnyway: "newly-funded-who-would-have-come-anyway"
    case .startsOf(let kind): kind.rawValue + "-starts"
    case .completionsOf(let kind): kind.rawValue + "-completions"
    case .paid: "paid"
    case .releaseWages: "release-wages"
    case .recovered: "recovered"
    case .gain: "gain"
    case .earningsGain: "earnings-gain"
    case .taxGain: "tax-gain"
    case .repayments: "repayments"
    case .budgetedRepayments: "budgeted-repayments"
    case .budgetedOutlay: "budgeted-outlay"
    case .publicSupport: "public-support"
    case .publicCost: "public-cost"
    case .benefitCostRatio: "benefit-cost-ratio"
    case .writtenOff: "written-off"
    case .letOff: "let-off"
    case .signalling: "signalling"
    case .displacement: "displacement"
    case .charged: "charged"
    case .supportPerAdditionalCompletion: "support-per-additional-completion"
    case .learnersByGain: "learners-by-gain"
    default: nameInLedgers
    }
  }

  /// What the funded learners counted would have done under the baseline, if it counts those alone.
  public var enrolmentClass: EnrolmentClass? {
    switch self {
    case .startsOf(let kind), .completionsOf(let kind): kind
    default: nil
    }
  }

  /// Whether it is told by what the same people do under the baseline, which has none of it itself.
  public var isAgainstBaseline: Bool {
    switch self {
    case .newlyFundedStarts, .newlyFundedAnyway: true
    default: enrolmentClass != nil
    }
  }

  /// Whether it is an amount of money, or else a count of people or courses.
  public var isMoney: Bool {
    switch self {
    case .starts, .completions, .fundedStarts, .newlyFundedStarts, .newlyFundedAnyway, .startsOf,
      .completionsOf, .askedPeople, .refusedPeople, .waitingPeople, .learnersByGain,
      .benefitCostRatio:
      false
    default: true
    }
  }

  /// The name of a quantity of funds and accounts.
  private var nameInLedgers: String {
    switch self {
    case .budget: "budget"
    case .asked: "asked"
    case .paidOut: "paid-out"
    case .refused: "refused"
    case .left: "left"
    case .askedPeople: "asked-people"
    case .refusedPeople: "refused-people"
    case .waitingPeople: "waiting-people"
    case .carriedIn: "carried-in"
    case .carriedOut: "carried-out"
    case .promisedLater: "promised-later"
    case .paidIn: "paid-in"
    case .spentBackground: "spent-background"
    case .spentCourses: "spent-courses"
    case .transferred: "transferred"
    case .expired: "expired"
    case .displacedBackground: "displaced-background"
    default: ""
    }
  }
}

extension Measure.Holder {
  /// The name by which it stands in tables.
  public var name: String {
    switch self {
    case .everyone: ""
    case .party(let name), .fund(let name), .account(let name), .levy(let name): name
    case .grants(let party): party + "-grant"
    case .loans(let party): party + "-loan"
    case .accounts: "levy"
    case .support: "support"
    }
  }
}

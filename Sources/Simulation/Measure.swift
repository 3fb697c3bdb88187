/// One observed quantity of a run: what is measured, of whom, how it is valued and for which part.
public struct Measure: Sendable, Hashable {
  /// What is measured.
  public let quantity: Quantity
  /// Whose figure it is.
  public let holder: Holder
  /// How sums of money over time are valued; nothing for counts, and for sums that do not say.
  public let valuation: Valuation?
  /// The whole run, or one year of it.
  public var span: Span
  /// The part of the people that it is for; nothing for all.
  public var part: Part?

  /// A measure of the whole run, not broken down.
  public init(
    _ quantity: Quantity, of holder: Holder = .everyone, _ valuation: Valuation? = nil,
    in span: Span = .wholeRun, part: Part? = nil
  ) {
    self.quantity = quantity
    self.holder = holder
    self.valuation = valuation
    self.span = span
    self.part = part
  }

  /// The same measure of one year.
  public func during(_ year: Int) -> Measure {
    Measure(quantity, of: holder, valuation, in: .year(year), part: part)
  }

  /// The same measure of some of the people.
  public func broken(down part: Part) -> Measure {
    Measure(quantity, of: holder, valuation, in: span, part: part)
  }
}

extension Measure {
  /// The quantities that a run measures.
  public enum Quantity: Sendable, Hashable {
    /// Courses begun and completed, and courses begun that grant or levy money pays for.
    case starts, completions, fundedStarts
    /// Funded courses begun by those who would have done something else under the baseline.
    case startsOf(EnrolmentClass)
    /// Funded courses completed by them.
    case completionsOf(EnrolmentClass)
    /// Funded courses begun by those whom grant or levy money would not have paid for under the
    /// baseline, and of those the ones who would have begun the same course then.
    case newlyFundedStarts, newlyFundedAnyway
    /// Money paid towards courses, and the wages of those released to study.
    case paid, releaseWages
    /// Money taken back from those who withdraw or leave too soon.
    case recovered
    /// What a party gains in all.
    case gain
    /// What study changes in pay and in taxes.
    case earningsGain, taxGain
    /// What comes back of loans, also as a budget values it, and what is given up of them.
    case repayments, budgetedRepayments, writtenOff, letOff
    /// What loans pay out, as a budget values it.
    case budgetedOutlay
    /// Levy money, grants and funds paid, and what of loans does not come back.
    case publicSupport
    /// Benefits for each pound of public cost, and that cost.
    case benefitCostRatio, publicCost
    /// The parts of a rise in pay that society does not gain.
    case signalling, displacement
    /// What a levy charges employers.
    case charged
    /// A fund's own money, and what was asked of it, paid, refused and left.
    case budget, asked, paidOut, refused, left
    /// People who asked, were refused, and wait at the end.
    case askedPeople, refusedPeople, waitingPeople
    /// Money of a fund that came from the period before, went on to the next, or was promised out of
    /// periods after the run.
    case carriedIn, carriedOut, promisedLater
    /// What came into accounts, what it was spent on, what lapsed and what funds had no room for.
    case paidIn, spentBackground, spentCourses, transferred, expired, displacedBackground
    /// More support paid for each additional completer.
    case supportPerAdditionalCompletion
    /// Learners by the size of their gain.
    case learnersByGain
  }

  /// Whose figure a measure is.
  public enum Holder: Sendable, Hashable {
    /// Everyone's: counts of enrolments.
    case everyone
    /// A party's, by its name: what it pays from its own pocket, gains or receives.
    case party(String)
    /// What a party gives, where that stands apart from what it pays itself.
    case grants(of: String)
    /// A party's loans.
    case loans(of: String)
    /// All accounts together, as payers.
    case accounts
    /// A fund's, an account's or a levy's, by its name.
    case fund(String)
    case account(String)
    case levy(String)
    /// Levy money, grants and funds together.
    case support
  }

  /// How sums of money over time are valued.
  public enum Valuation: Sendable, Hashable {
    /// In the money of the day, undiscounted.
    case nominal
    /// In prices of the price date, discounted to the first day at someone's rate.
    case real(discountedBy: Rate)
  }

  /// Whose rate discounts a sum.
  public enum Rate: String, Sendable, Hashable {
    case society, learner, employer
    /// The rate at which budgets value student loans.
    case loans = "loan-discount-rate"
  }

  /// The stretch of the run that a measure covers.
  public enum Span: Sendable, Hashable {
    /// All of it.
    case wholeRun
    /// The year that begins in a calendar year.
    case year(Int)
  }

  /// One level of a breakdown, or of two at once.
  public struct Part: Sendable, Hashable {
    /// A level of the second breakdown.
    public struct Second: Sendable, Hashable {
      /// What people are told apart by.
      public let by: Breakdown
      /// The value of it.
      public let level: String
    }
    /// What people are told apart by.
    public let by: Breakdown
    /// The value of it, such as the name of a route.
    public let level: String
    /// The level of the other breakdown, where there are two.
    public let second: Second?

    /// A level of a breakdown.
    public init(_ by: Breakdown, _ level: String) {
      self.by = by
      self.level = level
      second = nil
    }

    /// A level of one breakdown and a level of another, together.
    public init(_ first: Part, and other: Part) {
      by = first.by
      level = first.level
      second = Second(by: other.by, level: other.level)
    }
  }

  /// What a figure may be broken down by: the course's route or offer, or a fact by its path.
  public struct Breakdown: Sendable, Hashable {
    /// The name by which it stands in tables, such as `route` or `learner.age`.
    public let name: String

    /// A breakdown by its name.
    public init(_ name: String) { self.name = name }

    /// The way of paying.
    public static let route = Breakdown("route")
    /// The course.
    public static let offer = Breakdown("offer")
    /// Where the learner lives.
    public static let region = Breakdown("region")
    /// The learner's sex.
    public static let sex = Breakdown("sex")
    /// How many people the learner's employer has.
    public static let employerSize = Breakdown("employer-size")
    /// The whole hundred of the currency in which a gain begins.
    public static let gainFrom = Breakdown("gain-from")

    /// Those by which enrolments are always counted.
    public static let ofEnrolments: [Breakdown] = [.route, .offer, .region, .sex, .employerSize]
  }
}

/// What a funded learner would have done under the baseline.
public enum EnrolmentClass: String, Sendable, Hashable, CaseIterable {
  /// They would not have studied.
  case additional
  /// They would have done a course of a lower level, or of fewer credits.
  case upgraded
  /// They would have done another course.
  case shifted
  /// They would have come within three years.
  case timing
  /// They would have done the same.
  case deadweight
  /// They came too late in the run to tell.
  case notKnown = "not-known"
}

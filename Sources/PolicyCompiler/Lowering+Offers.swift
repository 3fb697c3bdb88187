import FundingRules
import FundingValues
import PolicyLanguage

/// The details of an offer, read one by one.
private struct OfferDetails {
  var intakes: [(day: Int, month: Int)] = []
  var lasts: Formula?
  var places: [(amount: Formula, period: Period)] = []
  var bundle: (with: [Int], minimum: Ratio, fact: Int)?
  var towards: Int?
  var follows: (credits: Formula, award: Int)?
  var breaksAfter: Formula?
  var paidMonthly = false
}

extension Lowering {
  /// Offers in their order.
  func offers(_ offers: [OfferSyntax], _ awards: [AwardPlan], _ unit: Int) throws -> [OfferPlan] {
    let names = offers.map(\.name.text)
    return try offers.map { offer in
      var details = OfferDetails()
      for detail in offer.details { try read(detail, names, awards, unit, into: &details) }
      guard let lasts = details.lasts else {
        throw PlanError("`\(offer.name.text)` does not say how long it lasts", at: offer.name.span)
      }
      return OfferPlan(
        name: offer.name.text, facts: try populationFacts(offer.facts, unit),
        intakes: details.intakes, lasts: lasts, places: details.places, bundle: details.bundle,
        towards: details.towards, follows: details.follows, breaksAfter: details.breaksAfter,
        paidMonthly: details.paidMonthly)
    }
  }

  private func read(
    _ detail: OfferSyntax.Detail, _ names: [String], _ awards: [AwardPlan], _ unit: Int,
    into details: inout OfferDetails
  ) throws {
    func award(_ name: NameSyntax) throws -> Int {
      guard let index = awards.firstIndex(where: { $0.name == name.text }) else {
        throw PlanError("there is no award `\(name.text)`", at: name.span)
      }
      return index
    }
    switch detail {
    case .starts(let day, let month, _): details.intakes.append((day, month))
    case .lasts(let span): details.lasts = try years(span, unit)
    case .places(let amount, let each):
      details.places.append((try formula(amount, unit, expecting: nil), try period(each)))
    case .bundled(let with, let least, let span):
      let others = try with.map { name in
        guard let index = names.firstIndex(of: name.text) else {
          throw PlanError("there is no offer `\(name.text)`", at: name.span)
        }
        return index
      }
      details.bundle = (others, try number(least, unit), try bundleFact(least, span, unit))
    case .leadsTowards(let name): details.towards = try award(name)
    case .follows(let credits, let towards):
      details.follows = (try formula(credits, unit, expecting: nil), try award(towards))
    case .breaks(let credits): details.breaksAfter = try formula(credits, unit, expecting: nil)
    case .paidMonthly: details.paidMonthly = true
    case .paidAtStart: details.paidMonthly = false
    }
  }

  /// The course's fact that a bundle must have enough of.
  private func bundleFact(
    _ least: ExpressionSyntax, _ span: SourceSpan, _ unit: Int
  ) throws -> Int {
    let type = try type(least, unit)
    let name =
      switch Lowering.kind(of: type) {
      case .hours: "course.hours"
      case .money: "course.fee"
      default: "course.credits"
      }
    guard let fact = facts[name] else {
      throw PlanError("courses have no `\(name)` to bundle by", at: span)
    }
    return fact
  }
}

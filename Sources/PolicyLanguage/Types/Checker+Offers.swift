extension Checker {
  /// Checks the offers of a scenario or a profile.
  mutating func check(_ offers: [OfferSyntax]) {
    var known: Set<String> = []
    for offer in offers {
      let crumb = breadcrumb
      breadcrumb?.part = "offer \(offer.name.text)"
      if !known.insert(offer.name.text).inserted {
        report(
          "P0303", "the offer `\(offer.name.text)` is declared twice",
          at: Label(offer.name.span, "declared again"))
      }
      check(offer.facts, of: "course")
      requireLength(offer)
      for detail in offer.details { check(detail, of: offer, among: offers) }
      requireOnce(
        offer.details.compactMap { detail in
          guard case .starts(let day, let month, let span) = detail else { return nil }
          return ("\(day) \(month)", span)
        })
      breadcrumb = crumb
    }
  }

  private mutating func requireLength(_ offer: OfferSyntax) {
    let lasts = offer.details.contains { if case .lasts = $0 { true } else { false } }
    if lasts { return }
    report(
      "P0801", "the offer `\(offer.name.text)` does not say how long it lasts",
      at: Label(offer.name.span, "how long?"), help: "add a line such as `lasts 12 months`")
  }

  private mutating func check(
    _ detail: OfferSyntax.Detail, of offer: OfferSyntax, among offers: [OfferSyntax]
  ) {
    switch detail {
    case .starts, .paidMonthly, .paidAtStart: break
    case .lasts(let span): requireSpan(span, "how long a course lasts")
    case .places(let number, let period):
      require(number, .count, "the number of places")
      requirePeriod(period)
    case .bundled(let others, let least, _):
      require(least, oneOf: [.credits, .hours], "what a bundle reaches")
      for name in others where !offers.contains(where: { $0.name.text == name.text }) {
        let near = nearestName(to: name.text, among: offers.map(\.name.text))
        reportName(
          "P0801", "no offer is called `\(name.text)`", at: Label(name.span, "not offered here"),
          suggestion: near.map {
            Suggestion(nearWords("an offer", name.text, $0), replace: name.span, with: $0)
          })
      }
    case .leadsTowards(let award): resolve(award, as: "an award", where: \.isAward)
    case .follows(let needed, let award):
      require(needed, .credits, "what must be held already")
      resolve(award, as: "an award", where: \.isAward)
    case .breaks(let each): require(each, oneOf: [.credits, .hours], "what comes before a break")
    }
  }
}

/// The declaration that a finding stands in, such as `grant co-investment`.
struct Breadcrumb: Sendable {
  /// The word that opens the declaration.
  let word: String
  /// Its name.
  let name: String
  /// A part of it, such as `route sponsored`.
  var part = ""

  /// The words shown after `in:`.
  var text: String {
    let whole = name.isEmpty ? word : word + " " + name
    return part.isEmpty ? whole : whole + ", " + part
  }
}

extension DeclarationSyntax {
  /// The word that opens the declaration.
  var openingWord: String {
    switch self {
    case .source: "source"
    case .currency: "currency"
    case .period: "period"
    case .category: "category"
    case .payer: "payer"
    case .award: "award"
    case .record: "record"
    case .derive: "derive"
    case .parameter: "parameter"
    case .instrument(let instrument): instrument.kind.rawValue
    case .plan: "plan"
    case .tax: "tax"
    case .levy: "levy"
    case .account: "account"
    case .fund: "fund"
    case .limit: "limit"
    case .behaviour: "behaviour"
    case .outcomes: "outcomes"
    case .regime: "regime"
    case .reform: "reform"
    case .scenario: "scenario"
    case .profile: "profile"
    case .claim: "claim"
    case .example: "example"
    }
  }

  /// What the thing declared is, with its article.
  var noun: String {
    let word = openingWord
    return ("aeiou".contains(word.prefix(1)) ? "an " : "a ") + word
  }
}

package import FundingRules
package import FundingValues

/// A running figure of a case, such as `levy-account.balance`.
package struct QuoteFigure: Sendable {
  package let name: String
  /// The fact that rules read it by.
  package let fact: Int?
  package let effects: [GivenFigures.Effect]
  /// Its value, if it is given.
  package var value: Ratio?

  /// A figure by its name.
  package init(_ name: String, _ value: Ratio?, _ rules: RuleSet) {
    self.name = name
    self.value = value
    fact = rules.facts[name]
    effects = GivenFigures.effects(of: name, rules)
  }
}

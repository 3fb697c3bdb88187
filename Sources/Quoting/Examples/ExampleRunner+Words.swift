import FundingRules
import FundingValues
import PolicyCompiler

extension ExampleWork {
  /// A value in words.
  func words(_ value: Ratio, _ kind: FactTable.Kind) -> String {
    rules.facts.text(of: value, as: kind, in: currency)
  }
  /// Why a route is closed.
  func words(_ closure: Closure) -> [String] { rules.words(closure, in: currency) }
  /// A test that failed.
  func words(_ failure: FailedTest) -> String { rules.words(failure, in: currency) }
  /// A line of who pays what.
  func words(_ line: PaymentLine) -> String { rules.words(line, in: currency) }
  /// Whole minor units in words.
  func money(_ pence: Int64) -> String { currency.text(pence) }
  /// A share in words.
  func percent(_ share: Ratio) -> String { rules.facts.text(of: share, as: .share) }
}

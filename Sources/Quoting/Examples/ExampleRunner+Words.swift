import FundingRules
import FundingValues
import PolicyCompiler

extension ExampleWork {
  /// A value in words.
  func words(_ value: Ratio, _ kind: FactTable.Kind) -> String {
    rules.facts.text(of: value, as: kind, sign: sign)
  }
  /// Why a route is closed.
  func words(_ closure: Closure) -> [String] { rules.words(closure, sign: sign) }
  /// A test that failed.
  func words(_ failure: FailedTest) -> String { rules.words(failure, sign: sign) }
  /// A line of who pays what.
  func words(_ line: PaymentLine) -> String { rules.words(line, sign: sign) }
  /// Whole pence in words.
  func money(_ pence: Int64) -> String { pounds(pence, sign: sign) }
  /// A share in words.
  func percent(_ share: Ratio) -> String { rules.facts.text(of: share, as: .share) }
}

import PolicyLanguage

/// The worked files in which nothing is wrong, for fixtures to use.
let soundDrafts = PolicyFixture.drafts.filter {
  !["wage-support.policy", "medtech-2027.scenario"].contains($0.fileName)
}

extension PolicyFixture {
  /// The fixtures with a fault that the checker reports.
  static let badMeanings = all(in: "bad").filter {
    $0.fileName.hasPrefix("P0") && !$0.fileName.hasPrefix("P01")
  }

  /// The code in the fixture's name.
  var code: String { String(fileName.prefix(5)) }

  /// What should be printed: the lines at the foot that begin `#>`.
  var foot: String {
    text.split(separator: "\n", omittingEmptySubsequences: false).filter { $0.hasPrefix("#>") }
      .map { String($0.dropFirst($0.hasPrefix("#> ") ? 3 : 2)) + "\n" }.joined()
  }

  /// What is found in the fixture beside the sound drafts: errors, and what its code says.
  func findings(in bytes: [UInt8]? = nil) -> [Diagnostic] {
    let source = PolicySource(path: fileName, bytes: bytes ?? self.bytes)
    return check([source] + soundDrafts.map(\.source)).diagnostics.filter {
      $0.primary.span.file == 0 && ($0.severity == .error || $0.code == code)
    }
  }
}

/// The codes and messages found in a policy that uses the shared vocabulary.
func checked(_ body: String, uses: String = "skills-funding") -> [String] {
  let text = "policy trial\n    applies from 2027-01-01\n    uses \(uses)\n\n" + body + "\n"
  let sources = [PolicySource(path: "trial.policy", text: text)] + soundDrafts.map(\.source)
  return check(sources).diagnostics
    .filter { $0.primary.span.file == 0 && $0.severity == .error }
    .map { "\($0.code) \($0.message)" }
}

/// The codes of the errors found in a policy that uses the shared vocabulary.
func codes(_ body: String, uses: String = "skills-funding") -> [String] {
  checked(body, uses: uses).map { String($0.prefix(5)) }
}

/// The errors found in a rule of a grant, with a few parameters to hand.
func ruleCodes(_ lines: String) -> [String] {
  codes(
    """
    parameter rate as percent
        50%  from 2027-01-01  illustrative

    parameter small as percent
        5%  from 2027-01-01  illustrative

    parameter pot as money
        £1,000  from 2027-01-01  illustrative

    parameter price as money per credit
        £60 per credit  from 2027-01-01  illustrative

    parameter wage as money per year
        £20,000 per year  from 2027-01-01  illustrative

    parameter age as years
        19 years  from 2027-01-01  illustrative

    parameter products as list of product
        module, bootcamp  from 2027-01-01  illustrative

    grant help from treasury
    \(lines.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
    """)
}

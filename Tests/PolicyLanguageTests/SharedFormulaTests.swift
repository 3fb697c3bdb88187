import PolicyLanguage
import Testing

/// Values that each read the one before twice: shared, and never expanded.
@Suite("Formulas that share what they read")
struct SharedFormulaTests {
  private static let vocabulary = """
    vocabulary w

    currency £ "Pound" in hundredths

    payer p "P"

    record course
        has fee as money
        has size as number


    """

  /// A program of links that begins with one and in which each reads the one before.
  private func chain(_ first: String, _ count: Int, _ link: (Int) -> String) -> String {
    Self.vocabulary + first + "\n\n" + (1...count).map { link($0) + "\n\n" }.joined()
  }

  private func codes(_ text: String) -> Set<String> {
    Set(check([PolicySource(path: "shared.policy", text: text)]).diagnostics.map(\.code))
  }

  private func parameter(_ name: String, _ value: String) -> String {
    "parameter \(name) as number\n    \(value)  from 2020-01-01  illustrative"
  }

  @Test(arguments: [30, 250])
  func parameters(_ count: Int) {
    let text = chain(parameter("q0", "1"), count) {
      parameter("q\($0)", "(q\($0 - 1) + q\($0 - 1)) / 2")
    }
    #expect(codes(text) == ["P0901"])
  }

  @Test(arguments: [30, 250])
  func divisors(_ count: Int) {
    let text = chain(parameter("q0", "1"), count) {
      parameter("q\($0)", "1 / (q\($0 - 1) + q\($0 - 1))")
    }
    #expect(codes(text).isSubset(of: ["P0901", "P0207"]))
  }

  @Test(arguments: [30, 250])
  func derivedFacts(_ count: Int) {
    let text = chain("derive course.d0 as number from course.size", count) {
      "derive course.d\($0) as number from course.d\($0 - 1) + course.d\($0 - 1) / 3"
    }
    #expect(!codes(text).contains { $0.hasPrefix("P01") })
  }

  @Test(arguments: [30, 250])
  func derivedTests(_ count: Int) {
    let tests = chain("derive course.t0 as yes-no when course.size is above 2", count) {
      "derive course.t\($0) as yes-no when any of\n    course.t\($0 - 1)\n"
        + "    all of\n        course.t\($0 - 1)\n        course.size is above \($0)"
    }
    let text =
      tests.replacingOccurrences("vocabulary w", "policy w")
      + "grant g from p\n    eligible when course.t\(count)\n    pays 50% of course.fee\n"
      + "        except 80% when course.t\(count)\n        except 90% when course.t\(count - 1)\n\n"
      + "example \"one\" on 2026-01-01\n    given course.fee is £100\n    expect p pays £80\n"
    #expect(!codes(text).isEmpty)
  }

  @Test(arguments: [12, 60])
  func risesByRises(_ count: Int) {
    let text = chain(
      "parameter q0 as percent per year\n    2% per year  from 2020-01-01  illustrative", count
    ) {
      "parameter q\($0) as percent per year\n    2% per year  from 2020-01-01  illustrative\n"
        + "    rises each 1 April by q\($0 - 1)  from 2021-01-01  illustrative"
    }
    #expect(!codes(text).contains { $0.hasPrefix("P01") })
  }
}

extension String {
  /// The text with one phrase in place of another.
  fileprivate func replacingOccurrences(_ old: String, _ new: String) -> String {
    split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }
}

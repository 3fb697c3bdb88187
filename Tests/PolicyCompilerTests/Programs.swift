import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Testing

/// The words that the policies of these tests use.
let vocabulary = """
  vocabulary words
      title "Words of the tests"

  category nation  is one of England, Wales
  category product is one of module, degree

  payer treasury "The Treasury"
  payer council  "A council"

  period tax-year starts 6 April
  period course-year starts with the course

  record learner
      has nation   as nation
      has age      as years
      has earnings as money per year
      has taste    as number

  record employer
      has headcount as count
      has pay-bill  as money per year
      has agreement as yes-no

  record course
      has product as product
      has credits as credits
      has hours   as hours
      has fee     as money

  """

/// A program of the vocabulary and other texts, every one of which must parse.
func program(_ texts: String...) -> Program {
  let sources = ([vocabulary] + texts).enumerated().map { index, text in
    PolicySource(path: "file\(index).policy", text: text)
  }
  let files = sources.enumerated().map { index, source in
    PolicyLanguage.parse(source, file: Int32(index))
  }
  for file in files {
    let messages = file.diagnostics.map(\.message)
    #expect(messages.isEmpty, "file \(file.syntax.file) does not parse")
  }
  return Program(sources: sources, files: files.map(\.syntax))
}

/// A policy with parameters written one a line, ready to be read.
func parameters(_ body: String) -> Program {
  program("policy figures\n    uses words\n\n" + body)
}

extension FundingPlan {
  /// The values of a parameter's rows: those of each row as formulas, nothing where they are not.
  func values(_ name: String, regime: Int = 0) -> [[Ratio?]] {
    guard let number = parameterNumber(named: name).first else { return [] }
    return regimes[regime].parameters[number].rows.map { row in
      row.steps.map { step in
        if case .formula(let formula) = step.value { formula.constant } else { nil }
      }
    }
  }

  /// The lines of the listing that contain a word.
  func lines(with word: String) -> [String] {
    listing.split(separator: "\n").map(String.init).filter { $0.contains(word) }
  }
}

/// What a step refuses, in words.
func refusal<Result>(_ body: () throws(PlanError) -> Result) -> String? {
  do {
    _ = try body()
    return nil
  } catch {
    return error.message
  }
}

import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting

/// What is paid into a pension out of pay before tax.
enum PensionContribution: Sendable {
  case none
  /// An amount a year, in smallest units of the currency.
  case amount(Int64)
  /// A share of pay.
  case share(Ratio)

  /// What it is of a year's pay; more than pay is refused.
  func amount(of earnings: Int64) throws(Failure) -> Int64 {
    switch self {
    case .none: return 0
    case .share(let share): return (Ratio(earnings) * share).roundedHalfUp()
    case .amount(let amount):
      guard amount <= earnings else {
        throw .wrong(
          "out-of-range", "what is paid into the pension is more than the pay",
          needs: ["--pension"])
      }
      return amount
    }
  }
}

/// Reads what a table or an option says of somebody's pay.
struct PayReader: Sendable {
  /// The facts that columns of other names give.
  static let facts = [
    "nation": "learner.nation", "age": "learner.age", "status": "learner.status",
  ]
  private let reader: FactReader
  private let earnings: ValueForm

  /// A reader of the values of a program's facts.
  init(_ program: Program) {
    reader = FactReader(program)
    earnings = reader.form(of: "learner.earnings")
  }

  /// The value of a fact as it is written; the place says where it stands.
  func value(_ text: String, of fact: String, at place: String) throws(Failure) -> Ratio {
    let form = reader.form(of: fact)
    do throws(ValueFault) {
      return try form.value(text)
    } catch {
      throw Failure.wrong(
        "bad-row", "\(place): \(form.words(error, of: text))", needs: [fact])
    }
  }

  /// Reads a plain amount of money fast, or nothing where it is written in any other way.
  func plainMoney(_ cell: ArraySlice<UInt8>, of fact: String) -> Int64? {
    let form = fact == "learner.earnings" ? earnings : reader.form(of: fact)
    return (try? form.value(utf8: cell))?.roundedHalfUp()
  }

  /// What is paid into a pension: a sum a year, or a percentage of pay.
  func pension(_ text: String, from place: String) throws(Failure) -> PensionContribution {
    if text.hasSuffix("%") {
      let digits = text.dropLast()
      guard let share = Double(digits), share.isFinite, (0...100).contains(share),
        digits.allSatisfy({ $0.isNumber || $0 == "." })
      else { throw .misuse("`\(place)`: `\(text)` is not a percentage from 0% to 100%") }
      return .share(Ratio(millionthsOf: share / 100))
    }
    let amount = try value(text, of: "learner.earnings", at: place)
    return .amount(amount.roundedHalfUp())
  }
}

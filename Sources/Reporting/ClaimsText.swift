public import Analysis
import FundingRules
public import FundingValues
import PolicyCompiler
import Quoting
import Statistics

/// Published claims and their verdicts in words.
public struct ClaimsText {
  private let claims: [JudgedClaim]
  private let currency: Currency

  /// The text of some claims.
  public init(_ claims: [JudgedClaim], in currency: Currency) {
    self.claims = claims
    self.currency = currency
  }

  /// The whole text: how many hold, then each claim.
  public var text: String {
    var lines = [summary, ""]
    for claim in claims { lines += words(claim) + [""] }
    return lines.joined(separator: "\n")
  }

  /// How many claims have each verdict, and where that is not their author's.
  private var summary: String {
    let kinds: [ClaimVerdict] = [.reproduced, .reproducedIf, .notReproduced, .cannotBeJudged]
    let parts = kinds.compactMap { kind -> String? in
      let count = claims.filter { $0.verdict == kind }.count
      return count == 0 ? nil : "\(count) \(kind.words)"
    }
    let differ = claims.filter { $0.agrees == false }.map(\.claim.name)
    var line =
      "\(claims.count) claim\(claims.count == 1 ? "" : "s"): " + parts.joined(separator: ", ")
    if !differ.isEmpty {
      line += "; not the verdict of the file's author: " + differ.joined(separator: ", ")
    }
    return line
  }

  private func words(_ judged: JudgedClaim) -> [String] {
    let claim = judged.claim
    var lines = [
      "\(claim.name): \(claim.title)",
      "  published    \(value(claim.published, claim)), within \(value(claim.tolerance, claim))",
      "               \(claim.source)\(claim.place.map { ", " + $0 } ?? "")",
    ]
    lines.append(
      "  \(judged.draws == nil ? "worked out   " : "modelled     ")\(figure(judged.figure, claim))")
    if let under = claim.under {
      lines.append(
        "               under \(under.regime) in \(under.scenario), \(judged.draws ?? 0) draws")
    }
    lines.append("  verdict      \(judged.verdict.words)\(author(judged))")
    if let finer = finer(judged) { lines.append("               \(finer)") }
    if let purpose = claim.purposeName { lines.append("  target       \(purpose)") }
    for reading in judged.readings {
      lines.append(
        "  read as      \(reading.title): \(figure(reading.figure, claim)), \(reading.verdict.words)"
      )
    }
    for need in judged.needs { lines.append("  would need   \(words(need))") }
    return lines
  }

  private func author(_ judged: JudgedClaim) -> String {
    guard let author = judged.claim.verdict else { return "" }
    let reason = author.reason.map { " (\($0))" } ?? ""
    if judged.agrees == true { return ", as the author of the file found\(reason)" }
    return "; the author of the file found \(author.name)\(reason)"
  }

  /// Why a claim cannot be judged: its tolerance is finer than the error of the run.
  private func finer(_ judged: JudgedClaim) -> String? {
    guard judged.verdict == .cannotBeJudged else { return nil }
    guard let figure = judged.figure else { return "there is nobody to measure" }
    let least = ClaimVerdict.errorsInTolerance * figure.standardError
    let cure = judged.drawsNeeded.map { ", or ask for at least \(grouped(Int64($0))) draws" } ?? ""
    return "its tolerance is smaller than four standard errors of the run: widen it to "
      + value(least, judged.claim) + cure
  }

  private func words(_ need: JudgedClaim.Need) -> String {
    let table = FactTable()
    func text(_ value: Ratio) -> String {
      table.text(of: value, as: need.need.kind, in: currency)
    }
    let range = "between \(text(need.need.low)) and \(text(need.need.high))"
    guard let value = need.value else { return "no value of \(need.need.name) \(range)" }
    return "\(need.need.name) of \(short(value, need.need.kind)), \(range)"
  }

  /// A value found, without digits that nobody asked for.
  private func short(_ value: Ratio, _ kind: FactTable.Kind) -> String {
    switch kind {
    case .share, .sharePerYear:
      return (value * Ratio(100)).decimal(places: 3) + (kind == .share ? "%" : "% per year")
    case .count: return grouped(value.roundedHalfUp())
    case .number: return value.decimal(places: 4)
    default: return FactTable().text(of: value, as: kind, in: currency)
    }
  }

  /// A figure with its error, and the range over draws.
  private func figure(_ figure: ClaimFigure?, _ claim: ClaimPlan) -> String {
    guard let figure, let range = figure.range else { return shortFigure(figure, claim) }
    let (seen, scale) = seen(figure, claim)
    let words = words(claim)
    let ends = [range.low, range.high].map {
      words.text(FigureText.near($0 * scale, seen.step), step: seen.step)
    }
    return shortFigure(figure, claim) + " (\(ends[0]) to \(ends[1]))"
  }

  /// A figure with its error.
  func shortFigure(_ figure: ClaimFigure?, _ claim: ClaimPlan) -> String {
    guard let figure else { return "nothing to measure" }
    guard figure.range != nil else { return value(figure.value, claim) }
    let (seen, _) = seen(figure, claim)
    let words = words(claim)
    let error = seen.error > 0 ? " ± \(words.text(seen.error, step: seen.step))" : ""
    return words.text(seen.value, step: seen.step) + error
  }

  /// The digits of a figure that its error lets one see, a share in hundredths.
  private func seen(
    _ figure: ClaimFigure, _ claim: ClaimPlan
  ) -> (seen: SeenDigits, scale: Double) {
    let scale = claim.kind.isShare ? 100.0 : 1
    let (value, error) = (figure.value * scale, figure.standardError * scale)
    let seen =
      seenDigits(value: value, standardError: error)
      ?? SeenDigits(step: 0, value: value, error: 0)
    return (seen, scale)
  }

  private func words(_ claim: ClaimPlan) -> FigureText {
    FigureText(
      claim.kind.isMoney ? .money : claim.kind.isShare ? .percent : .count, in: currency)
  }

  /// A number as it is written in its kind, to four digits where it has more.
  func value(_ value: Double, _ claim: ClaimPlan) -> String {
    if claim.kind.isMoney {
      let pence = Ratio(millionthsOf: value * 100).roundedHalfUp()
      return currency.text(pence)
    }
    if claim.kind.isShare { return Ratio(millionthsOf: value * 100).decimal(places: 3) + "%" }
    if claim.kind == .count, value.magnitude >= 1000 {
      return grouped(Ratio(millionthsOf: value).roundedHalfUp())
    }
    return Ratio(millionthsOf: value).decimal(places: 3)
  }
}

extension ClaimVerdict {
  /// The verdict in words.
  var words: String {
    switch self {
    case .reproduced: "reproduced"
    case .reproducedIf: "reproduced if read otherwise"
    case .notReproduced: "not reproduced"
    case .cannotBeJudged: "cannot be judged"
    }
  }
}

extension FactTable.Kind {
  /// Whether it is told in percent.
  var isShare: Bool { self == .share || self == .sharePerYear }
}

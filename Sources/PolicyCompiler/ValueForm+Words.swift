import FundingValues
import PolicyLanguage

extension ValueForm {
  /// What a value is, such as `a number of years, such as 34`.
  public var words: String {
    switch shape {
    case .values: return "one of " + listed
    case .truth: return "yes or no"
    case .date: return "a day, such as 2027-09-01"
    case .number: break
    }
    let per = perNames.first.map { " per " + String(decoding: $0.text, as: UTF8.self) } ?? ""
    return switch measure {
    case .money: per == " per year" ? "money a year, such as 32000" : "money\(per), such as 1700"
    case .percent: "a percentage\(per), such as 90"
    case .count: "a whole number, such as 4"
    case .credits: "a number of credits\(per), such as 30"
    case .hours: "a number of hours\(per), such as 300"
    case .days: "a number of days\(per), such as 30"
    case .weeks: "a number of weeks\(per), such as 26"
    case .months: "a number of months\(per), such as 24"
    case .years: "a number of years\(per), such as 34"
    default: "a number, such as 4"
    }
  }

  /// Why a text is no value of the field, and what would be.
  public func words(_ fault: ValueFault, of text: String) -> String {
    let text = text.count > 80 ? String(text.prefix(79)) + "…" : text
    switch fault {
    case .unreadable: return unreadable(text)
    case .grouping: return grouping(text)
    case .fraction:
      let number = text.trimming { $0 == " " }
      let whole = (try? NumberText.number(number)).map { ($0 * Ratio(100)).decimal(places: 8) }
      return "`\(text)` may be \(number)% or \(whole ?? "")%; write the one that is meant with its "
        + "`%`"
    case .notWhole:
      return "`\(text)` is not a whole number"
        + (measure == .money ? " of \(currency.words), which have no smaller unit" : "")
    case .below: return "`\(text)` is " + beneath
    case .above: return "`\(text)` is " + beyond
    }
  }

  /// What a value below the range is.
  private var beneath: String {
    let most = range?.upperBound ?? .one
    switch range?.lowerBound {
    case Ratio.zero: return "below zero"
    case -most: return "less than -\(limit), the least that can be reckoned with"
    default: return "below every value that the policy itself gives"
    }
  }

  /// What a value above the range is.
  private var beyond: String {
    switch measure {
    case .percent where range?.lowerBound == .zero, .years, .months: "more than \(limit)"
    default: "more than \(limit), the most that can be reckoned with"
    }
  }

  /// The end of the range in words.
  private var limit: String {
    let most = range?.upperBound ?? .one
    switch measure {
    case .percent: return (most * Ratio(100)).decimal(places: 6) + "%"
    case .years, .months: return "150 years"
    case .days, .weeks: return AmountSyntax.most(of: .days).words
    case .credits: return AmountSyntax.most(of: .credits).words
    case .hours: return AmountSyntax.most(of: .hours).words
    case .money: return grouped(Int64(clamping: (most / unit).floor()))
    default: return grouped(Int64(clamping: most.floor()))
    }
  }

  private func grouping(_ text: String) -> String {
    let digits = text.drop { !$0.isNumber }
    let number = digits.prefix { $0.isNumber || $0 == "," || $0 == "." }
    let meant = NumberText.meant(by: String(number)).map { "`\($0)`" }
    return "a comma in `\(text)` does not part thousands"
      + (meant.isEmpty ? "" : "; write " + meant.joined(separator: " or "))
  }

  private func unreadable(_ text: String) -> String {
    switch shape {
    case .values:
      return "`\(text)` is not one of \(listed)" + suggestion(text, among: values)
    case .truth:
      let isYes = ["true", "y", "1", "t"].contains(text.lowercased())
      let isNo = ["false", "n", "0", "f"].contains(text.lowercased())
      return "`\(text)` is not yes or no"
        + (isYes
          ? "; did you mean `yes`?"
          : isNo ? "; did you mean `no`?" : suggestion(text, among: ["yes", "no"]))
    case .date:
      return "`\(text)` is not a day; write the year, the month and the day of the month, such as "
        + (ValueForm.day(meantBy: text) ?? "2027-09-01")
    case .number:
      if let other = foreignMoney(text) {
        let sign = currency.sign
        return "`\(text)` is in \(other), but money is written in \(sign) here, such as "
          + "\(sign)1,700"
      }
      return "`\(text)` is not \(words)"
    }
  }

  /// The sign or the code of another currency that a sum of money is in.
  private func foreignMoney(_ text: String) -> String? {
    guard measure == .money else { return nil }
    let sign = text.unicodeScalars.first {
      $0.properties.generalCategory == .currencySymbol && String($0) != currency.sign
    }
    if let sign { return String(sign) }
    let code = text.split { !$0.isLetter }.first {
      $0.count == 3 && $0.allSatisfy(\.isUppercase) && $0 != currency.code
    }
    return text.contains(where: \.isNumber) ? code.map(String.init) : nil
  }

  private var listed: String {
    let most = 40
    let more = values.count > most ? " and \(values.count - most) more" : ""
    return values.prefix(most).joined(separator: ", ") + more
  }

  /// The value that a text comes near: the same letters, spaces for hyphens, or a slip.
  private func suggestion(_ text: String, among values: [String]) -> String {
    func plain(_ word: String) -> String {
      String(word.lowercased().filter { $0 != " " && $0 != "-" && $0 != "_" })
    }
    let near =
      values.first { plain($0) == plain(text) } ?? nearestName(to: text, among: values)
    return near.map { "; did you mean `\($0)`?" } ?? ""
  }

  /// The day that a text such as 1/9/2027 or 2027-9-1 may mean, written in full.
  private static func day(meantBy text: String) -> String? {
    var parts = text.split { !$0.isNumber }.map { Int($0) ?? 0 }
    guard parts.count == 3, text.allSatisfy({ $0.isNumber || "/-. ".contains($0) }) else {
      return nil
    }
    if parts[0] < 1000 { parts.reverse() }
    return CivilDate(year: parts[0], month: parts[1], day: parts[2])?.description
  }
}

extension String {
  /// The text without some characters at either end.
  fileprivate func trimming(_ isOutside: (Character) -> Bool) -> String {
    var rest = self[...].drop(while: isOutside)
    while let last = rest.last, isOutside(last) { rest.removeLast() }
    return String(rest)
  }
}

import FundingRules
package import FundingValues

/// What a case says of sums and their days, by names: `levy-account.deposits`, what entered an account and
/// when; `employer.pay-bill.by-month`, what of a yearly sum falls in which month; and
/// `employer.pay-bill.begins`, since when it is paid.
package struct DatedTerms: Sendable {
  /// What the last part of a name says.
  package enum Kind: String, Sendable {
    case deposits
    case byMonth = "by-month"
    case begins
  }
  /// Sums and their days by account, and by fact.
  private(set) var deposits: [String: [DatedMoney.Sum]] = [:]
  private(set) var months: [String: [DatedMoney.Sum]] = [:]
  private(set) var begins: [String: CivilDate] = [:]

  /// Nothing said.
  package init() {}

  /// Whether nothing is said.
  package var isEmpty: Bool { deposits.isEmpty && months.isEmpty && begins.isEmpty }

  /// Whether a running figure, such as `levy-account.balance`, is given by its sums and their days instead.
  package func replaces(_ figure: String) -> Bool {
    figure.hasSuffix(".balance") && deposits[String(figure.dropLast(".balance".count))] != nil
  }

  /// The kind of a name, and the account or fact that it is about; nothing for any other name.
  package static func parts(of name: String) -> (owner: String, kind: Kind)? {
    guard let stop = name.lastIndex(of: "."),
      let kind = Kind(rawValue: String(name[name.index(after: stop)...]))
    else { return nil }
    return (String(name[..<stop]), kind)
  }

  /// Takes in one of them; says what is wrong with a value that means nothing. Sums are read as money.
  package mutating func take(
    _ name: String, _ text: String, _ money: (String) -> (value: Ratio?, reason: String)
  ) -> String? {
    guard let (owner, kind) = DatedTerms.parts(of: name) else { return "it is no dated sum" }
    if kind == .begins {
      guard let day = DatedTerms.day(text) else {
        return "`\(text)` is not a day, such as 2027-08-01"
      }
      begins[owner] = day
      return nil
    }
    var sums: [DatedMoney.Sum] = []
    for part in DatedTerms.split(text) {
      let words = part.split(separator: " ", maxSplits: 1).map(String.init)
      guard words.count == 2, let day = DatedTerms.day(words[0]) else {
        return "`\(part)` is not a month and a sum, such as `2026-10 £4,000`; "
          + "several are parted by semicolons"
      }
      let (value, reason) = money(words[1].trimmed)
      guard let value else { return reason }
      if kind == .byMonth, value < .zero { return "`\(words[1])` is below zero" }
      if kind == .byMonth, sums.contains(where: { $0.day.monthNumber == day.monthNumber }) {
        return "the month of \(day) stands twice"
      }
      sums.append(DatedMoney.Sum(day: day, pence: value.roundedHalfUp()))
    }
    if sums.isEmpty { return "it holds no sum" }
    sums.sort { $0.day < $1.day }
    if kind == .deposits { deposits[owner] = sums } else { months[owner] = sums }
    return nil
  }

  /// The parts of a list: parted by semicolons, or by commas that stand before a blank.
  private static func split(_ text: String) -> [String] {
    text.replacing(", ", with: ";").split(separator: ";").map { String($0).trimmed }
      .filter { !$0.isEmpty }
  }

  /// A day, or the first day of a month.
  private static func day(_ text: String) -> CivilDate? {
    CivilDate(utf8: Array((text.count == 7 ? text + "-01" : text).utf8)[...])
  }
}

extension String {
  /// The text without blanks at its ends.
  fileprivate var trimmed: String {
    var text = self[...].drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

extension DatedMoney {
  /// What terms say of the accounts and facts of some rules.
  init(_ terms: DatedTerms, _ rules: RuleSet) {
    self.init()
    for (name, sums) in terms.deposits {
      if let account = rules.accounts.firstIndex(where: { $0.name == name }) {
        deposits[account] = sums
      }
    }
    for (name, sums) in terms.months {
      guard let fact = rules.facts[name] else { continue }
      months[fact] = Dictionary(sums.map { ($0.day.monthNumber, $0.pence) }) { $0 + $1 }
    }
    for (name, day) in terms.begins {
      if let fact = rules.facts[name] { begins[fact] = day.monthNumber }
    }
  }
}

extension QuoteCase {
  /// Refuses an account whose balance is given beside what it is made of, and months that come to more
  /// than their year.
  func requireDatedMoney() throws(Failure) {
    for account in dated.deposits.keys.sorted() where givenBalance(of: account) != nil {
      let name = rules.accounts[account].name
      throw .wrong(
        "said-twice", "`\(name).balance` is what `\(name).deposits` come to: give one of the two",
        needs: ["\(name).balance"])
    }
    for fact in dated.months.keys.sorted() {
      guard let yearly = settlement.here.frame[fact] else { continue }
      for levy in rules.levies where levy.of == fact {
        let year = LevyCalendar(levy, rules).year
        let years = (dated.months[fact] ?? [:]).keys.map {
          year.start(holding: .first(ofMonth: $0 + 1).adding(days: -1)).monthNumber
        }
        guard let month = dated.excess(of: fact, yearly, years: years.sorted()) else { continue }
        let name = rules.facts.names[fact]
        throw .wrong(
          "out-of-range",
          "the months of `\(name).by-month` in the year from \(CivilDate.first(ofMonth: month)) come to "
            + "more than `\(name)`", needs: [name])
      }
    }
  }
}

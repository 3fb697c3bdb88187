import TestSupport

/// A clause that a random program may hold.
enum RandomClause: String, CaseIterable, Sendable {
  // What is paid, and of what.
  case ofTheRest, towards, books, countsAtMost, leaves, eligible, applies, dated, derived
  // How it is shaped.
  case except, plus, inAll, taper, reduced, notBelow, inProportion, nothingBelow
  // What limits it.
  case limitCourse, limitYear, limitLife, limitAnyYears, limitCredits, limitHours, limitFirm
  case limitMonths, sharedLimit, fund, fundShort, partPays, fundReserves
  // Out of which accounts, and in which parts.
  case purse, purseCredit, transfer, parts
  // Who pays what is left.
  case restWhen, openWhen, application
  // What is given.
  case giftStart, giftMonthly, giftYearly, giftCompletion, giftAfter, giftLimit
  // What is lent, charged and taken from pay.
  case loan, loanRounded, loanBands, loanInterest, loanLetOff, loanAfterStart
  case levy, levyLess, levyCap, levyFloor, levyEach, levyDue
  case tax, taxFree, taxBand, taxRounded, taxRelieved
  // When it is paid.
  case monthly
}

/// A random policy with one route, and one case for it.
struct RandomRules: Sendable {
  /// A line of the policy, and the clause that it is.
  struct Line: Sendable {
    let text: String
    let clause: RandomClause?
  }

  private(set) var lines: [Line] = []
  private(set) var facts: [(name: String, value: String)] = []
  /// The instruments that pay towards a cost, and those that give.
  private(set) var payers: [String] = []
  private(set) var givers: [String] = []
  let isSponsored: Bool
  let months: Int
  private let allowed: Set<RandomClause>
  private let forced: RandomClause?
  var numbers: SeededNumbers
  /// The percent of last year's levy that may be passed on; zero where nothing is.
  var shareOfTransfers: Int64 = 0

  /// The clauses that the program holds.
  var clauses: Set<RandomClause> {
    Set(lines.compactMap(\.clause)).union(isMonthly ? [.monthly] : [])
  }
  /// Whether costs fall due month by month.
  let isMonthly: Bool

  /// A program of some clauses from a seed; one of them is there whatever the chance.
  init(_ seed: UInt64, of allowed: Set<RandomClause>, with forced: RandomClause? = nil) {
    self.allowed = allowed.union(forced.map { [$0] } ?? [])
    self.forced = forced
    var numbers = SeededNumbers(seed: seed)
    let isOfFirm = forced?.rawValue.hasPrefix("levy") == true || forced == .limitFirm
    isSponsored = numbers.happens(40) || isOfFirm
    months = [6, 10, 12, 18, 24][Int(numbers.whole(0...4))]
    let mayBeMonthly = numbers.happens(25) && allowed.contains(.monthly)
    isMonthly = forced == .monthly || mayBeMonthly
    self.numbers = numbers
    write()
  }

  /// The policy, one clause left out if one is named: as an engine would have it that ignores it.
  func text(without clause: RandomClause? = nil) -> String {
    lines.filter { $0.clause == nil || $0.clause != clause }.map(\.text).joined(separator: "\n")
      + "\n"
  }

  /// A year's pay in pence.
  var earnings: Int64 {
    let text = facts.first { $0.name == "learner.earnings" }?.value ?? ""
    return (Int64(text.filter(\.isNumber)) ?? 0) * 100
  }

  /// Whether a clause is put in here.
  mutating func has(_ clause: RandomClause, _ percent: Int64) -> Bool {
    guard allowed.contains(clause) else { return false }
    return numbers.happens(percent) || clause == forced
  }

  mutating func give(_ name: String, _ value: String) { facts.append((name, value)) }

  /// Names an instrument that pays.
  mutating func name(payer: String) { payers.append(payer) }

  /// Names an instrument that gives.
  mutating func name(giver: String) { givers.append(giver) }

  mutating func add(_ text: String, _ clause: RandomClause? = nil) {
    lines.append(Line(text: text, clause: clause))
  }

  /// An amount of money from one number of pounds to another.
  mutating func money(_ range: ClosedRange<Int64>) -> String {
    let pence = numbers.happens(50) ? 0 : numbers.whole(0...99)
    return meaningWords(pence: numbers.whole(range) * 100 + pence)
  }

  /// A percent from one number to another.
  mutating func percent(_ range: ClosedRange<Int64>) -> String {
    let rest = numbers.happens(60) ? "" : ".\(numbers.whole(1...9))"
    let whole = numbers.whole(range)
    return whole == range.upperBound ? "\(whole)%" : "\(whole)\(rest)%"
  }

  private mutating func write() {
    add("policy help")
    add("    uses words")
    add("")
    let most = Int(numbers.whole(1...3))
    writeDeclarations(most)
    writeAccounts()
    for number in 1...most { writeGrant("help-\(number)", isFirst: number == 1) }
    writeGifts()
    let lends = writeLoan()
    let levies = isSponsored && writeLevy()
    writeTax()
    writeRegime(lends: lends)
    writeFacts(levies: levies)
  }

  /// What grants draw on together.
  private mutating func writeDeclarations(_ grants: Int) {
    if has(.derived, 20) {
      add("derive course.dues as money from course.fee * \(percent(50...100))", .derived)
      add("", .derived)
    }
    if has(.dated, 30) {
      add("parameter share as percent", .dated)
      add("    \(percent(10...50))  from 2020-01-01  illustrative", .dated)
      add("    \(percent(50...80))  from 2027-03-01  illustrative", .dated)
      add("", .dated)
    }
    if grants > 1, has(.sharedLimit, 25) {
      let names = (1...grants).map { "help-\($0)" }.joined(separator: ", ")
      add("limit joint of \(money(100...2_000)) per learner for life on \(names)", .sharedLimit)
      add("", .sharedLimit)
    }
    if has(.fund, 25) || forced == .fundReserves {
      add("fund pot held by treasury", .fund)
      let isShort = has(.fundShort, 40)
      let budget = isShort ? money(50...2_000) : money(4_000...20_000)
      add("    budget \(budget) each financial-year", isShort ? .fundShort : .fund)
      if has(.fundReserves, 30) {
        add("    reserves \(money(1_000...20_000)) when learner.disabled is yes", .fundReserves)
      }
      add("    rations", .fund)
      add("        first by lot", .fund)
      let isPart = has(.partPays, 40)
      add("    when spent \(isPart ? "part-pays" : "refuses")", isPart ? .partPays : .fund)
      add("", .fund)
    }
  }

  /// A grant that pays towards the fee, and perhaps towards books.
  private mutating func writeGrant(_ name: String, isFirst: Bool) {
    let isFromPot = isFirst && lines.contains { $0.clause == .fund }
    payers.append(name)
    add("grant \(name) from \(isFromPot ? "pot" : "treasury")")
    if has(.applies, 15) { add("    applies from 2027-0\(numbers.whole(8...9))-02", .applies) }
    if has(.eligible, 30) {
      add("    eligible when learner.age is at least \(numbers.whole(18...45)) years", .eligible)
    }
    let isSum = has(.towards, 20)
    let isRest = !isSum && has(.ofTheRest, 30)
    if isSum {
      add("    pays \(money(50...1_500)) towards course.fee")
      add("        up to \(money(10...1_500))", .towards)
    } else {
      let isDated = isFirst && lines.contains { $0.clause == .dated }
      let rate = isDated ? "share" : percent(5...100)
      let rest = isRest ? "the rest of " : ""
      add("    pays \(rate) of \(rest)course.fee", isRest ? .ofTheRest : nil)
      writeShaping()
    }
    if has(.books, 25) { add("    pays \(percent(5...100)) of course.books", .books) }
    add("")
  }

  /// The shaping of a payment of a percent, in the order of the grammar.
  private mutating func writeShaping() {
    if has(.countsAtMost, 25) {
      add("        counts at most \(money(200...2_000))", .countsAtMost)
    }
    if has(.except, 25) {
      let age = numbers.whole(20...40)
      add("        except \(percent(0...100)) when learner.age is below \(age) years", .except)
    }
    if has(.plus, 20) {
      add("        plus \(percent(1...20)) when learner.children is at least 1", .plus)
      add("        in all at most \(percent(60...99))", .inAll)
    }
    if has(.taper, 15) {
      add(
        "        tapers from \(percent(80...100)) at £20,000 per year to \(percent(0...40)) at "
          + "£\(numbers.whole(30...60)),000 per year of learner.earnings", .taper)
    } else if has(.reduced, 15) {
      add(
        "        reduced by \(percent(1...3)) for each £1,000 per year of learner.household above "
          + "£\(numbers.whole(15...25)),000 per year", .reduced)
    }
    if has(.notBelow, 15) { add("        not below \(money(20...300))", .notBelow) }
    if has(.inProportion, 15) {
      add("        in proportion to \(percent(20...100))", .inProportion)
    }
    writeLimits()
    if has(.nothingBelow, 15) {
      add("        nothing if below \(money(50...600))", .nothingBelow)
    }
    if has(.leaves, 15) { add("        leaves at least \(money(10...600)) to learner", .leaves) }
    if has(.parts, 15) {
      let first = numbers.whole(1...99)
      add("        paid \(first)% on start", .parts)
      add("        paid \(100 - first)% on completion", .parts)
    }
  }

  private mutating func writeLimits() {
    let life = "per learner for life"
    if has(.limitCredits, 15) {
      add("        up to \(numbers.whole(5...60)) credits \(life)", .limitCredits)
    }
    if has(.limitHours, 10) {
      add("        up to \(numbers.whole(20...300)) hours \(life)", .limitHours)
    }
    if has(.limitMonths, 10) {
      add("        up to \(numbers.whole(2...20)) months \(life)", .limitMonths)
    }
    if has(.limitCourse, 20) { add("        up to \(money(50...1_500))", .limitCourse) }
    if has(.limitYear, 20) {
      add("        up to \(money(50...1_500)) per learner per academic-year", .limitYear)
    }
    if has(.limitLife, 15) { add("        up to \(money(50...2_000)) \(life)", .limitLife) }
    if has(.limitAnyYears, 10) {
      add("        up to \(money(50...2_000)) per learner in any 3 years", .limitAnyYears)
    }
    if isSponsored, has(.limitFirm, 20) {
      add("        up to \(money(50...1_500)) per employer per financial-year", .limitFirm)
    }
    if lines.contains(where: { $0.clause == .derived }), numbers.happens(40) {
      add("        up to course.dues", .derived)
    }
  }
}

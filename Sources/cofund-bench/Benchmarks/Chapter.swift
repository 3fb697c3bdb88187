/// A chapter of a made-up rule base, as text.
struct Chapter {
  private let number: Int
  private var numbers: MadeNumbers
  private var lines: [String] = []
  private var sourcesCited = 0

  /// The chapter with a number; in a file of its own it has a header.
  init(number: Int, hasHeader: Bool) {
    self.number = number
    numbers = MadeNumbers(seed: number + 1)
    if hasHeader { lines = [Chapter.header(name: "chapter-\(number)")] }
    for source in 0..<10 {
      lines.append("source \(name("rules", source)) \"Rules \(number), part \(source)\"")
    }
    lines.append("")
    for instrument in 0..<10 { add(instrument) }
    addExample()
    addRegime()
  }

  /// The whole text, each line ended.
  var text: String { lines.joined(separator: "\n") + "\n" }

  /// What opens a file.
  static func header(name: String) -> String {
    """
    policy \(name)
        title   "Rules made up to be measured"
        applies from 2020-08-01
        uses made-words

    """
  }

  private func name(_ stem: String, _ index: Int) -> String { "\(stem)-\(number)-\(index)" }

  // MARK: Parameters

  /// Adds a parameter whose rows rise from a value, with the unit written by a closure.
  private mutating func add(
    _ name: String, as type: String, from first: Int, step: Int, rows: Int = 6,
    by keys: (fact: String, cases: [String])? = nil, _ written: (Int) -> String
  ) {
    let table = keys.map { " by \($0.fact)" } ?? ""
    lines.append("parameter \(name) as \(type)\(table)")
    var value = first + numbers.next(below: step + 1)
    for year in 0..<rows {
      for key in keys?.cases ?? [""] {
        let row = key.isEmpty ? "" : key + ":  "
        lines.append("    \(row)\(written(value))  from \(2020 + year)-08-01  \(basis())")
        value += numbers.next(below: step) + 1
      }
    }
    lines.append("")
  }

  private mutating func basis() -> String {
    switch numbers.next(below: 4) {
    case 0: return "illustrative"
    case 1: return "assumed \"as in the year before, note \(numbers.next(below: 1000))\""
    default:
      sourcesCited += 1
      let source = name("rules", sourcesCited % 10)
      return "cites \(source) \"page \(numbers.next(below: 300) + 1)\""
    }
  }

  private static func pounds(_ value: Int) -> String {
    let digits = String(value)
    guard digits.count > 3 else { return "£" + digits }
    return "£" + digits.dropLast(3) + "," + digits.suffix(3)
  }

  private mutating func addProducts(_ name: String) {
    let all = ["apprenticeship", "module", "full-course", "bootcamp", "short-course"]
    lines.append("parameter \(name) as list of product")
    for year in 0..<6 {
      let start = numbers.next(below: 3)
      let end = start + 1 + numbers.next(below: 2)
      let members = all[start...end].joined(separator: ", ")
      lines.append("    \(members)  from \(2020 + year)-08-01  \(basis())")
    }
    lines.append("")
  }

  // MARK: Instruments

  private mutating func add(_ index: Int) {
    func named(_ stem: String) -> String { name(stem, index) }
    add(named("adult-age"), as: "years", from: 16, step: 1) { "\($0) years" }
    addProducts(named("products"))
    add(named("price"), as: "money per credit", from: 40, step: 30) { "£\($0) per credit" }
    switch index % 3 {
    case 0: addExcepting(index)
    case 1: addTapering(index)
    default: addLoan(index)
    }
    lines.append("")
  }

  private mutating func addExcepting(_ index: Int) {
    func named(_ stem: String) -> String { name(stem, index) }
    add(named("share"), as: "percent", from: 30, step: 3) { "\($0)%" }
    add(named("small-help"), as: "percent", from: 50, step: 3) { "\($0)%" }
    add(named("young-help"), as: "percent", from: 60, step: 3) { "\($0)%" }
    add(named("pay-limit"), as: "money per year", from: 9_000, step: 900) {
      Chapter.pounds($0) + " per year"
    }
    add(named("edge-age"), as: "years", from: 24, step: 2) { "\($0) years" }
    add(named("least"), as: "money", from: 10, step: 15) { "£\($0)" }
    add(
      named("ceiling"), as: "money", from: 2_000, step: 500, rows: 2,
      by: ("course.level", ["below 4", "4 to below 6", "6 or more"]), Chapter.pounds)
    lines += [
      "grant \(named("scheme")) from treasury", "    eligible when all of",
      "        learner.nation is \(["England", "Wales", "Scotland"][numbers.next(below: 3)])",
      "        learner.age is at least \(named("adult-age"))",
      "        course.product is one of \(named("products"))",
      "    pays \(named("share")) of the rest of course.fee",
      "        except \(named("small-help")) when all of",
      "            employer.pay-bill is at most \(named("pay-limit"))",
      "            learner.age is at least \(named("edge-age"))",
      "        except \(named("young-help")) when all of",
      "            employer.pay-bill is at most \(named("pay-limit"))",
      "            learner.age is below \(named("edge-age"))",
      "        up to \(named("price")) * course.credits", "        up to \(named("ceiling"))",
      "        leaves at least \(named("least")) to employer",
    ]
  }

  private mutating func addTapering(_ index: Int) {
    func named(_ stem: String) -> String { name(stem, index) }
    add(named("share"), as: "percent", from: 30, step: 3) { "\($0)%" }
    add(named("lowest"), as: "percent", from: 10, step: 3) { "\($0)%" }
    add(named("full-below"), as: "money per year", from: 15_000, step: 900) {
      Chapter.pounds($0) + " per year"
    }
    add(named("none-above"), as: "money per year", from: 40_000, step: 900) {
      Chapter.pounds($0) + " per year"
    }
    add(named("top-level"), as: "count", from: 3, step: 1, rows: 3) { "\($0)" }
    add(named("least-credits"), as: "credits", from: 10, step: 5) { "\($0) credits" }
    add(
      named("ceiling"), as: "money", from: 500, step: 90, rows: 2,
      by: ("learner.living", ["with-parents", "away", "London"]), Chapter.pounds)
    lines += [
      "grant \(named("scheme")) from treasury", "    eligible when all of",
      "        learner.age is at least \(named("adult-age"))",
      "        course.level is at most \(named("top-level"))",
      "        course.credits is at least \(named("least-credits"))",
      "        any of", "            course.product is one of \(named("products"))",
      "            learner.household-income is below \(named("full-below"))",
      "    pays \(named("share")) of the rest of course.fee",
      "        tapers from 100% at \(named("full-below")) to \(named("lowest")) at "
        + "\(named("none-above")) of learner.earnings",
      "        up to min(\(named("price")) * course.credits, \(named("ceiling")))",
    ]
  }

  private mutating func addLoan(_ index: Int) {
    func named(_ stem: String) -> String { name(stem, index) }
    add(named("entitlement"), as: "money", from: 9_000, step: 900, Chapter.pounds)
    add(named("yearly-limit"), as: "credits", from: 120, step: 20) { "\($0) credits" }
    add(named("smallest"), as: "credits", from: 10, step: 5) { "\($0) credits" }
    add(named("rate"), as: "percent", from: 5, step: 1) { "\($0)%" }
    add(named("threshold"), as: "money per year", from: 20_000, step: 900) {
      Chapter.pounds($0) + " per year"
    }
    add(named("interest"), as: "percent per year", from: 1, step: 1) { "\($0)% per year" }
    add(named("term"), as: "years", from: 25, step: 2) { "\($0) years" }
    lines += [
      "plan \(named("plan"))", "    title \"Plan \(number), part \(index)\"",
      "    takes \(named("rate")) of learner.earnings above \(named("threshold"))",
      "    in each pay period rounded down to £1", "    starting 6 April after course.end",
      "    with interest at \(named("interest"))", "    written off after \(named("term"))", "",
      "loan \(named("scheme")) to learner from treasury", "    eligible when all of",
      "        learner.nation is England",
      "        learner.age is at least \(named("adult-age"))",
      "        course.product is one of \(named("products"))",
      "        course.credits is at least \(named("smallest"))", "    pays 100% of course.fee",
      "        up to \(named("price")) * course.credits",
      "        up to \(named("yearly-limit")) per learner per course-year",
      "        up to \(named("entitlement")) - learner.prior-support per learner for life",
      "    repaid under \(named("plan"))",
    ]
  }

  // MARK: Example and regime

  private mutating func addExample() {
    lines += [
      "example \"too young for chapter \(number)\"",
      "    given on 2024-09-01 by route-\(number)-0 of regime-\(number)",
      "        learner.nation is Wales", "        learner.age is 12 years",
      "        learner.earnings is £0 per year",
      "        course.fee is £\(numbers.next(below: 900) + 100)",
      "        course.credits is 30 credits", "        course.level is 4",
      "        course.product is module",
      "    expect \(name("scheme", 0)) pays £0", "",
    ]
  }

  private mutating func addRegime() {
    lines += [
      "regime regime-\(number)", "    title \"Regime \(number)\"",
    ]
    for route in 0..<3 {
      lines += ["    route route-\(number)-\(route)", "        stacking for course.fee"]
      let places = (0..<10).filter { $0 % 3 == 2 } + (0..<10).filter { $0 % 3 != 2 }
      for (place, scheme) in places.enumerated() where (place + route) % 3 != 1 || place == 0 {
        lines.append("            \(place == 0 ? "first" : "then") \(name("scheme", scheme))")
      }
      lines.append("            rest \(route == 1 ? "employer" : "learner")")
    }
  }
}

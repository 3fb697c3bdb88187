/// Numbers that depend on a seed alone.
struct SeededNumbers {
  private var state: UInt64

  init(seed: Int) { state = UInt64(truncatingIfNeeded: seed + 1) &* 0xD6E8_FEB8_6659_FD93 }

  /// A number from nought to below a bound.
  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word &>> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((word ^ (word &>> 31)) % UInt64(bound))
  }

  /// Whether something with a chance of one in so many happens.
  mutating func once(in count: Int) -> Bool { below(count) == 0 }

  /// One of some choices.
  mutating func one<Choice>(of choices: [Choice]) -> Choice { choices[below(choices.count)] }
}

/// A program that follows the grammar, with odd spacing and with comments; its names may mean nothing.
struct RandomProgram {
  private var numbers: SeededNumbers
  private var lines: [String] = []
  private var comments = 0

  /// The program of a seed.
  init(seed: Int) {
    numbers = SeededNumbers(seed: seed)
    header()
    for _ in 0..<(3 + numbers.below(8)) { declaration() }
  }

  /// The text, with line ends of one kind.
  var text: String { lines.joined(separator: "\n") + "\n" }

  // MARK: Lines

  /// Adds a line at a depth, perhaps with blanks and comments about it.
  private mutating func line(_ depth: Int, _ words: String) {
    if numbers.once(in: 9) { lines.append("") }
    if numbers.once(in: 11) {
      comments += 1
      let indent = String(repeating: " ", count: numbers.below(3) * 4)
      lines.append("\(indent)# remark \(comments): £5,000 for 9% \u{2013} é")
    }
    var text = String(repeating: " ", count: depth * 4) + words
    if numbers.once(in: 13) {
      comments += 1
      text += String(repeating: " ", count: 1 + numbers.below(3)) + "# note \(comments)"
    }
    lines.append(text)
  }

  private mutating func name() -> String {
    numbers.one(of: [
      "alpha", "beta-2", "gamma", "rate-of-help", "pot", "x", "treasury", "learner", "fee-limit",
      "young", "england-2027",
    ])
  }

  private mutating func fact() -> String {
    numbers.one(of: [
      "learner.age", "learner.earnings", "employer.pay-bill", "course.fee", "course.credits",
      "learner.nation", "pot.left", "course.start",
    ])
  }

  private mutating func amount() -> String {
    let number = numbers.below(900) + 1
    switch numbers.below(12) {
    case 0: return "£\(number)"
    case 1: return "£\(numbers.below(9) + 1),\(100 + numbers.below(900))"
    case 2: return "£\(number).\(10 + numbers.below(90))"
    case 3: return "£\(number) million"
    case 4: return "\(number % 100)%"
    case 5: return "\(number) credits"
    case 6: return "\(number) \(numbers.one(of: ["months", "years", "weeks", "days", "hours"]))"
    case 7: return "£\(number) per \(numbers.one(of: ["year", "credit", "hour", "120 credits"]))"
    case 8: return "\(number)"
    case 9: return numbers.one(of: ["yes", "no"])
    case 10: return "0.\(number)"
    default: return "\(number % 50)% per year"
    }
  }

  private mutating func date() -> String {
    "20\(10 + numbers.below(40))-0\(1 + numbers.below(9))-\(10 + numbers.below(18))"
  }

  /// A formula no deeper than some levels.
  private mutating func formula(_ depth: Int = 2) -> String {
    let gap = numbers.once(in: 4) ? "" : " "
    switch depth == 0 ? numbers.below(3) : numbers.below(8) {
    case 0: return amount()
    case 1: return name()
    case 2: return fact()
    case 3: return "(\(gap)\(formula(depth - 1))\(gap))"
    case 4: return "\(formula(depth - 1)) - \(formula(depth - 1))"
    case 5: return "\(formula(depth - 1)) \(numbers.one(of: ["+", "*", "/"])) \(formula(depth - 1))"
    case 6:
      return
        "\(numbers.one(of: ["min", "max"]))(\(formula(depth - 1)) ,\(gap) \(formula(depth - 1)))"
    default: return "-0.\(1 + numbers.below(99))"
    }
  }

  private mutating func condition() -> String {
    let subject = fact()
    switch numbers.below(8) {
    case 0: return "\(subject) is at least \(formula(1))"
    case 1: return "\(subject) is at most \(formula(1))"
    case 2: return "\(subject) is below \(formula(1))"
    case 3: return "\(subject) is above \(formula(1))"
    case 4: return "\(subject) is between \(amount()) and \(amount())"
    case 5: return "\(subject) is one of \(name()), \(name())"
    case 6: return "\(subject) is exactly \(formula(1))"
    default: return "\(subject) is \(name())"
    }
  }

  /// Adds a line that ends in a test, which may be a block beneath it.
  private mutating func tested(_ depth: Int, _ words: String, levels: Int = 2) {
    if levels == 0 || numbers.below(3) > 0 { return line(depth, "\(words) \(condition())") }
    line(depth, "\(words) \(numbers.one(of: ["all", "any", "none"])) of")
    block(depth + 1, levels: levels - 1)
  }

  private mutating func block(_ depth: Int, levels: Int) {
    for _ in 0...numbers.below(3) {
      if levels > 0, numbers.once(in: 4) {
        line(depth, "\(numbers.one(of: ["all", "any", "none"])) of")
        block(depth + 1, levels: levels - 1)
      } else {
        line(depth, condition())
      }
    }
  }

  // MARK: Declarations

  private mutating func header() {
    line(0, "policy \(name())")
    line(1, "title   \"Made  up\"")
    if numbers.once(in: 2) { line(1, "applies from  \(date())") }
    if numbers.once(in: 2) { line(1, "uses \(name()) ,\(name())") }
  }

  private mutating func declaration() {
    switch numbers.below(9) {
    case 0: line(0, "source \(name()) \"A source\"")
    case 1, 2: parameter()
    case 3: tested(0, "derive \(fact()) as yes-no when")
    case 4: line(0, "derive \(fact()) as money from \(formula(3))")
    case 5: fund()
    case 6: regime()
    default: grant()
    }
    if numbers.once(in: 2) { lines.append("") }
  }

  private mutating func basis() -> String {
    switch numbers.below(4) {
    case 0: "illustrative"
    case 1: "cites \(name())"
    case 2: "cites \(name()) \"page \(numbers.below(99))\""
    default: "assumed \"a reason\""
    }
  }

  private mutating func parameter() {
    let isKeyed = numbers.once(in: 3)
    let type = numbers.one(of: ["money", "percent", "money per year", "years", "list of x"])
    line(0, "parameter \(name()) as \(type)\(isKeyed ? " by \(fact())" : "")")
    for _ in 0...numbers.below(4) {
      var key = ""
      if isKeyed {
        key =
          numbers.one(of: ["below 3", "3 to below 9", "9 or more", "otherwise", "x, young"]) + ":  "
      }
      let value =
        numbers.once(in: 5)
        ? "uncertain normal with mean \(amount()) and sd \(amount())"
        : numbers.once(in: 5) ? "\(name()), \(name())" : formula(1)
      line(1, "\(key)\(value)   from \(date())  \(basis())")
    }
  }

  private mutating func grant() {
    line(0, "grant \(name()) from \(name())")
    tested(1, "eligible when")
    line(1, "pays \(formula(1)) of \(numbers.once(in: 2) ? "the rest of " : "")course.fee")
    if numbers.once(in: 3) { line(2, "counts at most \(formula(1))") }
    for _ in 0..<numbers.below(3) { tested(2, "except \(amount()) when", levels: 1) }
    if numbers.once(in: 3) {
      line(2, "tapers from 100% at \(amount()) to \(amount()) at \(amount()) of learner.earnings")
    }
    if numbers.once(in: 2) { line(2, "up to \(formula(2))") }
    if numbers.once(in: 3) { line(2, "leaves at least \(formula(1)) to learner") }
  }

  private mutating func fund() {
    line(0, "fund \(name()) held by \(name())")
    line(1, "budget \(formula(1)) each academic-year")
    if numbers.once(in: 2) { line(1, "carries forward up to \(formula(1))") }
    line(1, "rations")
    tested(2, "first when", levels: 1)
    if numbers.once(in: 2) { line(2, "then by lowest \(fact())") }
    line(2, "then by lot")
    line(1, "when spent refuses")
  }

  private mutating func regime() {
    line(0, "regime \(name())")
    line(1, "uses \(name())")
    for _ in 0...numbers.below(2) {
      line(1, "route \(name())")
      if numbers.once(in: 2) { tested(2, "open when", levels: 1) }
      line(2, "stacking for course.fee")
      line(3, "first \(name())")
      for _ in 0..<numbers.below(3) { line(3, "then \(name())") }
      line(3, "rest learner")
    }
  }
}

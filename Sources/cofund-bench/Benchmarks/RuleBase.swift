import PolicyLanguage

/// A made-up rule base in which every rule differs: the same size gives the same text every time.
///
/// It grows by chapters of about a thousand lines. A chapter holds a hundred parameters, ten
/// instruments that read them all, an example and a regime that stacks the instruments on routes.
struct RuleBase {
  /// The vocabulary, then the chapters.
  let sources: [PolicySource]
  /// How many lines they have together.
  let lines: Int

  /// The lines of a chapter, about.
  static let linesOfChapter = 1_000

  /// A rule base of about so many lines, one file a chapter or all chapters in one file.
  init(lines wanted: Int, inOneFile: Bool = false) {
    let chapters = max(1, wanted / RuleBase.linesOfChapter)
    let texts = (0..<chapters).map { Chapter(number: $0, hasHeader: !inOneFile).text }
    var files = [PolicySource(path: "made/vocabulary.policy", text: RuleBase.vocabulary)]
    if inOneFile {
      let text = Chapter.header(name: "made-whole") + texts.joined(separator: "\n")
      files.append(PolicySource(path: "made/whole.policy", text: text))
    } else {
      for (number, text) in texts.enumerated() {
        files.append(PolicySource(path: "made/chapter-\(number).policy", text: text))
      }
    }
    sources = files
    lines = files.reduce(0) { $0 + $1.bytes.count { $0 == 0x0A } }
  }

  /// How many bytes the texts have together.
  var bytes: Int { sources.reduce(0) { $0 + $1.bytes.count } }

  private static let vocabulary = """
    vocabulary made-words
        title "Words of a rule base made up to be measured"

    currency £ "Pound sterling" in hundredths

    category nation  is one of England, Wales, Scotland, Northern-Ireland
    category living  is one of with-parents, away, London
    category product is one of apprenticeship, module, full-course, bootcamp, short-course

    payer treasury "HM Treasury"

    period academic-year starts 1 August

    record learner
        has nation           as nation
        has living           as living
        has age              as years
        has earnings         as money per year
        has household-income as money per year
        has prior-support    as money

    record employer
        has nation    as nation
        has pay-bill  as money per year
        has headcount as count

    record course
        has product as product
        has level   as count
        has credits as credits
        has fee     as money

    """
}

/// Numbers that look unordered and are always the same: SplitMix64.
struct MadeNumbers {
  private var state: UInt64

  /// Numbers that depend on a seed alone.
  init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0xD6E8_FEB8_6659_FD93 }

  /// A number from nought to below a bound.
  mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word &>> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((word ^ (word &>> 31)) % UInt64(bound))
  }
}

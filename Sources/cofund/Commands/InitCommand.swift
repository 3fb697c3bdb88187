import FundingValues
import Quoting

extension CommandSpecification {
  /// `cofund init`: a scenario folder of one's own.
  static let initialise = CommandSpecification(
    name: "init", usage: "NAME",
    summary: "a folder with a scenario of your own, which runs at once",
    operands: 1...1, options: [],
    examples: ["cofund init our-town"],
    notes: [
      "Then `cofund compare our-town` runs it. The folder holds the words of the area, a fund, two regimes, offers, and two tables of people and",
      "firms with a dictionary of their columns. All its figures are made up: replace them.",
    ],
    run: { arguments, console in
      let path = SourceFiles.tidied(arguments.operands[0])
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let template = try ScenarioTemplate(name)
      try NewFolder(path).write(template.files)
      try console.result(
        """
        \(path)

        Next: cofund check \(path)
              cofund compare \(path) --draws 20

        """)
      return .done
    })
}

/// The files of a new scenario folder.
struct ScenarioTemplate {
  /// The name of the scenario, of which all other names are made.
  let name: String

  /// A template by a name that the language can read.
  init(_ name: String) throws(Failure) {
    let isName =
      name.first.map { $0.isASCII && $0.isLowercase } ?? false
      && name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
      && !name.hasSuffix("-") && name.count <= 40
    guard isName else {
      throw .misuse(
        "`\(name)` is no name for a scenario: write small letters, digits and hyphens, such as "
          + "`our-town`")
    }
    self.name = name
  }

  /// Every file by its name.
  var files: [(name: String, bytes: [UInt8])] {
    let texts = [
      ("README.txt", guide), ("words.policy", words), ("fund.policy", fund),
      ("\(name).scenario", scenario), ("firms.csv", firms), ("people.csv", people),
      ("dictionary.csv", dictionary),
    ]
    return texts.map { ($0.0, Array($0.1.utf8)) }
  }

  private var guide: String {
    """
    \(name): a scenario of your own

    words.policy     places, payers and facts of the area: add your own here
    fund.policy      what a fund of the area would pay, and the two regimes compared
    \(name).scenario   who there is, which courses there are, and what is compared
    firms.csv        employers: one row each, or one for many alike (stands-for)
    people.csv       learners, linked to their employer by firm-id
    dictionary.csv   what every column of the two tables holds

    Check it:        cofund check \(name)
    Run it:          cofund compare \(name) --draws 20
    By place:        cofund compare \(name) --by learner.place

    The rulebook of England (folder Policies) is read from beside this folder, from the folder in which the
    command is given, or from where cofund is installed. Nothing of it need be changed: a place is a value of
    `place` in words.policy, a payer a line beside it, a fact a line under `record`.
    Every figure marked illustrative is made up: replace it, and give a source with `cites`.

    """
  }

  private var words: String {
    """
    vocabulary \(name)-words
        title "Words of \(name): its places, its payer and what is asked of its people"
        uses skills-funding

    category place is one of town, villages

    payer \(name)-authority "The authority of \(name)"

    record learner
        has place as place

    """
  }

  private var fund: String {
    """
    policy \(name)-fund
        title "A fund of \(name) for courses of levels 4 and 5"
        applies from 2027-08-01
        note "Made up whole: replace every illustrative figure."
        uses skills-funding, \(name)-words

    parameter yearly-budget as money
        £60,000  from 2027-04-01  illustrative

    parameter paid-share as percent
        80%  from 2027-08-01  illustrative

    parameter youngest-learner as years
        19 years  from 2027-08-01  illustrative

    fund \(name)-pot held by \(name)-authority
        title "Fund of \(name)"
        budget yearly-budget each financial-year
        rations
            first when learner.place is villages
            then by earliest application.date
            then by lot
        when spent queues

    grant \(name)-grant from \(name)-pot
        title "Grant of \(name)"
        eligible when all of
            learner.age is at least youngest-learner
            course.level is between 4 and 5
        pays paid-share of course.fee

    example "four fifths of a module"
        given on 2027-09-01
            learner.age is 34 years
            learner.place is town
            course.level is 4
            course.fee is £1,700
        expect \(name)-grant pays £1,360
        expect learner pays £340

    regime \(name)-today
        title "\(name) as it stands"
        applies from 2027-01-01
        uses lle-loan, student-loans, tax-and-insurance
        route employer-paid
            title "Employer pays"
            needs employer
            open when learner.status is employed
            stacking for course.fee
                rest employer
            stacking for course.release-wages
                rest employer
        route borrowed
            title "Learner borrows"
            stacking for course.fee
                first tuition-loan
                rest learner
        route own-pocket
            title "Learner pays"
            stacking for course.fee
                rest learner

    regime \(name)-with-fund
        title "\(name) with a fund of its own"
        applies from 2027-01-01
        uses lle-loan, student-loans, tax-and-insurance, \(name)-fund
        route employer-paid
            title "Employer pays"
            needs employer
            open when learner.status is employed
            stacking for course.fee
                rest employer
            stacking for course.release-wages
                rest employer
        route funded
            title "Fund of \(name)"
            stacking for course.fee
                first \(name)-grant
                rest learner
        route borrowed
            title "Learner borrows"
            stacking for course.fee
                first tuition-loan
                rest learner
        route own-pocket
            title "Learner pays"
            stacking for course.fee
                rest learner

    """
  }
}

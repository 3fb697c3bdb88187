import FundingValues

extension ScenarioTemplate {
  /// The scenario itself: its people, its courses and what is compared.
  var scenario: String {
    """
    scenario \(name)
        title "Courses of levels 4 and 5 in \(name), with and without a fund of its own"
        note "People, firms, prices and the fund are made up."
        runs from 2027-08-01 to 2029-07-31 by month
        draws 100
        seed 1
        uses htq-evidence, economy, \(name)-words
        follows lives for 30 years
        in prices of 2027-08-01 rising by cpi

        parameter module-fee as money
            £1,700  from 2026-09-01  illustrative

        parameter module-release as hours
            120 hours  from 2026-09-01  illustrative

        parameter working-year as hours
            1,740 hours  from 2026-09-01  assumed "37.5 hours and 46.4 weeks"

        population firms of employer from "firms.csv"

        population people of learner from "people.csv" weighted by stands-for
            works for employer by firm-id when learner.status is employed

        offer module-level-4
            course.product is module
            course.sector is medtech
            course.level is 4
            course.credits is 30 credits
            course.hours is 300 hours
            course.fee is module-fee
            course.release-wages is module-release / working-year * 1 year * learner.earnings
            course.in-person is yes
            course.htq is yes
            starts each 1 September
            starts each 1 February
            lasts 4 months
            leads towards hnc
            paid at start

        compare \(name)-today with \(name)-with-fund

    """
  }

  /// Twelve firms, made up by a rule that anyone can follow.
  var firms: String {
    let sizes = [4, 8, 15, 30, 45, 60, 90, 120, 180, 240, 320, 600]
    let rows = sizes.enumerated().map { number, size in
      "F\(number + 1),England,elsewhere,\(size),1,\(size * 34_000),100,100,\(size * 1_000)\n"
    }
    return
      "firm-id,nation,region,headcount,pay-level,pay-bill,english-share,allowance-share,training-budget\n"
      + rows.joined()
  }

  /// Three hundred people, two in three of them employed by one of the firms.
  var people: String {
    let levels = ["level-2-or-below", "level-3", "level-3", "level-3", "level-4"]
    let rows = (0..<300).map { number -> String in
      let isEmployed = number % 3 != 2
      let firm = isEmployed ? "F\(5 + number * 7 % 8)" : ""
      let pay = 24_800 + number * 37 % 97 * 210
      return [
        "P\(number + 1)", firm, "England", "elsewhere", number % 4 == 0 ? "villages" : "town",
        isEmployed ? "employed" : "unemployed", "no", "no", String(19 + number * 11 % 40),
        number % 2 == 0 ? "female" : "male", levels[number % 5], String(pay), "0",
        "\(Double(number * 13 % 41 + 10) / 10)", "5",
      ].joined(separator: ",") + "\n"
    }
    return
      "id,firm-id,nation,region,place,status,apprentice,protected,age,sex,highest,earnings,prior-support,"
      + "taste,stands-for\n" + rows.joined()
  }

  /// What every column of the two tables holds.
  var dictionary: String {
    let rows: [(String, String, String, String)] = [
      (
        "firms.csv", "firm-id", "text",
        "who the firm is: one row each, and the name that people give"
      ),
      ("firms.csv", "nation", "England, Wales, Scotland, Northern-Ireland", "where it is"),
      ("firms.csv", "region", "West-Midlands, elsewhere", "the region that the rulebook knows"),
      ("firms.csv", "headcount", "count", "how many people it has"),
      ("firms.csv", "pay-level", "number", "its pay against others of its size; 1 is the same"),
      ("firms.csv", "pay-bill", "pounds a year", "what it pays in wages a year"),
      ("firms.csv", "english-share", "percent", "the share of its staff who live in England"),
      (
        "firms.csv", "allowance-share", "percent",
        "the share of the levy's allowance that is its own"
      ),
      ("firms.csv", "training-budget", "pounds a year", "what it may spend on training in a year"),
      ("people.csv", "id", "text", "who the person is, so that the order of rows decides nothing"),
      ("people.csv", "firm-id", "text", "the firm that employs them; empty for nobody"),
      ("people.csv", "nation", "England, Wales, Scotland, Northern-Ireland", "where they live"),
      ("people.csv", "region", "West-Midlands, elsewhere", "the region that the rulebook knows"),
      ("people.csv", "place", "the values of place in words.policy", "where in the area they live"),
      ("people.csv", "status", "employed, self-employed, unemployed, inactive", "what they do"),
      ("people.csv", "apprentice", "yes, no", "whether they are an apprentice already"),
      ("people.csv", "protected", "yes, no", "whether they have rights from an earlier course"),
      ("people.csv", "age", "years", "how old they are on the first day"),
      ("people.csv", "sex", "female, male", "their sex, for tables of pay and of life"),
      (
        "people.csv", "highest", "level-2-or-below to level-7",
        "the highest qualification they hold"
      ),
      ("people.csv", "earnings", "pounds a year", "what they earn, or would if they worked"),
      ("people.csv", "prior-support", "pounds", "support for higher study that they have used"),
      (
        "people.csv", "taste", "number",
        "how much they like study: 0 is usual, 1 a standard deviation"
      ),
      ("people.csv", "stands-for", "number", "how many people like this the row stands for"),
    ]
    return "table,column,values,meaning\n"
      + rows.map { "\($0.0),\($0.1),\"\($0.2)\",\"\($0.3)\"\n" }.joined()
  }
}

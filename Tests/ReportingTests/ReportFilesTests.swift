import Foundation
import Reporting
import Testing

@Suite("Files of a results folder")
struct ReportFilesTests {
  private func files() throws -> [String: String] {
    let files = try reportFiles(MadeUpReport.comparison, MadeUpReport.context)
    return Dictionary(files.map { ($0.name, $0.text) }) { first, _ in first }
  }

  private func object(_ text: String?) throws -> [String: Any] {
    let data = Data(try #require(text).utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test("every file of the contract is there, and nothing depends on the clock")
  func names() throws {
    let files = try files()
    #expect(
      Set(files.keys) == [
        "totals.csv", "differences.csv", "distribution.csv", "funds.csv", "flows.csv",
        "acceptability.csv", "regimes.csv", "assumptions.csv", "summary.json", "datapackage.json",
        "run.json", "summary.txt",
        "report.html", "README.txt",
      ])
    #expect(try self.files() == files)
  }

  @Test("the long tables begin with the columns of the contract")
  func columns() throws {
    let contract =
      "scenario,regime,baseline,party,measure,unit,price_base,discounting,period,by_1,level_1,"
      + "by_2,level_2,value,monte_carlo_se,p05,p25,p50,p75,p95,chance_p05,chance_p95,resolved"
    for name in ["totals.csv", "differences.csv", "distribution.csv", "funds.csv"] {
      #expect(try #require(try files()[name]).hasPrefix(contract), "\(name)")
    }
  }

  @Test("a measure that the summary does not print still stands in the tables")
  func measureNotPrinted() throws {
    let totals = try #require(try files()["totals.csv"])
    #expect(totals.contains("made-up,devolved,,someone,recovered,GBP,"))
  }

  @Test("funds stand in their own table with paid and refused apart")
  func funds() throws {
    let files = try files()
    #expect(try #require(files["funds.csv"]).contains(",pot,asked,GBP,nominal,"))
    #expect(try #require(files["funds.csv"]).contains(",pot,refused-people,people,"))
    #expect(!(try #require(files["totals.csv"]).contains(",pot,asked,")))
  }

  @Test("quotes in names are doubled")
  func quoting() throws {
    let files = try files()
    #expect(try #require(files["assumptions.csv"]).contains("\"A \"\"source\"\", 2026\""))
    #expect(try #require(files["assumptions.csv"]).contains("\"£1,000\""))
  }

  @Test("the summary holds whole pence, the question and the tally of bases")
  func summary() throws {
    let summary = try object(try files()["summary.json"])
    #expect(summary["schema"] as? String == "cofund-summary/1")
    #expect((summary["basis"] as? [String: Int])?["illustrative"] == 1)
    let differences = try #require(summary["differences"] as? [[String: Any]])
    let paid = try #require(
      differences.first { $0["measure"] as? String == "paid" && $0["party"] as? String == "wmca" })
    #expect(paid["value"] as? Int == 30_000_000)
    #expect(paid["unit"] as? String == "pence")
    #expect(paid["printed"] as? String == "£300,000")
    let each = try #require(
      differences.first { $0["measure"] as? String == "support-per-additional-completion" })
    #expect(each["value"] as? Int == 1_500_000)
  }

  @Test("the record of a run holds the seed, the draws and the hash of every input, and no time")
  func run() throws {
    let run = try object(try files()["run.json"])
    #expect(
      Set(run.keys) == [
        "schema", "version", "scenario", "regimes", "seed", "draws", "options", "inputs",
      ])
    #expect(run["seed"] as? Int == 11)
  }

  @Test("the data package describes every table and column")
  func dataPackage() throws {
    let files = try files()
    let package = try object(files["datapackage.json"])
    let resources = try #require(package["resources"] as? [[String: Any]])
    #expect(resources.count == 8)
    for resource in resources {
      let path = try #require(resource["path"] as? String)
      let schema = try #require(resource["schema"] as? [String: Any])
      let fields = try #require(schema["fields"] as? [[String: Any]]).compactMap {
        $0["name"] as? String
      }
      let header = try #require(files[path]).prefix { $0 != "\r\n" && $0 != "\r" }
      #expect(fields.joined(separator: ",") == String(header), "\(path)")
    }
    let sources = try #require(package["sources"] as? [[String: String]])
    #expect(sources == [["title": "A \"source\", 2026"]])
  }

  @Test("the spread of gains is counted by whole £100")
  func distribution() throws {
    let table = try #require(try files()["distribution.csv"])
    #expect(
      table.contains("learners-by-gain,people,real,learner,whole run,gain-from,-100,,,0.500000,"))
    #expect(
      table.contains("learners-by-gain,people,real,learner,whole run,gain-from,1200,,,0.500000,"))
  }
}

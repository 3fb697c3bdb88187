import Foundation
import Testing

/// The day in whose prices real sums are stated is a choice of unit: it moves nothing that is paid.
@Suite("In prices of a day")
struct PriceDateTests {
  @Test("in prices of any day only what is in prices moves")
  func nominal() throws {
    try withTool { tool in
      var flows: [String] = []
      var nominal: [[String]] = []
      for day in ["2027-08-01", "2019-03-31", "2040-01-01"] {
        try tool.write(
          Tool.tiny.replacingOccurrences(
            of: "in prices of 2027-08-01", with: "in prices of \(day)"),
          to: "Examples/tiny.scenario")
        let answer = try tool.run("compare", "Examples/tiny.scenario", "--quiet", "--out", day)
        try #require(answer.status == 0, "\(answer.errors)")
        flows.append(try tool.read("\(day)/flows.csv"))
        let rows = Rows(try tool.read("\(day)/totals.csv")).rows
        nominal.append(rows.filter { $0["price_base"] != "real" }.compactMap { $0["value"] })
      }
      #expect(Set(flows).count == 1)
      #expect(Set(nominal).count == 1)
      #expect(nominal[0].count > 20)
    }
  }
}

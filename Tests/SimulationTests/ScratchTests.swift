import Simulation
import Testing

@Test func overview() throws {
  let result = try SmallRun.result.get()
  for r in result.regimes {
    for m in r.values.keys.sorted() where m.period == "whole run" && ["starts", "refused-people", "spent-courses"].contains(m.name) && ["", "route"].contains(m.by1) && r.values[m]!.contains(where: { $0 != 0}) {
      print(" ", r.name, m.name, m.party, m.by1, m.level1, r.values[m]!.map { Double($0) / (m.unit == "GBP" ? 1e8 : 1e6) })
    }
  }
}

import Analysis
import Testing

@Suite("The value at which a figure meets a target")
struct TargetSearchTests {
  @Test("a straight line is met at once, and a curve in few steps")
  func met() {
    let line = searchTarget(300, steps: 1000, tolerance: 0.5) { Double($0) }
    #expect(line.nearest.step == 300 && line.isMet && line.tried == 3)
    let curve = searchTarget(0.25, steps: 1000, tolerance: 1e-3) { step in
      let share = Double(step) / 1000
      return share * share
    }
    #expect(curve.isMet && (curve.nearest.step - 500).magnitude <= 1 && curve.tried < 15)
  }

  /// A budget that pays only whole courses of £170: no budget spends £500.
  @Test("where the figure jumps over the target the nearest two are found")
  func jump() {
    let found = searchTarget(500, steps: 1000, tolerance: 1) { Double($0 / 170 * 170) }
    #expect(!found.isMet)
    #expect(found.nearest.figure == 510 && found.nearest.step == 510)
    #expect(found.other?.figure == 340 && found.other?.step == 509)
  }

  @Test("where no value reaches the target the nearer end is told")
  func outOfReach() {
    let found = searchTarget(2000, steps: 1000, tolerance: 1) { Double($0) }
    #expect(!found.isMet && found.nearest.step == 1000 && found.other == nil && found.tried == 2)
  }

  @Test("a figure that falls as the parameter rises is met too")
  func falling() {
    let found = searchTarget(250, steps: 1000, tolerance: 0.1) { 1000 - Double($0) }
    #expect(found.isMet && found.nearest.step == 750)
  }
}

import Analysis
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Simulation
import Statistics
import TestSupport
import Testing

/// A town of 400 people who all know of one course: of those who decide, a share 1/(1 + e^-a) takes it, a the taste.
@Suite("Constants that meet targets")
struct CalibrationTests {
  private static func program(
    target: String, calibrates: String = "taste \"red\"", more: String = ""
  ) throws -> Program {
    try Town.texts(
      rules: Town.plain,
      evidence: Town.evidence(
        taste: "-3", parameters: "parameter idle as number\n    1  from 2020-01-01  illustrative\n"),
      scenario: Town.scenario(
        Town.people(400) + "\n" + Town.offer("red", fee: "£1,000"), by: "academic-year", follows: 1)
    ).adding(
      "claims.scenario",
      """
      claims of-the-town

      source paper "A paper"

      claim starts
          published in paper
          under plain in town
          expects count of enrolment to be \(target) within 10
          calibrates \(calibrates)

      \(more)
      """
    ).program()
  }

  private static func calibrated(_ program: Program) throws -> Calibration.Outcome {
    let names = program.declarations.compactMap { declaration in
      if case .claim(let claim) = declaration.syntax { claim.name.text } else { nil as String? }
    }
    var calibration = Calibration(
      program, scenario: "town", targets: names, settings: [], draws: 16, seed: 11
    ) { plan, seed in
      try simulate(plan, draws: 16, seed: seed)
    }
    return try calibration.outcome()
  }

  /// 100 of 400 take it where a = ln(1/3) = −1.0986; 16 draws of 400 people leave an error of 0.029.
  @Test("a constant of utility is the one of the closed form")
  func constant() throws {
    let outcome = try Self.calibrated(try Self.program(target: "100"))
    let constant = try #require(outcome.constants.first)
    #expect(constant.isLinear)
    #expect(((-3 + constant.moved) - (-1.0986)).magnitude < 4 * 0.029)
    let target = try #require(outcome.targets.first)
    #expect(target.isReached)
    let fitted = try #require(target.fitted)
    #expect((fitted.value - 100).magnitude <= 2 * fitted.standardError)
    #expect(outcome.closedSteps.contraction > 1)
    #expect((outcome.jacobian.conditionNumber - 1).magnitude < 1e-9)
    let error = try #require(constant.standardError)
    #expect(error > 0.01 && error < 0.1)
  }

  @Test("the same calibration gives the same constants")
  func same() throws {
    let program = try Self.program(target: "60")
    let one = try Self.calibrated(program)
    let other = try Self.calibrated(program)
    #expect(one.constants.map(\.moved) == other.constants.map(\.moved))
  }

  @Test("a constant that no target moves is an error with its name")
  func unmoved() throws {
    let program = try Self.program(target: "100", calibrates: "idle")
    #expect {
      _ = try Self.calibrated(program)
    } throws: { error in
      let message = (error as? Calibration.Failure)?.message ?? ""
      return message.contains("no target moves with `minds.idle`")
    }
  }

  /// 400 people cannot start 500 courses: nearly all of them do.
  @Test("a target that cannot be reached is told with the nearest")
  func unreachable() throws {
    let outcome = try Self.calibrated(try Self.program(target: "500"))
    let target = try #require(outcome.targets.first)
    #expect(!target.isReached)
    #expect(try #require(target.fitted).value > 390)
  }

  @Test("what is held back is measured and never fitted")
  func heldBack() throws {
    let outcome = try Self.calibrated(
      try Self.program(
        target: "100",
        more: """
          claim share
              published in paper
              under plain in town
              expects share of enrolment.funded to be 40% within 1%
              held back

          """))
    #expect(outcome.targets.map(\.claim.name) == ["starts", "share"])
    #expect(try #require(outcome.targets.last?.fitted).value == 0)
    #expect(outcome.jacobian.rows == 1)
  }
}

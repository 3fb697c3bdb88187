import PolicyLanguage
import Testing

@Suite struct DraftTests {
  @Test func thereAreEighteenDrafts() {
    #expect(PolicyFixture.drafts.count == 18)
  }

  @Test(arguments: PolicyFixture.good)
  func readsWithoutFault(_ fixture: PolicyFixture) {
    let file = parse(fixture.source, file: 3)
    #expect(file.diagnostics.map { $0.rendered(from: [], style: .plain) } == [])
    #expect(file.syntax.file == 3)
    #expect(file.syntax.header != nil || !file.syntax.declarations.isEmpty)
  }

  @Test(arguments: PolicyFixture.good)
  func readsTheSameWithOtherLineEnds(_ fixture: PolicyFixture) {
    let text =
      "\u{FEFF}"
      + fixture.text.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    let file = parsed(text)
    #expect(file.diagnostics.isEmpty)
    #expect(
      file.syntax.declarations.count == parse(fixture.source, file: 0).syntax.declarations.count)
  }

  @Test func evidenceReads() throws {
    let file = parse(PolicyFixture.draft("htq-evidence.policy").source, file: 0).syntax
    #expect(file.header?.kind == .evidence)
    #expect(file.header?.uses.map(\.text) == ["skills-funding"])
    guard case .behaviour(let behaviour)? = file.declarations.dropLast().last,
      case .outcomes(let outcomes)? = file.declarations.last
    else {
      Issue.record("the last two declarations are not behaviour and outcomes")
      return
    }
    #expect(behaviour.acts.count == 5)
    #expect(outcomes.effects.count == 9)
  }

  @Test func parametersRead() throws {
    let file = parse(PolicyFixture.draft("student-loans.policy").source, file: 0).syntax
    let parameters = file.declarations.compactMap {
      if case .parameter(let parameter) = $0 { parameter } else { nil }
    }
    #expect(parameters.map(\.name.text).prefix(2) == ["rpi", "plan-5-threshold"])
    #expect(parameters.map(\.rows.count) == [3, 2, 1, 2, 1])
    guard case .rises(let rise)? = parameters[1].rows.last?.value else {
      Issue.record("the threshold does not rise")
      return
    }
    #expect(rise.day == 6 && rise.month == 4 && rise.monthsBefore == 12)
    #expect(rise.rounding?.direction == .up)
  }
}

import PolicyLanguage
import Testing

/// One fault gives one message, in file order, and faults of form silence what follows from them.
@Suite struct CheckOrderTests {
  @Test func findingsStandInFileOrder() {
    let found = check(PolicyFixture.drafts.map(\.source)).diagnostics.map(\.primary.span)
    #expect(found == found.sorted())
  }

  @Test func aMissingFileIsSaidOnce() {
    let text = """
      policy trial
          uses nowhere

      grant help from nobody
          eligible when learner.height is below limit
          pays rate of course.price
      """
    let found = check([PolicySource(path: "trial.policy", text: text)]).diagnostics
    #expect(found.map(\.code) == ["P0305"])
  }

  @Test func aFileThatCannotBeReadHidesNoNames() {
    let faulty = "policy first\n\nparameter pot as money\n    £5 form 2027-01-01\n"
    let user = """
      policy second
          uses first

      limit cap of pot per learner per year on help

      parameter rate as percent
          5  from 2027-01-01  illustrative
      """
    let found = check([
      PolicySource(path: "first.policy", text: faulty),
      PolicySource(path: "second.policy", text: user),
    ])
    #expect(found.program == nil)
    #expect(found.diagnostics.map(\.code).filter { $0 >= "P02" } == ["P0201"])
    #expect(found.diagnostics.contains { $0.primary.span.file == 0 && $0.code < "P02" })
  }

  @Test func nothingIsCalledUnusedBesideAnError() {
    let found = checked("parameter rate as percent\n    5  from 2027-01-01  illustrative")
    #expect(found.count == 1)
  }

  @Test func nothingAtAllIsAProgram() {
    #expect(check([]).program != nil)
    #expect(check([PolicySource(path: "empty.policy", text: "")]).diagnostics.isEmpty)
  }

  @Test func namesWrittenInFullAreFound() {
    let body = """
      grant help from treasury
          eligible when learner.age is below lle-loan.age-limit
          pays 100% of course.fee
      """
    #expect(codes(body, uses: "skills-funding, lle-loan, lle-maintenance") == [])
    #expect(
      codes(
        body.replacing("lle-loan.age-limit", with: "age-limit"),
        uses: "skills-funding, lle-loan, lle-maintenance") == ["P0304"])
  }

  @Test func derivedFactsMayNotCircle() {
    let body = """
      derive learner.rich as yes-no when learner.poor is no
      derive learner.poor as yes-no when learner.rich is no
      """
    #expect(codes(body) == ["P0306"])
  }

  @Test func uncertainValuesAreFoundBehindDerivedFacts() {
    let body = """
      parameter age as years
          uncertain uniform with low 20 years and high 30 years  from 2027-01-01  assumed "trial"

      derive learner.young as yes-no when learner.age is below age

      grant help from treasury
          eligible when learner.young is yes
          pays 100% of course.fee
      """
    #expect(codes(body) == ["P0805"])
  }
}

/// Every word of the drafts that can be lost without a fault of form is missed by some check.
@Suite struct CheckDeletionTests {
  @Test(arguments: soundDrafts)
  func lostWordsAreMissed(_ draft: PolicyFixture) {
    let sources = soundDrafts.map(\.source)
    let known = Set(check(sources).diagnostics.map { $0.code + $0.message })
    guard let index = soundDrafts.firstIndex(where: { $0.name == draft.name }) else { return }
    for word in words(of: draft.bytes) {
      var bytes = draft.bytes
      bytes.removeSubrange(word)
      let changed = PolicySource(path: draft.fileName, bytes: bytes)
      if !parse(changed, file: Int32(index)).diagnostics.isEmpty { continue }
      var all = sources
      all[index] = changed
      let new = check(all).diagnostics.filter { !known.contains($0.code + $0.message) }
      let lost = String(decoding: draft.bytes[word], as: UTF8.self)
      // A shorter list is another list. Only an example can notice a smaller sum, and nothing can
      // notice a line of one name.
      if lost.hasSuffix(",") { continue }
      let isSilent = lost.hasPrefix("\"") || lost == "million" || lost == "learner.taste"
      #expect(isSilent || new.count == 1, "\(draft.name) without `\(lost)`: \(new.map(\.code))")
    }
  }

  private func words(of bytes: [UInt8]) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    var isQuoted = false
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      let isSpace = !isQuoted && (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n"))
      if isSpace, let first = start {
        words.append(first..<index)
        start = nil
      } else if !isSpace, start == nil {
        start = index
      }
    }
    return words
  }
}

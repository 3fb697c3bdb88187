import PolicyLanguage
import Testing

@Suite struct NearestNameTests {
  @Test(
    arguments: [
      ("form", ["from", "of"], "from"),
      ("eligble", ["eligible", "pays"], "eligible"),
      ("repayment-treshold", ["repayment-threshold", "repayment-rate"], "repayment-threshold"),
      ("trehsold", ["threshold"], "threshold"),
      ("pais", ["pays", "paid"], nil),
      ("agee", ["age"], "age"),
      ("lvyy", ["levy"], nil),
      ("a", ["b"], nil),
      ("age", ["age", "ages"], "ages"),
      ("x", [], nil),
    ] as [(String, [String], String?)])
  func oneNameOrNone(_ word: String, _ names: [String], _ expected: String?) {
    #expect(nearestName(to: word, among: names) == expected)
  }
}

import PolicyLanguage
import Quoting

extension CommandSpecification {
  /// `cofund explain`: the page behind a diagnostic code.
  static let explain = CommandSpecification(
    name: "explain", usage: "CODE",
    summary: "the page behind a diagnostic code, with a wrong and a right example",
    operands: 1...1, options: [], examples: ["cofund explain P0501"],
    notes: ["Codes stand in brackets at the head of every message of `cofund check`."],
    run: { arguments, console in
      let code = arguments.operands[0].uppercased()
      guard let page = explanation(of: code) else {
        let near = nearestName(to: code, among: explainedCodes)
        let cure = near.map { "did you mean `\($0)`?" } ?? "codes run from P0101 to P0904"
        throw Failure.misuse("no message has the code `\(code)`; \(cure)")
      }
      try console.result(page)
      return .done
    })
}

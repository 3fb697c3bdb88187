import Foundation
import Testing

/// Black-box test 2: names are only names.
@Suite("From outside: every name changed")
struct RenamedTests {
  /// Names and the names that take their place, in the policies and scenarios of a folder.
  ///
  /// Evidence keeps its parameters' names, which the engine reads; all else that is declared as a
  /// parameter, a grant, a loan, a fund, an account or a route has another. The new names stand in
  /// another order.
  private func newNames(_ texts: [String: String]) -> [String: String] {
    let header = /^ *(?:parameter|grant|loan|fund|account|route) ([a-z0-9-]+)/
    var names: [String: String] = [:]
    for (path, text) in texts where path.hasPrefix("Policies") && !path.contains("evidence") {
      for line in text.split(separator: "\n") {
        guard let found = line.firstMatch(of: header) else { continue }
        let name = String(found.1)
        names[name] = (name.utf8.count % 2 == 0 ? "aaq-" : "zzq-") + name
      }
    }
    return names
  }

  /// A text with every name changed, but for facts, which follow a stop, and words in quotes.
  private func renamed(_ text: String, _ names: [String: String]) -> String {
    var result = ""
    var word = ""
    var before: Character?
    var last = ""
    var isQuoted = false
    func flush() {
      guard !word.isEmpty else { return }
      let isField = before == "." || last == "has"
      result += isQuoted || isField ? word : names[word] ?? word
      last = word
      word = ""
    }
    for character in text {
      if character.isASCII && (character.isLetter || character.isNumber || character == "-") {
        if word.isEmpty { before = result.last }
        word.append(character)
        continue
      }
      flush()
      if character == "\"" { isQuoted.toggle() }
      result.append(character)
    }
    flush()
    return result
  }

  private static let quotes: [[String]] = [
    [
      "england-2027", "--set", "learner.nation=England", "--set", "learner.region=elsewhere",
      "--set", "learner.status=inactive", "--set", "learner.age=34",
      "--set", "learner.prior-support=0", "--set", "course.product=module",
      "--set", "course.level=4", "--set", "course.credits=30", "--set", "course.htq=yes",
      "--set", "course.fee=2600",
    ],
    [
      "aligned", "--set", "employer.nation=England", "--set", "employer.pay-bill=£10 million",
      "--set", "employer.english-share=90%", "--set", "employer.allowance-share=100%",
      "--set", "employer.headcount=240", "--set", "levy-account.balance=6000",
      "--set", "learner.age=40", "--set", "learner.status=employed",
      "--set", "learner.region=elsewhere",
      "--set", "learner.nation=England", "--set", "learner.prior-support=0",
      "--set", "learner.protected=no", "--set", "course.product=apprenticeship",
      "--set", "course.hours=1,200", "--set", "course.fee=£23,000",
      "--set", "course.release-wages=5000", "--set", "course.level=4", "--set", "course.htq=no",
      "--set", "course.credits=120", "--set", "levy-payer-help=60%",
    ],
    [
      "devolved-fund", "--set", "learner.nation=England", "--set", "learner.region=West-Midlands",
      "--set", "learner.age=44", "--set", "learner.status=inactive",
      "--set", "learner.prior-support=0", "--set", "course.product=module",
      "--set", "course.sector=medtech", "--set", "course.level=5", "--set", "course.htq=yes",
      "--set", "course.credits=30", "--set", "course.fee=1700",
      "--set", "level-4-5-pot.left=100",
    ],
  ]

  private func texts(of tool: Tool) throws -> [String: String] {
    var texts: [String: String] = [:]
    for folder in ["Policies", "Examples"] {
      let home = tool.folder.appendingPathComponent(folder)
      let found = FileManager.default.enumerator(atPath: home.path)?.compactMap { $0 as? String }
      for path in found ?? [] where path.hasSuffix(".policy") || path.hasSuffix(".scenario") {
        texts[folder + "/" + path] = try tool.read(folder + "/" + path)
      }
    }
    return texts
  }

  @Test("2: every parameter, instrument, fund and route renamed: quotes and examples as before")
  func everyName() throws {
    try withTool { tool in
      func answers(_ names: [String: String]) throws -> [String] {
        try Self.quotes.flatMap { quote in
          let words = quote.enumerated().map {
            $0.offset == 0 ? $0.element : renamed($0.element, names)
          }
          return try ["text", "json"].map { format in
            let answer = try tool.run(
              ["quote"] + words + ["--on", "2027-09-01", "--format", format])
            try #require(answer.status == 0, "\(answer.errors)")
            return answer.output
          }
        }
      }
      let before = try answers([:])
      let texts = try texts(of: tool)
      let names = newNames(texts)
      try #require(names.count > 200)
      for (path, text) in texts { try tool.write(renamed(text, names), to: path) }
      let check = try tool.run("check", "Policies", "Examples")
      #expect(check.status == 0, "\(check.output.prefix(2_000))")
      let after = try answers(names)
      for (one, other) in zip(before, after) {
        #expect(one != other)
        let back = other.replacingOccurrences(of: "aaq-", with: "")
          .replacingOccurrences(of: "zzq-", with: "")
        if let old = object(one), let new = object(back) {
          #expect(new.isEqual(old))
        } else {
          #expect(squeezed(back) == squeezed(one))
        }
      }
    }
  }

  /// A quote as data, in which the order of names does not count, without the hashes of the files,
  /// which are other files now; nothing if the text is no data.
  private func object(_ text: String) -> NSDictionary? {
    guard
      var object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
      object.removeValue(forKey: "policies") != nil
    else { return nil }
    return object as NSDictionary
  }

  /// A text whose columns do not count: longer names push the next column to the right.
  private func squeezed(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  }
}

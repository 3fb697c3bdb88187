/// How a command ends, for scripts.
package enum ExitStatus: Int32 {
  /// Done.
  case done = 0
  /// The text or the answer is wrong.
  case wrong = 1
  /// The command line cannot be understood.
  case misuse = 2
  /// A file is missing, unreadable or cannot be written.
  case unreadable = 74
  /// Stopped by the reader.
  case interrupted = 130
}

/// Why a command cannot go on: in words, and in a form that programs can read.
package struct Failure: Error {
  package let status: ExitStatus
  /// A short name for the kind of failure, such as `missing-fact`.
  package let code: String
  package let message: String
  /// What would let the command go on, such as the facts that it needs.
  package var needs: [String] = []
  /// The needs with what each may be, for readers.
  package var explainedNeeds: [String] = []
  /// The message where `explainedNeeds` stand below it and say the rest.
  package var summary: String?

  /// A failure from its parts.
  package init(
    status: ExitStatus, code: String, message: String, needs: [String] = [],
    explainedNeeds: [String] = [], summary: String? = nil
  ) {
    self.status = status
    self.code = code
    self.message = message
    self.needs = needs
    self.explainedNeeds = explainedNeeds
    self.summary = summary
  }

  /// The command line cannot be understood.
  package static func misuse(_ message: String, needs: [String] = []) -> Failure {
    Failure(status: .misuse, code: "misuse", message: message, needs: needs)
  }

  /// Several failures as one that says them all.
  package static func together(_ failures: [Failure]) -> Failure? {
    guard let first = failures.first, failures.count > 1 else { return failures.first }
    let worst = failures.first { $0.status == .misuse } ?? first
    var needs: [String] = []
    for need in failures.flatMap(\.needs) where !needs.contains(need) { needs.append(need) }
    return Failure(
      status: worst.status, code: worst.code,
      message: "\(failures.count) things are wrong: "
        + failures.map(\.message).joined(separator: "; "),
      needs: needs, explainedNeeds: failures.map(\.message),
      summary: "\(failures.count) things are wrong")
  }

  /// A file is missing, unreadable or cannot be written.
  package static func unreadable(_ message: String) -> Failure {
    Failure(status: .unreadable, code: "unreadable", message: message)
  }

  /// The text or the answer is wrong.
  package static func wrong(_ code: String, _ message: String, needs: [String] = []) -> Failure {
    Failure(status: .wrong, code: code, message: message, needs: needs)
  }

  /// Stopped by the reader.
  package static let interrupted = Failure(
    status: .interrupted, code: "interrupted", message: "stopped; nothing was written")
}

/// A failure as `--format json` prints it.
package struct FailureDocument: Encodable {
  package struct Body: Encodable {
    package let code: String
    package let message: String
    package let needs: [String]
  }
  package let error: Body
  /// The row that it stands for, in answers to a table.
  package var id: String?

  /// The document of a failure.
  package init(_ failure: Failure) {
    error = Body(code: failure.code, message: failure.message, needs: failure.needs)
  }
}

import Foundation

/// How a command ends, for scripts.
enum ExitStatus: Int32 {
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
struct Failure: Error {
  let status: ExitStatus
  /// A short name for the kind of failure, such as `missing-fact`.
  let code: String
  let message: String
  /// What would let the command go on, such as the facts that it needs.
  var needs: [String] = []
  /// The needs with what each may be, for readers.
  var explainedNeeds: [String] = []
  /// The message where `explainedNeeds` stand below it and say the rest.
  var summary: String?

  /// The command line cannot be understood.
  static func misuse(_ message: String, needs: [String] = []) -> Failure {
    Failure(status: .misuse, code: "misuse", message: message, needs: needs)
  }

  /// Several failures as one that says them all.
  static func together(_ failures: [Failure]) -> Failure? {
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
  static func unreadable(_ message: String) -> Failure {
    Failure(status: .unreadable, code: "unreadable", message: message)
  }

  /// The text or the answer is wrong.
  static func wrong(_ code: String, _ message: String, needs: [String] = []) -> Failure {
    Failure(status: .wrong, code: code, message: message, needs: needs)
  }

  /// Stopped by the reader.
  static let interrupted = Failure(
    status: .interrupted, code: "interrupted", message: "stopped; nothing was written")
}

/// A failure as `--format json` prints it.
struct FailureDocument: Encodable {
  struct Body: Encodable {
    let code: String
    let message: String
    let needs: [String]
  }
  let error: Body
  /// The row that it stands for, in answers to a table.
  var id: String?

  init(_ failure: Failure) {
    error = Body(code: failure.code, message: failure.message, needs: failure.needs)
  }
}

/// Why the system refused something, in a few words without a path.
func reason(_ error: any Error) -> String {
  let whole = error as NSError
  let under = whole.userInfo[NSUnderlyingErrorKey] as? NSError
  if let code = (under ?? whole).domain == NSPOSIXErrorDomain ? (under ?? whole).code : nil {
    return String(cString: strerror(Int32(clamping: code))).lowercased()
  }
  return whole.code == CocoaError.Code.fileReadNoPermission.rawValue
    ? "permission denied" : "the system refused it"
}

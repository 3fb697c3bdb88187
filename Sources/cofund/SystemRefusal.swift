import Foundation

/// Why the system refused an operation on a file, by the number that it gave.
struct SystemRefusal: Error {
  /// The system's number of the error, such as `ENOSPC`.
  let number: Int32

  /// The refusal of the call made last, or one with a number.
  init(_ number: Int32 = errno) { self.number = number }

  /// The reason in a few words, without a path.
  var reason: String {
    switch number {
    case ENOSPC: "the disk is full"
    case EDQUOT: "the quota of disk space is used up"
    case EROFS: "the file system is read-only"
    case EMFILE, ENFILE: "too many files are open; `ulimit -n` says how many may be"
    case EPIPE: "nobody reads it any more"
    case EBADF: "it is closed"
    case EEXIST, ENOTEMPTY: "something of that name exists already"
    case EFBIG: "it would be larger than a file may be here"
    default: String(cString: strerror(number)).lowercased()
    }
  }
}

/// Why the system refused something, in a few words without a path.
func reason(_ error: any Error) -> String {
  if let refusal = error as? SystemRefusal { return refusal.reason }
  var found: NSError? = error as NSError
  while let each = found {
    if each.domain == NSPOSIXErrorDomain { return SystemRefusal(Int32(clamping: each.code)).reason }
    found = each.userInfo[NSUnderlyingErrorKey] as? NSError
  }
  return "\(error.localizedDescription)"
}

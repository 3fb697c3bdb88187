import Foundation
import Quoting

/// What the system lets the program have: open files and memory.
enum Descriptors {
  /// How many files the program needs to have open at once beside its input and output.
  private static let needed = 16

  /// Takes the numbers of an input or an output that is closed, so that no other file gets them.
  ///
  /// Each is taken by what cannot be used in its place, so that using it fails as before.
  static func occupyClosed() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
      _ = open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// How much memory the program needs to begin, in bytes.
  private static let memoryNeeded: rlim_t = 256 << 20

  /// Why the program cannot begin, if too little memory may be used or too few files be open.
  static func failure() -> Failure? {
    var memory = rlimit()
    #if canImport(Darwin)
      let isKnown = getrlimit(RLIMIT_AS, &memory) == 0
    #else
      let isKnown = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &memory) == 0
    #endif
    if isKnown, memory.rlim_cur < memoryNeeded {
      return .unreadable(
        "the program cannot begin: it needs 256 MB of memory, and `ulimit -v` allows less")
    }
    var opened: [Int32] = []
    defer { for each in opened { close(each) } }
    for _ in 0..<needed {
      let next = open("/dev/null", O_RDONLY | O_CLOEXEC)
      if next < 0 {
        return .unreadable(
          "the program cannot begin: \(SystemRefusal().reason), and it needs "
            + "\(needed + 3)")
      }
      opened.append(next)
    }
    return nil
  }
}

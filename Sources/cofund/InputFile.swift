import Foundation
import Quoting

/// Files that are read: plain files only, whole, and where a folder bounds them only those within it.
enum InputFile {
  /// The most bytes that are read of one file.
  static let largest = 1 << 31

  /// The bytes of a plain file; a folder, a device or a pipe is refused, for reading it may never end.
  static func bytes(of path: String) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else {
      let refusal = SystemRefusal()
      if refusal.number == ENOENT { throw .unreadable("`\(path)` does not exist") }
      throw unread(path, refusal.reason)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unread(path, SystemRefusal().reason) }
    if let kind = kind(of: status.st_mode) {
      throw unread(path, "it is \(kind), and only a plain file is read")
    }
    let size = Int(status.st_size)
    guard size <= largest else { throw unread(path, "it is larger than 2 GiB") }
    return try read(descriptor, about: size, path)
  }

  /// Whether a path leads to a place within a folder once every link in it is followed.
  static func isWithin(_ path: String, _ folder: String) -> Bool {
    guard let place = canonical(path), let home = canonical(folder) else { return false }
    return place == home || place.hasPrefix(home == "/" ? home : home + "/")
  }

  /// The one path of a file, whatever links lead to it; nothing where there is none.
  static func canonical(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  /// What stands at a path in words, or nothing for a plain file.
  private static func kind(of mode: mode_t) -> String? {
    switch mode & S_IFMT {
    case S_IFREG: nil
    case S_IFDIR: "a folder"
    case S_IFIFO: "a pipe"
    case S_IFSOCK: "a socket"
    default: "a device"
    }
  }

  private static func read(
    _ descriptor: Int32, about size: Int, _ path: String
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var refusal: SystemRefusal?
    while refusal == nil {
      let room = max(size == 0 ? 1 << 16 : 1 << 10, size - bytes.count + 1)
      let more = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        var taken = Foundation.read(descriptor, buffer.baseAddress, room)
        while taken < 0, errno == EINTR {
          taken = Foundation.read(descriptor, buffer.baseAddress, room)
        }
        if taken < 0 { refusal = SystemRefusal() }
        count = max(0, taken)
      }
      if more.isEmpty { break }
      if bytes.isEmpty { bytes = more } else { bytes += more }
      if bytes.count > largest { throw unread(path, "it is larger than 2 GiB") }
    }
    if let refusal { throw unread(path, refusal.reason) }
    return bytes
  }

  private static func unread(_ path: String, _ reason: String) -> Failure {
    .unreadable("`\(path)` cannot be read: \(reason)")
  }
}

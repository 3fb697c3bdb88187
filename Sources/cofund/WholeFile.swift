import Foundation

/// Files that are written whole: every byte, synced to the disk, or an error.
enum WholeFile {
  /// Writes bytes to an open descriptor, and goes on after a write that takes fewer than asked.
  ///
  /// One that may not block is waited for.
  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemRefusal) {
    var done = 0
    while done < bytes.count {
      let written = bytes[done...].withUnsafeBytes { rest in
        Foundation.write(descriptor, rest.baseAddress, rest.count)
      }
      if written > 0 {
        done += written
      } else if written == 0 {
        throw SystemRefusal(EIO)
      } else if errno == EAGAIN || errno == EWOULDBLOCK {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        if poll(&waiting, 1, -1) < 0, errno != EINTR { throw SystemRefusal() }
      } else if errno != EINTR {
        throw SystemRefusal()
      }
    }
  }

  /// Makes a new file of some bytes; where anything has its name already, that is left alone.
  static func make(_ path: String, _ bytes: [UInt8], mode: mode_t = 0o666) throws(SystemRefusal) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw SystemRefusal() }
    do throws(SystemRefusal) {
      try write(bytes, to: descriptor)
      guard fsync(descriptor) == 0 || errno == EINVAL else { throw SystemRefusal() }
    } catch {
      close(descriptor)
      unlink(path)
      throw error
    }
    guard close(descriptor) == 0 || errno == EINTR else {
      let refusal = SystemRefusal()
      unlink(path)
      throw refusal
    }
  }

  /// Puts bytes into a file in one step, so that it holds what it held before or all of them.
  ///
  /// A link is followed, and the file's permissions stay; a device or a pipe is written to as it is.
  static func replace(_ path: String, with bytes: [UInt8]) throws(SystemRefusal) {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG { return try append(to: path, bytes) }
    let target = exists ? (try resolved(path)) : path
    let fresh = beside(target)
    try make(fresh, bytes)
    if exists { chmod(fresh, status.st_mode & 0o7777) }
    guard rename(fresh, target) == 0 else {
      let refusal = SystemRefusal()
      unlink(fresh)
      throw refusal
    }
    try sync(folder: SourceFiles.folder(of: target))
  }

  /// Finds out whether a file can be put somewhere, and leaves everything as it was.
  static func probe(_ path: String) throws(SystemRefusal) {
    var status = stat()
    if stat(path, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { throw SystemRefusal(EISDIR) }
      if status.st_mode & S_IFMT != S_IFREG { return }
    }
    let fresh = beside(path)
    try make(fresh, [])
    unlink(fresh)
  }

  /// Writes the names of a folder's files to the disk.
  static func sync(folder: String) throws(SystemRefusal) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemRefusal() }
    defer { close(descriptor) }
    // Some file systems sync no folders, and say so.
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw SystemRefusal()
    }
  }

  /// A name beside a path that nothing has, for what is not yet complete.
  static func beside(_ path: String) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    let name = parts.last.map(String.init) ?? "file"
    let number = String(UInt64.random(in: .min ... .max), radix: 36)
    return SourceFiles.folder(of: path) + "/." + name + ".partial-" + number
  }

  private static func append(to path: String, _ bytes: [UInt8]) throws(SystemRefusal) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw SystemRefusal() }
    defer { close(descriptor) }
    try write(bytes, to: descriptor)
  }

  private static func resolved(_ path: String) throws(SystemRefusal) -> String {
    guard let found = realpath(path, nil) else { throw SystemRefusal() }
    defer { free(found) }
    return String(cString: found)
  }
}

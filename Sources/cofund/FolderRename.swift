import Foundation

/// Renames of folders that never replace what is there.
enum FolderRename {
  /// The system's rename with flags, where it has one.
  private typealias Call =
    @convention(c) (
      Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
    ) -> Int32

  #if canImport(Darwin)
    private static let name = "renameatx_np"
    private static let (noReplace, swap): (UInt32, UInt32) = (4, 2)
  #else
    private static let name = "renameat2"
    private static let (noReplace, swap): (UInt32, UInt32) = (1, 2)
  #endif

  private static let call: Call? = {
    guard let symbol = dlsym(dlopen(nil, RTLD_NOW), name) else { return nil }
    return unsafeBitCast(symbol, to: Call.self)
  }()

  /// Moves a folder to a place where nothing is; `errno` is `EEXIST` where something is.
  static func place(_ folder: String, at target: String) -> Int32 {
    if let call {
      if call(AT_FDCWD, folder, AT_FDCWD, target, noReplace) == 0 { return 0 }
      guard errno == EINVAL || errno == ENOSYS || errno == ENOTSUP else { return -1 }
    }
    // The place is taken by an empty folder, which only an empty folder lets itself be renamed to.
    guard mkdir(target, 0o777) == 0 else { return -1 }
    if rename(folder, target) == 0 { return 0 }
    let number = errno
    rmdir(target)
    errno = number
    return -1
  }

  /// Lets two folders change places in one step; `errno` says why not.
  static func exchange(_ one: String, _ other: String) -> Int32 {
    guard let call else {
      errno = ENOSYS
      return -1
    }
    return call(AT_FDCWD, one, AT_FDCWD, other, swap)
  }
}

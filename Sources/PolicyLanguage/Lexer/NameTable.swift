/// Names, each stored once, with the fixed words at the front.
///
/// One table serves all files of a program, so that a name in a hundred files is one text.
struct NameTable: Sendable {
  /// The names in the order in which they were first met.
  private(set) var texts: [String] = []
  private var pool: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [UInt32] = []
  private var slots: [Int32] = []

  /// A table that holds the fixed words and nothing else.
  init() {
    self = NameTable.fixedWords
  }

  private init(empty capacity: Int) {
    slots = Array(repeating: -1, count: capacity)
  }

  /// The number of a name, which is that of its first meeting.
  mutating func number(of bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int32 {
    let name = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[range])
    let hash = NameTable.hash(name)
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if hashes[number] == hash, holds(number, name) { return slots[slot] }
      slot = (slot + 1) & mask
    }
    let number = Int32(texts.count)
    slots[slot] = number
    texts.append(String(decoding: name, as: UTF8.self))
    pool.append(contentsOf: name)
    ends.append(pool.count)
    hashes.append(hash)
    if texts.count * 2 > slots.count { grow() }
    return number
  }

  /// The fixed word with a number, if it is that of one.
  static func word(_ number: Int32) -> Word? {
    number < words.count ? words[Int(number)] : nil
  }

  private func start(_ number: Int) -> Int { number == 0 ? 0 : ends[number - 1] }

  private func holds(_ number: Int, _ name: UnsafeRawBufferPointer) -> Bool {
    let first = start(number)
    guard ends[number] - first == name.count else { return false }
    return pool.withUnsafeBytes { pool in
      var offset = 0
      while offset + 8 <= name.count {
        let mine = pool.loadUnaligned(fromByteOffset: first + offset, as: UInt64.self)
        if mine != name.loadUnaligned(fromByteOffset: offset, as: UInt64.self) { return false }
        offset += 8
      }
      while offset < name.count {
        if pool[first + offset] != name[offset] { return false }
        offset += 1
      }
      return true
    }
  }

  /// A hash of a name, eight bytes at a time; nothing but the search for a name depends on it.
  private static func hash(_ name: UnsafeRawBufferPointer) -> UInt32 {
    var hash = UInt64(truncatingIfNeeded: name.count) &* 0x9E37_79B9_7F4A_7C15
    var offset = 0
    while offset + 8 <= name.count {
      hash =
        (hash ^ name.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash &>> 29
      offset += 8
    }
    var tail: UInt64 = 0
    while offset < name.count {
      tail = tail &<< 8 | UInt64(name[offset])
      offset += 1
    }
    hash = (hash ^ tail) &* 0xBF58_476D_1CE4_E5B9
    return UInt32(truncatingIfNeeded: hash &>> 32)
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for number in hashes.indices {
      var slot = Int(hashes[number]) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(number)
    }
  }

  private static let words = Word.allCases

  private static let fixedWords: NameTable = {
    var table = NameTable(empty: 1024)
    for word in words {
      let bytes = Array(word.rawValue.utf8)
      _ = bytes.withUnsafeBufferPointer { table.number(of: $0, 0..<bytes.count) }
    }
    return table
  }()
}

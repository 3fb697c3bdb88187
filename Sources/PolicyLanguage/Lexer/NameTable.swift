/// The names of one file, each stored once, with the fixed words at the front.
struct NameTable: Sendable {
  /// The names in the order in which they were first met.
  private(set) var texts: [String] = []
  private var pool: [UInt8] = []
  private var ends: [Int32] = []
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
    var hash: UInt32 = 2_166_136_261
    for index in range { hash = (hash ^ UInt32(bytes[index])) &* 16_777_619 }
    let mask = slots.count - 1
    var slot = Int(hash & UInt32(mask))
    while slots[slot] >= 0 {
      if holds(Int(slots[slot]), bytes, range) { return slots[slot] }
      slot = (slot + 1) & mask
    }
    let number = Int32(texts.count)
    slots[slot] = number
    texts.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self))
    pool.append(contentsOf: bytes[range])
    ends.append(Int32(pool.count))
    if texts.count * 2 > slots.count { grow() }
    return number
  }

  /// The fixed word with a number, if it is that of one.
  static func word(_ number: Int32) -> Word? {
    number < words.count ? words[Int(number)] : nil
  }

  private func start(_ number: Int) -> Int { number == 0 ? 0 : Int(ends[number - 1]) }

  private func holds(_ number: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>)
    -> Bool
  {
    let first = start(number)
    guard Int(ends[number]) - first == range.count else { return false }
    for offset in 0..<range.count where pool[first + offset] != bytes[range.lowerBound + offset] {
      return false
    }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for number in 0..<texts.count {
      var hash: UInt32 = 2_166_136_261
      for index in start(number)..<Int(ends[number]) {
        hash = (hash ^ UInt32(pool[index])) &* 16_777_619
      }
      var slot = Int(hash & UInt32(mask))
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

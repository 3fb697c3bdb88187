import PolicyLanguage
import Testing

@Suite struct DamagedTextTests {
  /// The stretches of a text between spaces and marks, about as the parser cuts it.
  private func words(_ bytes: [UInt8]) -> [Range<Int>] {
    func isWord(_ byte: UInt8) -> Bool {
      (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte >= 0x30 && byte <= 0x39
        || byte >= 0x80 || byte == 0x25 || byte == 0x2D
    }
    var ranges: [Range<Int>] = []
    var at = 0
    while at < bytes.count {
      let start = at
      if bytes[at] == 0x22 {
        repeat { at += 1 } while at < bytes.count && bytes[at] != 0x22 && bytes[at] != 0x0A
        at = min(at + 1, bytes.count)
      } else {
        while at < bytes.count, isWord(bytes[at]) { at += 1 }
        if at == start { at += 1 }
      }
      if bytes[start] != 0x20, bytes[start] != 0x0A { ranges.append(start..<at) }
    }
    return ranges
  }

  /// Reads a damaged text and writes out what is wrong, which must end without a trap.
  private func read(_ bytes: [UInt8]) -> Int {
    let source = PolicySource(path: "damaged", bytes: bytes)
    let diagnostics = parse(source, file: 0).diagnostics
    if let first = diagnostics.first { _ = first.rendered(from: [source], style: .plain) }
    return diagnostics.count
  }

  @Test(arguments: PolicyFixture.good)
  func anyWordMayBeLost(_ fixture: PolicyFixture) {
    var silent = 0
    let words = words(fixture.bytes)
    for word in words {
      var bytes = fixture.bytes
      bytes.replaceSubrange(word, with: [0x20])
      if read(bytes) == 0 { silent += 1 }
    }
    #expect(silent * 8 <= words.count)
  }

  @Test(arguments: PolicyFixture.good)
  func anyTwoWordsMayChangePlaces(_ fixture: PolicyFixture) {
    let words = words(fixture.bytes)
    for (left, right) in zip(words, words.dropFirst()) {
      var bytes = fixture.bytes
      let swapped =
        bytes[right] + bytes[left.upperBound..<right.lowerBound] + bytes[left]
      bytes.replaceSubrange(left.lowerBound..<right.upperBound, with: swapped)
      _ = read(bytes)
    }
  }

  @Test(arguments: PolicyFixture.good)
  func anyByteMayBeWrong(_ fixture: PolicyFixture) {
    var state: UInt64 = 20_270_801
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    for _ in 0..<200 {
      var bytes = fixture.bytes
      for _ in 0...next(6) { bytes[next(bytes.count)] = UInt8(next(256)) }
      _ = read(bytes)
      bytes.removeLast(next(bytes.count))
      _ = read(bytes)
    }
  }

  @Test func noiseEnds() {
    var state: UInt64 = 7
    for length in [1, 2, 3, 10, 1000, 100_000] {
      let bytes = (0..<length).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 33)
      }
      _ = read(bytes)
    }
  }
}

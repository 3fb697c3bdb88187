public import FundingValues

extension ValueForm {
  /// The value of a text, in run-time units and within the range.
  public func value(_ text: String) throws(ValueFault) -> Ratio {
    try value(utf8: Array(text.utf8)[...])
  }

  /// The value of a text in UTF-8, in run-time units and within the range; spaces around it are not
  /// part of it.
  public func value(utf8 text: ArraySlice<UInt8>) throws(ValueFault) -> Ratio {
    let value: Ratio
    if shape == .number, let plain = NumberText.plain(text) {
      value = try scaled(plain, by: unit, isBare: true)
    } else {
      value = try written(ValueForm.trimmed(text))
    }
    guard let range else { return value }
    if value < range.lowerBound { throw .below }
    if value > range.upperBound { throw .above }
    return value
  }

  private func written(_ text: ArraySlice<UInt8>) throws(ValueFault) -> Ratio {
    switch shape {
    case .number: return try number(text)
    case .values: if let code = code(of: text) { return code }
    case .truth:
      if text.elementsEqual("yes".utf8) { return .one }
      if text.elementsEqual("no".utf8) { return .zero }
    case .date: if let date = CivilDate(utf8: text) { return Ratio(Int64(date.day)) }
    }
    throw .unreadable
  }

  /// Reads a number and the words of its unit: `-£1.2 million per year`, `18 months`, `9%`.
  private func number(_ text: ArraySlice<UInt8>) throws(ValueFault) -> Ratio {
    var rest = text
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest.removeFirst() }
    if !sign.isEmpty, rest.starts(with: sign) { rest.removeFirst(sign.count) }
    var number: Ratio
    do throws(NumberText.Fault) {
      number = try NumberText.read(&rest)
    } catch {
      throw error == .grouping ? .grouping : .unreadable
    }
    let isBare = rest.isEmpty
    if let factor = ValueForm.multiplier(&rest) { number = number * factor }
    let size = try size(of: &rest)
    let value = try scaled(number, by: size, isBare: isBare)
    return isNegative ? -value : value
  }

  /// A number of some unit in run-time units.
  private func scaled(
    _ number: Ratio, by size: Ratio, isBare: Bool
  ) throws(ValueFault) -> Ratio {
    if isPercent, isBare, number > .zero, number <= .one { throw .fraction }
    if isWhole, !number.isWhole { throw .notWhole }
    return size == .one ? number : (number * size).reduced
  }

  /// What one of the unit after a number is in run-time units; the field's own if nothing follows.
  private func size(of rest: inout ArraySlice<UInt8>) throws(ValueFault) -> Ratio {
    var size = unit
    if isPercent, rest.first == UInt8(ascii: "%") { rest.removeFirst() }
    if rest.isEmpty { return size }
    if let named = ValueForm.take(&rest, oneOf: unitNames) { size = named }
    if rest.isEmpty { return size }
    guard !perNames.isEmpty, ValueForm.take(&rest, " per"),
      let part = ValueForm.take(&rest, oneOf: perNames), rest.isEmpty
    else { throw .unreadable }
    return (size * part).reduced
  }

  private static func multiplier(_ rest: inout ArraySlice<UInt8>) -> Ratio? {
    if rest.isEmpty { return nil }
    if take(&rest, " million") { return Ratio(1_000_000) }
    return take(&rest, " billion") ? Ratio(1_000_000_000) : nil
  }

  /// Takes a space and one of some units from the front.
  private static func take(
    _ rest: inout ArraySlice<UInt8>, oneOf names: [UnitName]
  ) -> Ratio? {
    guard rest.first == UInt8(ascii: " ") else { return nil }
    let word = rest.dropFirst().prefix { $0 != UInt8(ascii: " ") }
    for name in names where word.elementsEqual(name.text) {
      rest = rest[word.endIndex...]
      return name.size
    }
    return nil
  }

  /// Takes a word from the front, if it stands there whole.
  private static func take(_ rest: inout ArraySlice<UInt8>, _ word: StaticString) -> Bool {
    let bytes = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard rest.starts(with: bytes) else { return false }
    let after = rest.dropFirst(bytes.count)
    guard after.first.map({ $0 == UInt8(ascii: " ") }) ?? true else { return false }
    rest = after
    return true
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let space = UInt8(ascii: " ")
    guard text.first == space || text.last == space else { return text }
    var text = text.drop { $0 == space }
    while text.last == space { text.removeLast() }
    return text
  }
}

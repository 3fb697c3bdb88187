public import FundingValues

extension FactReader {
  /// Reads the cells of one column where they have the plain form of its field.
  public struct Column: Sendable {
    private enum Plain: Sendable {
      /// A number in units of one.
      case bare
      case number(unit: Ratio)
      case values
      case truth
      case date
    }
    private let plain: Plain
    /// The values of a category in UTF-8.
    private let values: [[UInt8]]

    init(_ form: Form) {
      var values: [[UInt8]] = []
      switch form {
      case .number(let unit): plain = unit == .one ? .bare : .number(unit: unit)
      case .truth: plain = .truth
      case .date: plain = .date
      case .values(let names):
        plain = .values
        values = names.map { Array($0.utf8) }
      }
      self.values = values
    }

    /// The value of a cell in UTF-8, or nothing if `FactReader.value` has to read it.
    public func value(_ cell: ArraySlice<UInt8>) -> Ratio? {
      switch plain {
      case .bare: return FactReader.plainDecimal(cell)
      case .number(let unit): return FactReader.plainDecimal(cell).map { ($0 * unit).reduced }
      case .values: return code(of: cell)
      case .truth:
        if cell.elementsEqual("yes".utf8) { return .one }
        return cell.elementsEqual("no".utf8) ? .zero : nil
      case .date: return CivilDate(utf8: cell).map { Ratio(Int64($0.day)) }
      }
    }

    private func code(of cell: ArraySlice<UInt8>) -> Ratio? {
      for index in values.indices
      where values[index].count == cell.count && cell.elementsEqual(values[index]) {
        return Ratio(Int64(index))
      }
      return nil
    }
  }

  /// Whether a fact is one of the vocabulary or of the engine.
  public func knows(_ fact: String) -> Bool { forms[fact] != nil }

  /// A column of a fact or of a running figure.
  public func column(of fact: String) -> Column { Column(form(of: fact)) }

  /// A decimal number of at most 18 digits, with neither sign nor commas.
  private static func plainDecimal(_ cell: ArraySlice<UInt8>) -> Ratio? {
    guard cell.count <= 18, !cell.isEmpty else { return nil }
    var digits: Int64 = 0
    var scale: Int64 = 1
    var seen = 0
    var isFraction = false
    for byte in cell {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        seen += 1
        digits = digits * 10 + Int64(byte - UInt8(ascii: "0"))
        if isFraction { scale *= 10 }
      case UInt8(ascii: ".") where !isFraction: isFraction = true
      default: return nil
      }
    }
    guard seen > 0 else { return nil }
    return scale == 1 ? Ratio(digits) : Ratio(Int128(digits), over: Int128(scale)).reduced
  }
}

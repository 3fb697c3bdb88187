/// Why a text is no value of a field; `ValueForm` puts it in words.
public enum ValueFault: Error, Sendable, Hashable {
  /// It is not written as values of the field are.
  case unreadable
  /// A comma in it does not part thousands.
  case grouping
  /// A bare number above zero and up to one where a percent is wanted, which may be either.
  case fraction
  /// A part of what is only counted whole.
  case notWhole
  /// It lies below the field's range.
  case below
  /// It lies above the field's range.
  case above

  /// Whether the text is a value, but none that the field may have.
  public var isOfRange: Bool { self == .below || self == .above }
}

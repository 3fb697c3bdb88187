public import FundingValues
public import PolicyLanguage

/// One dated value of a parameter, as the text declares or amends it.
public struct DeclaredValue: Sendable, Hashable {
  /// The file, by its number among the sources.
  public let file: Int32
  /// The path and line.
  public let place: String
  /// The parameter's own name.
  public let parameter: String
  /// The row's case as written, empty where there is but one row.
  public let row: String
  /// The value as written.
  public let text: String
  /// The day from which it holds.
  public let from: CivilDate

  /// The value in one line: `fee-limit, away: £9,790 from 2027-01-01`.
  public var words: String {
    parameter + (row.isEmpty ? "" : ", " + row) + ": \(text) from \(from)"
  }
}

extension Program {
  /// Every dated value of every parameter, those that reforms put in their place included, in the
  /// order of the text.
  public var declaredValues: [DeclaredValue] {
    let lines = SourceLines(sources)
    var values: [DeclaredValue] = []
    for declaration in declarations {
      switch declaration.syntax {
      case .parameter(let parameter):
        for row in parameter.rows {
          values.append(
            DeclaredValue(
              file: row.span.file, place: lines.place(row.span), parameter: parameter.name.text,
              row: row.key.map { lines.text($0.wholeSpan) } ?? "",
              text: lines.text(row.value.span), from: row.from.date))
        }
      case .reform(let reform):
        for change in reform.amendments.flatMap(\.changes) {
          guard case .value(let name, let key, _, let new, let from, _, _, let span) = change
          else { continue }
          values.append(
            DeclaredValue(
              file: span.file, place: lines.place(span), parameter: name.text,
              row: key.map { lines.text($0.wholeSpan) } ?? "", text: lines.text(new.span),
              from: from.date))
        }
      default: continue
      }
    }
    return values
  }
}

extension KeySyntax {
  /// Where the key stands.
  fileprivate var wholeSpan: SourceSpan {
    switch self {
    case .otherwise(let span), .cells(_, let span): span
    }
  }
}

/// A matrix of a few rows and columns, by rows.
///
/// Systems are solved by elimination with the largest pivot first; eigenvalues of a symmetric matrix are found by
/// Jacobi's rotations (Golub and Van Loan, *Matrix Computations*, 4th edition, sections 3.4 and 8.5).
public struct SmallMatrix: Sendable, Hashable {
  /// How many rows there are.
  public let rows: Int
  /// How many columns there are.
  public let columns: Int
  private var cells: [Double]

  /// A matrix of noughts.
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    cells = Array(repeating: 0, count: rows * columns)
  }

  /// The cell of a row and a column, both from nought.
  public subscript(_ row: Int, _ column: Int) -> Double {
    get { cells[row * columns + column] }
    set { cells[row * columns + column] = newValue }
  }

  /// AᵀA.
  public var gram: SmallMatrix {
    var result = SmallMatrix(rows: columns, columns: columns)
    for one in 0..<columns {
      for other in 0..<columns {
        var sum = 0.0
        for row in 0..<rows { sum += self[row, one] * self[row, other] }
        result[one, other] = sum
      }
    }
    return result
  }

  /// Aᵀb.
  public func transposed(times vector: [Double]) -> [Double] {
    (0..<columns).map { column in
      var sum = 0.0
      for row in 0..<rows { sum += self[row, column] * vector[row] }
      return sum
    }
  }

  /// Ab.
  public func times(_ vector: [Double]) -> [Double] {
    (0..<rows).map { row in
      var sum = 0.0
      for column in 0..<columns { sum += self[row, column] * vector[column] }
      return sum
    }
  }

  /// The solution x of Ax = b; nothing where A is not square or has no inverse.
  public func solving(_ vector: [Double]) -> [Double]? {
    guard rows == columns, vector.count == rows else { return nil }
    var left = self
    var right = vector
    for column in 0..<columns {
      var pivot = column
      for row in column..<rows where left[row, column].magnitude > left[pivot, column].magnitude {
        pivot = row
      }
      guard left[pivot, column].magnitude > 1e-300 else { return nil }
      if pivot != column {
        for place in 0..<columns {
          (left[pivot, place], left[column, place]) = (left[column, place], left[pivot, place])
        }
        right.swapAt(pivot, column)
      }
      for row in (column + 1)..<max(column + 1, rows) {
        let factor = left[row, column] / left[column, column]
        if factor == 0 { continue }
        for place in column..<columns { left[row, place] -= factor * left[column, place] }
        right[row] -= factor * right[column]
      }
    }
    for row in (0..<rows).reversed() {
      for column in (row + 1)..<max(row + 1, columns) {
        right[row] -= left[row, column] * right[column]
      }
      right[row] /= left[row, row]
    }
    return right
  }

  /// The eigenvalues of a symmetric matrix, least first.
  public var symmetricEigenvalues: [Double] {
    var work = self
    for _ in 0..<60 {
      var off = 0.0
      for row in 0..<rows { for column in 0..<row { off += work[row, column] * work[row, column] } }
      if off < 1e-30 { break }
      for row in 1..<max(1, rows) { for column in 0..<row { work.rotate(row, column) } }
    }
    return (0..<rows).map { work[$0, $0] }.sorted()
  }

  private mutating func rotate(_ p: Int, _ q: Int) {
    guard self[p, q].magnitude > 1e-300 else { return }
    let angle = (self[q, q] - self[p, p]) / (2 * self[p, q])
    let tangent = (angle >= 0 ? 1.0 : -1.0) / (angle.magnitude + (angle * angle + 1).squareRoot())
    let cosine = 1 / (tangent * tangent + 1).squareRoot()
    let sine = tangent * cosine
    for place in 0..<rows {
      let (one, other) = (self[place, p], self[place, q])
      self[place, p] = cosine * one - sine * other
      self[place, q] = sine * one + cosine * other
    }
    for place in 0..<rows {
      let (one, other) = (self[p, place], self[q, place])
      self[p, place] = cosine * one - sine * other
      self[q, place] = sine * one + cosine * other
    }
  }

  /// The condition number: the largest singular value over the least; infinite where that is nought.
  public var conditionNumber: Double {
    let values = gram.symmetricEigenvalues
    guard let least = values.first, let most = values.last, most > 0 else { return .infinity }
    // Below this, the least is what rounding leaves.
    guard least > most * 1e-24 else { return .infinity }
    return (most / least).squareRoot()
  }
}

/// The Pearson correlation of the normal copula that has a given Spearman rank correlation.
public func normalCorrelation(rank: Double) -> Double {
  2 * Elementary.sin(3.141592653589793 * rank / 6)
}

/// The lower triangle whose product with its transpose is a positive definite matrix.
///
/// Adding a row at the end changes no earlier row, so a parameter that joins a correlated set last
/// leaves the others' draws as they were.
public struct CholeskyFactor: Sendable {
  /// How many numbers move together.
  public let size: Int

  /// The triangle's rows, one after another.
  private let entries: [Double]

  /// The factor of a symmetric matrix in row order, or nothing if it is not positive definite.
  ///
  /// A pivot below 1e-12 of its diagonal entry counts as zero, so perfect correlation is refused.
  public init?(_ matrix: [[Double]]) {
    guard CholeskyFactor.isSymmetric(matrix) else { return nil }
    var entries: [Double] = []
    for row in matrix.indices {
      let start = entries.count
      for column in 0..<row {
        let other = column * (column + 1) / 2
        var rest = matrix[row][column]
        for k in 0..<column { rest -= entries[start + k] * entries[other + k] }
        entries.append(rest / entries[other + column])
      }
      var pivot = matrix[row][row]
      for k in 0..<row { pivot -= entries[start + k] * entries[start + k] }
      guard matrix[row][row] > 0 && pivot > 1e-12 * matrix[row][row] else { return nil }
      entries.append(pivot.squareRoot())
    }
    self.size = matrix.count
    self.entries = entries
  }

  /// Independent numbers of unit variance turned into ones whose covariance is the matrix.
  ///
  /// - Complexity: the square of the size.
  public func correlated(_ independent: [Double]) -> [Double] {
    precondition(independent.count == size, "one independent number is needed for each row")
    var result: [Double] = []
    result.reserveCapacity(size)
    var entry = 0
    for row in 0..<size {
      var sum = 0.0
      for column in 0...row {
        sum += entries[entry] * independent[column]
        entry += 1
      }
      result.append(sum)
    }
    return result
  }

  /// Whether a matrix is square, finite and equal to its transpose to 1e-12.
  private static func isSymmetric(_ matrix: [[Double]]) -> Bool {
    guard matrix.allSatisfy({ $0.count == matrix.count && $0.allSatisfy(\.isFinite) }) else {
      return false
    }
    return matrix.indices.allSatisfy { row in
      (0..<row).allSatisfy { column in
        let scale = matrix[row][column].magnitude + matrix[column][row].magnitude
        return (matrix[row][column] - matrix[column][row]).magnitude <= 1e-12 * scale
      }
    }
  }
}

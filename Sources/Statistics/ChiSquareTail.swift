/// The upper tail of the chi-square distribution, in plain arithmetic.
///
/// This target depends on no other, so it does not borrow the exponential function: a power series
/// and repeated squaring serve, once in a while.
enum ChiSquareTail {
  /// The chance of a value above one that exceeds its degrees of freedom.
  ///
  /// Legendre's continued fraction for the incomplete gamma function, from its far end. The terms
  /// it needs grow with the root of the degrees.
  static func chance(above value: Double, degrees: Int) -> Double {
    let a = 0.5 * Double(degrees)
    let y = 0.5 * value
    let terms = 500 + Int(40 * a.squareRoot())
    var fraction = 0.0
    for index in stride(from: terms, through: 1, by: -1) {
      let n = Double(index)
      fraction = n * (n - a) / (y + 2 * n + 1 - a - fraction)
    }
    return leadingFactor(a: a, y: y, degrees: degrees) / (y + 1 - a - fraction)
  }

  /// The power of a value times the exponential of its negative, over the gamma function.
  ///
  /// Large and small factors are taken as needed, so that many degrees neither overflow nor
  /// underflow.
  private static func leadingFactor(a: Double, y: Double, degrees: Int) -> Double {
    let isOdd = degrees % 2 == 1
    var smallest = isOdd ? 0.5 : 1.0
    var largest = a - 1
    let decay = exponential(-y / (a - smallest + 1))
    var product = (isOdd ? (y / 3.141592653589793).squareRoot() : y) * decay
    while smallest <= largest {
      if product < 1 {
        product *= y / smallest * decay
        smallest += 1
      } else {
        product *= y / largest * decay
        largest -= 1
      }
    }
    return product
  }

  /// The exponential of a number that is not positive.
  private static func exponential(_ x: Double) -> Double {
    var halvings = 0
    var small = x
    while small < -0.25 {
      small *= 0.5
      halvings += 1
    }
    var sum = 1.0
    for index in stride(from: 16, through: 1, by: -1) {
      sum = 1 + small / Double(index) * sum
    }
    for _ in 0..<halvings { sum *= sum }
    return sum
  }
}

extension Elementary {
  /// The natural logarithm of the gamma function of a positive number.
  ///
  /// The error is within 2e-14 or 1e-15 of the value, whichever is larger; near the zeros at one
  /// and two it is absolute. Zero gives infinity; a negative number gives not-a-number.
  public static func logGamma(_ x: Double) -> Double {
    if x == 0 { return .infinity }
    guard x > 0 else { return .nan }
    guard x < .infinity else { return x }
    if x >= 12 { return (x - 0.5) * log(x) - x + 0.9189385332046728 + stirlingSeries(x) }
    var shifted = x
    var product = 1.0
    while shifted < 12 {
      product *= shifted
      shifted += 1
    }
    return logGamma(shifted) - log(product)
  }

  /// What Stirling's formula leaves of the logarithm of the gamma function of a positive number.
  static func stirlingError(_ x: Double) -> Double {
    if x >= 12 { return stirlingSeries(x) }
    return logGamma(x) - ((x - 0.5) * log(x) - x + 0.9189385332046728)
  }

  /// Stirling's series for 12 or more, where the first term left out is below 2e-18.
  private static func stirlingSeries(_ x: Double) -> Double {
    let z = 1 / (x * x)
    var sum = 1.0 / 156
    sum = sum * z - 691.0 / 360_360
    sum = sum * z + 1.0 / 1188
    sum = sum * z - 1.0 / 1680
    sum = sum * z + 1.0 / 1260
    sum = sum * z - 1.0 / 360
    sum = sum * z + 1.0 / 12
    return sum / x
  }
}

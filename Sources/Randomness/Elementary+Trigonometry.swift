extension Elementary {
  /// The sine of an angle in radians of at most a million, within 1 ulp.
  ///
  /// A larger angle gives not-a-number: the reduction would lose its figures without saying so.
  public static func sin(_ angle: Double) -> Double {
    guard let quarter = reducedAngle(angle) else { return .nan }
    switch quarter.turns & 3 {
    case 0: return sineNearZero(quarter.high, quarter.low)
    case 1: return cosineNearZero(quarter.high, quarter.low)
    case 2: return -sineNearZero(quarter.high, quarter.low)
    default: return -cosineNearZero(quarter.high, quarter.low)
    }
  }

  /// The cosine of an angle in radians of at most a million, within 1 ulp.
  ///
  /// A larger angle gives not-a-number.
  public static func cos(_ angle: Double) -> Double {
    guard let quarter = reducedAngle(angle) else { return .nan }
    switch quarter.turns & 3 {
    case 0: return cosineNearZero(quarter.high, quarter.low)
    case 1: return -sineNearZero(quarter.high, quarter.low)
    case 2: return -cosineNearZero(quarter.high, quarter.low)
    default: return sineNearZero(quarter.high, quarter.low)
    }
  }

  /// The tangent of an angle in radians of at most a million, within 2 ulp.
  ///
  /// A larger angle gives not-a-number.
  public static func tan(_ angle: Double) -> Double {
    guard let quarter = reducedAngle(angle) else { return .nan }
    let sine = sineNearZero(quarter.high, quarter.low)
    let cosine = cosineNearZero(quarter.high, quarter.low)
    return quarter.turns & 1 == 0 ? sine / cosine : -(cosine / sine)
  }

  /// An angle less the nearest whole number of quarter turns, as a sum of two, and that number.
  ///
  /// A quarter turn is held in three parts of which the first two have 30 bits, so that their
  /// products with fewer than 2^20 turns are exact.
  private static func reducedAngle(_ angle: Double) -> (turns: Int64, high: Double, low: Double)? {
    guard angle.magnitude <= 1_000_000 else { return nil }
    let shifter = 6_755_399_441_055_744.0
    let shifted = angle * 0.6366197723675814 + shifter
    let whole = shifted - shifter
    let turns = Int64(bitPattern: shifted.bitPattern) &- Int64(bitPattern: shifter.bitPattern)
    let first = angle - whole * 1.570796325802803
    let second = twoSum(first, -(whole * 9.920935791635221e-10))
    let rest = second.low - whole * 5.170182981794105e-19
    let high = second.high + rest
    return (turns, high, (second.high - high) + rest)
  }

  /// The sine of a sum of two parts of at most an eighth of a turn.
  private static func sineNearZero(_ x: Double, _ low: Double) -> Double {
    let z = x * x
    var series = 1.5918115263265974e-10
    series = series * z - 2.505113165023518e-08
    series = series * z + 2.7557316101617874e-06
    series = series * z - 0.00019841269836756774
    series = series * z + 0.008333333333330948
    series = series * z - 0.16666666666666666
    return x + ((x * z) * series + low * (1 - 0.5 * z))
  }

  /// The cosine of a sum of two parts of at most an eighth of a turn.
  private static func cosineNearZero(_ x: Double, _ low: Double) -> Double {
    let z = x * x
    var series = -1.1382623647474604e-11
    series = series * z + 2.087614614655861e-09
    series = series * z - 2.7557317271145144e-07
    series = series * z + 2.480158729876456e-05
    series = series * z - 0.0013888888888887398
    series = series * z + 0.041666666666666664
    let half = 0.5 * z
    let leading = 1 - half
    return leading + (((1 - leading) - half) + ((z * z) * series - x * low))
  }
}

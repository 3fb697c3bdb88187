extension Elementary {
  /// The standard normal distribution function, within 4e-16.
  ///
  /// Below zero the error is within 4 ulp as well, down to where the result is no longer normal.
  public static func normalCDF(_ x: Double) -> Double {
    if x.isNaN { return x }
    return x <= 0 ? normalTail(-x) : 1 - normalTail(x)
  }

  /// The chance that a standard normal number exceeds one that is not negative.
  ///
  /// The exponential takes the square exactly, in two parts, so the far tail keeps its figures.
  static func normalTail(_ x: Double) -> Double {
    guard x < 39 else { return 0 }
    let square = twoProduct(x, x)
    let high = -0.5 * square.high
    let low = -0.5 * square.low
    let ratio = x <= 5 ? nearTailRatio(x) : farTailRatio(x)
    guard high > -708 else { return exponentialAtEdge(high, correction: low) * ratio }
    let (fraction, power) = reducedExponential(high, correction: low)
    return (1 + fraction) * ratio * powerOfTwo(power)
  }

  /// The tail divided by the exponential of minus half the square, from 0 to 5.
  private static func nearTailRatio(_ x: Double) -> Double {
    let t = (x - 4) / (x + 4)
    var sum = -1.8137947523040458e-07
    sum = sum * t - 1.6455887344297152e-06
    sum = sum * t - 5.771293935856492e-06
    sum = sum * t - 6.66251324897732e-06
    sum = sum * t + 1.131425523360545e-05
    sum = sum * t + 2.0081871785804722e-05
    sum = sum * t - 8.825891680935362e-05
    sum = sum * t - 9.451934399702774e-05
    sum = sum * t + 0.0006948881312913775
    sum = sum * t - 0.0002856223244785138
    sum = sum * t - 0.005002378269445901
    sum = sum * t + 0.017936097503072426
    sum = sum * t - 0.032197837429979295
    sum = sum * t + 0.028600364053275963
    sum = sum * t + 0.013999634724426079
    sum = sum * t - 0.09670347732652512
    sum = sum * t + 0.47205320650984467
    return sum / (1 + x)
  }

  /// The tail divided by the exponential of minus half the square, from 5 to 39.
  private static func farTailRatio(_ x: Double) -> Double {
    let v = 1 / (x * x)
    var sum = -21310380534.27862
    sum = sum * v + 7230914264.370932
    sum = sum * v - 1174242308.6637
    sum = sum * v + 124900932.97711675
    sum = sum * v - 10240779.911121406
    sum = sum * v + 738485.9463218254
    sum = sum * v - 52852.01375270996
    sum = sum * v + 4135.285925994586
    sum = sum * v - 376.9083431470773
    sum = sum * v + 41.888446415650705
    sum = sum * v - 5.984132514234913
    sum = sum * v + 1.1968268378097577
    sum = sum * v - 0.3989422803980188
    sum = sum * v + 0.3989422804014314
    return sum / x
  }

  /// The number that a standard normal number stays below with a given chance (AS 241).
  ///
  /// Relative error below 1e-15 for a chance between 1e-300 and one half; above one half the error
  /// is that of the complement, which is exact. Chances of 0 and 1 or beyond give infinities.
  ///
  /// M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied
  /// Statistics 37 (1988), 477-484, routine PPND16.
  @inlinable
  public static func inverseNormalCDF(_ chance: Double) -> Double {
    let q = chance - 0.5
    guard q.magnitude > 0.425 else { return centralNormalQuantile(q) }
    return tailNormalQuantile(chance)
  }

  /// The quantile where the chance is within 0.425 of one half, from its distance.
  @inlinable
  static func centralNormalQuantile(_ q: Double) -> Double {
    let r = 0.180625 - q * q
    var above = 2509.0809287301226727
    above = above * r + 33430.575583588128105
    above = above * r + 67265.770927008700853
    above = above * r + 45921.953931549871457
    above = above * r + 13731.693765509461125
    above = above * r + 1971.5909503065514427
    above = above * r + 133.14166789178437745
    above = above * r + 3.3871328727963666080
    var below = 5226.4952788528545610
    below = below * r + 28729.085735721942674
    below = below * r + 39307.895800092710610
    below = below * r + 21213.794301586595867
    below = below * r + 5394.1960214247511077
    below = below * r + 687.18700749205790830
    below = below * r + 42.313330701600911252
    below = below * r + 1
    return q * above / below
  }

  /// The quantile where the chance is far from one half.
  @inlinable
  static func tailNormalQuantile(_ chance: Double) -> Double {
    let upper = chance > 0.5
    let tail = upper ? 1 - chance : chance
    guard tail > 0 else {
      return tail.isNaN ? tail : upper ? .infinity : -.infinity
    }
    let r = (-log(tail)).squareRoot()
    let size = r <= 5 ? middleNormalTail(r - 1.6) : farNormalTail(r - 5)
    return upper ? size : -size
  }

  /// The size of the quantile for a tail between about 1.4e-11 and 0.075.
  @inlinable
  static func middleNormalTail(_ r: Double) -> Double {
    var above = 7.74545014278341407640e-4
    above = above * r + 2.27238449892691845833e-2
    above = above * r + 2.41780725177450611770e-1
    above = above * r + 1.27045825245236838258
    above = above * r + 3.64784832476320460504
    above = above * r + 5.76949722146069140550
    above = above * r + 4.63033784615654529590
    above = above * r + 1.42343711074968357734
    var below = 1.05075007164441684324e-9
    below = below * r + 5.47593808499534494600e-4
    below = below * r + 1.51986665636164571966e-2
    below = below * r + 1.48103976427480074590e-1
    below = below * r + 6.89767334985100004550e-1
    below = below * r + 1.67638483018380384940
    below = below * r + 2.05319162663775882187
    below = below * r + 1
    return above / below
  }

  /// The size of the quantile for a tail below about 1.4e-11.
  @inlinable
  static func farNormalTail(_ r: Double) -> Double {
    var above = 2.01033439929228813265e-7
    above = above * r + 2.71155556874348757815e-5
    above = above * r + 1.24266094738807843860e-3
    above = above * r + 2.65321895265761230930e-2
    above = above * r + 2.96560571828504891230e-1
    above = above * r + 1.78482653991729133580
    above = above * r + 5.46378491116411436990
    above = above * r + 6.65790464350110377720
    var below = 2.04426310338993978564e-15
    below = below * r + 1.42151175831644588870e-7
    below = below * r + 1.84631831751005468180e-5
    below = below * r + 7.86869131145613259100e-4
    below = below * r + 1.48753612908506148525e-2
    below = below * r + 1.36929880922735805310e-1
    below = below * r + 5.99832206555887937690e-1
    below = below * r + 1
    return above / below
  }
}

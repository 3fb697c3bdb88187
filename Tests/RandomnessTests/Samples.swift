import Randomness

/// How many standard errors a statistic may be off, at one false alarm in a million.
let falseAlarmErrors = 4.8916384756985904

/// Uniform numbers of a test's own stream.
func uniforms(_ name: String, count: Int, draw: UInt32 = 0) -> [Double] {
  let stream = Stream("tests/" + name, seed: 20_260_101)
  return (0..<count).map { stream.uniform(draw: draw, identity: UInt64($0)) }
}

/// The largest distance between a sample's distribution function and a continuous one.
func kolmogorovSmirnov(_ sample: [Double], _ cumulative: (Double) -> Double) -> Double {
  let count = Double(sample.count)
  var largest = 0.0
  for (index, value) in sample.sorted().enumerated() {
    let chance = cumulative(value)
    largest = max(largest, chance - Double(index) / count, Double(index + 1) / count - chance)
  }
  return largest
}

/// The largest such distance that chance explains, at one false alarm in a million.
func kolmogorovSmirnovLimit(count: Int) -> Double { 2.6935 / Double(count).squareRoot() }

/// The mean and standard deviation of a sample.
func summary(_ sample: [Double]) -> (mean: Double, deviation: Double) {
  let mean = sample.reduce(0, +) / Double(sample.count)
  let squares = sample.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
  return (mean, (squares / Double(sample.count - 1)).squareRoot())
}

/// The Pearson correlation of two samples.
func correlation(_ first: [Double], _ second: [Double]) -> Double {
  let (firstMean, firstDeviation) = summary(first)
  let (secondMean, secondDeviation) = summary(second)
  let products = zip(first, second).map { ($0 - firstMean) * ($1 - secondMean) }.reduce(0, +)
  return products / (Double(first.count - 1) * firstDeviation * secondDeviation)
}

/// The rank of each of a sample's numbers, for a sample without ties.
func ranks(_ sample: [Double]) -> [Double] {
  var ranks = Array(repeating: 0.0, count: sample.count)
  let order = sample.indices.sorted { sample[$0] < sample[$1] }
  for (rank, index) in order.enumerated() { ranks[index] = Double(rank) }
  return ranks
}

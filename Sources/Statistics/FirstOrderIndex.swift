/// The share of the variance of outputs that one input explains by itself, from equal-count bins.
///
/// The variance of the bins' means over the whole variance. Inputs that tie share a bin, so an
/// input with few values gets few bins, and a constant one explains nothing. Chance alone gives
/// about the number of bins less one over the number of outputs: print it beside the level that a
/// random permutation gives. It is zero where the outputs do not vary.
public func firstOrderIndex(
  of outputs: [Double], by inputs: [Double], bins: Int = 20
) -> Double {
  precondition(outputs.count == inputs.count, "each output has an input")
  precondition(bins > 0, "there is at least one bin")
  let order = inputs.indices.sorted {
    inputs[$0] == inputs[$1] ? $0 < $1 : inputs[$0] < inputs[$1]
  }
  var whole = Moments()
  var parts = Array(repeating: Moments(), count: bins)
  var bin = 0
  for (position, index) in order.enumerated() {
    let isTied = position > 0 && inputs[order[position - 1]] == inputs[index]
    if !isTied { bin = position * bins / order.count }
    parts[bin].add(outputs[index])
    whole.add(outputs[index])
  }
  let total = whole.variance * Double(whole.count - 1)
  guard total > 0 else { return 0 }
  var between = 0.0
  for part in parts {
    between += Double(part.count) * (part.mean - whole.mean) * (part.mean - whole.mean)
  }
  return between / total
}

/// The share of variance that an input seems to explain once the outputs are shuffled.
///
/// The outputs are put in the order of one uniform number each, ties by position, which the caller
/// draws from a seeded stream; the bins stay as they are. It is what a useless input would show.
public func permutedFirstOrderIndex(
  of outputs: [Double], by inputs: [Double], bins: Int = 20, uniforms: [Double]
) -> Double {
  precondition(uniforms.count == outputs.count, "each output has a uniform number")
  let order = uniforms.indices.sorted {
    uniforms[$0] == uniforms[$1] ? $0 < $1 : uniforms[$0] < uniforms[$1]
  }
  return firstOrderIndex(of: order.map { outputs[$0] }, by: inputs, bins: bins)
}

/// The one name that a misspelt one may have meant: one letter away, or two from seven letters.
///
/// Nothing is returned when two names are equally near, for a guess must be certain.
public func nearestName(to word: String, among names: some Sequence<String>) -> String? {
  if word.utf8.count > 200 { return nil }
  let letters = Array(word.unicodeScalars)
  let limit = letters.count >= 7 ? 2 : 1
  var best: (name: String, distance: Int)?
  var isTied = false
  for name in names where name != word && name.utf8.count <= 4 * (letters.count + limit) {
    let other = Array(name.unicodeScalars)
    guard abs(other.count - letters.count) <= limit else { continue }
    let distance = editDistance(letters, other, atMost: limit)
    guard distance <= limit, distance < min(letters.count, other.count) else { continue }
    if let known = best, known.distance <= distance {
      isTied = isTied || (known.distance == distance && known.name != name)
    } else {
      best = (name, distance)
      isTied = false
    }
  }
  return isTied ? nil : best?.name
}

/// The number of letters to add, drop, change or swap with a neighbour, or more than the limit.
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], atMost limit: Int) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    for j in 0..<b.count {
      var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        cost = min(cost, beforeLast[j - 1] + 1)
      }
      row.append(cost)
    }
    if let least = row.min(), least > limit { return limit + 1 }
    beforeLast = last
    last = row
  }
  return last[b.count]
}

/// What is wrong with the first of many cases for which a law does not hold, or nothing.
///
/// A law that fails for one case often fails for thousands; one of them is enough to read.
public func firstFault<Cases: Sequence>(
  among cases: Cases, _ fault: (Cases.Element) throws -> String?
) rethrows -> String? {
  for each in cases {
    if let found = try fault(each) { return found }
  }
  return nil
}

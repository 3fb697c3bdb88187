public import FundingValues

/// The facts of one case: a learner, an employer, a course and the running figures about them.
///
/// Facts are numbered by the compiler's fact table. Units are those of the language: pence, fractions of
/// one, credits, hours, years, days, day numbers, indices of categories, and one for yes.
public struct Frame: Sendable {
  /// The values, by the number of the fact.
  public var values: [Ratio]
  /// Which facts are given.
  public var known: [Bool]

  /// A frame of so many facts, none of them given.
  public init(count: Int) {
    values = Array(repeating: .zero, count: count)
    known = Array(repeating: false, count: count)
  }

  /// Takes every fact from another frame of the same facts, in the memory that this one has.
  public mutating func take(from other: Frame) {
    for fact in values.indices where fact < other.values.count {
      values[fact] = other.values[fact]
      known[fact] = other.known[fact]
    }
  }

  /// The value of a fact, or nothing if it is not given; setting nothing forgets it.
  public subscript(fact: Int) -> Ratio? {
    get { known[fact] ? values[fact] : nil }
    set {
      values[fact] = newValue ?? .zero
      known[fact] = newValue != nil
    }
  }
}

/// One step of a formula, in the order in which a stack machine takes them.
public enum Operation: Sendable, Hashable {
  case constant(Ratio)
  /// A fact, by its number in the frame.
  case fact(Int)
  /// A parameter's value on the day asked about.
  case parameter(Int)
  case add, subtract, multiply, divide, negate
  /// The least of the last so many values.
  case minimum(Int)
  /// The greatest of the last so many values.
  case maximum(Int)
  /// The logistic function, in whole parts per million.
  case logistic
  /// `response(share, elasticity)`: a share raised by an elasticity on the log-odds scale.
  case response
  /// A day so many years later; parts of a year are whole months, and the day of the month is kept
  /// or is the month's last.
  case addYears
  /// A fact that is chosen, or else the most there is to choose.
  case chosen(Int, otherwise: Ratio)

  /// Whether it joins the last two values into one.
  var joinsTwo: Bool {
    switch self {
    case .add, .subtract, .multiply, .divide, .response, .addYears: true
    default: false
    }
  }
}

/// An expression of the policy language, ready to be worked out.
public struct Formula: Sendable, Hashable {
  /// The steps in postfix order.
  public let operations: [Operation]

  /// A formula from its steps.
  public init(_ operations: [Operation]) { self.operations = operations }

  /// A formula that is one number.
  public init(_ constant: Ratio) { operations = [.constant(constant)] }

  /// The number, if the formula is nothing else.
  public var constant: Ratio? {
    if operations.count == 1, case .constant(let value) = operations[0] { return value }
    return nil
  }

  /// The facts it reads.
  public var facts: [Int] {
    operations.compactMap { if case .fact(let fact) = $0 { fact } else { nil } }
  }

  /// The first fact that it reads.
  var firstFact: Int? {
    for operation in operations {
      if case .fact(let fact) = operation { return fact }
    }
    return nil
  }

  /// The parameters it reads.
  public var parameters: [Int] {
    operations.compactMap { if case .parameter(let parameter) = $0 { parameter } else { nil } }
  }
}

/// Why a formula has no value.
public enum Missing: Error, Sendable, Hashable {
  /// A fact is not given.
  case fact(Int)
  /// A parameter has no value on the day, or no row for the case.
  case parameter(Int, CivilDate)
}

/// What formulas are worked out from: facts, values in force and a day.
public struct Circumstances: Sendable {
  /// The facts of the case.
  public var frame: Frame
  /// The values of parameters in one draw.
  public var values: ParameterValues
  /// The day on which parameters are read.
  public var date: CivilDate

  /// Circumstances from their parts.
  public init(frame: Frame, values: ParameterValues, date: CivilDate) {
    self.frame = frame
    self.values = values
    self.date = date
  }

  /// The exact value of a formula.
  public func value(of formula: Formula) throws(Missing) -> Ratio {
    let operations = formula.operations
    // Most formulas are one operand, or two joined: those need no stack.
    switch operations.count {
    case 1: if let value = try operand(operations[0]) { return value }
    case 3:
      if operations[2].joinsTwo, let left = try operand(operations[0]),
        let right = try operand(operations[1])
      {
        return combined(left, operations[2], right)
      }
    default: break
    }
    var stack: [Ratio] = []
    stack.reserveCapacity(8)
    for operation in operations { try apply(operation, to: &stack) }
    return stack.last ?? .zero
  }

  /// The value of an operation that takes nothing from the stack.
  @inline(__always)
  private func operand(_ operation: Operation) throws(Missing) -> Ratio? {
    switch operation {
    case .constant(let value): return value
    case .fact(let fact):
      guard let value = frame[fact] else { throw .fact(fact) }
      return value
    case .parameter(let parameter):
      return try values.value(of: parameter, on: date, frame: frame)
    default: return nil
    }
  }

  private func apply(_ operation: Operation, to stack: inout [Ratio]) throws(Missing) {
    switch operation {
    case .constant(let value): stack.append(value)
    case .fact(let fact):
      guard frame.known[fact] else { throw .fact(fact) }
      stack.append(frame.values[fact])
    case .parameter(let parameter):
      stack.append(try values.value(of: parameter, on: date, frame: frame))
    case .chosen(let fact, let most): stack.append(frame[fact] ?? most)
    case .negate: stack.append(-(stack.popLast() ?? .zero))
    case .logistic:
      stack.append(Ratio(millionthsOf: logistic((stack.popLast() ?? .zero).double)))
    case .minimum(let count): reduce(&stack, count) { min($0, $1) }
    case .maximum(let count): reduce(&stack, count) { max($0, $1) }
    case .add, .subtract, .multiply, .divide, .response, .addYears:
      let right = stack.popLast() ?? .zero
      let left = stack.popLast() ?? .zero
      stack.append(combined(left, operation, right))
    }
  }

  private func combined(_ left: Ratio, _ operation: Operation, _ right: Ratio) -> Ratio {
    switch operation {
    case .add: left + right
    case .subtract: left - right
    case .multiply: left * right
    case .divide: left / right
    case .addYears: later(left, by: right)
    default: Ratio(millionthsOf: response(share: left.double, elasticity: right.double))
    }
  }

  private func later(_ day: Ratio, by years: Ratio) -> Ratio {
    let start = CivilDate(day: Int32(clamping: day.floor()))
    let months = Int(clamping: (years * Ratio(12)).floor())
    return Ratio(Int64(start.adding(months: max(-200_000, min(200_000, months))).day))
  }

  private func reduce(_ stack: inout [Ratio], _ count: Int, _ join: (Ratio, Ratio) -> Ratio) {
    guard count > 0, stack.count >= count else { return }
    var result = stack.removeLast()
    for _ in 1..<count { result = join(stack.removeLast(), result) }
    stack.append(result)
  }
}

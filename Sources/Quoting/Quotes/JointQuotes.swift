package import FundingRules
import FundingValues

/// Cases quoted together: what one of them takes of an account, a budget or a limit is not there for
/// those after it.
///
/// Every route is asked of all cases: those to whom it is open are settled by it together.
package struct JointQuotes {
  /// A case, and who its employer and its learner are among all of them.
  package struct Row {
    /// The case, with its facts and figures.
    package var work: QuoteCase
    /// The number of its employer: rows with the same one share the employer's accounts and limits.
    package let employer: Int
    /// The number of its learner.
    package let learner: Int

    /// A row from its parts.
    package init(_ work: QuoteCase, employer: Int, learner: Int) {
      self.work = work
      self.employer = employer
      self.learner = learner
    }
  }

  /// The answers of every row, in their order, or why there is none.
  package static func answers(_ rows: [Row]) -> [Result<[RouteQuote], Failure>] {
    var rows = rows
    var answers: [Result<[RouteQuote], Failure>] = []
    for place in rows.indices {
      do throws(Failure) {
        answers.append(.success(try rows[place].work.answers()))
      } catch {
        answers.append(.failure(error))
      }
    }
    guard let first = rows.first else { return [] }
    for route in first.work.rules.routes.indices { join(route, &rows, &answers) }
    return answers
  }

  /// Settles all to whom a route is open together.
  private static func join(
    _ route: Int, _ rows: inout [Row], _ answers: inout [Result<[RouteQuote], Failure>]
  ) {
    var places: [(row: Int, answer: Int)] = []
    var courses: [JointCourse] = []
    for row in rows.indices {
      guard case .success(let quotes) = answers[row],
        let answer = quotes.firstIndex(where: { $0.route == route && $0.isOpen })
      else { continue }
      do throws(Missing) {
        courses.append(
          try rows[row].work.course(
            route, employer: rows[row].employer, learner: rows[row].learner))
        places.append((row, answer))
      } catch {
        answers[row] = .failure(.missing([error], rows[row].work.rules))
      }
    }
    guard let quotes = rows.first?.work.quotes else { return }
    do throws(Missing) {
      let joint = try JointSettlement(courses, quotes.rules, quotes.limits)
      for (place, course) in zip(places, joint.courses) {
        guard case .success(var found) = answers[place.row] else { continue }
        found[place.answer] = course.quote
        answers[place.row] = .success(found)
      }
    } catch {
      for place in places { answers[place.row] = .failure(.missing([error], quotes.rules)) }
    }
  }
}

extension QuoteCase {
  /// The course of the case on a route, settled alone, to be settled together with others.
  package mutating func course(
    _ number: Int, employer: Int, learner: Int
  ) throws(Missing) -> JointCourse {
    let instalments = terms.instalments(from: date) ?? Instalments(count: 1, first: date)
    take(number)
    let quote = try answer(number, in: instalments)
    return JointCourse(
      quote, settlement, instalments,
      balances: rules.accounts.indices.map { givenBalance(of: $0) }, dated,
      hasEmployer: hasEmployer, employer: employer, learner: learner)
  }
}

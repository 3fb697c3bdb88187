public import Analysis
import FundingValues
import Simulation

/// The answer to the question of a run, in sentences of at most 25 words.
public struct Answer: Sendable {
  let comparison: Comparison
  private let people = FigureText(.count)

  /// The answer of a comparison.
  public init(_ comparison: Comparison) { self.comparison = comparison }

  /// What each regime brings, those first that change who studies.
  public var sentences: [String] {
    guard comparison.regimes.count > 1 else { return alone }
    let all = comparison.regimes.indices.dropFirst().map(comparison.headline)
    let changing = all.filter(\.changesWhoStudies)
    var sentences = opening(all, changing)
    for each in changing { sentences += brings(each, isOnly: changing.count == 1) }
    return sentences + others(all.filter { !$0.changesWhoStudies })
  }

  /// What one regime by itself comes to.
  private var alone: [String] {
    guard let starts = comparison.measure(.starts),
      let begun = comparison.total(starts, regime: 0)
    else { return ["No figure came of the run."] }
    var sentences = ["Under \(title(0)), \(people.valueWithRange(begun)) courses are begun."]
    if let completions = comparison.measure(.completions),
      let completed = comparison.total(completions, regime: 0)
    {
      sentences.append("Of them, \(people.valueWithRange(completed)) are completed.")
    }
    return sentences
  }

  private func opening(_ all: [Headline], _ changing: [Headline]) -> [String] {
    if all.count == 1 { return [] }
    if changing.count == 1, let only = changing.first {
      return ["Only one changes who studies: \(title(only.regime))."]
    }
    if !changing.isEmpty { return [] }
    let isResolved = all.contains { $0.completers.map { $0.isResolved } ?? false }
    let draws = grouped(Int64(comparison.result.draws))
    return isResolved
      ? ["None of them changes who studies by more than one in a hundred."]
      : [
        "At \(draws) draws no change in who studies can be told from zero; more draws may show one."
      ]
  }

  /// What a regime brings that changes who studies.
  private func brings(_ headline: Headline, isOnly: Bool) -> [String] {
    guard let completers = headline.completers else { return [] }
    let subject = isOnly && comparison.regimes.count > 2 ? "It" : title(headline.regime)
    var sentences: [String] = []
    let count = people.valueWithRange(completers)
    if completers.value < 0 {
      sentences.append("\(subject) changes the number who complete by \(count).")
    } else {
      sentences.append("\(subject) brings \(count) more people who complete.")
      if let each = headline.supportForEach, each.isResolved {
        let money = comparison.wordsOfMoney.valueWithRange(each)
        sentences.append("Each of them costs about \(money) of public support.")
      }
    }
    if let anyway = headline.cameAnyway, anyway.isResolved {
      let tenths = Int((anyway.value / 10 + 0.5).rounded(.down))
      let number = tenths == 0 ? "fewer than 1" : "\(tenths)"
      sentences.append("Of each 10 people it newly funds, \(number) would have come anyway.")
    }
    return sentences
  }

  /// What the regimes bring that do not change who studies, those alike in one sentence.
  private func others(_ headlines: [Headline]) -> [String] {
    var sentences: [String] = []
    func say(_ chosen: [Headline], _ one: String, _ several: String) {
      guard let first = chosen.first else { return }
      sentences.append(
        chosen.count == 1
          ? "\(title(first.regime)) \(one)."
          : "\(listed(chosen.map { title($0.regime) }, "and")) each \(several).")
    }
    let same = headlines.filter(\.isUnchanged)
    say(same, "changes nothing: every figure is the same", "change nothing")
    let rest = headlines.filter { !$0.isUnchanged }
    let few = rest.filter(\.bringsFewerThanOne)
    say(few, "brings fewer than one more completer", "bring fewer than one more completer")
    let others = rest.filter { !$0.bringsFewerThanOne }
    let unknown = others.filter { !($0.completers?.isResolved ?? true) }
    if let first = unknown.first {
      sentences.append(
        unknown.count == 1
          ? "What \(title(first.regime)) brings cannot be told from zero "
            + "(\(first.completers.map(people.range) ?? "") more people)."
          : "What \(listed(unknown.map { title($0.regime) }, "and")) bring cannot be told from zero."
      )
    }
    for each in others {
      guard let completers = each.completers, completers.isResolved else { continue }
      sentences.append(
        "\(title(each.regime)) brings \(people.valueWithRange(completers)) more people who complete."
      )
    }
    return sentences
  }

  private func title(_ regime: Int) -> String { comparison.quotedTitle(of: regime) }
}

extension Comparison {
  /// A regime's title as it stands in a sentence.
  func quotedTitle(of regime: Int) -> String { "“\(title(of: regime))”" }

  /// A regime as it is titled, or by its name.
  func title(of regime: Int) -> String {
    let found = result.regimes[regime]
    return found.title.isEmpty ? found.name : found.title
  }
}

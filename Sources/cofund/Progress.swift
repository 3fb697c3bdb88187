import Foundation
import Simulation

/// A bar on standard error: how far a run has come, how fast it goes and how long is left.
final class Progress: Sendable {
  private struct State {
    var done = 0
    var drawnAt = -1.0
    var width = 0
  }
  private let total: Int
  private let noun: String
  private let console: Console
  private let started: Double
  private let state = Guarded(State())

  /// A bar for so many of something.
  init(total: Int, noun: String, _ console: Console) {
    self.total = max(1, total)
    self.noun = noun
    self.console = console
    started = ProcessInfo.processInfo.systemUptime
  }

  /// Shows that so many are done; may be called from any thread.
  func update(_ done: Int) {
    guard console.showsProgress else { return }
    let now = ProcessInfo.processInfo.systemUptime
    state.withLock { state in
      state.done = max(state.done, done)
      guard now - state.drawnAt >= 0.1 || state.done == total else { return }
      state.drawnAt = now
      let text = line(state.done, seconds: now - started)
      let padding = String(repeating: " ", count: max(0, state.width - text.count))
      state.width = text.count
      console.progress(text + padding)
    }
  }

  /// Takes the bar away.
  func clear() {
    guard console.showsProgress else { return }
    state.withLock { state in
      console.progress(String(repeating: " ", count: state.width))
      console.progress("")
      state.width = 0
    }
  }

  /// How long it has taken, in seconds.
  var seconds: Double { ProcessInfo.processInfo.systemUptime - started }

  private func line(_ done: Int, seconds: Double) -> String {
    let filled = done * 24 / total
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 24 - filled)
    var text = "[\(bar)] \(done) of \(total) \(noun)"
    guard seconds > 0.2, done > 0 else { return text }
    let rate = Double(done) / seconds
    text += ", \(Progress.short(rate)) a second"
    if done < total { text += ", \(Progress.time(Double(total - done) / rate)) left" }
    return text
  }

  /// A rate with one decimal below ten.
  static func short(_ rate: Double) -> String {
    rate >= 10 ? String(Int(min(1e12, rate + 0.5))) : String(format: "%.1f", rate)
  }

  /// A stretch of time in words.
  static func time(_ seconds: Double) -> String {
    let whole = Int(min(1e9, seconds.rounded(.up)))
    if whole < 60 { return "\(whole) s" }
    return whole < 3600
      ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}

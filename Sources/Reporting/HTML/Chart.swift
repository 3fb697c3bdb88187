/// Pictures in SVG: every part has an outline or a label beside its colour.
enum Chart {
  /// How wide a picture is, in its own units; text has a size of 11 of them.
  static let width = 360.0

  /// One pattern a kind of segment, on top of its colour.
  static var patterns: String {
    let lines = [
      "", "<path d=\"M0 8L8 0\"/>", "<path d=\"M0 4H8\"/>", "<path d=\"M4 0V8\"/>",
      "<circle cx=\"4\" cy=\"4\" r=\"1.4\"/>", "<path d=\"M0 0L8 8M0 8L8 0\"/>",
      "<path d=\"M0 2H8M0 6H8\"/>", "<path d=\"M0 0L8 8\"/>",
    ]
    let made = lines.enumerated().map { number, line in
      "<pattern id=\"p\(number)\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"
        + "<rect width=\"8\" height=\"8\" style=\"fill:var(--c\(number))\"/>"
        + "<g style=\"stroke:var(--ink);stroke-width:.9;fill:var(--ink)\">\(line)</g></pattern>"
    }.joined()
    return
      "<svg class=\"patterns\" aria-hidden=\"true\" focusable=\"false\"><defs>\(made)</defs></svg>"
  }

  /// How many kinds of segments can be told apart.
  static let kinds = 8

  /// A picture with a text for those who cannot see it.
  static func picture(_ description: String, height: Double, _ content: String) -> String {
    "<svg viewBox=\"0 0 \(Markup.place(width)) \(Markup.place(height))\" role=\"img\" "
      + "aria-label=\"\(Markup.escaped(description))\">\(content)</svg>"
  }

  static func text(
    _ words: String, _ x: Double, _ y: Double, anchor: String = "start", soft: Bool = false
  ) -> String {
    "<text x=\"\(Markup.place(x))\" y=\"\(Markup.place(y))\" text-anchor=\"\(anchor)\""
      + (soft ? " class=\"soft\"" : "") + ">\(Markup.escaped(words))</text>"
  }

  static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ name: String
  ) -> String {
    "<line x1=\"\(Markup.place(x1))\" y1=\"\(Markup.place(y1))\" x2=\"\(Markup.place(x2))\" "
      + "y2=\"\(Markup.place(y2))\" class=\"\(name)\"/>"
  }

  static func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double, kind: Int) -> String
  {
    "<rect x=\"\(Markup.place(x))\" y=\"\(Markup.place(y))\" width=\"\(Markup.place(width))\" "
      + "height=\"\(Markup.place(height))\" class=\"edge\" fill=\"url(#p\(kind % kinds))\"/>"
  }

  static func dot(_ x: Double, _ y: Double, _ radius: Double = 4) -> String {
    "<circle cx=\"\(Markup.place(x))\" cy=\"\(Markup.place(y))\" r=\"\(Markup.place(radius))\" "
      + "class=\"dot\"/>"
  }

  /// The names of segments beside their patterns.
  static func legend(_ names: [(name: String, kind: Int)]) -> String {
    let items = names.map { name, kind in
      "<li><svg viewBox=\"0 0 32 18\" aria-hidden=\"true\" focusable=\"false\">"
        + box(1, 1, 30, 16, kind: kind) + "</svg> \(Markup.escaped(name))</li>"
    }.joined()
    return "<ul class=\"legend\">\(items)</ul>"
  }

  /// A scale from figures to places.
  struct Scale {
    let low: Double
    let high: Double
    let start: Double
    let end: Double
    /// Round figures along it.
    let ticks: [Double]

    /// A scale that holds zero and all figures between two places.
    init(_ figures: [Double], from start: Double, to end: Double, ticks wanted: Int = 4) {
      let finite = figures.filter(\.isFinite)
      let low = min(0, finite.min() ?? 0)
      var high = max(0, finite.max() ?? 0)
      if low == high { high = low + 1 }
      var step = 1e-9
      let sizes = [2.0, 2.5, 2.0]
      var turn = 0
      while (high - low) / step > Double(wanted) {
        step *= sizes[turn % 3]
        turn += 1
      }
      let first = (low / step).rounded(.down)
      let last = (high / step).rounded(.up)
      self.low = first * step
      self.high = last * step
      self.start = start
      self.end = end
      ticks = stride(from: first, through: last, by: 1).map { $0 * step }
    }

    /// Where a figure stands; one beyond the ends stands at the end.
    func callAsFunction(_ figure: Double) -> Double {
      let share = min(1, max(0, (figure - low) / (high - low)))
      return start + share * (end - start)
    }
  }
}

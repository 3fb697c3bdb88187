import Analysis

extension Chart {
  /// One bar of a stack: its name, what is written at its end, and its segments.
  struct Stack {
    let name: String
    let total: String
    let segments: [Double]
  }

  /// Bars one below the other, each made of segments that share kinds; what is below zero is left out.
  static func stacks(_ description: String, _ stacks: [Stack], kinds: [Int]) -> String {
    let most = stacks.map { $0.segments.reduce(0) { $0 + max(0, $1) } }.max() ?? 0
    var y = 0.0
    var content = ""
    for stack in stacks {
      content += text(stack.name, 0, y + 12) + text(stack.total, width, y + 12, anchor: "end")
      var x = 0.5
      for (segment, kind) in zip(stack.segments, kinds) where segment > 0 && most > 0 {
        let size = segment / most * (width - 1)
        content += box(x, y + 17, size, 17, kind: kind)
        x += size
      }
      if x < 1 { content += line(0.5, y + 17, 0.5, y + 34, "edge") }
      y += 46
    }
    return picture(description, height: max(1, y - 8), content)
  }

  /// A figure with its ranges.
  struct Interval {
    let name: String
    /// The figure as it is printed.
    let printed: String
    let estimate: Estimate
  }

  /// Points with their simulation error as a thick line and what is not known as a thin one, about zero.
  static func intervals(
    _ description: String, _ intervals: [Interval], _ words: (Double, Double) -> String
  ) -> String {
    let ends = intervals.flatMap { [$0.estimate.p05, $0.estimate.p95, $0.estimate.value] }
    let scale = Scale(ends, from: 8, to: width - 8)
    var y = 0.0
    var content = ""
    for each in intervals {
      content += text(each.name, 0, y + 12) + text(each.printed, width, y + 12, anchor: "end")
      let (value, error) = (each.estimate.value, 2.13 * each.estimate.standardError)
      content += line(scale(each.estimate.p05), y + 24, scale(each.estimate.p95), y + 24, "thin")
      content += line(scale(value - error), y + 24, scale(value + error), y + 24, "thick")
      content += dot(scale(value), y + 24)
      y += 38
    }
    return picture(
      description, height: y + 18, axis(scale, at: y, words, upTo: 0) + content)
  }

  /// A level axis with its ticks, and a line at zero up to a height.
  static func axis(
    _ scale: Scale, at y: Double, _ words: (Double, Double) -> String, upTo top: Double
  ) -> String {
    var content = line(scale.start, y, scale.end, y, "axis")
    content += line(scale(0), top, scale(0), y, "axis")
    let step = scale.ticks.count > 1 ? scale.ticks[1] - scale.ticks[0] : 1
    for (place, tick) in scale.ticks.enumerated() {
      let anchor = place == 0 ? "start" : place == scale.ticks.count - 1 ? "end" : "middle"
      let x = anchor == "start" ? scale.start - 8 : anchor == "end" ? scale.end + 8 : scale(tick)
      content += line(scale(tick), y, scale(tick), y + 4, "axis")
      content += text(words(tick, step), x, y + 15, anchor: anchor, soft: true)
    }
    return content
  }

  /// Bars from zero, each with its figure, and a mark where chance alone would put it.
  static func bars(
    _ description: String, _ bars: [(name: String, printed: String, value: Double, mark: Double?)]
  ) -> String {
    let scale = Scale(bars.flatMap { [$0.value, $0.mark ?? 0] }, from: 1, to: width - 1)
    var y = 0.0
    var content = ""
    for bar in bars {
      content += text(bar.name, 0, y + 12) + text(bar.printed, width, y + 12, anchor: "end")
      let (left, right) = (min(scale(0), scale(bar.value)), max(scale(0), scale(bar.value)))
      content += box(left, y + 17, max(0.5, right - left), 12, kind: 0)
      if let mark = bar.mark {
        content += line(scale(mark), y + 14, scale(mark), y + 32, "thin")
      }
      y += 40
    }
    content += line(scale(0), 0, scale(0), max(1, y - 6), "axis")
    return picture(description, height: max(1, y - 4), content)
  }

  /// Equal shares of people as dots above their figure: each dot is one in so many.
  static func dots(
    _ description: String, _ figures: [Double], _ words: (Double, Double) -> String
  ) -> String {
    let scale = Scale(figures, from: 10, to: width - 10)
    let columns = 24
    var heights: [Int: Int] = [:]
    var content = ""
    var most = 1
    for figure in figures.sorted() {
      let share = (scale(figure) - scale.start) / (scale.end - scale.start)
      let column = min(columns - 1, Int(share * Double(columns)))
      heights[column, default: 0] += 1
      most = max(most, heights[column] ?? 1)
    }
    let floor = Double(most) * 14 + 4
    heights = [:]
    for figure in figures.sorted() {
      let share = (scale(figure) - scale.start) / (scale.end - scale.start)
      let column = min(columns - 1, Int(share * Double(columns)))
      heights[column, default: 0] += 1
      let x =
        scale.start + (Double(column) + 0.5) / Double(columns) * (scale.end - scale.start)
      content += dot(x, floor - Double(heights[column] ?? 1) * 14 + 7, 6)
    }
    return picture(
      description, height: floor + 20, axis(scale, at: floor, words, upTo: 0) + content)
  }

  /// A figure against another with the error of both.
  struct Point {
    let name: String
    let across: Estimate
    let up: Estimate
  }

  /// Points with their errors, zero at both edges.
  static func points(
    _ description: String, _ points: [Point], across: String, up: String,
    _ words: (Double, Double) -> String
  ) -> String {
    let bottom = 200.0
    let x = Scale(points.flatMap { ends($0.across) }, from: 40, to: width - 12)
    let y = Scale(points.flatMap { ends($0.up) }, from: bottom, to: 24)
    var content = axis(x, at: bottom, words, upTo: 24)
    content += text(up, 0, 12) + text(across, width, bottom + 30, anchor: "end")
    for tick in y.ticks {
      content += line(36, y(tick), 40, y(tick), "axis")
      content += text(plainCount(tick), 33, y(tick) + 4, anchor: "end", soft: true)
    }
    content += line(40, y(0), width - 12, y(0), "axis")
    var taken: [Double] = []
    for point in points {
      let (place, height) = (x(point.across.value), y(point.up.value))
      let (left, right) = (ends(point.across)[0], ends(point.across)[1])
      content += line(x(left), height, x(right), height, "thin")
      content += line(place, y(ends(point.up)[0]), place, y(ends(point.up)[1]), "thin")
      content += dot(place, height)
      var label = height - 8
      while taken.contains(where: { ($0 - label).magnitude < 12 }) { label -= 12 }
      taken.append(label)
      let isRight = place > width / 2
      content += text(
        point.name, place + (isRight ? -6 : 6), label, anchor: isRight ? "end" : "start")
    }
    return picture(description, height: bottom + 36, content)
  }

  private static func ends(_ estimate: Estimate) -> [Double] {
    let error = 2.13 * estimate.standardError
    return [estimate.value - error, estimate.value + error]
  }

  private static func plainCount(_ value: Double) -> String {
    var text = plain(value, places: 2)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// Lines over a few places evenly apart, each named at its end and told apart by its dashes.
  static func lines(
    _ description: String, _ lines: [(name: String, shares: [Double])], places: [String]
  ) -> String {
    let bottom = 160.0
    let right = width - 16
    func x(_ place: Int) -> Double {
      36 + Double(place) / Double(max(1, places.count - 1)) * (right - 36)
    }
    func y(_ share: Double) -> Double { bottom - share * (bottom - 12) }
    var content = line(36, bottom, right, bottom, "axis") + line(36, 12, 36, bottom, "axis")
    for share in [0.0, 0.5, 1] {
      content += text(
        plain(share * 100, places: 0) + "%", 32, y(share) + 4, anchor: "end", soft: true)
    }
    for (place, name) in places.enumerated() where place % 2 == 0 || places.count < 6 {
      content += text(
        name, x(place), bottom + 14, anchor: place == 0 ? "start" : "middle", soft: true)
    }
    let dashes = ["none", "6 3", "2 3", "8 3 2 3", "1 4", "12 4"]
    for (number, line) in lines.enumerated() {
      let path = line.shares.enumerated().map { place, share in
        "\(place == 0 ? "M" : "L")\(Markup.place(x(place))) \(Markup.place(y(share)))"
      }.joined()
      content +=
        "<path class=\"path\" stroke-dasharray=\"\(dashes[number % dashes.count])\" d=\"\(path)\"/>"
      let key = bottom + 34 + Double(number) * 16
      content +=
        "<path class=\"path\" stroke-dasharray=\"\(dashes[number % dashes.count])\" d=\"M0 \(Markup.place(key - 4))H36\"/>"
      content += text(line.name, 42, key)
    }
    return picture(description, height: bottom + 36 + Double(lines.count) * 16, content)
  }
}

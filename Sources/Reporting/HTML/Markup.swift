/// Text of a page, built part by part: what comes from outside is escaped where it enters.
enum Markup {
  /// A text with the signs escaped that mean something in a page.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default:
        let isControl = character.value < 32 && character != "\n" || character.value == 127
        result.unicodeScalars.append(isControl ? "\u{FFFD}" : character)
      }
    }
    return result
  }

  /// An element with attributes, whose values are escaped, around markup.
  static func element(
    _ name: String, _ attributes: [(String, String)] = [], _ content: String
  ) -> String {
    let written = attributes.map { " \($0.0)=\"\(escaped($0.1))\"" }.joined()
    return "<\(name)\(written)>\(content)</\(name)>"
  }

  /// A paragraph of plain text.
  static func paragraph(_ text: String, class name: String = "") -> String {
    element("p", name.isEmpty ? [] : [("class", name)], escaped(text)) + "\n"
  }

  /// A number for coordinates, with at most two decimals.
  static func place(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    var text = plain(value, places: 2)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}

/// A table of a page: its cells are markup.
struct PageTable {
  /// What the table shows, for those who cannot see it.
  let caption: String
  /// The heads of the columns, the first being that of the rows' names.
  let heads: [String]
  private(set) var rows: [(name: String, cells: [String])] = []

  init(_ caption: String, heads: [String]) {
    self.caption = caption
    self.heads = heads
  }

  /// Adds a row by its name and cells, which are markup.
  mutating func add(_ name: String, _ cells: [String]) { rows.append((name, cells)) }

  /// The table in a frame that may be scrolled sideways by keyboard too.
  var markup: String {
    let head = heads.map { Markup.element("th", [("scope", "col")], Markup.escaped($0)) }.joined()
    let body = rows.map { row in
      let name = Markup.element("th", [("scope", "row")], Markup.escaped(row.name))
      let cells = row.cells.map { "<td>\($0.isEmpty ? "–" : $0)</td>" }.joined()
      return "<tr>\(name)\(cells)</tr>\n"
    }.joined()
    let table =
      "<table>\n" + Markup.element("caption", [], Markup.escaped(caption)) + "\n<thead><tr>\(head)"
      + "</tr></thead>\n<tbody>\n\(body)</tbody></table>"
    return Markup.element(
      "div",
      [("class", "wide"), ("role", "region"), ("tabindex", "0"), ("aria-label", caption)], table)
      + "\n"
  }
}

/// A figure of a page: what it finds, its picture, and its data folded below.
struct PageFigure {
  /// The finding, which is the figure's title.
  let finding: String
  /// The picture, as markup.
  let picture: String
  /// The data of the picture.
  let data: PageTable
  /// A line below, if anything is to be said.
  var note = ""

  var markup: String {
    let caption = Markup.element(
      "figcaption", [], Markup.element("h3", [], Markup.escaped(finding)))
    let fold =
      "<details><summary>\(Markup.escaped("Figures: \(data.caption)"))</summary>\n\(data.markup)"
      + "</details>"
    return "<figure>\n\(caption)\n\(picture)\n"
      + (note.isEmpty ? "" : Markup.paragraph(note, class: "note")) + "\(fold)\n</figure>\n"
  }
}

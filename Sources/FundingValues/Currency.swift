/// The money that a program is written in.
public struct Currency: Sendable, Hashable {
  /// The sign, such as £, or ¤ where there is none.
  public let sign: String
  /// The title, such as `Pound sterling`.
  public let title: String
  /// How many minor units make one: 100 pence to the pound.
  public let minorUnits: Int

  /// A currency from its parts.
  public init(sign: String, title: String, minorUnits: Int) {
    self.sign = sign
    self.title = title
    self.minorUnits = minorUnits
  }

  /// Pounds sterling, which a program has if it declares no currency.
  public static let sterling = Currency(sign: "£", title: "Pound sterling", minorUnits: 100)

  /// The code by ISO 4217: one that the title ends with in brackets, such as `Ringgit (MYR)`, else that
  /// of the pound, the euro or the United States dollar by their signs, else `XXX`, which names none.
  ///
  /// A dollar whose title names another country is not taken for that of the United States.
  public var code: String {
    if let named { return named }
    switch sign {
    case "£": return "GBP"
    case "€": return "EUR"
    case "$":
      let words = title.lowercased().split(separator: " ").map(String.init)
      let isPlain = words.isEmpty || words == ["dollar"]
      return isPlain || words.contains("us") || words.contains("united") ? "USD" : "XXX"
    default: return "XXX"
    }
  }

  /// The code in brackets at the end of the title.
  private var named: String? {
    guard title.hasSuffix(")"), let open = title.lastIndex(of: "(") else { return nil }
    let code = title[title.index(after: open)...].dropLast()
    let isCode = code.count == 3 && code.allSatisfy { $0.isASCII && $0.isUppercase }
    return isCode ? String(code) : nil
  }

  /// The currency in a sentence, such as `pounds`, else its title.
  public var words: String {
    switch code {
    case "GBP": "pounds"
    case "EUR": "euros"
    case "USD": "dollars"
    default: title.isEmpty ? sign : title
    }
  }
}

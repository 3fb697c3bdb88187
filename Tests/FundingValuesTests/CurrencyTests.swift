import FundingValues
import Testing

@Suite("The code of a currency")
struct CurrencyTests {
  @Test(
    "by its title, else by its sign, else none",
    arguments: [
      ("£", "Pound sterling", "GBP", "pounds"), ("€", "Euro", "EUR", "euros"),
      ("$", "United States dollar", "USD", "dollars"), ("$", "US dollar", "USD", "dollars"),
      ("$", "Singapore dollar", "XXX", "Singapore dollar"),
      ("$", "Singapore dollar (SGD)", "SGD", "Singapore dollar (SGD)"),
      ("¤", "Malaysian ringgit", "XXX", "Malaysian ringgit"),
      ("¤", "Malaysian ringgit (MYR)", "MYR", "Malaysian ringgit (MYR)"),
      ("¤", "Ringgit (new)", "XXX", "Ringgit (new)"),
    ])
  func code(sign: String, title: String, code: String, words: String) {
    let currency = Currency(sign: sign, title: title, minorUnits: 100)
    #expect(currency.code == code)
    #expect(currency.words == words)
  }
}

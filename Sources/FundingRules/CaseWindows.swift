public import FundingValues

/// What cases have left of funds, each in the period in which a part falls due.
struct FundRooms: Sendable {
  private var rooms: [(period: FundPeriod, left: Int64)] = []

  /// What is left in a period; nothing where no case has come to it.
  func left(_ period: FundPeriod) -> Int64? { rooms.last { $0.period == period }?.left }

  /// Notes what is left in a period.
  mutating func note(_ period: FundPeriod, _ left: Int64) {
    if let place = rooms.lastIndex(where: { $0.period == period }) {
      rooms[place].left = left
    } else {
      rooms.append((period, left))
    }
  }
}

extension Fund {
  /// The budget of the period that begins on a day with what the fund opens with in it, in whole pence: by the values of that day, or by those
  /// of the case where there were none yet; nothing where the fund has no budget or it is not known.
  public func budget(from start: CivilDate, _ here: Circumstances) -> Int64? {
    guard let budget else { return nil }
    func pence(_ amount: Formula, on day: CivilDate) -> Int64? {
      var there = here
      there.date = day
      return ((try? there.value(of: amount)) ?? (try? here.value(of: amount)))?.roundedHalfUp()
    }
    let own = pence(budget, on: start)
    guard let opensWith, period.start(holding: opensWith.on, courseStart: start) == start else {
      return own
    }
    return own.map { $0 + (pence(opensWith.amount, on: opensWith.on) ?? 0) }
  }
}

/// What a holder has used of a limit, window by window, and what is said to be left in one of them.
struct LimitRoom: Sendable {
  /// The room; what is left of it holds in the window for which it is said.
  var room: Headroom.Room
  /// The first day of the window for which it is said what is left.
  let said: CivilDate

  /// The room of which a case says how much is left or used in the window that begins on a day.
  init(_ room: Headroom.Room, said: CivilDate) {
    self.room = room
    self.said = said
    if room.windows.isEmpty, room.used != .zero { self.room.use(room.used, from: said) }
  }

  /// The room as it counts in the window that begins on a day.
  func counting(
    from window: CivilDate, _ scope: Limit.Scope?, courseStart: CivilDate
  ) -> Headroom.Room {
    var result = room
    result.used =
      scope.map { room.used($0, on: window, courseStart: courseStart) } ?? room.used(from: window)
    if window != said { result.left = nil }
    return result
  }
}

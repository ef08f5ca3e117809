import Drawing
import RawData
import TransformedData

/// In what two transforms differ, for people and for programs.
struct DifferenceReport {
  let differences: [TransformDifference]
  /// How many numbers or tokens of a difference are shown.
  static let shown = 5

  /// A table with a group for each difference.
  var text: String {
    guard !differences.isEmpty else { return "no differences" }
    var table = TextTable(columns: [
      ("", .left), ("before", .right), ("after", .right), ("change", .right),
      ("features that depend on it", .left),
    ])
    for difference in differences {
      table.startGroup("\(difference.part.rawValue) \(difference.subject)")
      for (index, line) in Self.lines(of: difference.change).enumerated() {
        let affected = index == 0 ? Self.list(difference.affected, of: difference.affected.count) : ""
        table.addRow(line + [affected])
      }
    }
    return table.render()
  }

  /// Which of them, before, after, change.
  private static func lines(of change: TransformDifference.Change) -> [[String]] {
    switch change {
    case .added(let text): return [["", "", text, "added"]]
    case .removed(let text): return [["", text, "", "removed"]]
    case .replaced(let before, let after): return [["", before, after, ""]]
    case .moved(let moved):
      let lines = moved.numbers.prefix(shown).map { number in
        [number.label ?? "", number.before, number.after, number.change ?? ""]
      }
      let count = "\(moved.numbers.count) of \(moved.count) numbers moved"
      return lines + (moved.numbers.count > shown ? [["...", "", "", count]] : [])
    case .tokens(let tokens): return lines(of: tokens)
    }
  }

  private static func lines(of tokens: TokenChanges) -> [[String]] {
    let change = tokens.countAfter - tokens.countBefore
    let sign = change > 0 ? "+" : ""
    var lines = [
      ["tokens", "\(tokens.countBefore)", "\(tokens.countAfter)", change == 0 ? "" : "\(sign)\(change)"]
    ]
    if !tokens.gained.isEmpty {
      lines.append(["gained", "", texts(tokens.gained), "\(tokens.gained.count) gained"])
    }
    if !tokens.lost.isEmpty { lines.append(["lost", texts(tokens.lost), "", "\(tokens.lost.count) lost"]) }
    for (index, move) in tokens.moved.prefix(shown).enumerated() {
      let change = index == 0 ? "\(tokens.moved.count) with another rank" : ""
      lines.append(["rank of \(quoted(move.token))", "\(move.before)", "\(move.after)", change])
    }
    return lines
  }

  private static func texts(_ tokens: [[UInt8]]) -> String {
    list(tokens.prefix(shown).map { quoted($0) }, of: tokens.count)
  }

  /// The first few of `count` names.
  private static func list(_ names: [String], of count: Int) -> String {
    let rest = count > shown ? ["... \(count - shown) more"] : []
    return (names.prefix(shown) + rest).joined(separator: ", ")
  }
}

extension DifferenceReport {
  /// An object for each difference.
  var json: JSON {
    .array(
      differences.map { difference in
        .object(
          [
            .init("part", .string(difference.part.rawValue)), .init("subject", .string(difference.subject)),
          ] + Self.members(of: difference.change) + [.init("affects", .strings(difference.affected))]
        )
      }
    )
  }

  private static func members(of change: TransformDifference.Change) -> [JSON.Member] {
    switch change {
    case .added(let text): return [.init("change", .string("added")), .init("after", .string(text))]
    case .removed(let text): return [.init("change", .string("removed")), .init("before", .string(text))]
    case .replaced(let before, let after):
      return [
        .init("change", .string("replaced")), .init("before", .string(before)),
        .init("after", .string(after)),
      ]
    case .moved(let moved):
      let numbers = moved.numbers.prefix(shown).map { number in
        JSON.object(
          (number.label.map { [.init("of", .string($0))] } ?? []) + [
            .init("before", .string(number.before)), .init("after", .string(number.after)),
            .init("change", number.change.map(JSON.string) ?? .null),
          ]
        )
      }
      return [
        .init("change", .string("moved")), .init("moved_count", .int(moved.numbers.count)),
        .init("count", .int(moved.count)), .init("first_moved", .array(numbers)),
      ]
    case .tokens(let tokens): return members(of: tokens)
    }
  }

  private static func members(of tokens: TokenChanges) -> [JSON.Member] {
    let moves = tokens.moved.prefix(shown).map { move in
      JSON.object([
        .init("token", .bytes(move.token[...])), .init("before", .int(move.before)),
        .init("after", .int(move.after)),
      ])
    }
    return [
      .init("change", .string("tokens")), .init("count_before", .int(tokens.countBefore)),
      .init("count_after", .int(tokens.countAfter)), .init("gained_count", .int(tokens.gained.count)),
      .init("first_gained", .array(tokens.gained.prefix(shown).map { .bytes($0[...]) })),
      .init("lost_count", .int(tokens.lost.count)),
      .init("first_lost", .array(tokens.lost.prefix(shown).map { .bytes($0[...]) })),
      .init("rank_moves_count", .int(tokens.moved.count)), .init("first_rank_moves", .array(moves)),
    ]
  }
}

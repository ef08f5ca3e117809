import Drawing
import RawData
import TransformedData

/// What `lessons hashes` has found, for people and for programs.
struct HashReport {
  let uses: [HashUse]
  /// How many combinations of an operation were counted at most.
  let limit: Int

  /// A table with a group for each operation, and a line about each one's fullest bin.
  var text: String {
    guard !uses.isEmpty else { return "no operation of this transform hashes" }
    let places = SourcePlaces(uses.map(\.location))
    var table = TextTable(
      columns: ["combinations", "bins", "used", "share a bin", "in the fullest"].map { ($0, .right) }
        + [places.column]
    )
    for use in uses {
      table.startGroup("\(use.shownName) = \(use.expression)")
      let count = use.isCutOff ? "> \(use.combinations)" : "\(use.combinations)"
      table.addRow([count] + Self.cells(use.division) + [places.text(use.location)])
      // Where nothing collides more bins give nothing.
      for division in use.withMoreBins where use.division.sharing > 0 {
        table.addRow([""] + Self.cells(division) + [""])
      }
    }
    let note = places.note.map { "\($0)\n" } ?? ""
    let cutOff =
      uses.contains(where: \.isCutOff)
      ? ["> \(limit): those that came after the first \(limit) are not counted; --limit counts more"] : []
    return note + table.render() + (cutOff + uses.compactMap(Self.fullestLine)).joined(separator: "\n")
  }

  private static func cells(_ division: HashUse.Division) -> [String] {
    [
      "\(division.bins)", "\(division.usedBins)", "\(division.sharing)", "\(division.fullestCount)",
    ]
  }

  private static func fullestLine(_ use: HashUse) -> String? {
    guard let bin = use.division.fullestBin, use.division.fullestCount > 1 else { return nil }
    let rest = use.division.fullestCount > use.fullest.count ? "; ..." : ""
    let combinations = use.fullest.map { use.inputs.count > 1 ? "(\($0))" : $0 }.joined(separator: "; ")
    return "\(use.shownName): bin \(bin) holds \(use.division.fullestCount): \(combinations)\(rest)"
  }

  /// A list with an object for each operation.
  var json: JSON {
    .array(
      uses.map { use in
        .object(
          [
            .init("name", .string(use.name)), .init("operation", .string(use.operation)),
            .init("inputs", .strings(use.inputs)), .init("features", .strings(use.outputs)),
            .init("at", use.location.map { .string($0.description) } ?? .null),
            .init("combinations", .int(use.combinations)), .init("is_cut_off", .bool(use.isCutOff)),
          ] + Self.members(use.division) + [
            .init("fullest", .strings(use.fullest)),
            .init("with_more_bins", .array(use.withMoreBins.map { .object(Self.members($0)) })),
          ]
        )
      }
    )
  }

  private static func members(_ division: HashUse.Division) -> [JSON.Member] {
    [
      .init("bins", .int(division.bins)), .init("used_bins", .int(division.usedBins)),
      .init("sharing_a_bin", .int(division.sharing)),
      .init("fullest_bin", division.fullestBin.map(JSON.int) ?? .null),
      .init("in_fullest_bin", .int(division.fullestCount)),
    ]
  }
}

extension HashUse {
  /// The transformed feature's name, or that of the step where it is none.
  fileprivate var shownName: String { outputs.isEmpty ? name : outputs.joined(separator: ", ") }

  /// `hashed_cross(hour_of_day_1, day_of_week_1)`.
  fileprivate var expression: String { "\(operation)(\(inputs.joined(separator: ", ")))" }
}

import Testing

@testable import Drawing

@Suite("Tables that fit")
struct TextTableWidthTests {
  private static func table() -> TextTable {
    var table = TextTable(columns: [("step", .left), ("made of", .left), ("value", .right)])
    table.addRow(["scale", "scale(x, min = 0.0, max = 6.0)", "0.25"])
    table.addRow(["say", "the  words of\nmany lines", "\"a b\""])
    return table
  }

  @Test func `a table that fits stays as it is`() {
    let text = TextTable.$width.withValue(50) { Self.table().render() }
    #expect(
      text == """
        ┌───────┬────────────────────────────────┬───────┐
        │ step  │ made of                        │ value │
        ├───────┼────────────────────────────────┼───────┤
        │ scale │ scale(x, min = 0.0, max = 6.0) │  0.25 │
        │ say   │ the  words of                  │ "a b" │
        │       │ many lines                     │       │
        └───────┴────────────────────────────────┴───────┘

        """
    )
  }

  @Test func `the widest column gives way, at spaces, commas and brackets, and what goes on is indented`() {
    let text = TextTable.$width.withValue(36) { Self.table().render() }
    #expect(
      text == """
        ┌───────┬──────────────────┬───────┐
        │ step  │ made of          │ value │
        ├───────┼──────────────────┼───────┤
        │ scale │ scale(x,         │  0.25 │
        │       │   min = 0.0,     │       │
        │       │   max = 6.0)     │       │
        │ say   │ the  words of    │ "a b" │
        │       │ many lines       │       │
        └───────┴──────────────────┴───────┘

        """
    )
  }

  @Test func `where words would have to be divided, the last columns go below, with the first one again`() {
    var table = TextTable(columns: [("feature", .left), ("smallest", .right), ("largest", .right)])
    table.startGroup("all rides")
    table.addRow(["pickup_longitude", "-74.08264", "40.822613"])
    let text = TextTable.$width.withValue(34) { table.render() }
    #expect(
      text == """
        ┌──────────────────┬───────────┐
        │ feature          │  smallest │
        ├──────────────────┴───────────┤
        │ all rides                    │
        ├──────────────────┬───────────┤
        │ pickup_longitude │ -74.08264 │
        └──────────────────┴───────────┘
        ┌──────────────────┬───────────┐
        │ feature          │   largest │
        ├──────────────────┴───────────┤
        │ all rides                    │
        ├──────────────────┬───────────┤
        │ pickup_longitude │ 40.822613 │
        └──────────────────┴───────────┘

        """
    )
  }

  @Test func `a long name is divided at its underscores, where there is no room for it`() {
    var table = TextTable(columns: [("step", .left), ("makes", .left)])
    table.addRow(["apply_buckets_1", "bucketed_dropoff_longitude"])
    let text = TextTable.$width.withValue(42) { table.render() }
    #expect(
      text == """
        ┌─────────────────┬──────────────────────┐
        │ step            │ makes                │
        ├─────────────────┼──────────────────────┤
        │ apply_buckets_1 │ bucketed_dropoff_    │
        │                 │   longitude          │
        └─────────────────┴──────────────────────┘

        """
    )
  }

  @Test func `a heading makes a narrow table wider, up to the width, and is divided then`() {
    var table = TextTable(columns: [("n", .right)])
    table.startGroup("a heading of many words")
    table.addRow(["1"])
    #expect(
      TextTable.$width.withValue(100) { table.render() } == """
        ┌─────────────────────────┐
        │                       n │
        ├─────────────────────────┤
        │ a heading of many words │
        ├─────────────────────────┤
        │                       1 │
        └─────────────────────────┘

        """
    )
    #expect(
      TextTable.$width.withValue(18) { table.render() }.split(separator: "\n")[3...4] == [
        "│ a heading of   │", "│   many words   │",
      ]
    )
  }

  /// Cells of words, long and short, wide characters among them; the generator is a linear congruential one.
  private static func cells(seed: Int) -> [[String]] {
    var state = UInt64(seed) &* 6_364_136_223_846_793_005 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let words = [
      "a", "bc", "hashed_cross(", "読む", "pickup_longitude,", "= 6.0", "--------------------------", "🚕",
    ]
    return (0..<4).map { _ in
      (0..<3).map { _ in (0..<next(7)).map { _ in words[next(words.count)] }.joined(separator: " ") }
    }
  }

  /// Every cell is read back from the lines of its column.
  @Test(arguments: 1...40, [30, 41, 64, 100])
  func `nothing is wider than it may be, and nothing is lost`(seed: Int, width: Int) {
    let cells = Self.cells(seed: seed)
    var table = TextTable(columns: [("first", .left), ("second", .right), ("third", .left)])
    for row in cells {
      table.startGroup()
      table.addRow(row)
    }
    let lines = TextTable.$width.withValue(width) { table.render() }.split(separator: "\n")
    #expect(lines.allSatisfy { $0.columns <= width })
    var found: [[[String]]] = []
    for line in lines {
      if line.hasPrefix("┌") { found.append([]) }
      if line.hasPrefix("┌") || line.hasPrefix("├") { found[found.count - 1].append([]) }
      guard line.hasPrefix("│") else { continue }
      let parts = line.dropFirst().dropLast().split(separator: "│", omittingEmptySubsequences: false)
      let (part, row) = (found.count - 1, found[found.count - 1].count - 1)
      if found[part][row].isEmpty { found[part][row] = parts.map { _ in "" } }
      for (column, text) in parts.enumerated() { found[part][row][column] += text.filter { $0 != " " } }
    }
    for row in cells.indices {
      let read = found.enumerated().flatMap { part, rows in
        part == 0 ? rows[row + 1] : Array(rows[row + 1].dropFirst())
      }
      #expect(read == cells[row].map { $0.filter { $0 != " " } })
    }
  }
}

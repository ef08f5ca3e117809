import RawData
import Testing
import TransformedData

@testable import Preprocessing

/// Histograms, counts by key and densities.
@Suite("Lesson 3: histograms", .tags(.lesson3), .scratchDirectory)
struct Lesson3HistogramTests {
  /// The histogram's counts and boundaries, in the first row.
  static func found(
    _ rows: Rows,
    _ histogram: @escaping @Sendable (Inputs) throws -> (counts: Column<Int64>, boundaries: Column<Float>)
  ) throws -> (counts: [Int64], boundaries: [Float]) {
    let batch = try rows.transformed { inputs in
      var outputs = Outputs()
      let (counts, boundaries) = try histogram(inputs)
      outputs["counts"] = counts
      outputs["boundaries"] = boundaries
      return outputs
    }
    let counts = try #require(batch["counts"])
    let boundaries = try #require(batch["boundaries"])
    return (
      Array(counts.int64s[counts.range(ofRow: 0)]), Array(boundaries.floats[boundaries.range(ofRow: 0)])
    )
  }

  @Test(arguments: [2, 3, 11, 120])
  func `a bin counts the values between its edges, the first and last also those outside`(count: Int) throws {
    var random = SplitMix64(seed: UInt64(count))
    let values = (0..<300).map { _ in
      random.next(below: 20) == 0 ? Float.nan : Float(random.nextUniform() * 3 - 1)
    }
    let edges = (0..<count).map { Float($0) / Float(count) }
    let rows = Rows(["x": FeatureValues(values)])
    let (counts, boundaries) = try Self.found(rows) { try histogram($0.float("x"), boundaries: edges) }
    let moved = edges.map { $0 - 0.0001 }
    #expect(boundaries == moved)
    let expected = (0..<count - 1).map { bin in
      values.filter { value in
        let isBehind = bin == 0 || moved[bin] < value
        let isBefore = bin == count - 2 || !(moved[bin + 1] < value)
        return isBehind && isBefore
      }
      .count
    }
    #expect(counts == expected.map(Int64.init))
    #expect(counts.reduce(0, +) == 300)
  }

  // Hand-calculated; the doc comments say the same.
  @Test func `the examples of the documentation`() throws {
    let given = Rows(["x": FeatureValues([-3, 0.05, 0.2, 0.5, 7] as [Float])])
    let first = try Self.found(given) { try histogram($0.float("x"), boundaries: [0, 0.1, 1]) }
    #expect(first.counts == [2, 3])
    #expect(first.boundaries == [-0.0001, 0.0999, 0.9999])
    let spread = Rows(["n": FeatureValues([0, 1, 2, 8] as [Int64])])
    let second = try Self.found(spread) { try histogram($0.int64("n"), boundaryCount: 3) }
    #expect(second.counts == [3, 1])
    #expect(second.boundaries == [-0.0001, 3.9999, 7.9999])
    let density = try Rows(["x": FeatureValues([0, 0, 0, 3] as [Float])]).column {
      try estimatedProbabilityDensity($0.float("x"), boundaries: [0, 2, 4])
    }
    #expect(density.floats == [0.375, 0.375, 0.375, 0.125])
    let share = try Rows(["s": strings(["b", "a", "b", "b"])]).column {
      try estimatedProbabilityDensity(categorical: $0.string("s"))
    }
    #expect(share.floats == [0.75, 0.25, 0.75, 0.75])
  }

  @Test func `analyzed boundaries are counted between, too`() throws {
    let rows = Rows(["x": FeatureValues([1, 2, 3, 4, 5, 6, 7, 8] as [Float])])
    let (counts, boundaries) = try Self.found(rows) { inputs in
      let x = try inputs.float("x")
      return try histogram(x, boundaries: quantiles(x, buckets: 4))
    }
    #expect(boundaries == [2.9999, 4.9999, 6.9999])
    #expect(counts == [4, 4])
    let density = try rows.column { inputs in
      let x = try inputs.float("x")
      return try estimatedProbabilityDensity(x, boundaries: quantiles(x, buckets: 4))
    }
    // The moved boundaries are not 4 apart to the last bit.
    #expect(
      density.floats.count == 8 && density.floats.allSatisfy { ($0 - 0.25).magnitude <= Float(0.25).ulp }
    )
  }

  @Test func `counts are the same, whichever way the rows come`() throws {
    var random = SplitMix64(seed: 6)
    let values = FeatureValues((0..<100).map { _ in Float(random.nextUniform() * 2) })
    let names = strings((0..<100).map { _ in "key \(random.next(below: 30))" })
    let ids = FeatureValues((0..<100).map { _ in Int64(random.next(below: 30)) - 15 })
    let edges = FeatureValues(.float32([0, 0.5, 1, 2]), layout: .fixed(width: 4))
    let runs = [
      try accumulatedWays(HistogramAnalyzer(binCount: 3), [values], constants: [edges]),
      try accumulatedWays(CountPerKeyAnalyzer(type: .string), [names]),
      try accumulatedWays(CountPerKeyAnalyzer(type: .int64), [ids]),
    ]
    for ways in runs {
      for (way, found) in ways { #expect(found == ways[0].found, "\(way)") }
    }
  }

  @Test(arguments: [0, 1, 2])
  func `damaged states are errors or other states, never a trap`(kind: Int) throws {
    let edges = FeatureValues(.float32([0, 0.5, 1, 2]), layout: .fixed(width: 4))
    let runs: [(any Analyzer, FeatureValues, [FeatureValues])] = [
      (HistogramAnalyzer(binCount: 3), FeatureValues([0, 1, 2] as [Float]), [edges]),
      (CountPerKeyAnalyzer(type: .string), strings(["a", "bc", "a", ""]), []),
      (CountPerKeyAnalyzer(type: .int64), FeatureValues([-1, 5, 5] as [Int64]), []),
    ]
    let (analyzer, input, constants) = runs[kind]
    let bytes = try accumulatedWays(analyzer, [input], constants: constants)[0].found.bytes
    for position in bytes.indices {
      var damaged = bytes
      damaged[position] ^= 0x81
      do { _ = try restored(analyzer, from: damaged) } catch is StateError {}
    }
    for length in bytes.indices {
      #expect(throws: StateError.self) { try restored(analyzer, from: Array(bytes[..<length])) }
    }
  }

  @Test func `a key that comes twice in a state is refused`() throws {
    var encoder = StateEncoder()
    encoder.write(["a", "a"]) { encoder, key in
      encoder.write(key)
      encoder.write(1)
    }
    let texts = #expect(throws: StateError.self) {
      _ = try restored(CountPerKeyAnalyzer(type: .string), from: encoder.bytes)
    }
    #expect(texts == StateError("found a key twice"))
    var other = StateEncoder()
    other.write([7, 7]) { encoder, key in
      encoder.write(key)
      encoder.write(1)
    }
    let integers = #expect(throws: StateError.self) {
      _ = try restored(CountPerKeyAnalyzer(type: .int64), from: other.bytes)
    }
    #expect(integers == StateError("found keys that do not ascend"))
  }

  @Test func `keys are in the order of their bytes, ids in that of their decimals`() throws {
    let rows = Rows([
      "s": strings(["b", "", "ä", "a", "b", "B"]), "n": FeatureValues([10, 2, -1, 10, 0, 10] as [Int64]),
    ])
    let batch = try rows.transformed { inputs in
      var outputs = Outputs()
      let (texts, counts) = countPerKey(try inputs.string("s"))
      outputs["texts"] = texts
      outputs["counts"] = counts
      let (ids, idCounts) = countPerKey(try inputs.int64("n"))
      outputs["ids"] = ids
      outputs["id counts"] = idCounts
      return outputs
    }
    let texts = try #require(batch["texts"])
    #expect(texts.range(ofRow: 0).map(texts.text) == ["", "B", "a", "b", "ä"])
    #expect(batch["counts"]?.int64s.prefix(5) == [1, 1, 1, 2, 1])
    #expect(batch["ids"]?.int64s.prefix(4) == [-1, 0, 10, 2])
    #expect(batch["id counts"]?.int64s.prefix(4) == [1, 1, 3, 1])
  }

  @Test func `without values there are no keys, and every row is empty`() throws {
    let rows = Rows(["s": strings([])])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["keys"] = countPerKey(try inputs.string("s")).keys
      return outputs
    }
    let batch = try transformFn.transform(Rows(["s": strings(["a", "b"])]).batch)
    #expect(batch["keys"]?.layout == .ragged(rowOffsets: [0, 0, 0]))
    let texts = try CountPerKeyAnalyzer(type: .string).makeAccumulator().finish()
    let integers = try CountPerKeyAnalyzer(type: .int64).makeAccumulator().finish()
    #expect(texts.map(\.type) == [.string, .int64] && integers.map(\.type) == [.int64, .int64])
  }

  @Test func `how many keys there are is in the schema after the analysis`() throws {
    let rows = Rows(["s": strings(["a", "b", "c", "a"])])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["keys"] = countPerKey(try inputs.string("s")).keys
      return outputs
    }
    #expect(transformFn.outputSchema["keys"]?.width == 3)
  }

  @Test(arguments: ["s", "n"])
  func `a value that the analysis has not seen has the probability 0`(column: String) throws {
    let rows = Rows(["s": strings(["a", "a", "b", ""]), "n": FeatureValues([7, 7, -1, 0] as [Int64])])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["y"] =
        column == "s"
        ? estimatedProbabilityDensity(categorical: try inputs.string("s"))
        : estimatedProbabilityDensity(categorical: try inputs.int64("n"))
      return outputs
    }
    let probe = Rows(["s": strings(["a", "", "c"]), "n": FeatureValues([7, 0, 8] as [Int64])])
    #expect(try transformFn.transform(probe.batch)["y"]?.floats == [0.5, 0.25, 0])
  }

  @Test(
    arguments: [
      (
        [],
        [
          "no values, all counts are 0",
          "from inf to -inf there are no bins of equal width, everything is in the first or last",
        ]
      ),
      ([3, 3], ["constant column, the bins have no width"]),
      ([1, .nan], ["from nan to nan there are no bins of equal width, everything is in the first or last"]),
      ([1, 2], []),
    ] as [([Float], [String])]
  )
  func `columns without a range are reported`(values: [Float], notices: [String]) throws {
    let transformFn = try Rows(["x": FeatureValues(values)]).fitted { inputs in
      var outputs = Outputs()
      let x = try inputs.float("x")
      outputs["counts"] = try histogram(x, boundaryCount: 4, fileID: "F", line: 1).counts
      outputs["boundaries"] = try histogram(x, boundaryCount: 4, fileID: "F", line: 1).boundaries
      return outputs
    }
    let problems = transformFn.notices.compactMap { $0.split(separator: " at F:1: ").last.map(String.init) }
    #expect(Set(problems) == Set(notices))
  }

  @Test func `fewer than two boundaries are refused`() {
    let x = Column<Float>(node: Node(.input(name: "x"), type: .float32))
    let calls: [(String, () throws -> Void)] = [
      ("histogram: found 1 boundaries", { _ = try histogram(x, boundaries: [1], fileID: "F", line: 1) }),
      ("histogram: found 1 boundaries", { _ = try histogram(x, boundaryCount: 1, fileID: "F", line: 1) }),
      (
        "histogram: found 1 boundaries",
        { _ = try histogram(x, boundaries: quantiles(x, buckets: 2), fileID: "F", line: 1) }
      ),
      (
        "estimated_probability_density: found 0 boundaries",
        { _ = try estimatedProbabilityDensity(x, boundaries: [], fileID: "F", line: 1) }
      ),
    ]
    for (problem, call) in calls {
      let error = #expect(throws: OperationError.self) { try call() }
      #expect(error?.description == "F:1: \(problem), expected 2 or more")
    }
    let order = #expect(throws: OperationError.self) {
      _ = try histogram(x, boundaries: [1, 0], fileID: "F", line: 1)
    }
    #expect(order?.description == "F:1: histogram: found boundaries [1.0, 0.0], expected ascending ones")
  }

  @Test func `a saved transform does the same`() throws {
    let scratch = try ScratchDirectory.current
    let rows = Rows([
      "x": FeatureValues([1, 0.5, 3, 4.5, 0.2, 6] as [Float]),
      "n": FeatureValues([1, 2, 3, 4, 5, 1] as [Int64]), "s": strings(["a", "b", "ä", "a", "b", ""]),
    ])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      let (x, n, s) = (try inputs.float("x"), try inputs.int64("n"), try inputs.string("s"))
      outputs["density"] = try estimatedProbabilityDensity(x)
      outputs["wide density"] = try estimatedProbabilityDensity(n, boundaryCount: 3)
      outputs["texts"] = estimatedProbabilityDensity(categorical: s)
      outputs["ids"] = estimatedProbabilityDensity(categorical: n)
      outputs["counts"] = histogram(categorical: s).counts
      outputs["bins"] = try histogram(x, boundaryCount: 3).counts
      return outputs
    }
    let path = scratch.path("transform_fn.json")
    try transformFn.write(to: path)
    let copy = try TransformFn(contentsOf: path)
    #expect(try copy.transform(rows.batch).bits == transformFn.transform(rows.batch).bits)
    #expect(copy.outputSchema == transformFn.outputSchema)
  }
}

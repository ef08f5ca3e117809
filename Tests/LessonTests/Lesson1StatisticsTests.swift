import TaxiFare
import Testing

@testable import RawData

@Suite("Lesson 1: statistics", .tags(.lesson1))
struct Lesson1StatisticsTests {
  // MARK: counts of values

  @Test func `quantiles follow TFT's rule`() {
    // sorted[min(floor(k · 7 / 4), 6)]: places 0, 1, 3, 5, 6.
    let counts = distribution([5, 1, 4, 4, 9, 2, 7])
    #expect(counts.quantiles(4) == [1, 2, 4, 7, 9])
    #expect(counts.quantiles(2) == [1, 4, 9])
    #expect(distribution([3]).quantiles(10) == [Double](repeating: 3, count: 11))
    #expect(distribution([]).quantiles(10).isEmpty)
  }

  @Test func `a number on a boundary counts in the upper bin and the largest in the last`() {
    let histogram = Histogram(distribution([0, 1, 1, 2, 10, 9.5, 5]))
    #expect(histogram.bins.map(\.count) == [1, 2, 1, 0, 0, 1, 0, 0, 0, 2])
    #expect(histogram.bins.map(\.low) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    #expect(Histogram(distribution([4, 4])).bins == [Histogram.Bin(low: 4, high: 4, count: 2)])
    #expect(Histogram(distribution([])).bins.isEmpty)
  }

  @Test func `counts are exact up to the limit, and -0 is 0`() {
    var counts = ValueCounts(limit: 4096)
    counts.add((0..<4096).map { Float($0) / 8 } + [0, -0.0, .nan, .infinity])
    let distribution = counts.finish()
    #expect(counts.isExact && distribution.relativeError == 0)
    #expect(distribution.values == (0..<4096).map { Double($0) / 8 })
    #expect(distribution.count(at: 0) == 3 && distribution.count == 4098)
  }

  @Test func `beyond the limit each value is off by less than the stated error`() {
    let values = (0..<20_000).map { Float($0 % 2 == 0 ? 1 : -1) * (1 + Float($0) / 997) }
    var counts = ValueCounts(limit: 4096)
    counts.add(values)
    let (distribution, sorted) = (counts.finish(), values.map(Double.init).sorted())
    #expect(!counts.isExact && distribution.values.count <= 4096 && distribution.count == 20_000)
    // 1 to 21 are 4.4 powers of two, twice for the signs: with m bits of mantissa 8.8 · 2^m values, 4096 at most.
    #expect(distribution.relativeError == 0x1p-8)
    for (quantile, part) in zip(distribution.quantiles(100), 0...100) {
      let exact = sorted[min(part * 200, 19_999)]
      #expect((quantile - exact).magnitude <= distribution.relativeError * exact.magnitude)
    }
    #expect(distribution.values.first == sorted.first && distribution.values.last == sorted.last)
    #expect(Histogram(distribution).bins.map(\.count).reduce(0, +) == 20_000)
  }

  @Test func `integers beyond a double's 53 bits are said to be inexact`() {
    var counts = ValueCounts()
    counts.add([1 << 53, 1 << 60] as [Int64])
    #expect(counts.isExact)
    counts.add([1 << 53 + 1] as [Int64])
    #expect(!counts.isExact && counts.relativeError > 0x1p-54 && counts.finish().values.count == 2)
  }

  // MARK: counts of strings

  @Test func `strings come most frequent first, ties with the larger bytes first`() {
    var counts = TokenCounts()
    counts.add(ByteStrings(["b", "a", "", "c", "b", "ab", "a", "b", "ä"]))
    let distribution = counts.finish()
    let tokens = (0..<distribution.tokens.count).map { distribution.tokens.string(at: $0) }
    #expect(tokens == ["b", "a", "ä", "c", "ab", ""])
    #expect(distribution.counts == [3, 2, 1, 1, 1, 1])
    #expect(distribution.unique == UniqueCount(estimate: 6, standardError: 0, isExact: true))
  }

  @Test(arguments: [(1024, 1 << 22), (1 << 16, 20_000)])
  func `beyond the limit the number of strings is within four standard errors, and kept counts are exact`(
    _ limit: Int,
    _ byteLimit: Int
  ) {
    var counts = TokenCounts(limit: limit, byteLimit: byteLimit)
    for _ in 0..<2 { counts.add(ByteStrings((0..<30_000).lazy.map { "string number \($0)" })) }
    let distribution = counts.finish()
    #expect(!distribution.isExact && distribution.counts.allSatisfy { $0 == 2 })
    #expect(distribution.counts.count <= limit && distribution.tokens.bytes.count <= byteLimit)
    let unique = distribution.unique
    #expect(unique.standardError > 0 && unique.standardError < 3000)
    #expect(Double(unique.estimate - 30_000).magnitude < 4 * unique.standardError)
  }

  // MARK: whole features and data sets

  @Test(arguments: [1, 7, 256, 400], [1, 2, 5])
  func `batch size, order and merges make no difference`(_ batchSize: Int, _ parts: Int) {
    let batch = mixedBatch(rows: 400)
    let schema = mixedSchema
    var whole = DatasetStatistics.Accumulator(schema)
    whole.add(batch)
    var accumulators = (0..<parts).map { _ in DatasetStatistics.Accumulator(schema) }
    let starts = Array(stride(from: 0, to: 400, by: batchSize))
    for (index, start) in starts.reversed().enumerated() {
      accumulators[index % parts].add(batch.slice(start..<min(400, start + batchSize)))
    }
    var merged = DatasetStatistics.Accumulator(schema)
    for accumulator in accumulators.reversed() { merged.merge(accumulator) }
    #expect(merged.finish() == whole.finish())
    #expect(json(merged.finish()) == json(whole.finish()))
  }

  @Test(arguments: [1, 3, 8], [501, 5000])
  func `truncated and sampled counts do not depend on order either`(_ parts: Int, _ batchSize: Int) {
    let numbers = (0..<6_000).map { Float($0) * 1.0001 }
    let strings = ByteStrings(numbers.map { "\($0)" })
    var (wholeNumbers, wholeStrings) = (ValueCounts(limit: 4096), TokenCounts(limit: 500))
    wholeNumbers.add(numbers)
    wholeStrings.add(strings)
    var values = (0..<parts).map { _ in ValueCounts(limit: 4096) }
    var tokens = (0..<parts).map { _ in TokenCounts(limit: 500) }
    for (index, start) in stride(from: 0, to: 6_000, by: batchSize).reversed().enumerated() {
      let range = start..<min(6_000, start + batchSize)
      values[index % parts].add(Array(numbers[range].reversed()))
      tokens[index % parts].add(strings.slice(range))
    }
    let mergedValues = values.dropFirst().reduce(into: values[0]) { $0.merge($1) }
    let mergedTokens = tokens.dropFirst().reduce(into: tokens[0]) { $0.merge($1) }
    #expect(mergedValues == wholeNumbers && mergedValues.droppedBits == wholeNumbers.droppedBits)
    #expect(mergedTokens == wholeStrings && mergedTokens.level > 0)
  }

  @Test func `missing rows, ragged rows and empty data are counted by hand`() throws {
    var accumulator = FeatureStatistics.Accumulator(name: "x", type: .float32)
    let values = FeatureValues.Storage.float32([0, -1.5, .nan, 4, .infinity, 0])
    accumulator.add(FeatureValues(values, layout: .ragged(rowOffsets: [0, 1, 1, 4, 6])))
    accumulator.addMissing(rows: 2)
    let feature = accumulator.finish()
    #expect(feature.rowCount == 6 && feature.missingCount == 3 && feature.valueCount == 6)
    #expect(feature.valuesPerRow == 1...3)
    let numeric = try #require(feature.numeric)
    #expect(numeric.nanCount == 1 && numeric.infiniteCount == 1 && numeric.finiteCount == 4)
    #expect(numeric.zeroCount == 2 && numeric.negativeCount == 1 && numeric.min == -1.5 && numeric.max == 4)
    // (0 - 1.5 + 4 + 0) / 4; (2.25 + 16) / 4 - 0.625².
    #expect(numeric.mean == 0.625 && numeric.standardDeviation == 4.171875.squareRoot())
    #expect(feature.topValues(2) == [TopValue(text: "0", count: 2), TopValue(text: "4", count: 1)])
    let empty = try #require(FeatureStatistics.Accumulator(name: "x", type: .int64).finish().numeric)
    #expect(empty.mean.isNaN && empty.min.isNaN && empty.deciles.isEmpty && empty.histogram.bins.isEmpty)
  }

  @Test func `lengths of strings are in bytes`() throws {
    var accumulator = FeatureStatistics.Accumulator(name: "s", type: .string)
    accumulator.add(FeatureValues(ByteStrings(["", "ä", "abc"])))
    let string = try #require(accumulator.finish().string)
    #expect(string.minLength == 0 && string.maxLength == 3 && string.totalLength == 5)
    #expect(string.meanLength == 5.0 / 3)
  }

  /// Mean and variance: Python's fractions; deciles and histogram: NumPy.
  @Test func `the taxi rides' figures are those of NumPy and of exact fractions`() throws {
    let statistics = try DatasetStatistics(csv: taxiData("taxi-train.csv"), schema: taxiSchema)
    let fare = try #require(statistics["fare_amount"]?.numeric)
    #expect(statistics.rowCount == 8000 && statistics["fare_amount"]?.unique.estimate == 346)
    #expect(fare.mean == 11.33136250603199 && fare.standardDeviation == 9.230192722612435)
    #expect(fare.deciles.map { Float($0) } == [-48, 5.4, 6.2, 7, 7.9, 8.8, 10, 11.5, 13.9, 19, 291])
    #expect(fare.histogram.bins.map(\.count) == [2, 7246, 736, 14, 0, 0, 0, 1, 0, 1])
    let longitude = try #require(statistics["pickup_longitude"]?.numeric)
    #expect(longitude.mean == -72.58351691627503 && longitude.standardDeviation == 10.337579457184)
    #expect(longitude.zeroCount == 135 && longitude.negativeCount == 7855)
    #expect(longitude.histogram.bins.map(\.count) == [7855, 0, 0, 0, 0, 0, 135, 0, 0, 10])
    #expect(longitude.distribution.values.count == 5171)
    let passengers = try #require(statistics["passenger_count"]?.numeric)
    #expect(passengers.mean == 1.665125 && passengers.standardDeviation == 1.2950805899151605)
    #expect(passengers.deciles == [0, 1, 1, 1, 1, 1, 1, 1, 2, 4, 6])
    #expect(
      statistics["key"]?.unique.estimate == 8000 && statistics["pickup_datetime"]?.unique.estimate == 7998
    )
  }

  @Test func `the JSON has the fields of TFDV's statistics`() throws {
    let schema = Schema([FeatureSpec("x", .float32), FeatureSpec("s", .string)])
    let batch = Batch(
      rowCount: 2,
      names: ["x", "s"],
      columns: [FeatureValues([1, 2] as [Float]), FeatureValues(ByteStrings(["a", "a"]))]
    )
    var accumulator = DatasetStatistics.Accumulator(schema)
    accumulator.add(batch)
    let document = DatasetStatistics.json([("rows", accumulator.finish())])
    let set = try #require(document["datasets"]?.array?.first)
    let features = try #require(set["features"]?.array)
    #expect(set["name"]?.string == "rows" && set["num_examples"]?.int == 2)
    #expect(features.map { $0["type"]?.string } == ["FLOAT", "STRING"])
    #expect(
      features[0]["num_stats"]?["mean"]?.double == 1.5 && features[0]["num_stats"]?["median"]?.double == 2
    )
    #expect(features[0]["num_stats"]?["common_stats"]?["num_non_missing"]?.int == 2)
    #expect(
      features[0]["num_stats"]?["histograms"]?.array?.map { $0["type"]?.string } == ["STANDARD", "QUANTILES"]
    )
    #expect(features[1]["string_stats"]?["unique"]?.int == 1)
    #expect(features[1]["string_stats"]?["top_values"]?.array?.first?["frequency"]?.int == 2)
  }

  // MARK: support

  private func distribution(_ values: [Float]) -> ValueDistribution {
    var counts = ValueCounts()
    counts.add(values)
    return counts.finish()
  }

  private func json(_ statistics: DatasetStatistics) -> String {
    DatasetStatistics.json([("rows", statistics)]).text
  }

  private let mixedSchema = Schema([
    FeatureSpec("float", .float32, presence: .optional), FeatureSpec("int", .int64),
    FeatureSpec("string", .string),
  ])

  /// A ragged float, a large integer and a string per row.
  private func mixedBatch(rows: Int) -> Batch {
    var random = SplitMix64(seed: 11)
    var (floats, offsets, strings): ([Float], [Int], ByteStrings) = ([], [0], ByteStrings())
    var integers: [Int64] = []
    for _ in 0..<rows {
      for _ in 0..<random.next(below: 3) {
        floats.append(Float(bitPattern: UInt32(truncatingIfNeeded: random.next())))
      }
      offsets.append(floats.count)
      integers.append(Int64(bitPattern: random.next()) >> Int64(random.next(below: 60)))
      strings.append("\(random.next(below: 300))".utf8)
    }
    let columns = [
      FeatureValues(.float32(floats), layout: .ragged(rowOffsets: offsets)), FeatureValues(integers),
      FeatureValues(strings),
    ]
    return Batch(rowCount: rows, names: ["float", "int", "string"], columns: columns)
  }
}

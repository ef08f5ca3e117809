import RawData
import Testing
import TransformedData

@testable import EndToEnd

/// The proof that training and serving see the same features.
@Suite("Lesson 6: skew", .tags(.lesson6))
struct Lesson6SkewTests {
  @Test(arguments: ["embedding", "non_embedding", "fare"])
  func `no bit differs between a batch, single rows and what training has read`(name: String) throws {
    let trained = try Lesson6EndToEndTests.trained
    let model = try trained.endToEnd(name)
    // The trainer's way: the whole transform, the label with it.
    let records = try trained.transformFn(of: name).transform(trained.raw)
    let report = try model.skew(of: trained.raw, records: records)
    #expect(report.isSame && report.differences.isEmpty && report.rowCount == 40)
    let features = name == "fare" ? 28 : 13
    #expect(report.featureCount == features)
    #expect(report[.features] == .init(values: 40 * features, differingBits: 0))
    #expect(report[.predictions] == .init(values: 40, differingBits: 0))
    #expect(report[.records] == .init(values: 40 * features, differingBits: 0))
  }

  static let rows = Rows([
    "x": FeatureValues([1, 2, 3] as [Float]), "t": strings([1, 2, 3].map(HandModel.time)),
  ]).batch

  /// What training has read of `rows`, with one feature replaced.
  static func records(hour: FeatureValues) -> Batch {
    Batch(rowCount: 3, names: ["hour", "shifted"], columns: [hour, FeatureValues([0, 1, 2] as [Float])])
  }

  @Test func `a record that differs in one bit is named with its row, its feature and both values`() throws {
    let hours: [Float] = [1, 2, Float(3).nextUp]
    let model = try HandModel.endToEnd()
    var report = SkewReport()
    report.append(try model.skew(of: Self.rows))
    report.append(
      try model.skew(of: Self.rows, records: Self.records(hour: FeatureValues(hours)), firstRow: 3)
    )
    #expect(!report.isSame && report.rowCount == 6)
    #expect(report[.records] == .init(values: 6, differingBits: 1))
    #expect(report[.features] == .init(values: 12, differingBits: 0))
    // The third row of the second batch.
    #expect(
      report.differences.map(\.text) == ["row 5, hour: 3.0 now, 3.0000002 in the training's records"]
    )
  }

  @Test func `zeros of both signs and missing values differ, one NaN does not differ from itself`() throws {
    let model = try HandModel.endToEnd()
    func report(_ hour: FeatureValues) throws -> SkewReport {
      try model.skew(of: Self.rows, records: Self.records(hour: hour))
    }
    let missing = FeatureValues(.float32([1, 3]), layout: .ragged(rowOffsets: [0, 1, 1, 2]))
    let some = try report(missing)
    #expect(some[.records].differingBits == 32)
    #expect(some.differences.map(\.text) == ["row 1, hour: 2.0 now, [] in the training's records"])
    let shifted = Rows(["x": FeatureValues([1, .nan] as [Float]), "t": strings([1, 2].map(HandModel.time))])
      .batch
    let columns = [FeatureValues([1, 2] as [Float]), FeatureValues([-0.0, .nan] as [Float])]
    let zeros = try model.skew(
      of: shifted,
      records: Batch(rowCount: 2, names: ["hour", "shifted"], columns: columns)
    )
    #expect(zeros.differences.map(\.text) == ["row 0, shifted: 0.0 now, -0.0 in the training's records"])
    #expect(zeros[.records].differingBits == 1)
  }

  @Test func `only the first differences are kept, all are counted`() throws {
    let model = try HandModel.endToEnd()
    var report = SkewReport()
    for _ in 0..<5 {
      report.append(
        try model.skew(of: Self.rows, records: Self.records(hour: FeatureValues([9, 9, 9] as [Float])))
      )
    }
    #expect(report.differences.map(\.row) == Array(0..<10) && report[.records].values == 30)
  }
}

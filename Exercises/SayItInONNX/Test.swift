import TFTLessons
import Testing

@Suite struct SayItInONNX {
  private func transformFn() throws -> TransformFn {
    let schema = Schema([FeatureSpec("pickup_datetime", .string)])
    let graph = try PreprocessingGraph(schema: schema) { try monthIDs($0) }
    return try graph.analyze { _ in Once(batch: Self.rides) }
  }

  static let rides = Batch(
    rowCount: 12,
    names: ["pickup_datetime"],
    columns: [FeatureValues(ByteStrings((1...12).map { "2012-\($0 < 10 ? "0" : "")\($0)-03 12:36:00 UTC" }))]
  )

  @Test func `each month has its own id`() throws {
    let ids = try transformFn().transform(Self.rides)["month"]
    #expect(ids?.storage == .int64(Array(0..<12)), "January is 0, December 11, and no two months share an id")
  }

  @Test func `the transform can be exported to ONNX`() throws {
    let transformFn = try transformFn()
    do {
      _ = try transformFn.onnx()
    } catch {
      Issue.record("ONNX cannot say it: \(error)")
    }
  }
}

struct Once: BatchReader {
  var batch: Batch?
  mutating func next() -> Batch? {
    defer { batch = nil }
    return batch
  }
}

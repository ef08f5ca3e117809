import TFTLessons
import Testing

@Suite struct FindTheSkew {
  static let data = String(#filePath.dropLast("Exercises/FindTheSkew/Test.swift".count)) + "data/"

  private func rides(_ name: String) throws -> Batch {
    var reader = try CSVReader(path: Self.data + name, schema: taxiSchema, batchSize: 10_000)
    return try #require(try reader.next())
  }

  @Test func `the server has the training's features`() throws {
    let training = try rides("taxi-train.csv")
    let graph = try PreprocessingGraph(schema: taxiSchema) { try trainingFn($0) }
    let transformFn = try graph.analyze { _ in Once(batch: training) }
    let new = try rides("taxi-valid.csv")
    for (way, size) in [("together", 2000), ("one at a time", 1)] {
      var wrong: [String: [Int]] = [:]
      for start in stride(from: 0, to: new.rowCount, by: size) {
        let rows = new.slice(start..<min(start + size, new.rowCount))
        let (found, expected) = (try serverFeatures(rows, transformFn), try transformFn.transform(rows))
        for name in expected.names {
          for row in 0..<rows.rowCount
          where found[name]?.slice(row..<row + 1) != expected[name]?.slice(row..<row + 1) {
            wrong[name, default: []].append(start + row)
          }
        }
      }
      for (name, rows) in wrong.sorted(by: { $0.key < $1.key }) {
        Issue.record(
          "\(name) differs in \(rows.count) of \(new.rowCount) rides \(way), first in row \(rows[0])"
        )
      }
    }
  }

  @Test func `the training is as it was`() throws {
    let graph = try PreprocessingGraph(schema: taxiSchema) { try trainingFn($0) }
    let transformFn = try graph.analyze { _ in Once(batch: try rides("taxi-train.csv")) }
    let first = try transformFn.transform(try rides("taxi-train.csv").slice(0..<1))
    #expect(first["passengers"]?.storage == .float32([Float(1) / 6]), "mend the server, not the training")
    #expect(first["price_class"]?.storage == .int64([2]), "11.4 dollars are in the class from 10 to 20")
    #expect(first["hour"]?.storage == .int64([8]))
  }
}

struct Once: BatchReader {
  var batch: Batch?
  mutating func next() -> Batch? {
    defer { batch = nil }
    return batch
  }
}

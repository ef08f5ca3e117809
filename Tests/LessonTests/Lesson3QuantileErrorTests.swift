import RawData
import Testing
import TransformedData

@testable import Preprocessing

/// What is refused.
extension Lesson3QuantilesTests {
  static let file = "LessonTests/Lesson3QuantileErrorTests.swift"
  static let x = Column<Float>(node: Node(.input(name: "x"), type: .float32))
  static let ragged = Column<Float>(node: Node(.input(name: "x"), type: .float32, shape: .ragged))

  @Test(arguments: [-1, 0, 1])
  func `fewer than two buckets are refused`(buckets: Int) {
    let line = #line + 1
    let calls = { _ = try quantiles(Self.x, buckets: buckets) }
    let error = #expect(throws: OperationError.self) { try calls() }
    #expect(
      error?.description == "\(Self.file):\(line): quantiles: found \(buckets) buckets, expected 2 or more"
    )
    let other = #expect(throws: OperationError.self) {
      _ = try bucketize(Self.x, buckets: buckets, fileID: "Mine/F.swift", line: 3)
    }
    #expect(other?.description == "Mine/F.swift:3: bucketize: found \(buckets) buckets, expected 2 or more")
    let key = Column<String>(node: Node(.input(name: "s"), type: .string))
    let third = #expect(throws: OperationError.self) {
      _ = try bucketizePerKey(Self.x, key: key, buckets: buckets, fileID: "Mine/F.swift", line: 4)
    }
    #expect(
      third?.description == "Mine/F.swift:4: bucketize_per_key: found \(buckets) buckets, expected 2 or more"
    )
  }

  @Test func `a limit that is too low, and rows of any length column by column, are refused`() {
    let limit = #expect(throws: OperationError.self) {
      _ = try quantiles(Self.x, buckets: 4, distinctLimit: 100, fileID: "Mine/F.swift", line: 3)
    }
    #expect(
      limit?.description
        == "Mine/F.swift:3: quantiles: found a limit of 100 distinct values, expected 4096 or more"
    )
    let shape = #expect(throws: OperationError.self) {
      _ = try bucketize(Self.ragged, buckets: 4, elementwise: true, fileID: "Mine/F.swift", line: 3)
    }
    #expect(
      shape?.description
        == "Mine/F.swift:3: bucketize: found rows of any number of values, expected the same number in each "
        + "when elementwise"
    )
  }

  @Test func `an infinite weight is an error with its row`() throws {
    let rows = Rows(["x": FeatureValues([1, 2] as [Float]), "w": FeatureValues([1, .infinity] as [Float])])
    let error = #expect(throws: OperationError.self) {
      _ = try rows.fitted { inputs in
        var outputs = Outputs()
        let x = try inputs.float("x")
        outputs["y"] = try quantiles(
          x,
          buckets: 2,
          weights: inputs.float("w"),
          fileID: "Mine/F.swift",
          line: 3
        )
        return outputs
      }
    }
    #expect(
      error?.description == "Mine/F.swift:3: quantiles(x, w), row 1: found weight inf, expected a finite one"
    )
  }
}

import RawData
import Testing
import TransformedData

@testable import Preprocessing

/// Scalings taken back.
extension Lesson3ScalingTests {
  @Test func `every scaling is taken back, with the constants of the same analysis`() throws {
    let names = ["x", "v", "r"]
    let inverted = try Self.fitted { inputs in
      var outputs = Outputs()
      for (name, scaled) in try Self.allScalings(inputs) {
        outputs[name] = try inverseScale(scaled, of: scaled)
      }
      return outputs
    }
    let sources = [
      "01": "x", "01 keys": "x", "01 integer keys": "x", "z": "x", "range": "r", "range keys": "r",
      "range row keys": "r",
    ]
    let transformed = try inverted.transform(Self.batch)
    for (name, column) in zip(transformed.names, transformed.columns) {
      let source = try #require(Self.batch[sources[name] ?? (name == "01 integers" ? "n" : "v")])
      let original = source.type == .int64 ? source.int64s.map { Float($0) } : source.floats
      #expect(column.layout == source.layout)
      for (found, expected) in zip(column.floats, original) {
        #expect((found - expected).magnitude <= 4e-6 * max(1, expected.magnitude), "\(name)")
      }
    }
    #expect(names.allSatisfy { Self.batch[$0] != nil } && transformed.names.count == 15)
    let analyses = try PreprocessingGraph(schema: Self.schema) { inputs in
      var outputs = Outputs()
      let z = scaleToZScore(try inputs.float("x"))
      outputs["z"] = z
      outputs["back"] = try inverseScale(z * 2, of: z)
      return outputs
    }.describeAnalyses()
    #expect(analyses.count == 1)
  }

  @Test func `the inverse of an inverse is the scaling`() throws {
    let outputs = try Self.fitted { inputs in
      var outputs = Outputs()
      let z = scaleToZScore(try inputs.float("x"))
      let back = try inverseScale(z, of: z)
      outputs["z"] = z
      outputs["twice"] = try inverseScale(try inputs.float("x"), of: back)
      return outputs
    }.transform(Self.batch)
    #expect(outputs["z"] == outputs["twice"])
  }

  @Test func `only a scaling has an inverse`() throws {
    let x = try Inputs(schema: Self.schema).float("x")
    for column in [x, x + 1, sqrt(x)] {
      let error = #expect(throws: OperationError.self) {
        try inverseScale(x, of: column, fileID: Self.file, line: 3)
      }
      #expect(
        error?.description == "\(Self.file):3: inverseScale: "
          + "found a column that is no scaling's result, expected one of scaleToZScore or its like"
      )
    }
  }
}

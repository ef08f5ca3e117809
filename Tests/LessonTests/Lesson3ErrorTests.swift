import RawData
import TaxiFare
import Testing
import TransformedData

@testable import Preprocessing

/// Errors, lines, and what a preprocessing function builds.
extension Lesson3PreprocessingTests {
  static let file = "LessonTests/Lesson3ErrorTests.swift"
  static let schema = Schema([
    FeatureSpec("x", .float32), FeatureSpec("n", .int64), FeatureSpec("s", .string),
  ])

  @Test func `an unknown feature is an error that names the known ones`() {
    let inputs = Inputs(schema: Self.schema)
    let line = #line + 1
    let error = #expect(throws: OperationError.self) { try inputs.float("fare") }
    #expect(
      error?.description == "\(Self.file):\(line): input \"fare\": no such feature, expected one of x, n, s"
    )
  }

  @Test func `a feature of another type is an error that names both types`() {
    let inputs = Inputs(schema: Self.schema)
    let line = #line + 1
    let float = #expect(throws: OperationError.self) { try inputs.float("s") }
    let int64 = #expect(throws: OperationError.self) { try inputs.int64("x") }
    let string = #expect(throws: OperationError.self) { try inputs.string("n") }
    #expect(float?.description == "\(Self.file):\(line): input \"s\": is string, expected float32")
    #expect(int64?.description == "\(Self.file):\(line + 1): input \"x\": is float32, expected int64")
    #expect(string?.description == "\(Self.file):\(line + 2): input \"n\": is int64, expected string")
  }

  @Test func `an error of a preprocessing function comes through`() {
    let error = #expect(throws: OperationError.self) {
      _ = try PreprocessingGraph(schema: Self.schema) { inputs in
        _ = try inputs.float("y", fileID: "Mine/Function.swift", line: 12)
        return Outputs()
      }
    }
    #expect(
      error?.description == "Mine/Function.swift:12: input \"y\": no such feature, expected one of x, n, s"
    )
  }

  @Test func `a batch without a feature that is needed is an error`() throws {
    let transformFn = try Rows(["x": FeatureValues([1] as [Float])]).fitted { inputs in
      Outputs(passingThrough: inputs)
    }
    for other in [Rows(["y": FeatureValues([1] as [Float])]), Rows(["x": FeatureValues([1] as [Int64])])] {
      let error = #expect(throws: OperationError.self) { _ = try transformFn.transform(other.batch) }
      #expect(error?.description == "input \"x\": the batch has no such feature of type float32")
    }
  }

  @Test func `an operator has the line of the statement that uses it`() throws {
    let root = #line + 4
    let graph = try PreprocessingGraph(schema: Self.schema) { inputs in
      let sum = try inputs.float("x") + 1
      var outputs = Outputs()
      outputs["root"] = sqrt(sum)
      outputs["twice"] = try inputs.float("x") * 2
      return outputs
    }
    let lines = graph.describeOperations().map { "\($0.name) at \($0.location)" }
    #expect(
      lines == [
        "add(x, 1.0) at \(Self.file):\(root)", "sqrt(add(x, 1.0)) at \(Self.file):\(root)",
        "multiply(x, 2.0) at \(Self.file):\(root + 1)",
      ]
    )
  }

  @Test func `a full pass is named with the line that asks for it`() throws {
    let line = #line + 3
    let graph = try PreprocessingGraph(schema: Self.schema) { inputs in
      var outputs = Outputs()
      outputs["x"] = scaleTo01(try inputs.float("x") - 1)
      return outputs
    }
    #expect(
      graph.describeAnalyses() == ["min_max_1: min_max(subtract(x, 1.0)), made at \(Self.file):\(line)"]
    )
  }

  @Test func `an operation's name steps aside for a feature of that name`() throws {
    let schema = Schema([FeatureSpec("sqrt_1", .float32)])
    let graph = try PreprocessingGraph(schema: schema) { inputs in
      var outputs = Outputs(passingThrough: inputs)
      outputs["root"] = sqrt(try inputs.float("sqrt_1"))
      return outputs
    }
    #expect(graph.describeOutputs().map(\.expression) == ["sqrt(sqrt_1)", "sqrt_1"])
    let values = FeatureValues([9] as [Float])
    let transformed = try graph.analyze { RowsReader(Rows(["sqrt_1": values]).batch, schema: $0) }
      .transform(Rows(["sqrt_1": values]).batch)
    #expect(transformed["root"]?.floats == [3])
    #expect(transformed["sqrt_1"]?.floats == [9])
  }

  @Test func `an output is replaced, read with its type, and removed`() {
    var outputs = Outputs(passingThrough: Inputs(schema: Self.schema))
    let float: Column<Float>? = outputs["x"]
    let text: Column<String>? = outputs["x"]
    #expect(float != nil && text == nil)
    outputs["x"] = Column<Float>?.none
    #expect(outputs.outputs.keys.sorted() == ["n", "s"])
  }

  @Test func `the taxi function gives twenty features of these types`() throws {
    let graph = try PreprocessingGraph(schema: taxiSchema, taxiPreprocessingFn)
    let noRows = Rows(["passenger_count": FeatureValues([Float]())])
    let transformFn = try graph.analyze { RowsReader(noRows.batch, schema: $0) }
    let features = transformFn.outputSchema.features.map { feature in
      "\(feature.name): \(feature.type.rawValue)" + (feature.domain.map { " \($0.min)...\($0.max)" } ?? "")
    }
    #expect(
      features == [
        "bucketed_dropoff_latitude: int64 0...10", "bucketed_dropoff_longitude: int64 0...10",
        "bucketed_pickup_latitude: int64 0...10", "bucketed_pickup_longitude: int64 0...10",
        "day_of_week: float32", "dropoff_latitude: float32", "dropoff_location: int64 0...99",
        "dropoff_longitude: float32", "euclidean: float32", "fare_amount: float32",
        "hashed_trip: int64 0...999",
        "hashed_trip_and_time: int64 0...3999", "hour_of_day: float32", "hour_of_day_of_week: int64 0...167",
        "key: string", "passenger_count: float32", "pickup_datetime: string", "pickup_latitude: float32",
        "pickup_location: int64 0...99", "pickup_longitude: float32",
      ]
    )
  }
}

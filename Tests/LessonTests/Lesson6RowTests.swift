import EndToEnd
import Preprocessing
import RawData
import TaxiFare
import Testing

/// One row: as a dictionary, as a type of one's own, in the memory of the row before.
@Suite("Lesson 6: one row", .tags(.lesson6))
struct Lesson6RowTests {
  struct Ride: RawRow {
    var x: Float
    var start: String
    var cells: [String: RawValue] { ["x": .floats([x]), "t": .texts([start])] }
  }

  @Test func `a dictionary and a type of one's own predict what a batch does`() throws {
    let model = try HandModel.endToEnd()
    #expect(try model.predict(["x": 4.5, "t": "2000-02-29 02:00:00 UTC"]) == 13.5)
    #expect(try model.predict(["x": 4, "t": "2000-02-29 02:00:00 UTC", "other": nil]) == 12.5)
    #expect(try model.predict(Ride(x: 4.5, start: HandModel.time(hour: 2))) == 13.5)
    let batch = Rows(["x": FeatureValues([4.5] as [Float]), "t": strings([HandModel.time(hour: 2)])]).batch
    #expect(try model.predict(batch) == [13.5])
  }

  @Test func `rows one after the other in the same memory predict the same bits`() throws {
    let trained = try Lesson6EndToEndTests.trained
    for name in ["embedding", "non_embedding", "fare"] {
      let model = try trained.endToEnd(name)
      let together = try model.predict(trained.raw).map(\.bitPattern)
      var predict = RowPredictor(model)
      let alone = try (0..<trained.raw.rowCount).map {
        try predict(trained.raw.slice($0..<$0 + 1)).bitPattern
      }
      #expect(alone == together, "\(name)")
      // After an error the next row is as good as new.
      let bad = Batch(
        rowCount: 1,
        names: trained.raw.names,
        columns: zip(trained.raw.names, trained.raw.slice(0..<1).columns).map { name, column in
          name == "pickup_datetime" ? strings(["noon"]) : column
        }
      )
      #expect(throws: OperationError.self) { try predict(bad) }
      #expect(try predict(trained.raw.slice(3..<4)).bitPattern == together[3])
    }
  }

  @Test func `every cell of a ride as a dictionary predicts the ride's bits`() throws {
    let trained = try Lesson6EndToEndTests.trained
    let (model, ride) = (try trained.endToEnd("fare"), trained.raw.slice(7..<8))
    var cells: [String: RawValue] = [:]
    for (name, column) in zip(ride.names, ride.columns) {
      cells[name] =
        switch column.storage {
        case .float32(let values): .floats(values)
        case .int64(let values): .integers(values)
        case .string(let values): .texts([values.string(at: 0)])
        }
    }
    var predict = RowPredictor(model)
    #expect(try [predict(cells).bitPattern] == model.predict(ride).map(\.bitPattern))
    #expect(try [model.predict(cells).bitPattern] == model.predict(ride).map(\.bitPattern))
  }

  @Test(
    arguments: [
      (["x": 1], "input \"t\": found no value, expected string"),
      (["x": nil, "t": "a"], "input \"x\": found no value, expected float32"),
      (["x": "1", "t": "a"], "input \"x\": found \"1\", expected float32"),
      (["x": 1, "t": 2], "input \"t\": found 2, expected string"),
      (["x": .floats([1, 2]), "t": "a"], "input \"x\": found 2 values, expected one"),
      (
        ["x": 16_777_217, "t": "a"],
        "input \"x\": found 16777217, which no float32 is, expected one or a number with a decimal point"
      ),
    ] as [([String: RawValue], String)]
  )
  func `a cell that is not as the schema says is named`(cells: [String: RawValue], problem: String) throws {
    let model = try HandModel.endToEnd()
    let error = #expect(throws: OperationError.self) { try model.predict(cells) }
    #expect(error?.description == problem)
  }
}

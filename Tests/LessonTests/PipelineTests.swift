import Embeddings
import RawData
import TaxiFare
import Testing
import TransformedData

@testable import Preprocessing

/// From raw rows, a schema and a function to the rows expected, as a whole.
@Suite("The pipeline", .tags(.lesson3, .lesson4))
struct PipelineTests {
  /// Invented rides: an ordinary one, one from nowhere to nowhere, one recorded with its coordinates swapped.
  static let rides = """
    key,fare_amount,pickup_datetime,pickup_longitude,pickup_latitude,dropoff_longitude,dropoff_latitude,passenger_count
    a,7.5,2012-02-29 23:59:59 UTC,-74,40.75,-73.75,41,1
    b,45,1970-01-01 00:00:00 UTC,0,0,0,0,5
    c,-2.5,1969-12-31 06:30:00 UTC,40.75,-74,41,-73.75,3

    """

  // By hand: (longitude + 78) / 8, (latitude - 37) / 8, buckets of tenths, passengers from 1 to 5, the distance
  // sqrt(0.25^2 + 0.25^2), Wednesday 3 and Thursday 4. The crosses are those of TensorFlow 2.21.
  @Test(.scratchDirectory) func `raw rides, the schema and the function give the rows expected`() throws {
    let path = try ScratchDirectory.current.write(Self.rides, to: "rides.csv")
    let graph = try PreprocessingGraph(schema: taxiSchema, taxiPreprocessingFn)
    let transformFn = try graph.analyze { schema in
      try CSVReader(path: path, schema: schema, extraColumns: .ignored)
    }
    var reader = TransformedReader(try CSVReader(path: path, schema: taxiSchema), transformFn)
    let rows = try #require(try reader.next())
    let expected = Rows([
      "bucketed_dropoff_latitude": FeatureValues([6, 0, 0] as [Int64]),
      "bucketed_dropoff_longitude": FeatureValues([6, 10, 10] as [Int64]),
      "bucketed_pickup_latitude": FeatureValues([5, 0, 0] as [Int64]),
      "bucketed_pickup_longitude": FeatureValues([6, 10, 10] as [Int64]),
      "day_of_week": FeatureValues([3, 4, 3] as [Float]),
      "dropoff_latitude": FeatureValues([0.5, -4.625, -13.84375] as [Float]),
      "dropoff_location": FeatureValues([68, 18, 18] as [Int64]),
      "dropoff_longitude": FeatureValues([0.53125, 9.75, 14.875] as [Float]),
      "euclidean": FeatureValues([0.353_553_38, 0, 0.353_553_38] as [Float]),
      "fare_amount": FeatureValues([7.5, 45, -2.5] as [Float]),
      "hashed_trip": FeatureValues([490, 705, 705] as [Int64]),
      "hashed_trip_and_time": FeatureValues([2952, 3017, 1738] as [Int64]),
      "hour_of_day": FeatureValues([23, 0, 6] as [Float]),
      "hour_of_day_of_week": FeatureValues([99, 102, 7] as [Int64]),
      "key": strings(["a", "b", "c"]),
      "passenger_count": FeatureValues([0, 1, 0.5] as [Float]),
      "pickup_datetime": strings([
        "2012-02-29 23:59:59 UTC", "1970-01-01 00:00:00 UTC", "1969-12-31 06:30:00 UTC",
      ]),
      "pickup_latitude": FeatureValues([0.46875, -4.625, -13.875] as [Float]),
      "pickup_location": FeatureValues([73, 18, 18] as [Int64]),
      "pickup_longitude": FeatureValues([0.5, 9.75, 14.84375] as [Float]),
    ])
    #expect(rows.bits == expected.batch.bits)
  }

  // `Fixtures/tft/README.md` says how the expected rows were made. They agree to the last bit.
  @Test(arguments: [1, 7, 4096])
  func `forty awkward rides come out as from TensorFlow Transform itself`(batchSize: Int) throws {
    let path = Fixture.path("tft/taxi-edges.csv")
    let graph = try PreprocessingGraph(schema: taxiSchema, taxiPreprocessingFn)
    let transformFn = try graph.analyze { schema in
      try CSVReader(path: path, schema: schema, batchSize: batchSize, extraColumns: .ignored)
    }
    let raw = try CSVReader(path: path, schema: taxiSchema, batchSize: batchSize)
    var transformed = TransformedReader(raw, transformFn)
    var expected = try CSVReader(
      path: Fixture.path("tft/taxi-edges.expected.csv"),
      schema: transformFn.outputSchema,
      batchSize: batchSize
    )
    var rows = 0
    while let expectedBatch = try expected.next() {
      let batch = try #require(try transformed.next())
      for (name, column) in zip(expectedBatch.names, expectedBatch.columns) {
        #expect(batch[name]?.bits == column.bits, "\(name), rows from \(rows)")
      }
      rows += batch.rowCount
    }
    #expect(try transformed.next() == nil)
    #expect(rows == 40)
  }
}

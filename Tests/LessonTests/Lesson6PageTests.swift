import EndToEnd
import Preprocessing
import RawData
import TaxiFare
import Testing
import TransformedData

@testable import Runner

/// What page 6 says.
@Suite("Lesson 6: page", .tags(.lesson6))
struct Lesson6PageTests {
  @Test func `the pictures of a ride have every cell, feature and layer with its value`() throws {
    let trained = try Lesson6EndToEndTests.trained
    let model = try trained.endToEnd("embedding")
    let ride = trained.raw.slice(0..<1)
    let pictures = try JourneyFigures(model, of: ride)
    let svg = Dictionary(uniqueKeysWithValues: pictures.all.map { ($0.file, $0.svg) })
    let (transform, network) = (try #require(svg["features.svg"]), try #require(svg["layers.svg"]))
    #expect(DrawingTests.Markup.fault(in: transform) == nil && DrawingTests.Markup.fault(in: network) == nil)
    for feature in model.inputSchema.features {
      let cell = try #require(ride[feature.name]).rowText(0).replacing("\"", with: "&quot;")
      #expect(transform.contains(">\(feature.name)</text>") && transform.contains(">\(cell)</text>"))
    }
    let features = try trained.transformFn(of: "embedding").transform(ride)
    for name in model.featureSchema.features.map(\.name) {
      let value = try #require(features[name]).rowText(0)
      for picture in [transform, network] {
        #expect(picture.contains(">\(name)</text>") && picture.contains(">\(value)</text>"))
      }
    }
    #expect(network.split(separator: ">Embedding</text>").count == 6)
    #expect(network.contains(">\(fixed(Double(try model.predict(ride)[0]), places: 2))</text>"))
    #expect(pictures.summary == "6 cells, 31 operations, 13 features, 10 layers")
  }

  private static func changed(_ row: [String], by mistake: @escaping @Sendable (Inputs) throws -> Outputs)
    throws
    -> Batch
  {
    let numbers = row.dropFirst().compactMap { Float($0) }
    let names = ["pickup_longitude", "pickup_latitude", "dropoff_longitude", "dropoff_latitude"]
    let batch = Batch(
      rowCount: 1,
      names: ["pickup_datetime"] + names,
      columns: [strings([row[0]])] + numbers.map { FeatureValues([$0]) }
    )
    let schema = Schema(
      [FeatureSpec("pickup_datetime", .string)] + names.map { FeatureSpec($0, .float32) }
    )
    let transformFn = try PreprocessingGraph(schema: schema, mistake).analyze { _ in BatchesInMemory([]) }
    return try transformFn.transform(batch)
  }

  @Test(arguments: [
    ("2013-11-15 03:18:41 UTC", "2013-11-14 22:18:41 UTC"),
    ("2013-01-01 00:00:09 UTC", "2012-12-31 19:00:09 UTC"),
    ("2012-03-01 02:00:00 UTC", "2012-02-29 21:00:00 UTC"),
    ("2012-03-01 05:00:00 UTC", "2012-03-01 00:00:00 UTC"),
  ])
  func `a time is moved over midnight, over a month and over a leap day`(time: String, moved: String) throws {
    let row = try Self.changed([time, "1", "2", "3", "4"], by: ridesInNewYorkTime)
    #expect(row["pickup_datetime"] == strings([moved]))
    #expect(row["dropoff_latitude"] == FeatureValues([4] as [Float]))
  }

  @Test func `a wrong copy has two decimals, or the ends changed`() throws {
    let cells = ["2013-11-15 03:18:41 UTC", "-73.979904", "40.755", "-73.96435", "40.773956"]
    let short = try Self.changed(cells, by: ridesWithTwoDecimals)
    #expect(short["pickup_longitude"] == FeatureValues([-73.98] as [Float]))
    #expect(short["dropoff_latitude"] == FeatureValues([40.77] as [Float]))
    let backwards = try Self.changed(cells, by: ridesBackwards)
    #expect(backwards["pickup_longitude"] == FeatureValues([-73.96435] as [Float]))
    #expect(backwards["dropoff_latitude"] == FeatureValues([40.755] as [Float]))
  }
}

import EndToEnd
import RawData
import TFRecords
import TaxiFare
import Testing
import TransformedData

@testable import Runner

/// What the pages say of the ride that they follow.
@Suite("The ride that the pages follow", .scratchDirectory)
struct ExampleRideTests {
  @Test
  func `our ride is the fourth line of the validation file, from Harlem to the East Village for 27 dollars`()
    throws
  {
    let run = try Lesson3PageTests.run()
    #expect(
      try run.exampleLine() == """
        key,fare_amount,pickup_datetime,pickup_longitude,pickup_latitude,dropoff_longitude,dropoff_latitude,passenger_count
        2014-12-03 12:36:00.0000003,27,2014-12-03 12:36:00 UTC,-73.948733,40.822485,-73.99088,40.731876,1
        """
    )
    let ride = try #require(try run.exampleRide())
    #expect([ride].floats("fare_amount") == [27])
    #expect(ride["pickup_longitude"]?.text(at: 0) == "-73.94873")
  }

  @Test func `before any pass all features of a ride are known but the one that is scaled`() throws {
    let run = try Lesson3PageTests.run()
    let ride = try #require(try run.exampleRide())
    let unfitted = try UnfittedRide(ride, schema: taxiSchema, taxiPreprocessingFn)
    let waiting = unfitted.features.filter { if case .failure = $0.value { true } else { false } }
    #expect(unfitted.features.count == 20)
    #expect(waiting.map(\.name) == ["passenger_count"])
    #expect(waiting.first?.value == .failure(.init(analyzers: ["min_max"])))
    // What is known already is what the fitted transform says later.
    let transformed = try taxiFitted(taxiPreprocessingFn).transform(ride)
    for feature in unfitted.features where feature.name != "passenger_count" {
      #expect(feature.value == .success(transformed[feature.name]?.rowText(0) ?? ""))
    }
    #expect(unfitted.features.first { $0.name == "hour_of_day" }?.cells == ["pickup_datetime"])
  }

  @Test func `our ride is transformed by the constants of the training rides`() throws {
    let run = try Lesson3PageTests.run()
    let ride = try #require(try run.exampleRide())
    let transformed = try taxiFitted(taxiPreprocessingFn).transform(ride)
    // One of 0 to 6 passengers, in float32.
    #expect([transformed].floats("passenger_count") == [1 / 6])
    let text = try run.explainExampleRide(["passenger_count"])
    #expect(text.hasPrefix("row 2: taxi-valid.csv, line 4\n"))
    #expect(text.contains("min = 0.0") && text.contains("max = 6.0"))
  }

  @Test func `a record written in three lines is read back`() throws {
    let path = try ScratchDirectory.current.path("mine.tfrecord")
    // snippet: write-one
    let writer = try ExampleWriter(path: path, names: ["fare_amount"])
    try writer.write(Batch(rowCount: 1, names: ["fare_amount"], columns: [FeatureValues([27.0] as [Float])]))
    try writer.close()
    // end: write-one
    var reader = ExampleReader(paths: [path], schema: Schema([FeatureSpec("fare_amount", .float32)]))
    #expect([try #require(try reader.next())].floats("fare_amount") == [27])
  }

  @Test func `a feature spec says what a row has, and what it may have`() throws {
    // snippet: feature-spec
    let schema = Schema([
      FeatureSpec("fare_amount", .float32),
      FeatureSpec("tip", .float32, presence: .optional),
    ])
    // end: feature-spec
    let path = try ScratchDirectory.current.write("fare_amount,tip\n27,\n", to: "rides.csv")
    var reader = try CSVReader(path: path, schema: schema)
    let row = try #require(try reader.next())
    #expect(row["fare_amount"]?.rowText(0) == "27.0")
    #expect(row["tip"]?.valueCount == 0)
  }

  @Test func `the picture of a record covers each of its bytes`() throws {
    let ride = try #require(try Lesson3PageTests.run().exampleRide())
    let names = ["fare_amount", "key"]
    let row = Batch(rowCount: 1, names: names, columns: names.compactMap { ride[$0] })
    let anatomy = try #require(RecordAnatomy(of: ExampleEncoder(names: names).encode(row)[0]))
    let blocks = anatomy.blocks
    let parts = blocks.filter { $0.kind != 2 }
    // Everything that is no message has its own bytes, and together they are the record.
    #expect(
      parts.flatMap { Array($0.bytes) }.sorted()
        == Array(0..<(anatomy.parts.reduce(0) { $0 + $1.bytes.count }))
    )
    #expect(parts.filter { $0.kind == 3 }.map(\.text) == names)
    #expect(parts.filter { $0.kind == 4 }.map(\.text) == ["27.0", "2014-12-03 12:36:00.0000003"])
    // What is inside of a message lies within it, one row further down.
    for block in blocks where block.depth > 0 {
      #expect(
        blocks.contains {
          $0.kind == 2 && $0.depth == block.depth - 1 && $0.bytes.contains(block.bytes.lowerBound)
        }
      )
    }
    #expect(DrawingTests.Markup.fault(in: anatomy.map.svg()) == nil)
  }

  @Test func `the squares that share an id with our ride's are Harlem's and LaGuardia's`() throws {
    let run = try Lesson3PageTests.run()
    let ride = try #require(try run.exampleRide())
    let squares = try SharedSquares(run.rowsInMemory(taxiData("taxi-train.csv")), ride: ride)
    // From the south-west corner at 40.66, -74.04 in steps of 0.02: 8 up and 4 right; 5 up and 8 right.
    let own = squares.squares.filter { $0.id == squares.own?.id }
    #expect(Set(own.map { [$0.column, $0.row] }) == [[4, 8], [8, 5]])
    #expect(own.contains { $0 == squares.own })
    let counts = Dictionary(grouping: squares.squares, by: \.id).values.map(\.count)
    let sharing = counts.filter { $0 > 1 }.reduce(0, +)
    #expect(
      squares.summary
        == "\(squares.squares.count) squares have rides, \(counts.count) of 100 bins are used, \(sharing) squares share one"
    )
    #expect(DrawingTests.Markup.fault(in: squares.svg) == nil)
  }

  @Test func `each bucket of the picture has a quarter of the fares`() throws {
    let fares = try Lesson3PageTests.run().fares()
    let quarters = try FareQuarters(fares)
    let values = [fares].floats("fare_amount")
    let buckets = values.map { fare in quarters.boundaries.count { $0 <= fare } }
    for bucket in 0...3 {
      // Many rides cost the same to the cent, and equal fares stay together.
      #expect(abs(buckets.count { $0 == bucket } - values.count / 4) < values.count / 30)
    }
    #expect(quarters.counts.reduce(0, +) + quarters.beyond == values.count)
    #expect(DrawingTests.Markup.fault(in: quarters.svg(marking: 27)) == nil)
  }

  @Test func `training moves the squares of dear rides away from the others`() throws {
    let moves = try EmbeddingMoves(Lesson3PageTests.run())
    func distance(_ table: [Float], _ columns: Int, _ row: Int) -> Float {
      table[(row * columns)..<((row + 1) * columns)].reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    let columns = moves.after.vectors.columns
    let shown = moves.after.ids.indices.filter { moves.counts[moves.after.ids[$0], default: 0] >= 20 }
      .sorted { moves.after.meanLabels[$0] > moves.after.meanLabels[$1] }
    #expect(shown.count >= 20)
    func mean(_ rows: ArraySlice<Int>, _ table: [Float]) -> Float {
      rows.reduce(0) { $0 + distance(table, columns, $1) } / Float(rows.count)
    }
    let (dear, others) = (shown.prefix(shown.count / 5), shown.dropFirst(shown.count / 5))
    // Drawn by lot they are all near 0; learned, the dear ones are far from there.
    #expect(mean(shown[...], moves.before.vectors.elements) < 0.1)
    #expect(mean(dear, moves.after.vectors.elements) > 1.5 * mean(others, moves.after.vectors.elements))
    #expect(DrawingTests.Markup.fault(in: try moves.svg) == nil)
  }

  @Test func `the layers of our ride end in the fare that the model predicts`() throws {
    let trained = try Lesson6EndToEndTests.trained
    let model = try trained.endToEnd("embedding")
    let ride = trained.raw.slice(0..<1)
    let lines = try Lesson.layers(of: model, ride).split(separator: "\n").filter { $0.hasPrefix("│") }
    #expect(lines.count == 11)
    #expect(lines.count { $0.contains("│ Embedding ") } == 5)
    #expect(lines.last?.contains("│ \(fixed(Double(try model.predict(ride)[0]), places: 2)) ") == true)
    #expect(lines.contains { $0.contains("94 in all") })
  }
}

import RawData
import TaxiFare
import Testing
import TransformedData

@testable import Runner

/// What page 3 says of batches, orders and notices, against figures of numpy in float64.
@Suite("Lesson 3: the page", .tags(.lesson3), .scratchDirectory)
struct Lesson3PageTests {
  static func run() throws -> PipelineRun {
    var options = RunOptions()
    options.data = taxiData("taxi-train.csv")
    options.valid = taxiData("taxi-valid.csv")
    options.workdir = try ScratchDirectory.current.path("work")
    return try PipelineRun(taxiFare, options)
  }

  @Test func `a ride scaled by its own batch has another feature in another batch`() throws {
    let scaler = try DistanceScaler(Self.run())
    let batches = [scaler.rows.slice(0..<4), scaler.rows.slice(3..<7)]
    let own = try scaler.scaledByOwnStatistics(batches).map { [$0].floats("distance") }
    let all = [try scaler.fitted.transform(scaler.rows)].floats("distance")
    #expect(abs(own[0][3] - 1.494394016) < 1e-5)
    #expect(abs(own[1][0] - 0.858826338) < 1e-5)
    #expect(abs(all[3] - 2.436736262) < 1e-5)
  }

  @Test func `alone in its batch every ride has the same feature`() throws {
    let scaler = try DistanceScaler(Self.run())
    let alone = try scaler.scaledByOwnStatistics(scaler.rows.slice(0..<50).batches(of: 1))
    #expect(alone.floats("distance") == [Float](repeating: 0, count: 50))
  }

  /// The errors are those of `numpy.polyfit` on the same features.
  @Test func `a model of batch statistics is further off, and lost when rides come one by one`() throws {
    let run = try Self.run()
    let scaler = try DistanceScaler(run)
    let new = try run.rowsInMemory(taxiData("taxi-valid.csv"))
    let own = try scaler.scaledByOwnStatistics(scaler.rows.batches(of: 32))
    let ownLine = StraightLine(features: own.floats("distance"), labels: own.floats("fare"))
    let all = [try scaler.fitted.transform(scaler.rows)]
    let line = StraightLine(features: all.floats("distance"), labels: all.floats("fare"))
    #expect(line.meanError(all) == "1.79 dollars")
    #expect(line.meanError([try scaler.fitted.transform(new)]) == "1.81 dollars")
    #expect(ownLine.meanError(own) == "2.47 dollars")
    #expect(ownLine.meanError(try scaler.scaledByOwnStatistics(new.batches(of: 32))) == "2.42 dollars")
    #expect(ownLine.meanError(try scaler.scaledByOwnStatistics(new.batches(of: 1))) == "5.43 dollars")
  }

  @Test func `a straight line has the least squared error, and is flat where nothing varies`() {
    let line = StraightLine(features: [0, 1, 2, 3], labels: [1, 3, 5, 7])
    #expect((line.slope, line.intercept) == (2, 1))
    #expect(line(10) == 21)
    // Of the lines through (0, 0), (1, 1), (2, 0) the best one is flat at a third.
    #expect(abs(StraightLine(features: [0, 1, 2], labels: [0, 1, 0])(7) - 1 / 3) < 1e-6)
    #expect(StraightLine(features: [4, 4], labels: [1, 3])(9) == 2)
  }

  @Test func `a sum of floats depends on the order, the analyzer's does not`() throws {
    let fares = try Self.run().fares()
    let orders = SumOrder.allCases.map { $0.shards(of: fares) }
    #expect(Set(orders.map(SumOrder.plainSum)).count == 4)
    // Cents are integers, and integers add up exactly.
    let cents = [fares].floats("fare_amount").reduce(0) { $0 + Int(($1 * 100).rounded()) }
    let exact = "\(Float(Double(cents) / 100))"
    #expect(try orders.map(SumOrder.analyzedSum) == [exact, exact, exact, exact])
  }

  @Test func `shards merge to the mean of all rides, their means do not`() throws {
    let means = try MeanOfShards(Self.run().fares(), sizes: [500, 2500, 5000])
    #expect(means.shards.map(\.mean) == ["10.8698", "11.2632", "11.4116"])
    #expect(abs(means.meanOfMeans - 11.181533339) < 1e-5)
    #expect(means.merged == "11.331363")
    #expect(means.whole == "11.331363")
    #expect(means.hasSameBytes)
  }

  @Test func `a pipeline without the columns of a taxi ride is told which one is missing`() throws {
    var pipeline = taxiFare
    pipeline.schema = Schema(taxiSchema.features.filter { $0.name != "passenger_count" })
    var options = RunOptions()
    options.workdir = try ScratchDirectory.current.path("work")
    let run = try PipelineRun(pipeline, options)
    let cells = Lesson.preprocessing.cells.filter { $0.name == "same-ride" || $0.name == "words" }
    for cell in cells {
      let text = try cell.run(run)
      #expect(text == "an example on taxi rides: this data has no float32 feature \"passenger_count\"")
    }
    #expect(cells.count == 2)
  }

  @Test func `scales with nothing to scale by are told, with line and reason`() throws {
    let transformFn = try taxiFitted(taxiDegenerateColumns)
    #expect(
      transformFn.notices.map { $0.split(separator: ": ").dropFirst().joined(separator: ": ") }.sorted()
        == [
          "a NaN in the column, sigmoid used", "constant column, sigmoid used",
          "constant or empty column, only its mean is subtracted",
        ]
    )
    #expect(transformFn.notices.allSatisfy { $0.contains(" at TaxiFare/LanguageExamples.swift:") })
  }
}

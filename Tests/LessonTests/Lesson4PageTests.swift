import Foundation
import Preprocessing
import RawData
import TaxiFare
import Testing
import TransformedData

@testable import Runner

/// What page 4 says of skew and of the one executor.
@Suite("Lesson 4: the page", .tags(.lesson4), .scratchDirectory)
struct Lesson4PageTests {
  /// The figures are those of numpy in float64 on the same rides.
  @Test func `a server that scales by its own rides gets other features and is further off`() throws {
    let run = try Lesson3PageTests.run()
    let scaler = try DistanceScaler(run)
    let training = [try scaler.fitted.transform(scaler.rows)]
    let line = StraightLine(features: training.floats("distance"), labels: training.floats("fare"))
    let new = try run.rowsInMemory(taxiData("taxi-valid.csv"))
    let right = [try scaler.fitted.transform(new)]
    let skewed = [try scaler.scaled(new, byStatisticsOf: new.slice(0..<100))]
    #expect(abs(right.floats("distance")[0] + 0.318821395) < 1e-5)
    #expect(abs(skewed.floats("distance")[0] + 0.293030978) < 1e-5)
    #expect(line.meanError(right) == "1.81 dollars")
    #expect(line.meanError(skewed) == "2.65 dollars")
  }

  @Test func `a new ride has the same features alone as among a thousand, to the bit`() throws {
    let transformFn = try taxiFitted(taxiPreprocessingFn)
    var reader = try CSVReader(path: taxiData("taxi-valid.csv"), schema: taxiSchema, batchSize: 1000)
    let batch = try #require(try reader.next())
    let together = try transformFn.transform(batch)
    for row in 0..<batch.rowCount {
      let alone = try transformFn.transform(batch.slice(row..<row + 1))
      #expect(alone.bits == together.slice(row..<row + 1).bits)
    }
  }

  @Test func `a transform with a vocabulary leaves four files, which say the same`() throws {
    let transformFn = try taxiFitted(taxiMonths)
    let scratch = try ScratchDirectory.current
    try TransformOutput.write(transformFn, to: scratch.path)
    #expect(
      try scratch.files().keys.sorted() == [
        "transform_fn.json", "transform_fn/assets/months", "transformed_metadata/asset_map",
        "transformed_metadata/schema.pbtxt",
      ]
    )
    // The three most frequent months; the later one first where two are as frequent, as in TFT.
    #expect(try scratch.text(of: "transform_fn/assets/months") == "2011-05\n2015-03\n2010-03\n")
    #expect(try scratch.text(of: "transformed_metadata/asset_map") == #"{"months": "months"}"#)
    let read = try TransformOutput.read(scratch.path)
    #expect(read.outputSchema["month"]?.domain == FeatureSpec.IntDomain(min: 0, max: 4))
    #expect(read.vocabulary(named: "months").map { (0..<$0.count).map($0.string) }?.first == "2011-05")
  }

  @Test func `a longer vocabulary and another maximum take effect when they are read`() throws {
    let run = try Lesson3PageTests.run()
    let cell = try #require(Lesson.transformedData.cells.first { $0.name == "edit" })
    let parts = try cell.run(run).split(separator: "after")
    func row(_ name: String, _ part: Substring) -> [String] {
      let line = part.split(separator: "\n").first { $0.hasPrefix("│ \(name)") } ?? ""
      return line.split(separator: "│").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
    // Ride 1 is of November 2011, whose line is the fourth; five passengers of ten are half of the range.
    #expect(row("month", parts[1])[1] == "3")
    #expect(row("passengers", parts[0])[3] == "0.8333333")
    #expect(row("passengers", parts[1])[3] == "0.5")
  }
}

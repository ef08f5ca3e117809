import Foundation
import TFTLessons
import Testing

@Suite(.serialized) struct EmptyCells {
  private func read(_ text: String) throws -> Batch {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("rides-\(UUID()).csv").path
    try OutputFile.write(text, to: path)
    defer { try? FileManager.default.removeItem(atPath: path) }
    var reader = try CSVReader(path: path, schema: rideSchema)
    return try #require(try reader.next())
  }

  @Test func `an unknown tip has no value, an empty toll is 0`() throws {
    let batch = try read("ride,tip,toll\n1,2.5,\n2,,4\n")
    #expect(
      batch["ride"] == FeatureValues([1, 2] as [Int64]),
      "a ride's number is an id: int64, not float32"
    )
    let tip = try #require(batch["tip"])
    #expect(tip.storage == .float32([2.5]), "one tip is known, and the other must not become a number")
    #expect(tip.range(ofRow: 1).isEmpty, "the second row has no tip")
    #expect(batch["toll"]?.storage == .float32([0, 4]), "no toll is 0 dollars")
  }

  @Test func `a row without its ride is refused`() {
    #expect(throws: InputError.self, "the ride is required: its row must be an error, not a ride of its own")
    {
      try read("ride,tip,toll\n,1,1\n")
    }
  }
}

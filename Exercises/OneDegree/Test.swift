import Foundation
import TFTLessons
import Testing

@Suite struct OneDegree {
  static let names = ["a_longitude", "a_latitude", "b_longitude", "b_latitude"]
  static let places: [(name: String, numbers: [Float])] = [
    ("Kennedy to Times Square", [-73.7781, 40.6413, -73.9855, 40.758]),
    ("one degree east at the equator", [0, 0, 1, 0]),
    ("one degree east at 60 degrees north", [10, 60, 11, 60]),
    ("one degree north", [-74, 40, -74, 41]), ("nowhere", [-74, 40, -74, 40]),
  ]

  @Test func `the kilometres are those of a sphere`() throws {
    let columns = Self.names.indices.map { index in FeatureValues(Self.places.map { $0.numbers[index] }) }
    let rows = Batch(rowCount: Self.places.count, names: Self.names, columns: columns)
    let schema = Schema(Self.names.map { FeatureSpec($0, .float32) })
    let graph = try PreprocessingGraph(schema: schema) { inputs in
      let start = Place(longitude: try inputs.float("a_longitude"), latitude: try inputs.float("a_latitude"))
      let end = Place(longitude: try inputs.float("b_longitude"), latitude: try inputs.float("b_latitude"))
      var outputs = Outputs()
      outputs["km"] = kilometres(from: start, to: end)
      return outputs
    }
    let transformFn = try graph.analyze { schema in
      throw InputError(file: "\(schema)", problem: "a mapper needs no pass")
    }
    guard case .float32(let found)? = try transformFn.transform(rows)["km"]?.storage else { return }
    for (place, km) in zip(Self.places, found) {
      let expected = haversine(place.numbers.map(Double.init))
      #expect(
        abs(Double(km) - expected) <= 0.002 * expected,
        "\(place.name): found \(km) km, expected \(expected)"
      )
    }
  }

  /// The way along a great circle on a sphere of 6371 km.
  private func haversine(_ degrees: [Double]) -> Double {
    let r = degrees.map { $0 * .pi / 180 }
    let (x, y) = (sin((r[2] - r[0]) / 2), sin((r[3] - r[1]) / 2))
    return 2 * 6371 * asin((y * y + cos(r[1]) * cos(r[3]) * x * x).squareRoot())
  }
}

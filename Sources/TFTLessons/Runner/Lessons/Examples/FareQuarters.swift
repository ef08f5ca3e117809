import Drawing
import Preprocessing
import RawData
import TransformedData

/// How many rides cost how much, and the boundaries that cut them into quarters.
struct FareQuarters {
  /// How many rides cost from 0 to 1 dollar, from 1 to 2, and so on; `beyond` are those above or below.
  let counts: [Int]
  let beyond: Int
  let boundaries: [Float]

  /// So many dollars are to be seen: hardly a ride costs more.
  private static let dollars = 40

  /// - Parameter fares: rows with `fare_amount`.
  init(_ fares: Batch) throws {
    let graph = try PreprocessingGraph(schema: Schema([FeatureSpec("fare_amount", .float32)])) { inputs in
      var outputs = Outputs()
      outputs["edges"] = try quantiles(inputs.float("fare_amount"), buckets: 4)
      return outputs
    }
    let transformFn = try graph.analyze { _ in BatchesInMemory([fares]) }
    boundaries = [try transformFn.transform(fares.slice(0..<1))].floats("edges")
    var counts = [Int](repeating: 0, count: Self.dollars)
    var beyond = 0
    for fare in [fares].floats("fare_amount") {
      if fare >= 0, fare < Float(Self.dollars) { counts[Int(fare)] += 1 } else { beyond += 1 }
    }
    (self.counts, self.beyond) = (counts, beyond)
  }

  /// - Parameter fare: that of the ride to mark.
  func svg(marking fare: Float) -> String {
    BucketChart(
      title: "The same number of rides in each bucket",
      xLabel: "fare in dollars; \(beyond) rides lie beyond",
      yLabel: "rides",
      counts: counts,
      start: 0,
      width: 1,
      boundaries: boundaries.map { Double($0) },
      mark: (Double(fare), "our ride")
    ).svg()
  }
}

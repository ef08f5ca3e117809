import Drawing
import RawData
import TaxiFare

extension Lesson {
  /// What a hash and a pass make of places and prices, and what can be said of a ride before there was one.
  static let unfitted: [Cell] = [
    Cell("ride", "Our ride before any pass: what is known of its features, and what is waited for.") { run in
      guard let ride = try run.exampleRide() else { return "no rows" }
      return try UnfittedRide(ride, schema: run.pipeline.schema, run.pipeline.preprocessingFn).table
    },
    Cell("quarters", "All fares, and the boundaries that cut them into four equal parts.") { run in
      guard let ride = try run.exampleRide(), let fare = [ride].floats("fare_amount").first else {
        return "no rows"
      }
      let quarters = try FareQuarters(run.fares())
      return try run.write([("fares.svg", quarters.svg(marking: fare))], to: "3-quarters")
    },
    Cell("squares", "The squares of the city in which rides begin, and the ids that a hash gives them.") {
      run in
      guard let ride = try run.exampleRide() else { return "no rows" }
      let squares = try SharedSquares(run.rowsInMemory(run.options.data), ride: ride)
      return "\(squares.summary)\n\(try run.write([("map.svg", squares.svg)], to: "3-squares"))"
    },
  ]
}

import Embeddings
import Preprocessing

// snippet: squares
/// Where a ride begins, as the id of a square of 0.02 degrees: the square's column and row, hashed together into a bin.
package func taxiSquares(_ inputs: Inputs, bins: Int = 100) throws -> Outputs {
  let column = try applyBuckets(inputs.float("pickup_longitude"), boundaries: taxiSquareEdges.longitude)
  let row = try applyBuckets(inputs.float("pickup_latitude"), boundaries: taxiSquareEdges.latitude)
  var outputs = Outputs()
  outputs["column"] = column
  outputs["row"] = row
  outputs["square"] = try hashedCross(row, column, bins: bins)
  return outputs
}
// end: squares

/// The edges of the squares, in degrees: Manhattan and what is around it.
package let taxiSquareEdges = (
  longitude: (0...9).map { Float(-7404 + 2 * $0) / 100 },
  latitude: (0...11).map { Float(4066 + 2 * $0) / 100 }
)

// snippet: square-model
/// A small model that knows of a ride how far it goes and in which square it begins.
package let squareModel = ModelDefinition(
  name: "squares",
  label: "fare_amount",
  loss: .huber(delta: 5),
  training: TrainingOptions(epochs: 12, optimizer: .adam(.constant(0.003))),
  preprocessingFn: { inputs in
    // Of so many bins hardly two squares share one.
    var outputs = try taxiSquares(inputs, bins: 4000)
    let distances = try taxiDistances(inputs)
    outputs["distance"] = distances["distance"] as Column<Float>?
    outputs["fare_amount"] = distances["fare"] as Column<Float>?
    return outputs
  }
) { inputs in
  let square = Embedding(3)(try inputs.ids("square"))
  let features = Concatenate()([try inputs.numeric(["distance"]), square])
  return Rescaling(scale: 10)(Dense(1)(Dense(16, activation: .relu)(features)))
}
// end: square-model

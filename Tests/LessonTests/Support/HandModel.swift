import Embeddings
import EndToEnd
import Preprocessing
import RawData
import TransformedData

/// A model whose predictions can be worked out by hand: 2 (x - 1) + 3 hour + 0.5.
enum HandModel {
  static let schema = Schema([FeatureSpec("x", .float32), FeatureSpec("t", .string)])

  static func transformFn() throws -> TransformFn {
    try Rows(["x": FeatureValues([1] as [Float]), "t": strings([time(hour: 5)])]).fitted { inputs in
      var outputs = Outputs()
      outputs["shifted"] = try inputs.float("x") - 1
      outputs["hour"] = Column<Float>(hourOfDay(parseDateTime(try inputs.string("t"))))
      return outputs
    }
  }

  static func model() throws -> Model {
    let definition = ModelDefinition(name: "hand", label: "y") { inputs in
      Dense(1)(try inputs.numeric(["shifted", "hour"]))
    }
    let weights = [
      Matrix(rows: 2, columns: 1, elements: [2, 3]), Matrix(rows: 1, columns: 1, elements: [0.5]),
    ]
    return try Model(definition.architecture(transformFn().outputSchema), weights: weights)
  }

  /// The model; its training rows had these values of `shifted` and `hour`.
  static func endToEnd(trainedOn rows: [(shifted: Float, hour: Float)] = []) throws -> EndToEndModel {
    let numbers = Matrix(rows: rows.count, columns: 2, elements: rows.flatMap { [$0.shifted, $0.hour] })
    let training = Examples(inputs: [.floats(numbers)], labels: rows.map { _ in 0 })
    return try EndToEndModel(transformFn(), model(), trainedOn: rows.isEmpty ? nil : training)
  }

  static func prediction(x: Float, hour: Int) -> Float { 2 * (x - 1) + 3 * Float(hour) + 0.5 }

  static func time(hour: Int) -> String { "2000-02-29 \(hour < 10 ? "0" : "")\(hour):00:00 UTC" }

  /// Row `row` of a made file: its cells, and its prediction.
  static func row(_ row: Int) -> (text: String, prediction: Float) {
    let (x, hour) = (Float(row % 50), row % 24)
    return ("\(x),\(time(hour: hour))", prediction(x: x, hour: hour))
  }
}

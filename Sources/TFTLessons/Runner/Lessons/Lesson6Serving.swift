import EndToEnd
import RawData

extension Lesson {
  /// A ride on the wire, as TensorFlow Serving reads it.
  static let serving: [Cell] = [
    Cell("request", "The body of a request for one ride.") { run in
      try run.perform(.trainEmbeddingModel)
      guard let ride = try run.exampleRide() else { return "no rows" }
      let cells = try run.savedModel("embedding").inputSchema.features.compactMap { feature in
        ride[feature.name].map { JSON.Member(feature.name, $0.json(at: 0)) }
      }
      let request = JSON.object([
        .init("signature_name", .string("serving_default")), .init("instances", .array([.object(cells)])),
      ])
      return request.text
    },
    Cell("response", "The body of the answer: a row for each instance.") { run in
      try run.perform(.trainEmbeddingModel)
      guard let ride = try run.exampleRide() else { return "no rows" }
      let prediction = try run.savedModel("embedding").predict(ride)[0]
      return JSON.object([.init("predictions", .array([.array([.float(prediction)])]))]).text
    },
  ]
}

import Embeddings
import RawData

/// A loss of some outputs and labels.
enum LossCase {
  static func answer(_ json: JSON) throws -> [String: [Float]] {
    guard let loss = Loss(try json.text("loss")) else { throw json.unreadable("loss") }
    let output = try json.member("output").tensorValue().matrix
    let labels = try json.member("labels").floats
    return [
      "values": loss.values(output, labels),
      "gradient": loss.gradient(output, labels, count: labels.count).elements,
    ]
  }
}

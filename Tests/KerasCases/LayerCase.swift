import Embeddings
import RawData

/// One layer on one batch.
enum LayerCase {
  static func answer(_ json: JSON) throws -> [String: [Float]] {
    let layer = try LayerRegistry.layer(try json.text("class"), LayerSettings(json["settings"]))
    let shapes = try json.elements("inputs").map { try $0.tensorShape() }
    _ = try layer.outputShape(of: shapes)
    let inputs = try json.elements("inputs").map { try $0.tensorValue() }
    let weights = try json.elements("weights").map { try $0.matrix() }
    let pass = Pass(isTraining: json.flag("training"))
    let output = layer.forward(inputs, weights, pass)
    let updates = output.updates.map { ("update_\($0.weight)", $0.value.elements) }
    return Dictionary([("output", output.value.matrix.elements)] + updates) { $1 }
  }
}

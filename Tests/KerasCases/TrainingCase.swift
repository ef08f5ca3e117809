import Embeddings
import RawData

/// Some steps of a training from given weights, on given batches.
enum TrainingCase {
  static func answer(_ json: JSON) throws -> [String: [Float]] {
    let architecture = try Architecture(json.member("model"), path: "model.json")
    let specs = try json.elements("weights")
    let names = try specs.map { try $0.text("name") }
    guard names == architecture.weightNames else {
      throw CaseError(description: "found weights \(architecture.weightNames), expected \(names)")
    }
    let model = try Model(architecture, weights: specs.map { try $0.matrix() })
    let inputs = try json.elements("inputs").map { try $0.tensorValue() }
    let examples = Examples(
      inputs: inputs,
      labels: try json.member("labels").labels(rows: inputs[0].rows)
    )
    let batch = try json.int("batch")
    let optimizer = try Optimizer(json.member("optimizer"))
    let options = TrainingOptions(batchSize: batch, optimizer: optimizer, threads: 2)
    var training = Training(model, options: options)
    let losses = try (0..<json.int("steps")).map { step in
      let start = step * batch % examples.count
      let losses = training.step(examples, rows(start..<start + batch))
      return Float(losses.reduce(0.0) { $0 + Double($1) } / Double(batch))
    }
    let predictions = training.model(examples.gather(rows(0..<batch)).inputs).elements
    var answer = ["losses": losses, "predictions": predictions]
    for (name, matrix) in zip(names, training.model.weights) where json["expected"]?[name] != nil {
      answer[name] = matrix.elements
    }
    return answer
  }

  private static func rows(_ range: Range<Int>) -> ArraySlice<Int> { Array(range)[...] }
}

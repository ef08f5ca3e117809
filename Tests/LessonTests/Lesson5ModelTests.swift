import RawData
import Testing

@testable import Embeddings

/// Layers composed to models.
@Suite("Lesson 5: models", .tags(.lesson5))
struct Lesson5ModelTests {
  // Between the bends of relu, the loss is a parabola in each single weight, and a central difference of a parabola is
  // exact for any step. Every unit is kept away from its bend by its bias: the first of each layer below, the others
  // above. What is left is float32: a prediction's last bit, 2e-6, times an error of about 50, over the step.
  @Test(arguments: IDForm.allCases)
  func `every gradient of a model agrees with a difference quotient`(form: IDForm) throws {
    var model = try SmallModel.model(form)
    let examples = try SmallModel.examples(form)
    for (name, distance) in [("dense.bias", Float(5)), ("dense_1.bias", 30)] {
      model[name].elements = model[name].elements.indices.map { $0 == 0 ? -distance : distance }
    }
    var count = 0
    for (index, gradient) in model.gradients(examples).enumerated()
    where model.architecture.weights[index].isLearned {
      for element in gradient.elements.indices {
        let step: Float = 0.5
        let sides = [step, -step].map { step in
          var moved = model
          moved.weights[index].elements[element] += step
          return moved.meanLoss(examples)
        }
        let (slope, found) = ((sides[0] - sides[1]) / Double(2 * step), Double(gradient.elements[element]))
        #expect(
          (slope - found).magnitude <= 1e-3 * max(1, found.magnitude),
          "\(model.architecture.weightNames[index])[\(element)]: \(found), by difference \(slope)"
        )
        count += found == 0 ? 0 : 1
      }
    }
    // A network of dead units would agree too.
    #expect(count > 40)
  }

  @Test(arguments: IDForm.allCases)
  func `a row's prediction is the same to the bit alone and among others`(form: IDForm) throws {
    let model = try SmallModel.model(form)
    let together = model(try SmallModel.examples(form).inputs)
    let batch = SmallModel.rows.batch
    for row in 0..<batch.rowCount {
      let alone = model(try model.architecture.values(of: batch.slice(row..<row + 1)))
      #expect(alone.elements.map(\.bitPattern) == [together[row, 0].bitPattern])
    }
  }

  // The same network in float64, one row and one unit at a time, with one-hot vectors spelled out.
  @Test(arguments: IDForm.allCases)
  func `a model computes what its layers say`(form: IDForm) throws {
    let model = try SmallModel.model(form)
    func layer(_ name: String, _ x: [Double]) -> [Double] {
      let (kernel, bias) = (model["\(name).kernel"], model["\(name).bias"])
      return (0..<kernel.columns).map { unit in
        x.indices.reduce(Double(bias[0, unit])) { $0 + x[$1] * Double(kernel[$1, unit]) }
      }
    }
    func floats(_ name: String) -> [Double] { SmallModel.rows.batch[name]?.floats.map(Double.init) ?? [] }
    func ids(_ name: String) -> [Int] { SmallModel.rows.batch[name]?.int64s.map(Int.init) ?? [] }

    let predictions = model(try SmallModel.examples(form).inputs)
    for row in 0..<SmallModel.rows.batch.rowCount {
      var x = [floats("x")[row], floats("y")[row] / 2]  // the scales are 1 and 2
      for (feature, name, count) in [("a", "embedding", 4), ("b", "embedding_1", 3)] {
        let id = ids(feature)[row]
        switch form {
        case .embedding:
          let table = model["\(name).embeddings"]
          x += (0..<table.columns).map { Double(table[id, $0]) }
        case .oneHot: x += (0..<count).map { $0 == id ? 1 : 0 }
        }
      }
      let hidden = layer("dense_1", layer("dense", x).map { max(0, $0) }).map { max(0, $0) }
      #expect((Double(predictions[row, 0]) - layer("dense_2", hidden)[0]).magnitude < 1e-5)
    }
  }

  // MARK: seeds

  @Test(arguments: IDForm.allCases)
  func `the same seed gives the same weights, another seed others`(form: IDForm) throws {
    let first = try SmallModel.model(form, seed: 3)
    #expect(try SmallModel.model(form, seed: 3).weights == first.weights)
    let other = try SmallModel.model(form, seed: 4)
    for (index, name) in first.architecture.weightNames.enumerated()
    where name.hasSuffix("kernel") || name.hasSuffix("embeddings") {
      #expect(first.weights[index] != other.weights[index], "\(name)")
    }
  }

  @Test func `first weights lie within Keras's limits and fill them`() throws {
    let model = try SmallModel.model(.embedding)
    for (name, weight) in zip(model.architecture.weightNames, model.weights) {
      let largest = weight.elements.map(\.magnitude).max() ?? 0
      if name.hasSuffix("bias") {
        #expect(largest == 0)
      } else if !name.hasPrefix("robust_scaling") {
        let glorot = (6 / Float(weight.rows + weight.columns)).squareRoot()
        let limit = name.hasSuffix("embeddings") ? 0.05 : glorot
        #expect(largest <= limit && largest > limit / 2, "\(name)")
      }
    }
  }
}

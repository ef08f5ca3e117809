import RawData
import Testing

@testable import Embeddings

// snippet: own-layer
/// Every number to the power of `exponent`: a layer of a user's own.
struct PowerLayer: Layer {
  static let className = "Power"
  let exponent: Int

  var settings: [LayerSetting] { [LayerSetting("exponent", .int(exponent))] }

  init(exponent: Int) { self.exponent = exponent }

  init?(settings: LayerSettings) {
    guard let exponent = settings.int("exponent") else { return nil }
    self.init(exponent: exponent)
  }

  func outputShape(of inputs: [TensorShape]) throws(ModelError) -> TensorShape { inputs[0] }

  func forward(_ inputs: [TensorValue], _ weights: [Matrix], _ pass: Pass) -> LayerOutput {
    LayerOutput(power(inputs[0].matrix, exponent))
  }

  func backward(_ gradient: Matrix, _ call: LayerCall, _ weights: [Matrix], _ pass: Pass) -> LayerGradients {
    let x = call.inputs[0].matrix
    let factor = Matrix(rows: x.rows, columns: x.columns, repeating: Float(exponent))
    return LayerGradients(inputs: [times(gradient, times(factor, power(x, exponent - 1)))])
  }

  private func power(_ x: Matrix, _ exponent: Int) -> Matrix {
    let ones = Matrix(rows: x.rows, columns: x.columns, repeating: 1)
    return (0..<exponent).reduce(ones) { product, _ in times(product, x) }
  }

  private func times(_ x: Matrix, _ y: Matrix) -> Matrix {
    Matrix(rows: x.rows, columns: x.columns, elements: zip(x.elements, y.elements).map { $0 * $1 })
  }
}
// end: own-layer

/// Layers that this library does not know.
@Suite("Lesson 5: layers of one's own", .tags(.lesson5), .scratchDirectory)
struct Lesson5OwnLayerTests {
  private static func model() throws -> Model {
    let definition = ModelDefinition(name: "m", label: "label") { inputs in
      Dense(1)(PowerLayer(exponent: 3)(Dense(2)(try inputs.numeric(["x"]))))
    }
    return Model(try definition.architecture(Learnable.schema), seed: 4)
  }

  @Test func `a model with a layer of one's own is read back to the bit`() throws {
    let directory = try ScratchDirectory.current.path
    let model = try Self.model()
    try model.write(to: directory)
    let read = try Model(contentsOf: directory, layers: [PowerLayer.self])
    let inputs = [TensorValue.floats(Matrix(rows: 3, columns: 1, elements: [0.5, -2, 3]))]
    #expect(read(inputs) == model(inputs) && read.architecture.members == model.architecture.members)
  }

  @Test func `its gradient is right`() {
    let probe = LayerProbe(PowerLayer(exponent: 3), Matrix(rows: 1, columns: 2, elements: [2, -0.5]))
    let check = GradientCheck(probe)
    #expect(check.disagreements(check.gradients) == [])
  }

  @Test func `a layer that is not named, or named like another, is an error`() throws {
    let directory = try ScratchDirectory.current.path
    try Self.model().write(to: directory)
    let unknown = #expect(throws: InputError.self) { try Model(contentsOf: directory) }
    #expect(
      unknown?.problem.hasPrefix("layer \"power\": found class \"Power\", expected one of Activation, ")
        == true
    )
    #expect(unknown?.problem.hasSuffix("; a layer of your own is given to `layers:`") == true)
    let twice = #expect(throws: ModelError.self) {
      try Model(contentsOf: directory, layers: [PowerLayer.self, PowerLayer.self])
    }
    #expect(
      twice?.description
        == "layers: found a second layer of the class \"Power\", expected class names that differ"
    )
  }

  @Test func `what a layer of one's own asks of its settings is named when it is wrong`() throws {
    let scratch = try ScratchDirectory.current
    try Self.model().write(to: scratch.path)
    let text = try scratch.text(of: "model.json")
    try scratch.write(text.replacing("\"exponent\": 3", with: "\"exponent\": 2.5"), to: "model.json")
    let error = #expect(throws: InputError.self) {
      try Model(contentsOf: scratch.path, layers: [PowerLayer.self])
    }
    #expect(error?.problem == "layer \"power\": setting \"exponent\": found 2.5, expected a whole number")
  }
}

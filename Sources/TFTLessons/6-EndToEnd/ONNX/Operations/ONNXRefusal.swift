/// Why something cannot be said in ONNX.
struct ONNXRefusal: Error {
  var problem: String

  init(_ problem: String) {
    self.problem = problem
  }
}

import RawData
import TransformedData

/// An operation with its constants: `scale_to_0_1(x, min_max_1.min = 0.0, min_max_1.max = 6.0)`.
enum OperationText {
  /// - Parameter inputs: their names, empty for a number of the program, and the values of those that are constant.
  static func text(
    _ operation: String,
    inputs: [(name: String, constant: FeatureValues?)],
    parameters: [(name: String, value: FeatureValues)]
  ) -> String {
    let arguments = inputs.map { input in
      guard let constant = input.constant else { return input.name }
      return input.name.isEmpty ? constant.shortText : "\(input.name) = \(constant.shortText)"
    }
    let named = parameters.map { "\($0.name): \($0.value.shortText)" }
    return "\(operation)(\((arguments + named).joined(separator: ", ")))"
  }
}

extension ExplainedStep {
  /// The operation with its constants.
  var expression: String {
    let inputs = inputs.map { (name: $0.name, constant: $0.isConstant ? $0.values : nil) }
    return OperationText.text(operation, inputs: inputs, parameters: parameters)
  }
}

extension FittedOperation {
  /// The operation with its constants.
  var expression: String { OperationText.text(operation, inputs: inputs, parameters: parameters) }
}

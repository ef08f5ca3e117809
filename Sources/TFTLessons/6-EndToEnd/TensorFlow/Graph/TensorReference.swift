/// One result of a node, with its type and what is known of its shape.
package struct TensorReference: Hashable, Sendable {
  /// The node's name.
  let node: String
  /// The operation's name, by which rewritings are told that change what floats become.
  let operation: String
  /// Which of the node's results it is, from 0.
  let index: Int
  /// The name of the result in the operation's definition, and which of the results of that name it is.
  let argument: String
  let argumentIndex: Int
  let type: TensorFlowType
  let shape: TensorFlowShape

  /// How a graph names it: `node` or `node:1`.
  var graphName: String { index == 0 ? node : "\(node):\(index)" }
  /// How a signature names it: always with its index.
  var signatureName: String { "\(node):\(index)" }
  /// How a function names it: `node:output:0`; an argument of the function is named as it is.
  var functionName: String { operation == "Placeholder" ? node : "\(node):\(argument):\(argumentIndex)" }
}

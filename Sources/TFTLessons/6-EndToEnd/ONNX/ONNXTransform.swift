import Preprocessing
import RawData
import TransformedData

/// A transform in a graph: raw features in, transformed features on.
struct ONNXTransform {
  private let graph: ONNXGraph
  private let program: TransformProgram
  /// The raw features by name.
  private var inputs: [String: ONNXColumn] = [:]
  /// The operations' results.
  private var results: [ONNXColumn] = []

  /// What the name of an input ends with that says which rows have a value.
  static let presenceSuffix = "_is_present"

  /// The names of the inputs that raw features need.
  static func inputNames(_ schema: Schema) -> [String] {
    schema.features.flatMap { feature in
      hasPresenceInput(feature) ? [feature.name, feature.name + presenceSuffix] : [feature.name]
    }
  }

  /// Whether rows can come without a value, and the feature's type has none that says so.
  private static func hasPresenceInput(_ feature: FeatureSpec) -> Bool {
    feature.presence == .optional && feature.type != .float32
  }

  /// Writes all operations into `graph`.
  ///
  /// - Throws: `OperationError` for the first that ONNX cannot say.
  init(_ transformFn: TransformFn, in graph: ONNXGraph) throws(OperationError) {
    self.graph = graph
    program = transformFn.program
    for feature in transformFn.inputSchema.features { inputs[feature.name] = try input(feature) }
    for operation in program.operations { results.append(try exported(operation)) }
    graph.scope = ""
  }

  /// A raw feature. Where a row can come without a value, NaN says so for floats, and an input of its own for others.
  private func input(_ feature: FeatureSpec) throws(OperationError) -> ONNXColumn {
    guard feature.presence != .optional || feature.width == 1 else {
      throw OperationError(
        location: nil,
        operation: feature.name,
        problem: "cannot be exported to ONNX: found rows that may come without their \(feature.width) values"
      )
    }
    let value = graph.input(feature.name, ONNXType(feature.type), width: feature.width)
    guard feature.presence == .optional else { return ONNXColumn(value: value) }
    if Self.hasPresenceInput(feature) {
      let isPresent = graph.input(feature.name + Self.presenceSuffix, .bool, width: 1)
      return ONNXColumn(value: value, isPresent: isPresent)
    }
    return ONNXColumn(value: value, isPresent: graph.not(graph.isNaN(value)))
  }

  private func exported(_ operation: TransformProgram.Operation) throws(OperationError) -> ONNXColumn {
    graph.scope = operation.name
    let inputs = operation.inputs.map(operand)
    do throws(ONNXRefusal) {
      return try ONNXRegistry.export(ONNXOperation(try bound(operation), inputs, in: graph))
    } catch {
      throw OperationError(
        location: operation.location,
        operation: operation.text,
        problem: "cannot be exported to ONNX: \(error.problem)"
      )
    }
  }

  private func bound(_ operation: TransformProgram.Operation) throws(ONNXRefusal) -> any Mapper {
    let constants = operation.inputs.map { input in
      if case .constant(let values, _) = input { values } else { nil as FeatureValues? }
    }
    do throws(RowError) {
      return try operation.mapper.bound(to: constants)
    } catch {
      throw ONNXRefusal(error.problem)
    }
  }

  private func operand(_ value: TransformProgram.Value) -> ONNXOperand {
    switch value {
    case .constant(let values, _): return .constant(values)
    case .operation(let index): return .column(results[index])
    case .input(let feature):
      guard let column = inputs[feature.name] else {
        preconditionFailure("\(feature.name) is not in the transform's input schema")
      }
      return .column(column)
    }
  }

  /// The transformed features' names.
  var featureNames: [String] { program.outputs.map(\.name) }

  /// The transformed feature `name`. A float that a row comes without is NaN; of others it is known which rows have them.
  ///
  /// - Throws: `OperationError` when it is not made of raw features.
  func feature(_ name: String) throws(OperationError) -> ONNXColumn {
    guard let output = program.outputs.first(where: { $0.name == name }),
      let row = inputs.values.map(\.value).min(by: { $0.name < $1.name })
    else { throw refusal(of: name, "the transform makes nothing of raw features") }
    switch operand(output.value) {
    case .constant(let values):
      return ONNXColumn(value: graph.repeated(graph.constant(values), like: row))
    case .column(let column):
      guard column.value.type == .float, let isPresent = column.isPresent else { return column }
      return ONNXColumn(value: graph.select(isPresent, column.value, else: graph.number(Float.nan)))
    }
  }

  /// The same as floats, NaN where it is missing.
  ///
  /// - Throws: `OperationError` when they are texts, or not `width` in a row.
  func numbers(of name: String, width: Int) throws(OperationError) -> ONNXValue {
    let column = try feature(name)
    guard column.value.type != .string, column.value.width == width else {
      throw refusal(of: name, "found \(describe(column)), expected \(width) numbers in a row")
    }
    let numbers = graph.cast(column.value, to: .float)
    return column.isPresent.map { graph.select($0, numbers, else: graph.number(Float.nan)) } ?? numbers
  }

  /// The same as ids.
  ///
  /// - Throws: `OperationError` when a row may come without one, or has not `steps` of them.
  func ids(of name: String, steps: Int) throws(OperationError) -> ONNXValue {
    let column = try feature(name)
    guard column.value.type == .int64, column.value.width == steps else {
      throw refusal(of: name, "found \(describe(column)), expected \(steps) int64 in a row")
    }
    guard column.isPresent == nil else {
      throw refusal(of: name, "found rows that may come without an id, expected one in every row: impute it")
    }
    return column.value
  }

  private func describe(_ column: ONNXColumn) -> String {
    "\(column.value.width) \(column.value.type) in a row"
  }

  private func refusal(of name: String, _ problem: String) -> OperationError {
    var location: SourceLocation?
    if case .operation(let index)? = program.outputs.first(where: { $0.name == name })?.value {
      location = program.operations[index].location
    }
    return OperationError(
      location: location,
      operation: "feature \"\(name)\"",
      problem: "cannot be exported to ONNX: \(problem)"
    )
  }
}

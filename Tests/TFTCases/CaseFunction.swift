import EndToEnd
import Preprocessing
import RawData
import TransformedData

/// A function of the fixtures, in our language: builds its outputs, `y` when there is one.
package typealias CaseFunction = @Sendable (CaseArguments) throws -> Outputs

/// What a case calls a function with.
package struct CaseArguments: Sendable {
  private let `case`: Case
  private let inputs: Inputs

  init(_ case: Case, _ inputs: Inputs) {
    self.case = `case`
    self.inputs = inputs
  }

  /// How many input columns there are.
  package var count: Int { `case`.inputs.count }
  /// The type of input column `index`.
  package func type(_ index: Int = 0) -> FeatureType? { inputs.schema[`case`.inputs[index]]?.type }

  package func float(_ index: Int = 0) throws -> Column<Float> { try inputs.float(`case`.inputs[index]) }
  package func int64(_ index: Int = 0) throws -> Column<Int64> { try inputs.int64(`case`.inputs[index]) }
  package func string(_ index: Int = 0) throws -> Column<String> { try inputs.string(`case`.inputs[index]) }

  /// The parameter `name`; nil when the case does not have it.
  package subscript(name: String) -> JSON? {
    let value = `case`.parameters[name]
    return value == .null ? nil : value
  }
  /// Whether the case has the parameter `name`, be it null.
  package func has(_ name: String) -> Bool { `case`.parameters[name] != nil }
  package func double(_ name: String) -> Double? {
    if case .number(let text)? = self[name] { Double(text) } else { nil }
  }
  package func int(_ name: String) -> Int? { self[name]?.int }
  package func floatParameter(_ name: String) -> Float? { self[name]?.float }
  package func stringParameter(_ name: String) -> String? { self[name]?.string }
  package func bool(_ name: String) -> Bool { self[name] == .bool(true) }
  package func floats(_ name: String) -> [Float] { self[name]?.array?.compactMap(\.float) ?? [] }
  package func strings(_ name: String) -> [String] { self[name]?.array?.compactMap(\.string) ?? [] }
}

/// The only output of a function, `y`.
func y<Scalar>(_ column: Column<Scalar>) -> Outputs {
  var outputs = Outputs()
  outputs["y"] = column
  return outputs
}

extension CaseFile {
  /// All functions by name; each family has a file of its own.
  static let functions: [String: CaseFunction] = [
    BucketsCases.functions, LanguageCases.functions, MomentsCases.functions, NGramCases.functions,
    ScalingCases.functions, TextCases.functions, VocabularyCases.functions,
  ]
  .reduce(into: [:]) { all, family in all.merge(family) { first, _ in first } }

  /// Our answer to a case of this file: analyzed over one data set's rows, transformed over its probe.
  package func answer(to case: Case) -> CaseAnswer {
    guard let dataset = datasets[`case`.dataset], let function = Self.functions[`case`.function] else {
      return .error("there is no function \(`case`.function)")
    }
    do {
      let transformFn = try fitted(`case`, function, dataset)
      if let answer = try VocabularyFileAnswer(transformFn, function: `case`.function) {
        return .columns(answer.columns(rowCount: dataset.probe.batch.rowCount))
      }
      let transformed = try transformFn.transform(dataset.probe.batch)
      let columns = zip(transformed.names, transformed.columns).map { ($0, CaseColumn($1)) }
      return .columns(Dictionary(uniqueKeysWithValues: columns))
    } catch {
      return .error("\(error)")
    }
  }

  /// The function of a case, fitted on its data set.
  private func fitted(_ case: Case, _ function: CaseFunction, _ dataset: Dataset) throws -> TransformFn {
    let graph = try PreprocessingGraph(schema: dataset.analyzed.schema) { inputs in
      try function(CaseArguments(`case`, inputs))
    }
    return try graph.analyze(threads: 1) { BatchesReader(dataset.analyzed.batch, schema: $0) }
  }

  /// The outputs, and the first input beside them.
  private static func withRows(_ outputs: Outputs, _ arguments: CaseArguments) throws -> Outputs {
    var outputs = outputs
    switch arguments.type() {
    case .float32: outputs["rows"] = try arguments.float()
    case .int64: outputs["rows"] = try arguments.int64()
    case .string, nil: outputs["rows"] = try arguments.string()
    }
    return outputs
  }

  /// Writes the fitted function of a case as a `transform_output` with its SavedModel below `directory`.
  ///
  /// - Returns: what ours answers, the transformed probe; nil for a case that is an error before there is anything to write.
  /// - Throws: `OperationError` when TensorFlow's operations cannot say it.
  package func export(_ case: Case, to directory: String) throws -> CaseAnswer? {
    guard let dataset = datasets[`case`.dataset], let function = Self.functions[`case`.function],
      var transformFn = try? fitted(`case`, function, dataset)
    else { return nil }
    if transformFn.inputSchema.features.isEmpty {
      // Values that are the same for every row need a column that says how many rows there are.
      transformFn = try fitted(`case`, { try Self.withRows(try function($0), $0) }, dataset)
    }
    let model = try TransformFnModel(transformFn)
    try Platform.makeDirectory(directory)
    try TransformOutput.write(transformFn, to: directory)
    try model.write(to: directory)
    do {
      let transformed = try transformFn.transform(dataset.probe.batch)
      let columns = zip(transformed.names, transformed.columns).map { ($0, CaseColumn($1)) }
      return .columns(Dictionary(uniqueKeysWithValues: columns))
    } catch {
      return .error("\(error)")
    }
  }
}

/// Gives a batch as two, so that no result can come from a batch alone.
struct BatchesReader: BatchReader {
  private var batches: [Batch]

  init(_ batch: Batch, schema: Schema) {
    let names = schema.features.map(\.name)
    let selected = Batch(rowCount: batch.rowCount, names: names, columns: names.compactMap { batch[$0] })
    let half = batch.rowCount / 2
    batches = [selected.slice(0..<half), selected.slice(half..<batch.rowCount)].filter { $0.rowCount > 0 }
      .reversed()
  }

  mutating func next() -> Batch? { batches.popLast() }
}

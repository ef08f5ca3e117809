import Preprocessing
import RawData

/// A fitted transform, operation by operation: what is needed to say it in another language, such as TensorFlow's.
package struct TransformProgram: Sendable {
  /// What an operation works on.
  package enum Value: Sendable {
    /// A raw feature.
    case input(FeatureSpec)
    /// Values that are the same for every row; of a file of tokens, with the file.
    case constant(FeatureValues, asset: AssetFile?)
    /// The result of the operation at this place.
    case operation(Int)
  }

  /// One operation with its inputs.
  package struct Operation: Sendable {
    /// Unique among the operations: its name in `transform_fn.json`.
    package var name: String
    /// What is done: its name and parameters say it, together with the inputs.
    package var mapper: any Mapper
    package var inputs: [Value]
    /// The operation as errors name it: `scale_to_0_1(x)`.
    package var text: String
    /// The line of the program that made it.
    package var location: SourceLocation?
  }

  /// In an order in which each comes after those that it works on.
  package var operations: [Operation]
  /// The transformed features, sorted by name.
  package var outputs: [(name: String, value: Value)]
}

extension TransformFn {
  /// The operations, the fitted constants filled in.
  package var program: TransformProgram {
    var numbers: [Int: Int] = [:]
    func value(of step: Int) -> TransformProgram.Value {
      if case .constant(let place)? = executor.places[step] {
        return .constant(executor.constants[place].values, asset: asset(of: step))
      }
      if case .input(let spec) = steps[step].kind { return .input(spec) }
      guard let number = numbers[step] else {
        preconditionFailure("an operation comes after those that need it")
      }
      return .operation(number)
    }
    var operations: [TransformProgram.Operation] = []
    for deed in executor.deeds {
      guard case .mapper(let mapper) = steps[deed.step].kind else { continue }
      numbers[deed.step] = operations.count
      operations.append(
        TransformProgram.Operation(
          name: steps[deed.step].name,
          mapper: mapper,
          inputs: steps[deed.step].inputs.map(value),
          text: steps.describeVarying(deed.step),
          location: steps[deed.step].location
        )
      )
    }
    return TransformProgram(operations: operations, outputs: outputs.map { ($0.name, value(of: $0.step)) })
  }

  /// The file of tokens whose tokens step `index` is.
  private func asset(of index: Int) -> AssetFile? {
    var source = steps[index]
    if case .part(0) = source.kind { source = steps[source.inputs[0]] }
    guard let analysis = source.analysis, let asset = analysis.asset, let results = analysis.results else {
      return nil
    }
    return AssetFile(asset: asset, results: results)
  }
}

extension TransformFn {
  /// The names of the files of tokens in `transform_fn/assets`, sorted.
  package var assetFileNames: [String] {
    Set(assets.map(\.fileName)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension TransformFn {
  /// Writes one of the files of tokens to `path`.
  ///
  /// - Throws: `FileError`.
  package func writeAsset(_ fileName: String, to path: String) throws {
    try assets.first { $0.fileName == fileName }?.write(to: path)
  }
}

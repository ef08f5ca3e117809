import Preprocessing
import RawData

/// An analysis of a fitted transform, and what it has found.
package struct FittedAnalysis {
  package var name: String
  /// What was analyzed: `min_max(passenger_count)`.
  package var source: String
  package var results: [(name: String, values: FeatureValues)]
  /// The name of the file that holds the results, where there is one.
  package var fileName: String?
  package var location: SourceLocation?
}

/// An operation of a fitted transform, and what it works on.
package struct FittedOperation {
  package var name: String
  package var operation: String
  /// The names of raw features and other steps, empty for a number written in the program; the values of those that are the
  /// same for every row.
  package var inputs: [(name: String, constant: FeatureValues?)]
  package var parameters: [(name: String, value: FeatureValues)]
  /// The transformed features that it makes.
  package var outputs: [String]
  package var location: SourceLocation?
}

extension TransformFn {
  /// The analyses that `transform_fn.json` has, in its order.
  package var fittedAnalyses: [FittedAnalysis] {
    written.compactMap { index in
      guard let analysis = steps[index].analysis, let results = analysis.results else { return nil }
      return FittedAnalysis(
        name: steps[index].name,
        source: "\(analysis.analyzer)(\(analysis.source))",
        results: zip(analysis.resultNames, results).map { ($0, $1) },
        fileName: analysis.asset.map { AssetFile.fileName(of: $0) },
        location: steps[index].location
      )
    }
  }

  /// The operations that the transformed features need, in the order in which they run.
  package var fittedOperations: [FittedOperation] {
    steps.needed(for: outputs.map(\.step)).compactMap { index in
      guard case .mapper(let mapper) = steps[index].kind else { return nil }
      let constants = executor.constantInputs(of: index)
      return FittedOperation(
        name: steps[index].name,
        operation: mapper.name,
        inputs: zip(steps[index].inputs, constants).map { (steps.label($0), $1) },
        parameters: mapper.parameters,
        outputs: outputs.filter { $0.step == index }.map(\.name),
        location: steps[index].location
      )
    }
  }
}

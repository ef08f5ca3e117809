import Preprocessing
import RawData

/// What one step of a transform made of some rows, and from what.
public struct ExplainedStep: Sendable {
  /// What a step worked on: the name of a raw feature or another step, and its values.
  public struct Input: Sendable {
    /// The name of a raw feature or of another step; empty for a number written in the program.
    public var name: String
    /// One row for each row explained, or a single one where `isConstant`.
    public var values: FeatureValues
    /// Whether they are the same for every row.
    public var isConstant: Bool
  }

  /// The step's name in `transform_fn.json`.
  public var name: String
  /// The operation: `apply_buckets`.
  public var operation: String
  /// Its inputs, in order.
  public var inputs: [Input]
  /// What it was made with, other than its inputs.
  public var parameters: [(name: String, value: FeatureValues)]
  /// The line of the program that made it.
  public var location: SourceLocation?
  /// Its result.
  public var values: FeatureValues
  /// The transformed features whose value this is.
  public var outputs: [String]
}

extension TransformFn {
  /// Every operation's inputs, constants and result for the rows of `batch`, in the order in which they run.
  ///
  /// - Throws: `OperationError` when an operation fails on a row.
  public func explain(_ batch: Batch, firstRow: Int = 0) throws -> [ExplainedStep] {
    let results = try executor.runEach(batch, firstRow: firstRow)
    return explainedSteps(for: outputs.map(\.step)) { results[$0] }
  }

  /// The same for each transformed feature apart, from the raw features to its value.
  ///
  /// - Throws: `OperationError` when an operation fails on a row.
  public func explainFeatures(_ batch: Batch, firstRow: Int = 0) throws -> [ExplainedFeature] {
    let results = try executor.runEach(batch, firstRow: firstRow)
    return outputs.compactMap { output in
      results[output.step].map { result in
        ExplainedFeature(
          name: output.name,
          cells: steps.inputSchema(steps.needed(for: [output.step])).features.compactMap { feature in
            batch[feature.name].map {
              ExplainedStep.Input(name: feature.name, values: $0, isConstant: false)
            }
          },
          steps: explainedSteps(for: [output.step]) { results[$0] },
          source: steps.label(output.step),
          values: result.values
        )
      }
    }
  }

  /// The names of the raw features that the transformed feature `name` is made of.
  package func rawFeatures(of name: String) -> [String] {
    guard let output = outputs.first(where: { $0.name == name }) else { return [] }
    return steps.inputSchema(steps.needed(for: [output.step])).features.map(\.name)
  }

  private func explainedSteps(for targets: [Int], _ result: (Int) -> Operand?) -> [ExplainedStep] {
    steps.needed(for: targets).compactMap { index in
      guard case .mapper(let mapper) = steps[index].kind, let values = result(index)?.values else {
        return nil
      }
      let inputs = steps[index].inputs.compactMap { input in
        result(input).map {
          ExplainedStep.Input(name: steps.label(input), values: $0.values, isConstant: $0.isConstant)
        }
      }
      return ExplainedStep(
        name: steps[index].name,
        operation: mapper.name,
        inputs: inputs,
        parameters: mapper.parameters,
        location: steps[index].location,
        values: values,
        outputs: outputs.filter { $0.step == index }.map(\.name)
      )
    }
  }
}

extension [Step] {
  /// A step's name; that of one of several results is `analysis.result`, a constant has none.
  func label(_ index: Int) -> String {
    guard case .part(let part) = self[index].kind else { return self[index].name }
    let source = self[self[index].inputs[0]]
    return "\(source.name).\(source.analysis?.resultNames[part] ?? "")"
  }
}

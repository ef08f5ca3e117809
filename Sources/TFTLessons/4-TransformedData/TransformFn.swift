import Preprocessing
import RawData

/// A preprocessing function with everything filled in that needed the data: raw rows in, transformed rows out.
///
/// It is the same for training data, for a batch and for a single row.
public struct TransformFn: Sendable {
  let steps: [Step]
  let outputs: [OutputFeature]
  let executor: StepExecutor
  private let outputNames: [String]

  /// More names of files of tokens, by name. TFT: `annotate_asset`.
  let assetKeys: [String: String]

  init(steps: [Step], outputs: [OutputFeature], assetKeys: [String: String]) throws {
    let executor = try StepExecutor(steps, targets: outputs.map(\.step))
    self.steps = steps.indices.map { index in
      var step = steps[index]
      // A vocabulary that was edited by hand has another domain than the one that was written.
      if case .mapper(let mapper) = step.kind, let domain = mapper.domain(executor.constantInputs(of: index))
      {
        step.domain = domain
      }
      // How many values an analysis finds may be known only now.
      if let values = steps.constant(index) {
        step.shape = values.valueCount == 0 ? .ragged : .fixed(width: values.valueCount)
      }
      return step
    }
    self.outputs = outputs
    self.executor = executor
    self.assetKeys = assetKeys
    outputNames = outputs.map(\.name)
  }

  /// The raw features it needs.
  public var inputSchema: Schema { executor.inputSchema }

  /// The transformed features, sorted by name; a categorical one has its domain of ids.
  public var outputSchema: Schema {
    Schema(
      outputs.map { output in
        let step = steps[output.step]
        var feature = FeatureSpec(output.name, step.type, domain: step.domain)
        switch (step.kind, step.shape) {
        case (.input(let input), _):
          feature.presence = input.presence
          feature.width = input.width
        case (_, .fixed(let width)): feature.width = width
        case (_, .ragged): feature.presence = .optional
        }
        return feature
      }
    )
  }

  /// What a user should know of this transform: each operation that met a constant or an empty column, or a bound, with
  /// the line that made it: `scale_to_0_1(x) at Taxi.swift:12: constant column, sigmoid used`.
  public var notices: [String] {
    written.flatMap { index in
      let notices: [String] =
        switch steps[index].kind {
        case .analysis(let analysis): analysis.notices
        case .mapper(let mapper): mapper.notices(executor.constantInputs(of: index))
        case .input, .constant, .part: []
        }
      let place = steps[index].location.map { " at \($0)" } ?? ""
      return notices.map { "\(steps.describeVarying(index))\(place): \($0)" }
    }
  }

  /// The same function for some of its outputs alone; what only the others needed is left out.
  public func selecting(_ names: some Sequence<String>) throws -> TransformFn {
    let wanted = Set(names)
    let outputs = outputs.filter { wanted.contains($0.name) }
    let needed = Set(steps.needed(for: outputs.map(\.step)))
    let kept = steps.indices.map { index in
      var step = steps[index]
      guard case .analysis(var analysis) = step.kind, !needed.contains(index) else { return step }
      analysis.asset = nil
      step.kind = .analysis(analysis)
      return step
    }
    return try TransformFn(steps: kept, outputs: outputs, assetKeys: assetKeys)
  }

  /// The tokens of a vocabulary in the order of their ids, nil when there is none of that name.
  ///
  /// - Parameter name: what the program calls it, or its file's name. TFT: `vocabulary_by_name`.
  public func vocabulary(named name: String) -> ByteStrings? {
    let asset =
      assets.first { $0.asset.key == name } ?? assets.first { $0.asset.fileName == assetKeys[name] ?? name }
    guard case .string(let tokens)? = asset?.results.first?.storage else { return nil }
    return tokens
  }

  /// How many ids the categorical output `name` can have: one more than the largest; nil when nothing says.
  ///
  /// TFT: `get_num_buckets_for_transformed_feature`, or `num_buckets_for_transformed_feature` of `TFTransformOutput`.
  public func numBuckets(of name: String) -> Int64? {
    outputs.first { $0.name == name }.flatMap { steps[$0.step].domain }.flatMap(\.idCount)
  }

  /// The transformed features of every row of `batch`, sorted by name.
  ///
  /// - Parameters:
  ///   - batch: has all features of `inputSchema`; others are passed over.
  ///   - firstRow: the number of the batch's first row in the data, from 0, for errors.
  /// - Throws: `OperationError` with the line of the program, the row and the value that an operation failed on.
  public func transform(_ batch: Batch, firstRow: Int = 0) throws -> Batch {
    var result = Batch()
    try transform(batch, firstRow: firstRow, into: &result)
    return result
  }

  /// The same in the place of `result`, whose arrays are used again when they have the right size: rows that come one at a
  /// time need new ones for the first row alone.
  ///
  /// ```swift
  /// var transformed = Batch()
  /// for row in rows {
  ///   try transformFn.transform(row, into: &transformed)
  ///   serve(transformed)
  /// }
  /// ```
  ///
  /// A copy that somebody else keeps of `result`, or of a column, stays as it is.
  ///
  /// - Parameters:
  ///   - batch: has all features of `inputSchema`; others are passed over.
  ///   - firstRow: the number of the batch's first row in the data, from 0, for errors.
  ///   - result: any batch. It has no rows and no features after an error.
  /// - Throws: `OperationError` with the line of the program, the row and the value that an operation failed on.
  public func transform(_ batch: Batch, firstRow: Int = 0, into result: inout Batch) throws {
    var columns = result.takeColumns()
    try executor.run(batch, firstRow: firstRow, into: &columns)
    result = Batch(rowCount: batch.rowCount, names: outputNames, columns: columns)
  }

  /// The transformed features of every row of `batch`; nil where some row may have no result, of which `transform` says
  /// more.
  package func transformIfPossible(_ batch: Batch) -> Batch? {
    var columns: [FeatureValues] = []
    guard executor.runIfAllHaveResults(batch, into: &columns) else { return nil }
    return Batch(rowCount: batch.rowCount, names: outputNames, columns: columns)
  }
}

extension FeatureValues {
  /// The one row of a constant, `count` times.
  func repeated(_ count: Int) -> FeatureValues {
    let isEmpty = valueCount == 0
    let layout: Layout =
      isEmpty ? .ragged(rowOffsets: [Int](repeating: 0, count: count + 1)) : .fixed(width: valueCount)
    switch storage {
    case .float32(let values):
      return FeatureValues(.float32(repeatElement(values, count: count).flatMap(\.self)), layout: layout)
    case .int64(let values):
      return FeatureValues(.int64(repeatElement(values, count: count).flatMap(\.self)), layout: layout)
    case .string(let values):
      var strings = ByteStrings()
      for _ in 0..<count { strings.append(contentsOf: values) }
      return FeatureValues(.string(strings), layout: layout)
    }
  }
}

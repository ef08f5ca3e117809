import Preprocessing
import RawData

/// The analyses of one pass over the data, and what they remember of the rows seen so far.
///
/// Shards can be analyzed apart, by threads, processes or machines, and merged in any order and any grouping: the
/// results are the same to the bit.
public struct AnalysisPhase: Sendable {
  /// What the analyses of a phase have found, by step.
  public struct Results: Sendable {
    let results: [(index: Int, result: (values: [FeatureValues], notices: [String]))]
  }

  private let steps: [Step]
  private let executor: StepExecutor
  private let groups: [AnalysisGroup]
  /// One for each group.
  private var accumulators: [any Accumulator]

  init(_ graph: PreprocessingGraph, _ indices: [Int]) throws {
    steps = graph.steps
    groups = AnalysisGroup.groups(of: indices, graph)
    accumulators = groups.map { $0.makeAccumulator() }
    executor = try StepExecutor(steps, targets: groups.flatMap(\.inputs))
  }

  /// The raw features that the analyses need.
  public var inputSchema: Schema { executor.inputSchema }

  /// The same analyses, which have seen nothing.
  public var empty: AnalysisPhase {
    var phase = self
    phase.accumulators = groups.map { $0.makeAccumulator() }
    return phase
  }

  /// Takes in the rows of a batch.
  ///
  /// - Parameters:
  ///   - batch: raw rows.
  ///   - firstRow: the number of the batch's first row in the data, from 0, for errors.
  /// - Throws: `OperationError` when an operation fails on a row.
  public mutating func add(_ batch: Batch, firstRow: Int = 0) throws {
    let results = try executor.run(batch, firstRow: firstRow)
    for (position, group) in groups.enumerated() {
      let inputs = group.inputs.compactMap { results[$0] }
      try steps.locatingErrors(of: group.first, firstRow: firstRow) { () throws(RowError) in
        try accumulators[position].add(inputs)
      }
    }
  }

  /// Takes in all that `other` has seen.
  ///
  /// - Precondition: both are the same phase of the same graph.
  public mutating func merge(_ other: AnalysisPhase) {
    precondition(
      groups.map(\.identity) == other.groups.map(\.identity),
      "two phases that are not the same cannot be merged"
    )
    for position in accumulators.indices { accumulators[position].merge(any: other.accumulators[position]) }
  }

  /// The results over all rows seen.
  ///
  /// - Throws: `OperationError` when an analyzer has no result for them.
  public func finish() throws -> Results {
    Results(
      results: try zip(groups, accumulators).flatMap { group, accumulator in
        try group.accumulators(from: accumulator).map { index, own in
          let values = try steps.locatingErrors(of: index) { () throws(RowError) in try own.finish() }
          return (index, (values, own.notices))
        }
      }
    )
  }
}

extension AnalysisPhase {
  /// What the analyses find in all rows of `reader`, `threads` batches at once.
  func analyzing(_ reader: inout any BatchReader, threads: Int) throws -> Results {
    try adding(&reader, threads: threads).phase.finish()
  }

  /// The same analyses when they have seen all rows of `reader` too, `threads` batches at once; how many rows those are.
  package func adding(_ reader: inout any BatchReader, threads: Int) throws -> (
    phase: AnalysisPhase, rows: Int
  ) {
    let pool = PhasePool(self)
    var rowsRead = 0
    try reader.process(threads: threads, rowsRead: &rowsRead) {
      try pool.add($0)
    } _: { _ in
    }
    return (pool.merged(), rowsRead)
  }
}

extension AnalysisPhase {
  private static let stateFormat = "tftlessons.analysis.2"

  /// What all analyses remember, as bytes: the same for the same rows.
  public func encode() -> [UInt8] {
    var encoder = StateEncoder()
    encoder.write(Self.stateFormat)
    encoder.write(groups.count)
    for (group, accumulator) in zip(groups, accumulators) {
      encoder.write(group.identity)
      accumulator.encode(to: &encoder)
    }
    return encoder.bytes
  }

  /// Takes in what another process has seen and encoded.
  ///
  /// - Throws: `StateError` when the bytes are damaged, of another version, or of other analyses.
  public mutating func merge(encoded bytes: [UInt8]) throws(StateError) {
    var decoder = StateDecoder(bytes)
    guard try decoder.readString() == Self.stateFormat else {
      throw StateError("these are not the bytes of an analysis of this version, \(Self.stateFormat)")
    }
    var other = empty
    let count = try decoder.readInt()
    guard count == groups.count else {
      throw StateError("found \(count) analyses, expected \(groups.count)")
    }
    for (position, expected) in groups.map(\.identity).enumerated() {
      let found = try decoder.readString()
      guard found == expected else { throw StateError("found an analysis \(found), expected \(expected)") }
      try other.accumulators[position].restore(from: &decoder)
    }
    guard decoder.isAtEnd else { throw StateError("found more bytes than the analyses have") }
    merge(other)
  }
}

import RawData
import TFRecords

/// How the rows of a task's inputs go to the shards that it writes.
enum ShardLayout: Equatable {
  /// Each input's rows to a shard of their own.
  case likeInputs(Int)
  /// All rows to so many shards of equal size.
  case equal(Int)

  /// How many shards there are.
  var count: Int {
    switch self {
    case .likeInputs(let count), .equal(let count): count
    }
  }
}

extension PipelineRun {
  /// The layout of what is made of `inputs` files.
  func shardLayout(of inputs: Int) -> ShardLayout {
    options.shards.map { .equal($0) } ?? .likeInputs(inputs)
  }

  /// Writes the rows of `inputs` with the features `names` as shards in `directory`.
  ///
  /// - Parameters:
  ///   - countingRows: how many rows there are, asked where they have to be divided.
  ///   - open: the rows of some of the inputs, one after the other.
  /// - Returns: how many rows there were.
  /// - Throws: whatever reading throws, with the place in `csvPaths`; `FileError`.
  func writeShards<Reader: BatchReader>(
    of inputs: [String],
    in directory: String,
    names: [String],
    csvPaths: [String],
    countingRows: () throws -> Int,
    _ open: ([String]) throws -> Reader
  ) throws -> Int {
    guard case .equal(let count) = shardLayout(of: inputs.count) else {
      return try writeShards(likeInputs: inputs, in: directory, names: names, csvPaths: csvPaths, open)
    }
    let layout = ShardedExampleWriter.Layout(
      directory: directory,
      shards: count,
      rowCount: count > 1 ? try trace.span("count_rows", countingRows) : 0,
      compression: options.compression
    )
    var writer = try ShardedExampleWriter(layout, names: names)
    return try locatingErrors(in: csvPaths, header: options.header) {
      var reader = try open(inputs)
      try writer.write(rowsOf: &reader)
      return try writer.close()
    }
  }

  private func writeShards<Reader: BatchReader>(
    likeInputs inputs: [String],
    in directory: String,
    names: [String],
    csvPaths: [String],
    _ open: ([String]) throws -> Reader
  ) throws -> Int {
    var rows = 0
    for (index, input) in inputs.enumerated() {
      let writer = try ExampleWriter(
        path: "\(directory)/\(ShardedRecords.shardName(index, of: inputs.count))",
        names: names,
        compression: options.compression
      )
      // A shard of records has the rows of its CSV file, unless they were divided in another way.
      let sources = inputs.count == csvPaths.count ? [csvPaths[index]] : []
      rows += try locatingErrors(in: sources, header: options.header) {
        var reader = try open([input])
        return try writer.write(rowsOf: &reader)
      }
      try writer.close()
    }
    return rows
  }
}

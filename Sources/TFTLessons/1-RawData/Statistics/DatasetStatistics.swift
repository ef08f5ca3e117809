/// What a data set is like, feature by feature. TFDV: `DatasetFeatureStatistics`, from
/// `generate_statistics_from_csv`.
public struct DatasetStatistics: Equatable, Sendable {
  /// How many rows there are.
  public let rowCount: Int
  /// The features, in the schema's order.
  public let features: [FeatureStatistics]
  /// The pairs of features that have the same value in some rows: of the first twelve `float32` ones, see `EqualPair`.
  public let equalPairs: [EqualPair]

  /// Two features, and in how many rows each has one value, the same in both and not 0.
  public struct EqualPair: Equatable, Sendable {
    /// The feature that comes first in the schema.
    public let first: String
    /// The other one.
    public let second: String
    /// In how many rows.
    public let count: Int
  }

  /// The statistics of the feature `name`, nil when there is none.
  public subscript(name: String) -> FeatureStatistics? {
    features.first { $0.name == name }
  }

  /// Gathers statistics, batch by batch.
  public struct Accumulator: Equatable, Sendable {
    private let names: [String]
    private var features: [FeatureStatistics.Accumulator]
    private var equalPairs: EqualPairs
    private var rowCount = 0

    /// Statistics of nothing, for the features of `schema`.
    public init(_ schema: Schema) {
      names = schema.features.map(\.name)
      equalPairs = EqualPairs(schema)
      features = schema.features.map { FeatureStatistics.Accumulator(name: $0.name, type: $0.type) }
    }

    /// Adds the rows of a batch; a feature that it does not have is missing in all of them.
    ///
    /// - Precondition: the batch's columns have the schema's types.
    public mutating func add(_ batch: Batch) {
      rowCount += batch.rowCount
      equalPairs.add(batch)
      for (index, name) in names.enumerated() {
        if let column = batch[name] {
          features[index].add(column)
        } else {
          features[index].addMissing(rows: batch.rowCount)
        }
      }
    }

    /// Adds all that `other` has seen: any order of merges gives the same statistics.
    ///
    /// - Precondition: both are for the same features.
    public mutating func merge(_ other: Self) {
      precondition(names == other.names, "statistics of different features cannot be merged")
      rowCount += other.rowCount
      equalPairs.merge(other.equalPairs)
      for index in features.indices { features[index].merge(other.features[index]) }
    }

    /// The statistics of all rows so far.
    public func finish() -> DatasetStatistics {
      DatasetStatistics(
        rowCount: rowCount,
        features: features.map { $0.finish() },
        equalPairs: equalPairs.finish()
      )
    }
  }
}

extension DatasetStatistics {
  /// The statistics of all remaining rows of `reader`, for the features of `schema`.
  public init(_ reader: inout some BatchReader, schema: Schema) throws {
    var accumulator = Accumulator(schema)
    try reader.forEachBatch { accumulator.add($0) }
    self = accumulator.finish()
  }

  /// The statistics of a CSV file. Empty cells are counted as missing values, whatever the schema says of
  /// them.
  public init(csv path: String, schema: Schema, header: CSVReader.Header = .firstRecord) throws {
    try self.init(csv: [path], schema: schema, header: header)
  }

  /// The statistics of a data set of CSV shards, as of one file.
  public init(csv paths: [String], schema: Schema, header: CSVReader.Header = .firstRecord) throws {
    var lenient = schema
    for index in lenient.features.indices { lenient.features[index].presence = .optional }
    var reader = try CSVReader(paths: paths, schema: lenient, header: header)
    try self.init(&reader, schema: lenient)
  }
}

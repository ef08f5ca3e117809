import Preprocessing
import RawData
import TFRecords
import TransformedData

/// How much room a transform needs on the disk, found out from the first rows before the work begins.
public struct DiskNeed: Equatable, Sendable {
  /// What the records will need, in bytes: the size of some, times the rows, a twentieth more, and without what is there.
  public let records: Int
  /// How many bytes are free where they will be; nil where the system does not say.
  public let free: Int?

  /// So much is left for everybody else.
  private static let reserve = 1 << 28

  /// A need that is known.
  package init(records: Int, free: Int?) {
    (self.records, self.free) = (records, free)
  }

  /// - Parameters:
  ///   - graph: what will be fitted; for this it is fitted to the first rows alone.
  ///   - survey: the rows that will be transformed.
  ///   - there: how many bytes of records are there already.
  ///   - directory: where the records will be.
  public init(
    _ graph: PreprocessingGraph,
    of survey: Survey,
    there: Int = 0,
    in directory: String
  ) throws {
    free = Platform.freeSpace(in: directory)
    guard let shard = survey.shards.first(where: { $0.rowCount > 0 }) else {
      records = 0
      return
    }
    let sample = try shard.locatingErrors(columns: survey.columns) {
      let transformFn = try graph.analyze { schema in
        try FirstBatch(shard.open(schema, columns: survey.columns))
      }
      var rows = try shard.open(transformFn.inputSchema, columns: survey.columns)
      return try rows.next().map { try transformFn.transform($0) }
    }
    guard let sample, sample.rowCount > 0 else {
      records = 0
      return
    }
    var bytes: [UInt8] = []
    ExampleEncoder(names: sample.names).encodeRecords(sample, rows: 0..<sample.rowCount, appendingTo: &bytes)
    let perRow = Double(bytes.count) / Double(sample.rowCount)
    records = max(0, Int(perRow * Double(survey.rowCount) * 1.05) - there)
  }

  /// What it says before the work begins: `needs about 1.2 GB of disk for the transformed records; 57.5 GB are free`.
  public var text: String {
    let room = free.map { "; \(Self.gigabytes($0)) are free" } ?? ""
    return "needs about \(Self.gigabytes(records)) of disk for the transformed records\(room)"
  }

  /// Whether there is not enough.
  public var isTooMuch: Bool { free.map { records + (records > 0 ? Self.reserve : 0) > $0 } ?? false }

  /// Bytes in units of a thousand million with a decimal place, or of a million below that.
  public static func gigabytes(_ bytes: Int) -> String {
    let (unit, name) = bytes >= 1_000_000_000 ? (100_000_000, "GB") : (100_000, "MB")
    let tenths = (bytes + unit / 2) / unit
    return "\(tenths / 10).\(tenths % 10) \(name)"
  }
}

/// The first batch of a reader and no more.
private struct FirstBatch: BatchReader {
  private var batch: Batch?

  init(_ reader: some BatchReader) throws {
    var reader = reader
    batch = try reader.next()
  }

  mutating func next() -> Batch? {
    defer { batch = nil }
    return batch
  }
}

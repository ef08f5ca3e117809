import RawData
import TFRecords

/// From what a file of transformed records follows.
struct ShardRecord: Equatable, Sendable {
  /// The file's name.
  let file: String
  /// The rows' fingerprint.
  let rows: String
  /// The transform's fingerprint, and the compression.
  let transform: String

  /// What all shards of a data set will be.
  static func all(of survey: Survey, _ fingerprint: String, _ compression: Compression) -> [ShardRecord] {
    let count = survey.shards.count
    return survey.shards.enumerated().map { index, shard in
      ShardRecord(
        file: ShardedRecords.shardName(index, of: count),
        rows: shard.fingerprint,
        transform: "\(fingerprint) \(compression.rawValue)"
      )
    }
  }
}

/// `shards.json` beside transformed records: which of them are done, from what.
///
/// It is replaced as a whole after each shard. A shard that is there and not in the list is done again.
struct ShardList {
  static let name = "shards.json"
  private static let format = "tftlessons.shards"
  private static let formatVersion = 1

  private struct Entry {
    let record: ShardRecord
    let size: Int
  }

  private var entries: [Entry] = []

  /// The list in a directory; empty where there is none, or one that cannot be read.
  init(in directory: String) {
    let path = "\(directory)/\(Self.name)"
    guard Platform.isRegularFile(path), let json = try? JSON.read(path),
      (try? json.checkFormat(Self.format, version: Self.formatVersion, path: path)) != nil,
      let shards = json["shards"]?.array
    else { return }
    entries = shards.compactMap { shard in
      guard let file = shard["file"]?.string, let size = shard["size"]?.int,
        let rows = shard["rows"]?.string, let transform = shard["transform"]?.string
      else { return nil }
      return Entry(record: ShardRecord(file: file, rows: rows, transform: transform), size: size)
    }
  }

  /// Whether a shard is done, and its file as long as it was. Each record in it has a checksum, so that other damage is found by
  /// who reads it.
  func has(_ record: ShardRecord, in directory: String) -> Bool {
    entries.contains { entry in
      entry.record == record && Platform.isRegularFile("\(directory)/\(record.file)")
        && Platform.size(of: "\(directory)/\(record.file)") == entry.size
    }
  }

  /// How many of these are done.
  func finished(_ records: [ShardRecord], in directory: String) -> Int {
    records.count { has($0, in: directory) }
  }

  /// How many bytes the files have that are of these rows, whatever the transform.
  func bytes(ofRows records: [ShardRecord], in directory: String) -> Int {
    let rows = Dictionary(records.map { ($0.file, $0.rows) }) { first, _ in first }
    return entries.filter { rows[$0.record.file] == $0.record.rows && has($0.record, in: directory) }
      .reduce(0) { $0 + $1.size }
  }

  /// The list without all but these. Whatever else is in the directory is removed: leftovers, and shards of other rows.
  func kept(_ records: [ShardRecord], in directory: String) throws(FileError) -> ShardList {
    var kept = self
    kept.entries = entries.filter { entry in records.contains(entry.record) && has(entry.record, in: directory) }
    let names = Set(kept.entries.map(\.record.file) + [Self.name, OutputDirectory.mark])
    for name in try Platform.entries(of: directory) where !names.contains(name) {
      try Platform.remove("\(directory)/\(name)")
    }
    return kept
  }

  /// Adds a shard that is done.
  mutating func add(_ record: ShardRecord, size: Int, in directory: String) throws(FileError) {
    entries.removeAll { $0.record.file == record.file }
    entries.append(Entry(record: record, size: size))
    entries.sort { $0.record.file.utf8.lexicographicallyPrecedes($1.record.file.utf8) }
    let shards = entries.map { entry in
      JSON.object([
        .init("file", .string(entry.record.file)), .init("size", .int(entry.size)),
        .init("rows", .string(entry.record.rows)), .init("transform", .string(entry.record.transform)),
      ])
    }
    let document = JSON.object([
      .init("format", .string(Self.format)), .init("format_version", .int(Self.formatVersion)),
      .init("shards", .array(shards)),
    ])
    try OutputFile.write(document.text, to: "\(directory)/\(Self.name)")
  }
}

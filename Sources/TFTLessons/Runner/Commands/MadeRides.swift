import RawData
import TFRecords
import TaxiFare

/// Made taxi rides on their way to files: some are made while others are written.
struct MadeRides {
  /// How many there are.
  let rows: Int
  /// What they follow from.
  let seed: UInt64

  /// So many rides are handed to the disk at once.
  private static let ridesAtOnce = 4096

  /// Writes all rides to one file, with a header.
  ///
  /// - Throws: `FileError`.
  func write(to path: String) throws {
    var rides = TaxiRideGenerator(seed: seed)
    try Self.write(rows, from: &rides, to: path)
  }

  /// Writes them to files of equal size in a directory. Together they have the rows of the one file, in its order.
  ///
  /// - Throws: `FileError`; also when the directory is somebody else's.
  func write(shards: Int, to directory: String) throws {
    var rides = TaxiRideGenerator(seed: seed)
    try OutputDirectory.write(to: directory) { staging in
      for shard in 0..<shards {
        let count = rows * (shard + 1) / shards - rows * shard / shards
        let name = ShardedRecords.shardName(shard, of: shards)
        try Self.write(count, from: &rides, to: "\(staging)/\(name).csv")
      }
    }
  }

  private static func write(_ count: Int, from rides: inout TaxiRideGenerator, to path: String) throws {
    let file = SharedFile(file: try OutputFile(path: path))
    try file.file.write(TaxiRideGenerator.header + "\n")
    let writing = Background(Result<Void, FileError>.success(()))
    var rest = count
    while rest > 0 {
      let next = min(rest, ridesAtOnce)
      var bytes: [UInt8] = []
      bytes.reserveCapacity(next * 112)
      for _ in 0..<next { rides.appendRow(to: &bytes) }
      writing.perform { [bytes] result in
        guard case .success = result else { return }
        result = Result { () throws(FileError) in try file.file.write(bytes) }
      }
      rest -= next
    }
    try writing.finish().get()
    try file.file.commit()
  }
}

/// A file that one thread at a time writes to: the background's, and when that is done, the caller's.
private struct SharedFile: @unchecked Sendable {
  let file: OutputFile
}

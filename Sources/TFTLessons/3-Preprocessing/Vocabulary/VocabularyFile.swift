import RawData
import TFRecords

/// A file of tokens, as TFT and TensorFlow's lookup tables have it.
package enum VocabularyFile {
  /// The lines or records of a file. As in TensorFlow, carriage returns are no part of a line, and the last line may
  /// lack its end.
  ///
  /// - Throws: `FileError` when there is none, `InputError` when a record is damaged.
  package static func read(_ path: String, _ format: Asset.Format) throws -> ByteStrings {
    var lines = ByteStrings()
    switch format {
    case .text:
      let bytes = try InputFile.contents(of: path)
      let parts = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for line in bytes.last == UInt8(ascii: "\n") || bytes.isEmpty ? parts.dropLast() : parts[...] {
        lines.append(line.lazy.filter { $0 != UInt8(ascii: "\r") })
      }
    case .tfrecordGzip:
      var reader = try RecordReader(path: path)
      try reader.forEachRecord { lines.append($0) }
    }
    return lines
  }
}

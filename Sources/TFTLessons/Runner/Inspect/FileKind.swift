import RawData
import TFRecords

/// What a path leads to.
enum FileKind: Equatable, Sendable {
  case csv
  case tfrecord(Compression)
  case schema
  case transformFn
  case model
  case safetensors
  case json
  case jsonLines
  /// The tokens of a transform.
  case vocabulary(VocabularyPlace)
  case directory
  /// A pipe, a device: reading it could wait for ever.
  case special
  case unreadable
  /// No bytes, and a name that tells nothing.
  case empty
  case unknown

  /// What a person calls it.
  var text: String {
    switch self {
    case .csv: "CSV"
    case .tfrecord(.none): "TFRecord"
    case .tfrecord(let compression): "TFRecord, \(compression.rawValue)"
    case .schema: "schema.pbtxt"
    case .transformFn: "transform_fn.json"
    case .model: "model.json"
    case .safetensors: "safetensors"
    case .json: "JSON"
    case .jsonLines: "JSON Lines"
    case .vocabulary(let place): place.format == .text ? "vocabulary" : "vocabulary, TFRecord, gzip"
    case .directory: "directory"
    case .special: "no regular file"
    case .unreadable: "unreadable"
    case .empty: "empty"
    case .unknown: "unknown"
    }
  }

  /// What `path` leads to: told from its first bytes, and from its name where they do not tell.
  ///
  /// - Throws: `FileError` when it cannot be read.
  init(of path: String) throws(FileError) {
    if Platform.isDirectory(path) {
      self = .directory
    } else if Platform.exists(path), !Platform.isRegularFile(path) {
      self = .special
    } else if let place = VocabularyPlace(path) {
      self = .vocabulary(place)
    } else {
      let start = try Self.firstBytes(of: path, count: 4096)
      let certain = try Self.binary(path, start)
      self =
        certain ?? Self.named(path, start) ?? Self.text(path, start) ?? (start.isEmpty ? .empty : .unknown)
    }
  }

  /// The first bytes of a file.
  static func firstBytes(of path: String, count: Int) throws(FileError) -> [UInt8] {
    let file = try InputFile(path: path)
    var bytes: [UInt8] = []
    _ = try file.read(upTo: count, appendingTo: &bytes)
    return bytes
  }

  private static func binary(_ path: String, _ start: [UInt8]) throws(FileError) -> FileKind? {
    if let compression = try RecordReader.recognizedCompression(of: path) { return .tfrecord(compression) }
    guard start.count > 8, start[8] == UInt8(ascii: "{") else { return nil }
    let length = SafetensorsHeader.length(start)
    return length <= UInt64(max(0, Platform.size(of: path) - 8)) ? .safetensors : nil
  }

  private static func named(_ path: String, _ start: [UInt8]) -> FileKind? {
    let name = path.split(separator: "/").last ?? ""
    // Shards may be of either: `part-00000-of-00002.csv`, and without an ending records.
    if name.hasSuffix(".csv") { return .csv }
    if name.hasSuffix(".jsonl") { return .jsonLines }
    let isShard = name.hasPrefix("part-") && name.contains("-of-")
    if isShard || name.hasSuffix(".tfrecord") || name.contains(".tfrecord.") || name.hasSuffix(".tfrecords") {
      return .tfrecord(Compression.detect(start))
    }
    if name.hasSuffix(".pbtxt") { return .schema }
    if name.hasSuffix(".safetensors") { return .safetensors }
    switch name {
    case "transform_fn.json": return .transformFn
    case "model.json": return .model
    default: return nil
    }
  }

  private static func text(_ path: String, _ start: [UInt8]) -> FileKind? {
    guard let text = TextStart(start) else { return nil }
    if text.looksLikeJSON, Platform.size(of: path) <= largestDocument, let json = try? JSON.read(path) {
      switch json["format"]?.string {
      case "tftlessons.transform_fn": return .transformFn
      case "tftlessons.model": return .model
      default: return .json
      }
    }
    if text.looksLikeJSONLines { return .jsonLines }
    if text.looksLikeSchema { return .schema }
    return text.looksLikeCSV ? .csv : nil
  }

  /// A larger file is not read into memory only to see what it is.
  private static let largestDocument = 1 << 26
}

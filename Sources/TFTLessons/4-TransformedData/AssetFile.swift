import Preprocessing
import RawData
import TFRecords

/// The file of an analysis that finds tokens: a token per line or record, with its frequency before it where there is one.
struct AssetFile {
  let asset: Asset
  /// The tokens, and their frequencies where they have some.
  let results: [FeatureValues]

  init(asset: Asset, results: [FeatureValues]) {
    self.asset = asset
    self.results = results
  }

  /// The file's name. TFT: a gzip-compressed TFRecord file of tokens ends in `.tfrecord.gz`.
  var fileName: String { asset.format == .text ? asset.fileName : "\(asset.fileName).tfrecord.gz" }

  private func path(besides transformFn: String) -> String {
    "\(Platform.parent(of: transformFn).isEmpty ? "." : Platform.parent(of: transformFn))/transform_fn/assets/\(fileName)"
  }

  /// Writes the file for the `transform_fn.json` at `path`.
  func write(besides transformFn: String) throws {
    let path = path(besides: transformFn)
    try Platform.makeDirectory(Platform.parent(of: path))
    switch asset.format {
    case .text:
      let file = try OutputFile(path: path)
      for start in stride(from: 0, to: count, by: 4096) {
        try file.write { (buffer: inout [UInt8]) in
          for index in start..<min(start + 4096, count) {
            appendLine(index, to: &buffer)
            buffer.append(UInt8(ascii: "\n"))
          }
        }
      }
      try file.commit()
    case .tfrecordGzip:
      let file = try RecordWriter(path: path, compression: .gzip)
      var record: [UInt8] = []
      for index in 0..<count {
        record.removeAll(keepingCapacity: true)
        appendLine(index, to: &record)
        try file.write(record)
      }
      try file.close()
    }
  }

  /// Reads the file for the `transform_fn.json` at `transformFn`.
  ///
  /// - Throws: `FileError` when there is none, `InputError` for one without a token or a frequency that is no number.
  init(_ asset: Asset, besides transformFn: String, hasFrequencies: Bool) throws {
    let path = AssetFile(asset: asset, results: []).path(besides: transformFn)
    let lines = try VocabularyFile.read(path, asset.format)
    guard lines.count > 0 else {
      throw InputError(file: path, problem: "found no tokens, expected one or more")
    }
    self.init(
      asset: asset,
      results: hasFrequencies ? try Self.divide(lines, path) : [FeatureValues(lines).asRow]
    )
  }

  /// How many lines there are.
  private var count: Int { results.first?.valueCount ?? 0 }

  /// Appends a frequency, if there is one, and a token.
  private func appendLine(_ index: Int, to bytes: inout [UInt8]) {
    guard case .string(let tokens)? = results.first?.storage else { return }
    if results.count > 1 { bytes.append(contentsOf: "\(results[1].text(at: index)) ".utf8) }
    tokens.bytes.withUnsafeBufferPointer { source in
      bytes.append(
        contentsOf: UnsafeBufferPointer(rebasing: source[tokens.offsets[index]..<tokens.offsets[index + 1]])
      )
    }
  }

  /// Divides lines like `12 token` into tokens and frequencies; frequencies with a fraction stay the text that they are.
  private static func divide(_ lines: ByteStrings, _ path: String) throws -> [FeatureValues] {
    var (tokens, frequencies) = (ByteStrings(), ByteStrings())
    var counts: [Int64] = []
    for index in 0..<lines.count {
      let line = lines[index]
      let space = line.firstIndex(of: UInt8(ascii: " ")) ?? line.startIndex
      let frequency = String(decoding: line[..<space], as: UTF8.self)
      guard Double(frequency) != nil else {
        throw InputError(
          file: path,
          position: .line(index + 1, column: 1),
          problem: "found \(quoted(line)), expected a frequency, a space and a token"
        )
      }
      if let count = Int64(frequency) { counts.append(count) }
      frequencies.append(line[..<space])
      tokens.append(line[(space + 1)...])
    }
    let areCounts = counts.count == lines.count
    let values = areCounts ? FeatureValues(counts) : FeatureValues(frequencies)
    return [FeatureValues(tokens).asRow, values.asRow]
  }
}

extension FeatureValues {
  /// All values as those of a single row.
  fileprivate var asRow: FeatureValues { FeatureValues(storage, layout: .fixed(width: max(1, valueCount))) }
}

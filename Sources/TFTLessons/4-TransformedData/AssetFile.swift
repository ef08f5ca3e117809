import Preprocessing
import RawData
import TFRecords

/// The file of an analysis that finds tokens: a token per line or record, with its frequency before it where there is one.
package struct AssetFile: Sendable {
  package let asset: Asset
  /// The tokens, and their frequencies where they have some.
  package let results: [FeatureValues]

  init(asset: Asset, results: [FeatureValues]) {
    self.asset = asset
    self.results = results
  }

  /// The file's name.
  package var fileName: String { Self.fileName(of: asset) }

  /// The name of the file of `asset`. TFT: a gzip-compressed TFRecord file of tokens ends in `.tfrecord.gz`.
  package static func fileName(of asset: Asset) -> String {
    asset.format == .text ? asset.fileName : "\(asset.fileName).tfrecord.gz"
  }

  private func path(besides transformFn: String) -> String {
    "\(Platform.parent(of: transformFn).isEmpty ? "." : Platform.parent(of: transformFn))/transform_fn/assets/\(fileName)"
  }

  /// Writes the file for the `transform_fn.json` at `path`.
  func write(besides transformFn: String) throws {
    try write(to: path(besides: transformFn))
  }

  /// Writes the file.
  func write(to path: String) throws {
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
    let (tokens, frequencies) = try Self.read(path, asset.format, hasFrequencies: hasFrequencies)
    self.init(asset: asset, results: [FeatureValues(tokens).asRow] + (frequencies.map { [$0.asRow] } ?? []))
  }

  /// The tokens of a file, and their frequencies where it has them.
  ///
  /// - Throws: `FileError` when there is none, `InputError` for one without a token or a frequency that is no number.
  package static func read(_ path: String, _ format: Asset.Format, hasFrequencies: Bool) throws
    -> (tokens: ByteStrings, frequencies: FeatureValues?)
  {
    let lines = try VocabularyFile.read(path, format)
    guard lines.count > 0 else {
      throw InputError(file: path, problem: "found no tokens, expected one or more")
    }
    return hasFrequencies ? try divide(lines, path) : (lines, nil)
  }

  /// Finds out whether every token is there once.
  ///
  /// - Throws: `InputError` with the line or record of the first that is there twice.
  func checkTokens(besides transformFn: String) throws(InputError) {
    guard case .string(let tokens)? = results.first?.storage else { return }
    try Self.checkTokens(tokens, path(besides: transformFn), asset.format)
  }

  /// The same for the tokens of the file at `path`.
  package static func checkTokens(_ tokens: ByteStrings, _ path: String, _ format: Asset.Format)
    throws(InputError)
  {
    var seen: [ArraySlice<UInt8>: Int] = [:]
    for index in 0..<tokens.count {
      guard let first = seen.updateValue(index, forKey: tokens[index]) else { continue }
      let isText = format == .text
      let other = isText ? "line \(first + 1)" : "record \(first)"
      let problem =
        "found the token \(quoted(tokens[index])), which \(other) has already; expected each token once"
      if isText { throw InputError(file: path, position: .line(index + 1, column: 1), problem: problem) }
      throw InputError(file: path, problem: "record \(index): \(problem)")
    }
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
  private static func divide(_ lines: ByteStrings, _ path: String) throws
    -> (tokens: ByteStrings, frequencies: FeatureValues)
  {
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
    return (tokens, areCounts ? FeatureValues(counts) : FeatureValues(frequencies))
  }
}

extension FeatureValues {
  /// All values as those of a single row.
  fileprivate var asRow: FeatureValues { FeatureValues(storage, layout: .fixed(width: max(1, valueCount))) }
}

import Preprocessing
import RawData
import TransformedData

/// A CSV file of one column of words, 200,000 different ones, whose frequencies fall as their ranks rise.
enum Tokens {
  static let schema = Schema([FeatureSpec("token", .string)])
  private static let distinct = 200_000
  /// A row is a single short word, so that a batch has more of them than one of rides.
  private static let batchSize = 32_768

  /// Writes `rows` words, the same ones at every call; of 5 million, every word is one.
  static func write(rows: Int, to path: String) throws -> Int {
    var random = SplitMix64(seed: 4)
    let order = random.permutation(of: distinct)
    let lines = (0..<distinct).map { Array("\(word($0))\n".utf8) }
    let file = try OutputFile(path: path)
    try file.write("token\n")
    for row in 0..<rows {
      // Every 25th word in turn; of the others, ranks from n to 2 n are as frequent as those from 2 n to 4 n.
      let bound = 1 << (1 + random.next(below: 18))
      let rank = row % 25 == 0 ? order[row / 25 % distinct] : random.next(below: bound) % distinct
      try file.write(lines[rank])
    }
    try file.commit()
    return rows
  }

  /// Word `rank`: 8 letters and digits, or 16 for every fourth word.
  private static func word(_ rank: Int) -> String {
    let scattered = UInt64(rank + 1) &* 0x9E37_79B9_7F4A_7C15
    let stem = String(scattered >> 24, radix: 36)
    return rank % 4 == 3 ? "\(stem)\(String(~scattered >> 24, radix: 36))" : stem
  }

  /// Reads the file.
  static func reader(_ path: String) throws -> CSVReader {
    try CSVReader(path: path, schema: schema, batchSize: batchSize)
  }

  /// All rows of the file, in batches.
  static func read(_ path: String) throws -> [Batch] {
    var reader = try reader(path)
    var batches: [Batch] = []
    try reader.forEachBatch { batches.append($0) }
    return batches
  }

  /// The vocabulary of the rows that `open` reads.
  static func analyze(_ open: @escaping (Schema) throws -> any BatchReader) throws -> TransformFn {
    try PreprocessingGraph(schema: schema) { inputs in
      var outputs = Outputs()
      outputs["id"] = try computeAndApplyVocabulary(try inputs.string("token"), vocabFilename: "tokens")
      return outputs
    }
    .analyze(open)
  }
}

/// Batches that are in memory.
struct MemoryReader: BatchReader {
  private var batches: ArraySlice<Batch>

  init(_ batches: [Batch]) {
    self.batches = batches[...]
  }

  mutating func next() -> Batch? { batches.popFirst() }
}

/// Passes on the batches of another reader, and counts their rows.
final class CountingReader: BatchReader {
  private var source: any BatchReader
  private(set) var rowCount = 0

  init(_ source: some BatchReader) {
    self.source = source
  }

  func next() throws -> Batch? {
    let batch = try source.next()
    rowCount += batch?.rowCount ?? 0
    return batch
  }
}

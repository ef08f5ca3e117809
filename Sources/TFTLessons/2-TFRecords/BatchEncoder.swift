import RawData

/// Encodes rows of batches as `tf.train.Example` messages, each framed as a TFRecord.
///
/// Some rows at a time are gone through column by column, once for the sizes of their entries and once to write them: in
/// protobuf every length stands before what it measures. What it learns of the entries it keeps for the next batch.
struct BatchEncoder {
  private var entries: [EntryEncoder]
  private var shifts = CRCShifts(CRC32C.table)
  /// Started records, each in the place of its size: most rows are about as long as those before.
  private var starts = [RecordDraft](repeating: RecordDraft(size: 0), count: 64)

  /// The rows that are gone through at a time: few enough to stay near the processor, and enough to make going from one
  /// column to the next cheap.
  private static let chunkSize = 256

  /// An encoder of features whose keys, as entries begin with them, are `keys`.
  init(keys: [[UInt8]]) {
    entries = keys.map { EntryEncoder(key: $0) }
  }

  /// Adds the records of `rows` to `output`; the columns are in the order of the keys.
  mutating func encode(_ columns: [FeatureValues], _ rows: Range<Int>, appendingTo output: inout [UInt8]) {
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.chunkSize) {
      let before = output.count
      encodeChunk(columns, start..<min(start + Self.chunkSize, rows.upperBound), appendingTo: &output)
      // The other chunks will be about as large, and growing costs a copy.
      if start == rows.lowerBound {
        output.reserveCapacity(before + (output.count - before) * (rows.count / Self.chunkSize + 2))
      }
    }
  }

  private mutating func encodeChunk(
    _ columns: [FeatureValues],
    _ rows: Range<Int>,
    appendingTo output: inout [UInt8]
  ) {
    var drafts = [RecordDraft](repeating: RecordDraft(), count: rows.count)
    for (index, column) in columns.enumerated() {
      entries[index].addSizes(of: column, rows, to: &drafts, &shifts)
    }
    let size = start(&drafts)
    // An entry is copied with some bytes behind it.
    output.append(addingCapacity: size + EntryHeads.step) { output in
      output.withUnsafeMutableBufferPointer { buffer, count in
        let bytes = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[count...]))
        for (index, column) in columns.enumerated() {
          entries[index].write(column, rows, to: &drafts, bytes, shifts)
        }
        Self.writeFrames(drafts, bytes)
        count += size
      }
    }
  }

  /// Finds where each record's entries go; the size of all records.
  private mutating func start(_ drafts: inout [RecordDraft]) -> Int {
    var start = 0
    for index in drafts.indices {
      let size = drafts[index].size
      let place = size % starts.count
      if starts[place].size != size { starts[place] = RecordDraft(size: size) }
      drafts[index] = starts[place]
      let headSize = starts[place].headSize
      drafts[index].place = start + headSize
      start += headSize + size + RecordFrame.footerSize
    }
    return start
  }

  /// Writes what is around the entries. It comes last: writing an entry may have changed what is behind it.
  private static func writeFrames(_ drafts: [RecordDraft], _ bytes: UnsafeMutableRawBufferPointer) {
    var writer = ByteWriter(bytes)
    for draft in drafts {
      writer.write(UInt64(lengthDelimitedSize(draft.size)))
      writer.write(draft.lengthChecksum)
      writer.writeHeader(1, size: draft.size)
      writer.skip(draft.size)
      writer.write(CRC32C.mask(~draft.register))
    }
  }
}

import RawData

/// Decodes messages one after the other into the columns of a batch.
///
/// Some messages at a time are gone through twice: first to find where the values are, then column by column to take them.
struct BatchDecoder {
  /// A message that cannot be decoded; which, where in the bytes, and why.
  struct RowError: Error {
    var row: Int
    var offset: Int
    var problem: String
  }

  private let bytes: UnsafeRawBufferPointer
  private let rowDecoder: ExampleRowDecoder
  private var index: ExampleIndex
  private var columns: [ValueColumn]
  private let types: [FeatureType]
  /// Where the values are that are found and not yet taken, row by row.
  private var places: [ValuePlace]
  /// How many rows these are.
  private var waitingRows = 0
  private var rowCount = 0
  /// How many damaged records were passed over.
  private var skippedCount = 0
  /// The forms that messages have had.
  private(set) var forms: ExampleForms

  /// The rows that are gone through at a time: as few as to stay near the processor.
  private static let chunkSize = 64

  init(_ bytes: UnsafeRawBufferPointer, _ decoder: ExampleRowDecoder, rows: Int, forms: ExampleForms) {
    self.bytes = bytes
    rowDecoder = decoder
    index = ExampleIndex(decoder.features, decoder.names)
    columns = decoder.features.map { ValueColumn($0, expectedRows: rows) }
    types = decoder.features.map(\.type)
    places = Array(repeating: ValuePlace(), count: Self.chunkSize * decoder.features.count)
    self.forms = forms
    self.forms.start(rows: rows)
  }

  /// Decodes some records; one whose checksum is wrong is passed over where `skip` says so.
  mutating func decodeRecords(_ count: Int, skip: (RowError) -> Bool) throws(RowError) {
    var start = 0
    while messageCount < count {
      let matching = takeMatching(&start, count - messageCount)
      if matching > 0 { continue }
      let frame = RecordFrame(bytes, at: start)
      if let problem = frame.problem(bytes) {
        let error = RowError(row: messageCount, offset: frame.payload.lowerBound, problem: problem)
        guard skip(error) else { throw error }
        skippedCount += 1
      } else {
        try decode(frame.payload)
      }
      start = frame.end
    }
  }

  /// How many messages were gone through.
  private var messageCount: Int { rowCount + skippedCount }

  /// Decodes one message.
  mutating func decode(_ message: Range<Int>) throws(RowError) {
    let count = types.count
    let start = waitingRows * count
    let isUsual = places.withUnsafeMutableBufferPointer {
      index.find(bytes, message, UnsafeMutableBufferPointer(rebasing: $0[start..<start + count]))
    }
    guard isUsual else { return try decodeUnusual(message) }
    if forms.isLearning { learn(message, places[start..<start + count]) }
    endRows(1)
  }

  /// The batch of all messages so far.
  mutating func finish() -> Batch {
    takeValues()
    forms.finish(rows: rowCount)
    return Batch(
      rowCount: rowCount,
      names: rowDecoder.features.map(\.name),
      columns: columns.map { $0.finish() }
    )
  }

  private mutating func endRows(_ count: Int) {
    waitingRows += count
    rowCount += count
    if waitingRows == Self.chunkSize { takeValues() }
  }

  private mutating func takeValues() {
    guard waitingRows > 0 else { return }
    places.withUnsafeBufferPointer { places in
      for column in columns.indices {
        let rows = (0..<waitingRows).lazy.map { [count = columns.count] in places[$0 * count + column] }
        columns[column].append(bytes, rows)
      }
    }
    waitingRows = 0
  }

  private mutating func decodeUnusual(_ message: Range<Int>) throws(RowError) {
    takeValues()
    do throws(ProtobufCursor.WireError) {
      let values = try rowDecoder.decode(bytes.bindMemory(to: UInt8.self).span, message)
      for (column, values) in values.enumerated() { columns[column].append(values) }
      rowCount += 1
    } catch {
      throw RowError(row: messageCount, offset: error.offset, problem: error.problem)
    }
  }
}

// Messages that have the form of one before.
extension BatchDecoder {
  /// Finds the values of up to `count` records from `start` on, as long as they have one known form and their checksum;
  /// how many there are.
  private mutating func takeMatching(_ start: inout Int, _ count: Int) -> Int {
    guard let message = bytes.baseAddress.map({ $0 + (start + RecordFrame.headerSize) }) else { return 0 }
    let size = bytes.integer(at: start, as: UInt64.self)
    guard let form = forms.form(message, size: Int(truncatingIfNeeded: size)) else { return 0 }
    let frameSize = form.size + RecordFrame.headerSize + RecordFrame.footerSize
    var found = 0
    places.withUnsafeMutableBufferPointer { places in
      var target = waitingRows * types.count
      while found < min(count, Self.chunkSize - waitingRows) {
        let offset = start + RecordFrame.headerSize
        let other = message + found * frameSize
        // The first was matched to find the form.
        guard found == 0 || bytes.integer(at: start, as: UInt64.self) == size && form.matches(other) else {
          break
        }
        let stored = bytes.integer(at: offset + form.size, as: UInt32.self)
        guard form.maskedChecksum(other) == stored else { break }
        for place in form.places {
          places[target] = ValuePlace(start: offset + place.start, end: offset + place.end)
          target += 1
        }
        start += frameSize
        found += 1
      }
    }
    endRows(found)
    return found
  }

  /// Remembers the form of a message.
  private mutating func learn(_ message: Range<Int>, _ found: ArraySlice<ValuePlace>) {
    guard let base = bytes.baseAddress, ExampleForm.sizes ~= message.count else { return }
    let start = message.lowerBound
    forms.learn(base + start, size: message.count) {
      ExampleForm(
        Array(bytes[message]),
        found.map { $0.start == 0 ? $0 : ValuePlace(start: $0.start - start, end: $0.end - start) },
        types,
        ignored: index.ignored.map { $0.lowerBound - start..<$0.upperBound - start }
      )
    }
  }
}

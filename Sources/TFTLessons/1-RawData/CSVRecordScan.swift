/// The state of looking for the ends of records.
///
/// A newline ends a record unless it stands between quotes, that is after an odd number of them (RFC 4180, 2.6).
struct CSVRecordScan {
  /// Everything before is scanned.
  private(set) var position: Int
  /// Where the record starts in which `position` lies.
  private(set) var recordStart: Int
  private(set) var records = 0
  private(set) var newlines = 0
  private(set) var newlinesBeforeRecord = 0
  private var isQuoted = false
  /// Up to here, records are looked at one by one.
  private var singlyUntil = 0

  init(position: Int) {
    self.position = position
    recordStart = position
  }

  mutating func shift(by distance: Int) {
    position += distance
    recordStart += distance
    singlyUntil += distance
  }

  /// Takes back what was scanned of the record that has not ended.
  mutating func goBackToRecordStart() {
    (position, newlines, isQuoted) = (recordStart, newlinesBeforeRecord, false)
  }

  /// Goes on until `count` records are found or the text has ended; false when it ran out before that.
  mutating func run(over text: RawSpan, records count: Int, isAtEnd: Bool) -> Bool {
    while records < count {
      if skipPlainRecords(text, upTo: count) { continue }
      guard let newline = Self.index(of: UInt8(ascii: "\n"), in: text, position..<text.byteCount) else {
        return isAtEnd && endOfFile(text)
      }
      toggleQuotes(text, position..<newline)
      position = newline + 1
      newlines += 1
      if !isQuoted { endRecord(text, at: newline) }
    }
    return true
  }

  /// Passes over many records at once, if they have no quotes and no empty lines among them and are not too many.
  private mutating func skipPlainRecords(_ text: RawSpan, upTo count: Int) -> Bool {
    guard position == recordStart, position >= singlyUntil,
      let window = CSVWindow(text, recordStart: position)
    else { return false }
    singlyUntil = window.end
    guard window.isPlain, 1...(count - records) ~= window.newlines else { return false }
    records += window.newlines
    newlines += window.newlines
    newlinesBeforeRecord = newlines
    position = window.lastRecordStart(text)
    recordStart = position
    return true
  }

  private mutating func endRecord(_ text: RawSpan, at newline: Int) {
    countRecord(text, endingAt: newline)
    recordStart = position
    newlinesBeforeRecord = newlines
  }

  /// The last record may lack its newline; an open quote is left to the tokeniser to report.
  private mutating func endOfFile(_ text: RawSpan) -> Bool {
    position = text.byteCount
    countRecord(text, endingAt: position)
    return true
  }

  /// Counts the record that started last, unless it is an empty line.
  private mutating func countRecord(_ text: RawSpan, endingAt end: Int) {
    let length = end - recordStart
    let isEmpty =
      length == 0
      || (length == 1 && text.unsafeLoad(fromByteOffset: recordStart, as: UInt8.self) == UInt8(ascii: "\r"))
    if !isEmpty { records += 1 }
  }

  private mutating func toggleQuotes(_ text: RawSpan, _ range: Range<Int>) {
    var start = range.lowerBound
    while let quote = Self.index(of: UInt8(ascii: "\""), in: text, start..<range.upperBound) {
      isQuoted.toggle()
      start = quote + 1
    }
  }

  private static func index(of byte: UInt8, in text: RawSpan, _ range: Range<Int>) -> Int? {
    text.extracting(range).withUnsafeBytes { Platform.firstIndex(of: byte, in: $0) }.map {
      range.lowerBound + $0
    }
  }
}

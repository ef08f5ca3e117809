/// RFC 4180 read letter by letter, as slowly and plainly as it can be.
struct LetterByLetterCSV {
  private var text: ArraySlice<UInt8>
  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// The records' cells, nil for an empty one without quotes; nil when a record is malformed or has another width.
  static func records(_ text: ArraySlice<UInt8>, width: Int) -> [[[UInt8]?]]? {
    let isMarked = text.starts(with: [0xEF, 0xBB, 0xBF])
    var parser = LetterByLetterCSV(text: isMarked ? text.dropFirst(3) : text)
    var records: [[[UInt8]?]] = []
    while !parser.text.isEmpty {
      if parser.takeNewline() { continue }
      guard let record = parser.record(), record.count == width else { return nil }
      records.append(record)
    }
    return records
  }

  private mutating func record() -> [[UInt8]?]? {
    var cells: [[UInt8]?] = []
    while true {
      if text.first == Self.quote {
        guard let cell = quotedCell() else { return nil }
        cells.append(cell)
      } else {
        guard let cell = plainCell() else { return nil }
        cells.append(cell.isEmpty ? nil : cell)
      }
      if takeNewline() || text.isEmpty { return cells }
      guard text.popFirst() == Self.comma else { return nil }
    }
  }

  /// Nil when it has a quote in it.
  private mutating func plainCell() -> [UInt8]? {
    var cell: [UInt8] = []
    while let byte = text.first, byte != Self.comma, !isNewline {
      if byte == Self.quote { return nil }
      cell.append(text.removeFirst())
    }
    return cell
  }

  /// Nil when it does not end.
  private mutating func quotedCell() -> [UInt8]? {
    var cell: [UInt8] = []
    text.removeFirst()
    while let byte = text.popFirst() {
      if byte == Self.quote {
        guard text.first == Self.quote else { return cell }
        text.removeFirst()
      }
      cell.append(byte)
    }
    return nil
  }

  /// A carriage return ends a line only before a newline or the end of the file.
  private var isNewline: Bool {
    if text.first == Self.newline { return true }
    let second = text.dropFirst().first
    return text.first == Self.carriageReturn && (second == nil || second == Self.newline)
  }

  private mutating func takeNewline() -> Bool {
    guard isNewline else { return false }
    if text.removeFirst() == Self.carriageReturn, !text.isEmpty { text.removeFirst() }
    return true
  }
}

/// What the cells of one CSV column have been so far, and the feature that follows from it.
struct InferredColumn {
  /// The column's name.
  let name: String
  private var hasEmptyCells = false
  private var hasValues = false
  private var fitsInt64 = true
  private var fitsFloat32 = true
  private var texts = DistinctStrings(limit: Schema.largestInferredDomain)

  /// A column with the given header cell, as it stands between its quotes.
  init(header: ArraySlice<UInt8>) {
    name = String(decoding: Self.unquoted(header), as: UTF8.self)
  }

  /// Takes one cell into account.
  mutating func add(_ cell: CSVTokens.Cell, of block: CSVBlock) {
    let (start, end) = (Int(cell.start), Int(cell.end))
    guard start < end || cell.quoting != .none else {
      hasEmptyCells = true
      return
    }
    hasValues = true
    let isQuoted = cell.quoting != .none
    let bytes = block.bytes.span
    fitsInt64 = fitsInt64 && !isQuoted && NumberParser.int64(bytes, start, end) != nil
    fitsFloat32 = fitsFloat32 && (fitsInt64 || !isQuoted && Self.isFloat32(bytes, start, end))
    // A column of numbers may still turn out to be one of texts.
    texts.insert(block.bytes[start..<end])
  }

  /// An integer that has more than 64 bits is none: it is more likely an id, of which a float would keep seven digits.
  private static func isFloat32(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard NumberParser.float(bytes, start, end) != nil else { return false }
    let isInteger = (start..<end).allSatisfy { 48...57 ~= bytes[$0] || bytes[$0] == 43 || bytes[$0] == 45 }
    return !isInteger || NumberParser.int64(bytes, start, end) != nil
  }

  /// The feature that all cells together make.
  var spec: FeatureSpec {
    let type: FeatureType = !hasValues || !fitsFloat32 ? .string : fitsInt64 ? .int64 : .float32
    var spec = FeatureSpec(name, type, presence: hasEmptyCells ? .optional : .required)
    if type == .string, hasValues, !texts.isOverfull { spec.stringDomain = domain }
    return spec
  }

  /// The texts sorted by bytes; nil when one is not UTF-8, for a schema cannot hold it.
  private var domain: [String]? {
    let sorted = texts.values.map(Self.unquoted).sorted { $0.lexicographicallyPrecedes($1) }
    let domain = sorted.compactMap { String(validating: $0, as: UTF8.self) }
    return domain.count == sorted.count ? domain : nil
  }

  /// A cell's text from what stands between its quotes: two quotes inside stand for one.
  private static func unquoted(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var skipsQuote = false
    return bytes.filter { byte in
      skipsQuote = byte == UInt8(ascii: "\"") && !skipsQuote
      return !skipsQuote
    }
  }
}

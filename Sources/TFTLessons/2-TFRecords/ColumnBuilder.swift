import RawData

/// Collects one feature's values from message after message.
struct ColumnBuilder {
  private let spec: FeatureSpec
  private var floats: [Float] = []
  private var integers: [Int64] = []
  private var strings = ByteStrings()
  /// Where each row starts; kept only where rows differ in length.
  private var rowOffsets = [0]
  /// Where the values of the current row start.
  private var rowStart = 0
  /// Where in the bytes the current row's feature is; nil when there is none yet.
  private var featureStart: Int?
  /// The current row's feature has a list of another type; no error if it is replaced.
  private var mismatch: ProtobufCursor.WireError?

  init(_ spec: FeatureSpec, expectedRows: Int) {
    self.spec = spec
    // A schema may claim any width: memory for more is taken when the values come.
    let width = min(spec.width, 1024)
    switch spec.type {
    case .float32: floats.reserveCapacity(expectedRows * width)
    case .int64: integers.reserveCapacity(expectedRows * width)
    case .string: break
    }
  }

  /// Takes the values of the `Feature` message in `feature` as the current row's, in place of any that came before.
  mutating func setRow(_ bytes: Span<UInt8>, _ feature: Range<Int>) throws(ProtobufCursor.WireError) {
    if featureStart != nil { removeRow() }
    featureStart = feature.lowerBound
    mismatch = nil
    try appendFeature(bytes, feature)
  }

  /// Ends the current row, which may have had no feature at all.
  mutating func endRow(recordStart: Int) throws(ProtobufCursor.WireError) {
    if let mismatch { throw mismatch }
    if spec.presence != .optional {
      let offset = featureStart ?? recordStart
      if valueCount == rowStart { for _ in 0..<spec.width { try appendMissing(at: offset) } }
      let count = valueCount - rowStart
      guard count == spec.width else { throw error(offset, "found \(count) values, expected \(spec.width)") }
    } else {
      rowOffsets.append(valueCount)
    }
    rowStart = valueCount
    featureStart = nil
  }

  private mutating func removeRow() {
    switch spec.type {
    case .float32: floats.removeSubrange(rowStart...)
    case .int64: integers.removeSubrange(rowStart...)
    case .string: strings = strings.slice(0..<rowStart)
    }
  }

  func finish() -> FeatureValues {
    let layout: FeatureValues.Layout =
      spec.presence == .optional ? .ragged(rowOffsets: rowOffsets) : .fixed(width: spec.width)
    switch spec.type {
    case .float32: return FeatureValues(.float32(floats), layout: layout)
    case .int64: return FeatureValues(.int64(integers), layout: layout)
    case .string: return FeatureValues(.string(strings), layout: layout)
    }
  }

  private var valueCount: Int {
    switch spec.type {
    case .float32: floats.count
    case .int64: integers.count
    case .string: strings.count
    }
  }

  private mutating func appendFeature(
    _ bytes: Span<UInt8>,
    _ feature: Range<Int>
  ) throws(ProtobufCursor.WireError) {
    var reader = ProtobufCursor(feature)
    while !reader.isAtEnd {
      let start = reader.index
      let (field, type) = try reader.fieldHeader(bytes)
      guard 1...3 ~= field, type == .lengthDelimited else {
        try reader.skip(bytes, type)
        continue
      }
      let list = try reader.lengthDelimited(bytes)
      let found: FeatureType = field == 1 ? .string : field == 2 ? .float32 : .int64
      guard found == spec.type else {
        mismatch = error(start, "found a list of \(found.rawValue), expected \(spec.type.rawValue)")
        continue
      }
      try appendList(bytes, list)
    }
  }

  private mutating func appendList(_ bytes: Span<UInt8>, _ list: Range<Int>) throws(ProtobufCursor.WireError)
  {
    var reader = ProtobufCursor(list)
    while !reader.isAtEnd {
      let (field, type) = try reader.fieldHeader(bytes)
      switch (field, spec.type, type) {
      case (1, .string, .lengthDelimited):
        strings.append(bytes.extracting(try reader.lengthDelimited(bytes)))
      case (1, .float32, .fixed32):
        floats.append(Float(bitPattern: try reader.fixed32(bytes)))
      case (1, .int64, .varint):
        integers.append(Int64(bitPattern: try reader.varint(bytes)))
      case (1, .float32, .lengthDelimited):
        var packed = ProtobufCursor(try reader.lengthDelimited(bytes))
        while !packed.isAtEnd { floats.append(Float(bitPattern: try packed.fixed32(bytes))) }
      case (1, .int64, .lengthDelimited):
        var packed = ProtobufCursor(try reader.lengthDelimited(bytes))
        while !packed.isAtEnd { integers.append(Int64(bitPattern: try packed.varint(bytes))) }
      default:
        try reader.skip(bytes, type)
      }
    }
  }

  private mutating func appendMissing(at offset: Int) throws(ProtobufCursor.WireError) {
    switch spec.presence {
    case .optional: return
    case .required: throw error(offset, "the value is missing, expected one of type \(spec.type.rawValue)")
    case .defaultValue(let text):
      let bytes = Array(text.utf8)
      switch spec.type {
      case .float32: floats.append(try require(NumberParser.float(bytes.span, 0, bytes.count), offset))
      case .int64: integers.append(try require(NumberParser.int64(bytes.span, 0, bytes.count), offset))
      case .string: strings.append(bytes)
      }
    }
  }

  private func require<Number>(_ number: Number?, _ offset: Int) throws(ProtobufCursor.WireError) -> Number {
    guard let number else { throw error(offset, "its default is no \(spec.type.rawValue)") }
    return number
  }

  private func error(_ offset: Int, _ problem: String) -> ProtobufCursor.WireError {
    ProtobufCursor.WireError(offset: offset, problem: "\(spec.name): \(problem)")
  }
}

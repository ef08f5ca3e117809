/// A type of number that a CSV column can hold.
protocol CSVNumber {
  /// What a cell should be.
  static var expected: String { get }

  /// The number in `text[start..<end]`, nil when it is none.
  static func parse(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Self?

  static func storage(_ values: [Self]) -> FeatureValues.Storage
}

extension Float: CSVNumber {
  static var expected: String { "a number" }

  @inline(__always)
  static func parse(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Float? {
    NumberParser.float(text, start, end)
  }

  static func storage(_ values: [Float]) -> FeatureValues.Storage { .float32(values) }
}

extension Int64: CSVNumber {
  static var expected: String { "an integer of 64 bits" }

  @inline(__always)
  static func parse(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int64? {
    NumberParser.int64(text, start, end)
  }

  static func storage(_ values: [Int64]) -> FeatureValues.Storage { .int64(values) }
}

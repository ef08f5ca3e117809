/// Writes what an accumulator remembers as bytes, for another process to take in.
///
/// Numbers are little endian with all their bits; a list is its length and its elements. Nothing says what comes next:
/// the reader must be the writer's twin.
public struct StateEncoder: Sendable {
  /// The bytes written so far.
  public private(set) var bytes: [UInt8] = []

  /// No bytes yet.
  public init() {}

  /// Writes an integer.
  public mutating func write(_ value: Int) { write(Int64(value)) }

  /// Writes an integer of any width.
  public mutating func write(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Writes a truth value.
  public mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

  /// Writes all bits of a number.
  public mutating func write(_ value: Float) { write(value.bitPattern) }

  /// Writes all bits of a number.
  public mutating func write(_ value: Double) { write(value.bitPattern) }

  /// Writes a text's UTF-8 bytes.
  public mutating func write(_ text: String) { write(bytes: Array(text.utf8)) }

  /// Writes how many bytes there are, and the bytes.
  public mutating func write(bytes list: some Collection<UInt8>) {
    write(list.count)
    bytes.append(contentsOf: list)
  }

  /// Writes how many elements there are, and each as `body` does.
  public mutating func write<Element>(
    _ elements: some Collection<Element>,
    _ body: (inout StateEncoder, Element) -> Void
  ) {
    write(elements.count)
    for element in elements { body(&self, element) }
  }
}

/// Bytes that no accumulator has written, or one of another kind.
public struct StateError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was found and what was expected.
  public var problem: String

  /// An error.
  public init(_ problem: String) {
    self.problem = problem
  }

  /// What was found and what was expected.
  public var description: String { problem }
}

/// Reads what a `StateEncoder` has written.
public struct StateDecoder: Sendable {
  private let bytes: [UInt8]
  private var position = 0

  /// The start of `bytes`.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether everything is read.
  public var isAtEnd: Bool { position == bytes.count }

  /// Reads an integer of the given width.
  public mutating func readInteger<Integer: FixedWidthInteger>(_: Integer.Type = Integer.self)
    throws(StateError)
    -> Integer
  {
    let size = MemoryLayout<Integer>.size
    let start = try take(size)
    return bytes.withUnsafeBytes {
      Integer(littleEndian: $0.loadUnaligned(fromByteOffset: start, as: Integer.self))
    }
  }

  /// Reads an integer.
  public mutating func readInt() throws(StateError) -> Int { Int(try readInteger(Int64.self)) }

  /// Reads a count: no negative number, and none that the remaining bytes cannot hold at `size` bytes each.
  public mutating func readCount(ofSize size: Int = 1) throws(StateError) -> Int {
    let count = try readInt()
    guard 0...(bytes.count - position) / size ~= count else {
      throw StateError("found a list of \(count) elements in \(bytes.count - position) bytes")
    }
    return count
  }

  /// Reads a truth value.
  public mutating func readBool() throws(StateError) -> Bool {
    switch bytes[try take(1)] {
    case 0: return false
    case 1: return true
    case let byte: throw StateError("found \(byte), expected 0 or 1")
    }
  }

  /// Reads a number.
  public mutating func readFloat() throws(StateError) -> Float { Float(bitPattern: try readInteger()) }

  /// Reads a number.
  public mutating func readDouble() throws(StateError) -> Double { Double(bitPattern: try readInteger()) }

  /// Reads a list of bytes.
  public mutating func readBytes() throws(StateError) -> ArraySlice<UInt8> {
    let count = try readCount()
    let start = try take(count)
    return bytes[start..<start + count]
  }

  /// Reads a text.
  public mutating func readString() throws(StateError) -> String {
    String(decoding: try readBytes(), as: UTF8.self)
  }

  /// Reads a list whose elements take at least `size` bytes each.
  public mutating func readList<Element>(
    ofSize size: Int = 1,
    _ body: (inout StateDecoder) throws(StateError) -> Element
  ) throws(StateError) -> [Element] {
    var elements: [Element] = []
    for _ in 0..<(try readCount(ofSize: size)) { elements.append(try body(&self)) }
    return elements
  }

  private mutating func take(_ count: Int) throws(StateError) -> Int {
    guard bytes.count - position >= count else {
      throw StateError("the bytes end after \(bytes.count), \(position + count - bytes.count) too early")
    }
    defer { position += count }
    return position
  }
}

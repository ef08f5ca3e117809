import RawData

/// Writes one feature of some rows as entries of their `Example` messages.
struct EntryColumn {
  private let values: FeatureValues
  private var heads: EntryHeads
  private let isScalar: Bool

  init(_ values: FeatureValues, key: [UInt8]) {
    self.values = values
    heads = EntryHeads(key: key, type: values.type)
    isScalar = values.layout == .fixed(width: 1)
  }

  /// Adds the size of each row's entry to `sizes`.
  func addSizes(_ rows: Range<Int>, to sizes: inout [Int]) {
    switch values.storage {
    case .float32 where isScalar:
      let size = heads.size(4)
      for index in 0..<rows.count { sizes[index] += size }
    case .int64(let integers) where isScalar:
      let bySize = (0...10).map(heads.size)
      for (index, row) in rows.enumerated() {
        sizes[index] += bySize[varintSize(UInt64(bitPattern: integers[row]))]
      }
    default:
      for (index, row) in rows.enumerated() {
        sizes[index] += heads.size(contentSize(values.range(ofRow: row)))
      }
    }
  }

  private func contentSize(_ range: Range<Int>) -> Int {
    switch values.storage {
    case .float32: range.count * 4
    case .int64(let integers): range.reduce(0) { $0 + varintSize(UInt64(bitPattern: integers[$1])) }
    case .string(let strings): range.reduce(0) { $0 + lengthDelimitedSize(strings.size(of: $1)) }
    }
  }

  /// Writes each row's entry at its place in `bytes`, and moves the place behind it.
  mutating func write(
    _ rows: Range<Int>,
    _ places: UnsafeMutableBufferPointer<Int>,
    _ bytes: UnsafeMutableRawBufferPointer
  ) {
    switch values.storage {
    case .float32(let floats) where isScalar: writeFloats(floats, rows, places, bytes)
    case .int64(let integers) where isScalar: writeIntegers(integers, rows, places, bytes)
    default:
      for (index, row) in rows.enumerated() {
        var writer = ByteWriter(bytes, at: places[index])
        write(values.range(ofRow: row), to: &writer)
        places[index] = writer.position
      }
    }
  }

  private mutating func write(_ range: Range<Int>, to writer: inout ByteWriter) {
    writer.write(heads.head(contentSize(range)))
    switch values.storage {
    case .float32(let floats): for index in range { writer.write(floats[index].bitPattern) }
    case .int64(let integers): for index in range { writer.writeVarint(UInt64(bitPattern: integers[index])) }
    case .string(let strings):
      for index in range {
        writer.writeHeader(1, size: strings.size(of: index))
        writer.write(strings, index)
      }
    }
  }

  /// One float in each row: all entries are the same but for four bytes.
  private mutating func writeFloats(
    _ floats: [Float],
    _ rows: Range<Int>,
    _ places: UnsafeMutableBufferPointer<Int>,
    _ bytes: UnsafeMutableRawBufferPointer
  ) {
    heads.head(4).withUnsafeBytes { head in
      let size = head.count + 4
      for (index, row) in rows.enumerated() {
        let place = places[index]
        precondition(place + size <= bytes.count, "the plan was too small")
        UnsafeMutableRawBufferPointer(rebasing: bytes[place..<place + head.count]).copyMemory(from: head)
        bytes.storeBytes(
          of: floats[row].bitPattern.littleEndian,
          toByteOffset: place + head.count,
          as: UInt32.self
        )
        places[index] = place + size
      }
    }
  }

  /// One integer in each row: entries differ by how many bytes it has.
  private mutating func writeIntegers(
    _ integers: [Int64],
    _ rows: Range<Int>,
    _ places: UnsafeMutableBufferPointer<Int>,
    _ bytes: UnsafeMutableRawBufferPointer
  ) {
    let bySize = (0...10).map { heads.head($0) }
    for (index, row) in rows.enumerated() {
      let value = UInt64(bitPattern: integers[row])
      var writer = ByteWriter(bytes, at: places[index])
      writer.write(bySize[varintSize(value)])
      writer.writeVarint(value)
      places[index] = writer.position
    }
  }
}

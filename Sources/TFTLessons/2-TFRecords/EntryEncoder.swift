import RawData

/// Encodes one feature of some rows as entries of their `Example` messages, and takes their checksums along.
///
/// Where a row has one value, as most have, all but that value's bytes is known beforehand, and so is what it does to the
/// checksum.
struct EntryEncoder {
  private let key: [UInt8]
  private var heads: EntryHeads
  /// Whether the integers whose sizes were added last have a byte each.
  private var areBytes = false

  init(key: [UInt8]) {
    self.key = key
    heads = EntryHeads(key: key, type: .float32)
  }

  /// Adds the size of each row's entry to its record's.
  mutating func addSizes(
    of values: FeatureValues,
    _ rows: Range<Int>,
    to drafts: inout [RecordDraft],
    _ shifts: inout CRCShifts
  ) {
    if values.type != heads.type { heads = EntryHeads(key: key, type: values.type) }
    let isScalar = values.layout == .fixed(width: 1)
    switch values.storage {
    case .float32 where isScalar:
      heads.learn(4, &shifts)
      let size = heads.size(4)
      for index in drafts.indices { drafts[index].size += size }
    case .int64(let integers) where isScalar:
      addSizes(of: integers.span.extracting(rows), to: &drafts, &shifts)
    case .string(let strings) where isScalar:
      let offsets = strings.offsets.span.extracting(rows.lowerBound...rows.upperBound)
      addSizes(ofStrings: offsets, to: &drafts, &shifts)
    default:
      for (index, row) in rows.enumerated() {
        drafts[index].size += heads.size(values.contentSize(ofRow: row))
      }
    }
  }

  private mutating func addSizes(
    of integers: Span<Int64>,
    to drafts: inout [RecordDraft],
    _ shifts: inout CRCShifts
  ) {
    var drafts = drafts.mutableSpan
    var sizes: UInt = 0
    for index in integers.indices {
      let content = varintSize(UInt64(bitPattern: integers[unchecked: index]))
      drafts[index].size &+= heads.size(content)
      sizes |= 1 << UInt(content)
    }
    areBytes = sizes == 1 << 1
    for content in 1...10 where sizes >> UInt(content) & 1 == 1 { heads.learn(content, &shifts) }
  }

  private mutating func addSizes(
    ofStrings offsets: Span<Int>,
    to drafts: inout [RecordDraft],
    _ shifts: inout CRCShifts
  ) {
    var drafts = drafts.mutableSpan
    for index in drafts.indices {
      let content = lengthDelimitedSize(offsets[index + 1] - offsets[index])
      if !heads.knows(content) { heads.learn(content, &shifts) }
      drafts[index].size &+= heads.size(content)
    }
  }

  /// Writes each row's entry where its record has come to in `bytes`.
  ///
  /// Up to fifteen bytes behind an entry change too; they are written later.
  func write(
    _ values: FeatureValues,
    _ rows: Range<Int>,
    to drafts: inout [RecordDraft],
    _ bytes: UnsafeMutableRawBufferPointer,
    _ shifts: CRCShifts
  ) {
    let isScalar = values.layout == .fixed(width: 1)
    switch values.storage {
    case .float32(let floats) where isScalar: write(floats.span.extracting(rows), to: &drafts, bytes, shifts)
    case .int64(let integers) where isScalar:
      write(integers.span.extracting(rows), to: &drafts, bytes, shifts)
    case .string(let strings) where isScalar: write(strings, rows, to: &drafts, bytes, shifts)
    default: for (index, row) in rows.enumerated() { write(values, row, to: &drafts[index], bytes) }
    }
  }

  /// One float in each row: all entries are the same but for four bytes.
  private func write(
    _ floats: Span<Float>,
    to drafts: inout [RecordDraft],
    _ bytes: UnsafeMutableRawBufferPointer,
    _ shifts: CRCShifts
  ) {
    let head = heads.known[4]
    let (shifts, heads) = (shifts.entries.span, heads.bytes.span.bytes)
    var drafts = drafts.mutableSpan
    for index in floats.indices {
      var draft = drafts[index]
      EntryHeads.copy(heads, head, to: bytes, at: draft.place)
      let value = floats[unchecked: index].bitPattern
      bytes.storeBytes(of: value.littleEndian, toByteOffset: draft.place &+ head.count, as: UInt32.self)
      draft.register =
        CRCTable.lookUp(draft.register, shifts, head.shift) ^ head.change
        ^ CRCTable.lookUp(value, shifts, CRCShifts.startOfFour)
      draft.place &+= head.count &+ 4
      drafts[unchecked: index] = draft
    }
  }

  /// One integer in each row: entries differ by how many bytes it has.
  private func write(
    _ integers: Span<Int64>,
    to drafts: inout [RecordDraft],
    _ bytes: UnsafeMutableRawBufferPointer,
    _ shifts: CRCShifts
  ) {
    if areBytes { return writeBytes(integers, to: &drafts, bytes, shifts) }
    let (shifts, heads) = (shifts.entries.span, heads.bytes.span.bytes)
    let known = self.heads.known.span
    var drafts = drafts.mutableSpan
    for index in integers.indices {
      var draft = drafts[index]
      let value = UInt64(bitPattern: integers[unchecked: index])
      let size = varintSize(value)
      guard size <= 8 else {
        writeLong(value, size, to: &drafts[index], bytes)
        continue
      }
      let head = known[unchecked: size]
      EntryHeads.copy(heads, head, to: bytes, at: draft.place)
      let varint = varintWord(value, size: size)
      bytes.storeBytes(of: varint.littleEndian, toByteOffset: draft.place &+ head.count, as: UInt64.self)
      // Zeros before the first byte leave an empty register empty.
      let last = varint &<< UInt64(truncatingIfNeeded: 64 &- 8 &* size)
      draft.register = CRCTable.lookUp(draft.register, shifts, head.shift) ^ head.change
      draft.register ^= CRCTable.lookUp(
        UInt32(truncatingIfNeeded: last >> 32),
        shifts,
        CRCShifts.startOfFour
      )
      if size > 4 {
        draft.register ^= CRCTable.lookUp(UInt32(truncatingIfNeeded: last), shifts, CRCShifts.startOfEight)
      }
      draft.place &+= head.count &+ size
      drafts[unchecked: index] = draft
    }
  }

  /// One integer below 128 in each row: all entries are the same but for a byte.
  private func writeBytes(
    _ integers: Span<Int64>,
    to drafts: inout [RecordDraft],
    _ bytes: UnsafeMutableRawBufferPointer,
    _ shifts: CRCShifts
  ) {
    let head = heads.known[1]
    let (shifts, heads) = (shifts.entries.span, heads.bytes.span.bytes)
    var drafts = drafts.mutableSpan
    for index in integers.indices {
      var draft = drafts[index]
      EntryHeads.copy(heads, head, to: bytes, at: draft.place)
      let value = UInt8(truncatingIfNeeded: integers[unchecked: index])
      bytes.storeBytes(of: value, toByteOffset: draft.place &+ head.count, as: UInt8.self)
      draft.register =
        CRCTable.lookUp(draft.register, shifts, head.shift) ^ head.change
        ^ shifts[unchecked: CRCShifts.startOfFour &+ Int(value)]
      draft.place &+= head.count &+ 1
      drafts[unchecked: index] = draft
    }
  }

  private func writeLong(
    _ value: UInt64,
    _ size: Int,
    to draft: inout RecordDraft,
    _ bytes: UnsafeMutableRawBufferPointer
  ) {
    var writer = ByteWriter(bytes, at: draft.place)
    heads.write(size, to: &writer)
    writer.writeVarint(value)
    draft.advance(to: writer)
  }

  /// One string in each row: entries differ by how long it is.
  private func write(
    _ strings: ByteStrings,
    _ rows: Range<Int>,
    to drafts: inout [RecordDraft],
    _ bytes: UnsafeMutableRawBufferPointer,
    _ shifts: CRCShifts
  ) {
    let (shifts, heads) = (shifts.entries.span, heads.bytes.span.bytes)
    let known = self.heads.known.span
    var drafts = drafts.mutableSpan
    for (index, row) in rows.enumerated() {
      let size = strings.size(of: row)
      let content = lengthDelimitedSize(size)
      guard content < known.count else {
        write(FeatureValues(strings), row, to: &drafts[index], bytes)
        continue
      }
      let head = known[unchecked: content]
      var draft = drafts[index]
      EntryHeads.copy(heads, head, to: bytes, at: draft.place)
      var writer = ByteWriter(bytes, at: draft.place + head.count)
      writer.write(strings, row)
      draft.place = writer.position
      draft.register =
        CRCTable.lookUp(draft.register, shifts, head.shift) ^ head.change
        ^ CRCTable.change(of: UnsafeRawBufferPointer(bytes), draft.place - size..<draft.place, shifts)
      drafts[unchecked: index] = draft
    }
  }

  /// Any number of values.
  private func write(
    _ values: FeatureValues,
    _ row: Int,
    to draft: inout RecordDraft,
    _ bytes: UnsafeMutableRawBufferPointer
  ) {
    var writer = ByteWriter(bytes, at: draft.place)
    heads.write(values.contentSize(ofRow: row), to: &writer)
    let range = values.range(ofRow: row)
    switch values.storage {
    case .float32(let floats): for index in range { writer.write(floats[index].bitPattern) }
    case .int64(let integers): for index in range { writer.writeVarint(UInt64(bitPattern: integers[index])) }
    case .string(let strings):
      for index in range {
        writer.writeHeader(1, size: strings.size(of: index))
        writer.write(strings, index)
      }
    }
    draft.advance(to: writer)
  }
}

extension FeatureValues {
  /// How many bytes the values of `row` have in a list of an `Example`.
  fileprivate func contentSize(ofRow row: Int) -> Int {
    let range = range(ofRow: row)
    return switch storage {
    case .float32: range.count * 4
    case .int64(let integers): range.reduce(0) { $0 + varintSize(UInt64(bitPattern: integers[$1])) }
    case .string(let strings): range.reduce(0) { $0 + lengthDelimitedSize(strings.size(of: $1)) }
    }
  }
}

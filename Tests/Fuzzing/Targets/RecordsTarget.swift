import RawData
import TFRecords

/// TFRecord files: what is read and written again is the same file, and damage is seen and placed.
enum RecordsTarget: FuzzTarget {
  static func run(_ input: Input) throws {
    var input = input
    switch input.choice(of: 4) {
    case 0: try checkAnyFile(input.rest)
    case 1: try checkGoodFile(&input)
    case 2: try checkDamage(&input)
    default: try checkCompressed(&input)
    }
  }

  /// What came of reading a file.
  private struct Reading {
    var records: [[UInt8]] = []
    var error: String?
    var skipped = 0
  }

  private static func read(_ path: String, skipsCorrupt: Bool = false) throws -> Reading {
    var reading = Reading()
    var reader = try RecordReader(path: path, skipsCorrupt: skipsCorrupt)
    do {
      while let record = try reader.next() { reading.records.append(Array(record)) }
    } catch let error as InputError {
      reading.error = "\(error)"
    }
    reading.skipped = reader.skippedRecords
    return reading
  }

  private static func file(of records: [[UInt8]], _ compression: Compression = .none) throws -> String {
    let path = Scratch.path("out.tfrecord")
    let writer = try RecordWriter(path: path, compression: compression)
    for record in records { try writer.write(record) }
    try writer.close()
    return path
  }

  /// Any bytes: those of the records that were read stand at the start of the file.
  private static func checkAnyFile(_ bytes: ArraySlice<UInt8>) throws {
    let path = try Scratch.write(bytes, to: "in.tfrecord")
    let reading = try read(path)
    let skipping = try read(path, skipsCorrupt: true)
    expect(skipping.records.starts(with: reading.records), "passing over damage loses nothing")
    guard try RecordReader(path: path).compression == .none else { return }
    let rewritten = try InputFile.contents(of: file(of: reading.records))
    expect(bytes.starts(with: rewritten), "what is read and written again is the same")
    expectEqual(
      reading.error == nil,
      rewritten.count == bytes.count,
      "all of the file is read or an error tells"
    )
  }

  /// The rest of the input as payloads.
  private static func payloads(_ input: Input) -> [[UInt8]] {
    input.pieces(longest: 60).map { Array($0.dropFirst()) }
  }

  private static func checkGoodFile(_ input: inout Input) throws {
    var records = payloads(input)
    // A long record first moves the others to the end of the reader's buffer.
    if let first = records.first, first.count > 3, first[0] % 8 == 1 {
      let boundary = 1 << (14 + Int(first[1]) % 5)
      records.insert([UInt8](repeating: 7, count: boundary - Int(first[2])), at: 0)
    }
    let reading = try read(try file(of: records))
    expectEqual(reading.error, nil, "what is written can be read")
    expectEqual(reading.records, records, "what is written is what is read")
  }

  private static func checkCompressed(_ input: inout Input) throws {
    let compression = Compression.allCases[input.choice(of: 3)]
    let records = payloads(input)
    let path = try file(of: records, compression)
    expectEqual(try read(path).records, records, "what is compressed is what is read")
    let bytes = try InputFile.contents(of: path)
    let cut = try read(try Scratch.write(bytes.dropLast(), to: "in.tfrecord"))
    expect(cut.error != nil || bytes.isEmpty, "a file that is cut is an error")
  }

  /// One flipped bit in a good file is always found, and the records before it are read.
  private static func checkDamage(_ input: inout Input) throws {
    let flip = input.number()
    let records = payloads(input)
    guard !records.isEmpty else { return }
    var bytes = try InputFile.contents(of: file(of: records))
    let place = flip / 8 % bytes.count
    bytes[place] ^= 1 << (flip % 8)
    let path = try Scratch.write(bytes, to: "in.tfrecord")
    guard try RecordReader(path: path).compression == .none else { return }
    var (start, index) = (0, 0)
    while start + records[index].count + RecordWriter.frameSize <= place {
      start += records[index].count + RecordWriter.frameSize
      index += 1
    }
    let isInHeader = place < start + 12
    let reading = try read(path)
    expectEqual(reading.records, Array(records.prefix(index)), "the records before the damage are read")
    let offset = isInHeader ? start : start + 12
    expect(
      reading.error?.contains("record \(index) at byte \(offset): ") == true,
      "byte \(place) is damaged, and found \(reading.error ?? "no error")"
    )
    let skipping = try read(path, skipsCorrupt: true)
    if isInHeader {
      expectEqual(skipping.records, reading.records, "nobody knows where the next record starts")
      expect(skipping.error != nil, "a damaged length is an error")
    } else {
      expectEqual(
        skipping.records,
        records.indices.filter { $0 != index }.map { records[$0] },
        "one is passed over"
      )
      expectEqual(skipping.skipped, 1, "it is counted")
      expectEqual(skipping.error, nil, "it is no error")
    }
  }
}

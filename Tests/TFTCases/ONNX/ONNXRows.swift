import RawData

/// Made rows for operations that no fixture has: usual ones to analyze, and hostile ones to transform.
enum ONNXRows {
  static let schema = Schema([
    FeatureSpec("x", .float32), FeatureSpec("y", .float32), FeatureSpec("v", .float32, width: 3),
    FeatureSpec("i", .int64), FeatureSpec("j", .int64), FeatureSpec("k", .int64), FeatureSpec("s", .string),
    FeatureSpec("words", .string, width: 2), FeatureSpec("time", .string), FeatureSpec("seconds", .int64),
    FeatureSpec("mf", .float32, presence: .optional), FeatureSpec("mi", .int64, presence: .optional),
    FeatureSpec("ms", .string, presence: .optional),
  ])

  /// 40 rows without anything unusual.
  static let usual: Batch = {
    var random = SplitMix64(seed: 6)
    func floats(_ count: Int) -> [Float] { (0..<count).map { _ in Float(random.next() % 4001) / 16 - 100 } }
    func integers() -> [Int64] { (0..<40).map { _ in Int64(random.next() % 11) - 3 } }
    let texts = (0..<40).map { ["taxi", "ride", "fare", "\u{FC}ber"][$0 * $0 % 4] }
    return batch([
      FeatureValues(floats(40)), FeatureValues(floats(40)),
      FeatureValues(.float32(floats(120)), layout: .fixed(width: 3)), FeatureValues(integers()),
      FeatureValues(integers()), FeatureValues(integers()), FeatureValues(ByteStrings(texts)),
      FeatureValues(.string(ByteStrings(texts + texts)), layout: .fixed(width: 2)),
      FeatureValues(ByteStrings([String](repeating: "2009-06-15 17:26:21 UTC", count: 40))),
      FeatureValues(integers()), missing(.float32(floats(30))),
      missing(.int64((0..<30).map { Int64($0 % 7) })), missing(.string(ByteStrings(Array(texts.prefix(30))))),
    ])
  }()

  private static let floats: [Float] = [
    0, -0.0, 1, -1, 0.5, 2.5, -2.5, 0x1p-140, -0x1p-148, 1e30, -1e30, .greatestFiniteMagnitude, .nan,
    .infinity,
    -.infinity, 0x1p62, 0x1p63, -0x1p63, 16_777_215, 3.1415927, -100, 150, 99.99999, 1e-7, 7, 12,
  ]
  private static let integers: [Int64] = [
    0, 1, -1, 2, 3, -3, 7, -7, 10, .max, .min, .max - 1, .min + 1, 1 << 53 + 1, -86_400, 86_399, 1_000_003,
  ]
  private static let texts = [
    "taxi", "ride", "fare", "\u{FC}ber", "unknown", "", " taxi", "TAXI", "Taxi\n", "\u{6F22}\u{5B57}", "0",
  ]
  /// Leap days that there are and are not, ends of months, edges of fields, and what is no time at all.
  static let times = [
    "2009-06-15 17:26:21 UTC", "2012-02-29 00:00:00 UTC", "2013-02-29 12:00:00 UTC",
    "1900-02-29 01:00:00 UTC",
    "2000-02-29 23:59:59 UTC", "0000-01-01 00:00:00 UTC", "9999-12-31 23:59:59 UTC",
    "2009-13-01 00:00:00 UTC",
    "2009-00-10 00:00:00 UTC", "2009-04-31 00:00:00 UTC", "2009-04-00 00:00:00 UTC",
    "2009-06-15 24:00:00 UTC",
    "2009-06-15 23:60:00 UTC", "2009-06-15 23:59:60 UTC", "2009-06-15 17:26:21", "", "not a time",
    "2009-06-15 17:26:21 UTC ", " 2009-06-15 17:26:21 UTC", "2009-6-15 17:26:21 UTC",
    "1969-12-31 23:59:59 UTC",
    "2009-06-15T17:26:21 UTC", "2009-06-15 17:26:21 utc", "\u{0661}009-06-15 17:26:21 UTC",
    "1970-01-01 00:00:00 UTC",
  ]
  private static let seconds: [Int64] = [
    0, -1, 1, 59, 60, 3599, 3600, 86_399, 86_400, -86_400, -86_401, 951_782_399, 951_782_400, 951_868_800,
    1_230_768_000, 1_262_303_999, 1_104_537_600, 1_325_289_600, -62_167_219_200, -62_167_219_201,
    253_402_300_799,
    -2_208_988_800, 4_102_444_800,
  ]

  /// As many rows as it takes for all of these to come, every column at its own pace.
  static let hostile: Batch = {
    let count = 132
    func cycle<Value>(_ values: [Value], _ step: Int = 1) -> [Value] {
      (0..<count).map { values[$0 * step % values.count] }
    }
    func strings(_ values: [String], _ count: Int) -> ByteStrings {
      ByteStrings((0..<count).map { values[$0 * 3 % values.count] })
    }
    let wide = (0..<count * 3).map { floats[$0 * 5 % floats.count] }
    let numbers = floats.filter { !$0.isNaN }
    let present = count / 4 * 3
    return batch([
      FeatureValues(cycle(floats)),
      FeatureValues((0..<count).map { floats[($0 * 3 + $0 / 26) % floats.count] }),
      FeatureValues(.float32(wide), layout: .fixed(width: 3)), FeatureValues(cycle(integers)),
      FeatureValues((0..<count).map { integers[($0 * 2 + $0 / 17) % integers.count] }),
      FeatureValues((0..<count).map { Int64($0 % 13) - 4 }), FeatureValues(strings(texts, count)),
      FeatureValues(.string(strings(texts, 2 * count)), layout: .fixed(width: 2)),
      FeatureValues(strings(times, count)), FeatureValues(cycle(seconds)),
      missing(.float32((0..<present).map { numbers[$0 % numbers.count] })),
      missing(.int64((0..<present).map { integers[$0 % integers.count] })),
      missing(.string(strings(texts, present))),
    ])
  }()

  /// Every fourth row without a value: three values for four rows.
  private static func missing(_ values: FeatureValues.Storage) -> FeatureValues {
    let offsets = (0...values.count / 3 * 4).map { $0 - $0 / 4 }
    return FeatureValues(values, layout: .ragged(rowOffsets: offsets))
  }

  private static func batch(_ columns: [FeatureValues]) -> Batch {
    Batch(rowCount: columns[0].rowCount, names: schema.features.map(\.name), columns: columns)
  }
}

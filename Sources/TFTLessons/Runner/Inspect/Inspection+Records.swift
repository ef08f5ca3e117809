import RawData

extension Inspection {
  /// Reads every record of a TFRecord file, which checks its checksums.
  mutating func inspectRecords() throws {
    var tally = RecordTally(options)
    defer { tables += tally.tables }
    do {
      try tally.read(path, skipsCorrupt: options.skipsCorrupt)
    } catch {
      facts += tally.facts
      throw error
    }
    facts += tally.facts
    add("checks", .string("every checksum is right"))
  }
}

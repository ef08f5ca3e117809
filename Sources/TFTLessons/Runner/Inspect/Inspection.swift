import RawData

/// What a path leads to, and what was found in it.
struct Inspection: Sendable {
  /// How it is inspected.
  struct Options: Sendable {
    /// How many examples to keep for showing.
    var limit = 1
    /// Whether to go on after a damaged record, where the next one can be found.
    var skipsCorrupt = false
    /// Whether to show every byte of the examples.
    var showsBytes = false
  }

  /// What the TFRecord files of a directory hold together.
  struct RecordSet: Sendable {
    /// The path below the inspected directory.
    var directory: String
    var files: Int
    var facts: [JSON.Member]
    var tables: [InspectionTable]
  }

  let path: String
  let kind: FileKind
  let options: Options
  /// Sizes, counts and checks, in order.
  var facts: [JSON.Member] = []
  var tables: [InspectionTable] = []
  /// Of a directory.
  var sets: [RecordSet] = []
  /// Of a directory: everything that is wrong in its files.
  var damages: [String] = []
  /// The first thing that is wrong in a file, which ended the inspection; of a directory, how many things are.
  private(set) var damage: InputError?

  /// Reads all of `path`, in memory that does not grow with the number of records.
  ///
  /// - Throws: `FileError` when it cannot be read. What is wrong in it is in `damage`.
  init(of path: String, options: Options) throws {
    self.path = path
    self.options = options
    kind = try FileKind(of: path)
    if kind != .directory { add("bytes", .int(Platform.size(of: path))) }
    do {
      try inspect()
    } catch let error as InputError {
      damage = error
    }
  }

  private mutating func inspect() throws {
    switch kind {
    case .csv: try inspectCSV()
    case .tfrecord: try inspectRecords()
    case .schema: try inspectSchema()
    case .transformFn: try inspectTransformFn()
    case .model: try inspectModel()
    case .safetensors: try inspectSafetensors()
    case .directory: try inspectDirectory()
    case .jsonLines: try inspectJSONLines()
    case .vocabulary(let place): try inspectVocabulary(place)
    case .json, .unreadable: break
    case .special:
      throw FileError(path: path, problem: "is a pipe or a device, expected a file or a directory")
    case .empty:
      add("note", .string("a TFRecord file without records has no bytes; a CSV file has a header line"))
    case .unknown: try showStart()
    }
  }

  private mutating func showStart() throws {
    let start = try FileKind.firstBytes(of: path, count: 4096)
    if let text = TextStart(start) {
      add("first_line", .string(quoted(text.firstLine.utf8)))
    } else {
      add("first_bytes", .string(hexadecimal(start.prefix(16))))
    }
  }

  /// The value of a fact.
  subscript(name: String) -> JSON? { facts.first { $0.name == name }?.value }

  mutating func add(_ name: String, _ value: JSON) {
    facts.append(.init(name, value))
  }

  /// For people: the kind, a line for each fact, and the tables.
  var text: String {
    let start = (["\(path): \(kind.text)"] + facts.map(Self.line)).joined(separator: "\n") + "\n"
    let parts = sets.map { set in
      let title = "\nrecords in \(set.directory), of \(set.files) file\(set.files == 1 ? "" : "s") together\n"
      return title + set.facts.map { Self.line($0) + "\n" }.joined() + Self.text(set.tables)
    }
    return start + Self.text(tables) + parts.joined()
  }

  private static func line(_ fact: JSON.Member) -> String {
    "\(fact.name.replacing("_", with: " ")): \(text(fact.value))"
  }

  private static func text(_ tables: [InspectionTable]) -> String {
    tables.map { "\n\($0.text)" }.joined()
  }

  /// For programs: the same as one object.
  var json: JSON {
    let start = [JSON.Member("path", .string(path)), .init("kind", .string(kind.text))]
    var end = damage.map { [JSON.Member("damage", .string($0.description))] } ?? []
    if !damages.isEmpty { end.append(.init("damages", .strings(damages))) }
    let parts = sets.map { set in
      JSON.object(
        [.init("directory", .string(set.directory)), .init("files", .int(set.files))] + set.facts
          + set.tables.map { .init($0.name, $0.json) }
      )
    }
    let records = parts.isEmpty ? [] : [JSON.Member("record_sets", .array(parts))]
    return .object(start + facts + tables.map { .init($0.name, $0.json) } + records + end)
  }

  /// A text without its quotes, anything else as in JSON.
  static func text(_ value: JSON) -> String {
    value.string ?? value.compactText
  }
}

/// Two digits a byte: `1f 8b 08`.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
}

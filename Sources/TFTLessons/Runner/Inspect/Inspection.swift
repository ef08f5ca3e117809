import RawData

/// What a path leads to, and what was found in it.
struct Inspection: Sendable {
  let path: String
  let kind: FileKind
  /// Sizes, counts and checks, in order.
  var facts: [JSON.Member] = []
  var tables: [InspectionTable] = []
  /// The first thing that is wrong, which ended the inspection.
  private(set) var damage: InputError?

  /// Reads all of `path`, in memory that does not grow with the number of records.
  ///
  /// - Parameter limit: how many examples to keep for showing.
  /// - Throws: `FileError` when it cannot be read. What is wrong in it is in `damage`.
  init(of path: String, limit: Int) throws {
    self.path = path
    kind = try FileKind(of: path)
    if kind != .directory { add("bytes", .int(Platform.size(of: path))) }
    do {
      try inspect(limit: limit)
    } catch let error as InputError {
      damage = error
    }
  }

  private mutating func inspect(limit: Int) throws {
    switch kind {
    case .csv: try inspectCSV(limit: limit)
    case .tfrecord: try inspectRecords(limit: limit)
    case .schema: try inspectSchema()
    case .transformFn: try inspectTransformFn()
    case .model: try inspectModel()
    case .safetensors: try inspectSafetensors()
    case .directory: try inspectDirectory()
    case .json, .unreadable: break
    case .special:
      throw FileError(path: path, problem: "is a pipe or a device, expected a file or a directory")
    case .unknown: add("first_bytes", .string(hexadecimal(try FileKind.firstBytes(of: path, count: 16))))
    }
  }

  mutating func add(_ name: String, _ value: JSON) {
    facts.append(.init(name, value))
  }

  /// For people: the kind, a line for each fact, and the tables.
  var text: String {
    let lines =
      ["\(path): \(kind.text)"]
      + facts.map { fact in
        "\(fact.name.replacing("_", with: " ")): \(Self.text(fact.value))"
      }
    return lines.joined(separator: "\n") + "\n" + tables.map { "\n\($0.text)" }.joined()
  }

  /// For programs: the same as one object.
  var json: JSON {
    let start = [JSON.Member("path", .string(path)), .init("kind", .string(kind.text))]
    let end = damage.map { [JSON.Member("damage", .string($0.description))] } ?? []
    return .object(start + facts + tables.map { .init($0.name, $0.json) } + end)
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

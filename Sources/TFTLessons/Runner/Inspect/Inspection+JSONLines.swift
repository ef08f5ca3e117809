import RawData

extension Inspection {
  /// Parses every line of a JSON Lines file, and counts what the objects have.
  mutating func inspectJSONLines() throws {
    var tally = JSONLinesTally(limit: options.limit)
    defer {
      add("rows", .int(tally.rowCount))
      tables += tally.tables
    }
    let file = try InputFile(path: path)
    var (bytes, line) = ([UInt8](), 1)
    while true {
      let isAtEnd = try file.read(upTo: 1 << 16, appendingTo: &bytes) == 0
      var start = bytes.startIndex
      while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? (isAtEnd ? bytes.endIndex : nil),
        start < bytes.endIndex
      {
        try tally.add(Array(bytes[start..<end]), path, line: line)
        (start, line) = (min(end + 1, bytes.endIndex), line + 1)
      }
      bytes.removeSubrange(..<start)
      if isAtEnd { return }
    }
  }
}

/// What is counted of the objects of a JSON Lines file, and the first few of them.
private struct JSONLinesTally {
  private struct Member {
    let name: String
    var kinds: Set<String> = []
    var rows = 0
    var fewest = Int.max
    var most = 0
  }

  private(set) var rowCount = 0
  private var members: [Member] = []
  private var indices: [String: Int] = [:]
  private var examples = InspectionTable("examples", columns: ["row", "member", "value"])
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Adds the object of a line; an empty line has none.
  ///
  /// - Throws: `InputError` with the line, when it is no object.
  mutating func add(_ bytes: [UInt8], _ path: String, line: Int) throws(InputError) {
    guard !bytes.allSatisfy({ $0 == 32 || $0 == 13 || $0 == 9 }) else { return }
    let json: JSON
    do {
      json = try JSON.parse(bytes, path: path)
    } catch {
      guard case .line(_, let column) = error.position else { throw error }
      throw InputError(file: path, position: .line(line, column: column), problem: error.problem)
    }
    guard case .object(let object) = json else {
      let problem = "found \(quoted(bytes)), expected an object"
      throw InputError(file: path, position: .line(line, column: 1), problem: problem)
    }
    for member in object { count(member) }
    rowCount += 1
  }

  private mutating func count(_ member: JSON.Member) {
    let index = indices[member.name] ?? members.count
    if index == members.count {
      indices[member.name] = index
      members.append(Member(name: member.name))
    }
    let values = member.value.array ?? [member.value]
    members[index].kinds.formUnion(values.map(Self.kind))
    members[index].rows += 1
    members[index].fewest = min(members[index].fewest, values.count)
    members[index].most = max(members[index].most, values.count)
    if rowCount < limit {
      examples.addRow([.int(rowCount), .string(member.name), .string(Self.shown(member.value))])
    }
  }

  private static func kind(_ value: JSON) -> String {
    switch value {
    case .null: "null"
    case .bool: "true or false"
    case .number: "number"
    case .string: "text"
    case .array: "list"
    case .object: "object"
    }
  }

  private static func shown(_ value: JSON) -> String {
    let text = value.compactText
    return text.count > 60 ? "\(text.prefix(57))..." : text
  }

  /// The members of the objects, in the order in which they came, and the first examples.
  var tables: [InspectionTable] {
    var table = InspectionTable("members", columns: ["member", "type", "rows", "values_min", "values_max"])
    for member in members {
      table.addRow([
        .string(member.name), .string(member.kinds.sorted().joined(separator: " or ")), .int(member.rows),
        .int(member.fewest), .int(member.most),
      ])
    }
    return [table, examples].filter { !$0.rows.isEmpty }
  }
}

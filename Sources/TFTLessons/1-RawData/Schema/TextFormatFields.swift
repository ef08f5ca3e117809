/// The fields of a message, read by name and type.
struct TextFormatFields {
  let source: TextFormatSource
  /// Where the message stands in the file.
  let range: Range<Int>
  private let fields: [TextFormatMessage.Field]

  init(_ message: TextFormatMessage, at range: Range<Int>, in source: TextFormatSource) {
    self.source = source
    self.range = range
    fields = message.fields
  }

  /// The field `name`, nil when there is none.
  ///
  /// - Throws: `InputError` when it comes twice or as a list.
  func field(_ name: String) throws(InputError) -> TextFormatMessage.Field? {
    let found = fields.filter { $0.name == name }
    if let second = found.dropFirst().first {
      throw source.error(second.range, expected: "\(name) only once")
    }
    if let listed = found.first, listed.isListed {
      throw source.error(listed.range, expected: "\(name) without brackets")
    }
    return found.first
  }

  /// The fields of the message `name`, nil when there is none.
  func message(_ name: String) throws(InputError) -> TextFormatFields? {
    try field(name).map { field throws(InputError) in try message(field) }
  }

  /// The fields of every message `name`.
  func messages(_ name: String) throws(InputError) -> [TextFormatFields] {
    try fields.filter { $0.name == name }.map { field throws(InputError) in try message(field) }
  }

  /// The text `name`, nil when there is none.
  func string(_ name: String) throws(InputError) -> String? {
    try field(name).map { field throws(InputError) in try string(field) }
  }

  /// Every text `name`.
  func strings(_ name: String) throws(InputError) -> [String] {
    try fields.filter { $0.name == name }.map { field throws(InputError) in try string(field) }
  }

  /// The integer `name`, nil when there is none.
  func int64(_ name: String) throws(InputError) -> Int64? {
    try scalar(name, expected: "an integer of 64 bits") { TextFormatNumber.int64($0.utf8) }
  }

  /// The number `name`, nil when there is none.
  func float(_ name: String) throws(InputError) -> Float? {
    try scalar(name, expected: "a number", TextFormatNumber.floatingPoint)
  }

  /// The number `name`, nil when there is none.
  func double(_ name: String) throws(InputError) -> Double? {
    try scalar(name, expected: "a number", TextFormatNumber.floatingPoint)
  }

  /// The truth value `name`, nil when there is none.
  func bool(_ name: String) throws(InputError) -> Bool? {
    try scalar(name, expected: "true or false") { text in
      switch text {
      case "true", "True", "t": true
      case "false", "False", "f": false
      default: [0: false, 1: true][TextFormatNumber.int64(text.utf8)]
      }
    }
  }

  /// What the number or word `name` stands for, nil when there is none.
  func scalar<Value>(
    _ name: String,
    expected: String,
    _ parse: (String) -> Value?
  ) throws(InputError) -> Value? {
    guard let field = try field(name) else { return nil }
    guard case .scalar(let text) = field.value, let value = parse(text) else {
      throw source.error(field.range, expected: "\(expected) for \(name)")
    }
    return value
  }

  private func message(_ field: TextFormatMessage.Field) throws(InputError) -> TextFormatFields {
    guard case .message(let message) = field.value else {
      throw source.error(field.range, expected: "a message for \(field.name)")
    }
    return TextFormatFields(message, at: field.range, in: source)
  }

  private func string(_ field: TextFormatMessage.Field) throws(InputError) -> String {
    guard case .string(let bytes) = field.value else {
      throw source.error(field.range, expected: "a text in quotes for \(field.name)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw source.error(field.range, expected: "UTF-8 for \(field.name)")
    }
    return text
  }
}

/// A message read from protobuf text format: its fields in order, not yet matched with any message type.
struct TextFormatMessage {
  /// One value of a field; a list gives several of the same name.
  struct Field {
    /// The name; an extension's with its brackets, and of an unknown field perhaps a number.
    var name: String
    var value: Value
    /// Where the value stands in the file.
    var range: Range<Int>
    /// The value stood between `[` and `]`: only a repeated field's may.
    var isListed: Bool
  }

  /// A value as it is written; what it means depends on the field's type.
  enum Value {
    /// Adjacent literals are joined, escapes replaced. Not always UTF-8.
    case string([UInt8])
    /// A number, its sign included: `-0x1F`, `1.5e3f`. Or a word: `BYTES`, `true`, `-inf`.
    case scalar(String)
    case message(TextFormatMessage)
  }

  var fields: [Field] = []
}

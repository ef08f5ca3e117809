import Drawing
import TFRecords

extension RecordAnatomy {
  /// The record as a picture: a row for each depth of messages.
  var map: ByteMap {
    ByteMap(
      title: "One record, byte by byte",
      kinds: ["frame", "tag and length", "message inside", "name", "value"],
      blocks: blocks
    )
  }

  /// The parts, texts in one piece, and the messages that they make up.
  var blocks: [ByteMap.Block] {
    var blocks: [ByteMap.Block] = []
    var field = ""
    for (index, part) in parts.enumerated() {
      let bytes = part.offset..<part.offset + part.bytes.count
      func add(_ text: String, _ kind: Int) {
        blocks.append(ByteMap.Block(bytes, depth: part.depth, text: text, kind: kind))
      }
      if part.meaning.hasPrefix("length: ") {
        add("length", 0)
      } else if part.meaning.hasPrefix("masked CRC") {
        add("CRC", 0)
      } else if part.meaning.hasPrefix("field ") {
        field = part.meaning.split(separator: ":")[1].split(separator: ";")[0].trimmingSpaces
        add("tag", 1)
      } else if part.meaning.hasSuffix(" byte") || part.meaning.hasSuffix(" bytes") {
        add("length", 1)
        if let message = message(after: index, field) { blocks.append(message) }
      } else if let last = blocks.last, last.kind >= 3, last.depth == part.depth,
        last.bytes.upperBound == part.offset
      {
        // A text comes in lines of eight bytes: here it is one block.
        blocks[blocks.count - 1].bytes = last.bytes.lowerBound..<bytes.upperBound
        blocks[blocks.count - 1].text += Self.unquoted(part.meaning)
      } else {
        let value = part.meaning.split(separator: ",").first.map(String.init) ?? ""
        add(Self.unquoted(value), field == "key" ? 3 : 4)
      }
    }
    return blocks
  }

  private static func unquoted(_ text: String) -> String {
    text.hasPrefix("\"") ? String(text.dropFirst().dropLast()) : text
  }

  /// The message that begins after the part at `index`, nil when what begins there is a name or a value.
  private func message(after index: Int, _ field: String) -> ByteMap.Block? {
    let inside = parts[(index + 1)...].prefix { $0.depth > parts[index].depth }
    guard let first = inside.first, let last = inside.last else { return nil }
    let text = field.split(separator: ",").first.map(String.init) ?? field
    return ByteMap.Block(
      first.offset..<last.offset + last.bytes.count,
      depth: parts[index].depth,
      text: text,
      kind: 2
    )
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String { String(drop { $0 == " " }) }
}

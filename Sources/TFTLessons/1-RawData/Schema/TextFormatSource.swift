/// The text of a file in protobuf text format, and errors about places in it.
struct TextFormatSource {
  let path: String
  let bytes: [UInt8]

  /// `found "what stands there", expected ...`, with line and column.
  func error(_ range: Range<Int>, expected: String) -> InputError {
    let found = range.isEmpty ? "the end of the file" : quoted(bytes[range])
    return error(at: range.lowerBound, "found \(found), expected \(expected)")
  }

  func error(at offset: Int, _ problem: String) -> InputError {
    let lineStart = bytes.prefix(offset).lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return InputError(
      file: path,
      position: .line(line(of: offset), column: offset - lineStart + 1),
      problem: problem
    )
  }

  /// The line of the byte at `offset`, counted from 1.
  func line(of offset: Int) -> Int {
    1 + bytes.prefix(offset).count { $0 == UInt8(ascii: "\n") }
  }
}

import RawData

/// Named matrices in a `.safetensors` file, which Python's `safetensors` opens too.
///
/// Source: huggingface/safetensors, "Format": the header's length (8 bytes, little endian), a JSON header with dtype,
/// shape and byte offsets of each tensor, then the tensors' bytes.
enum Safetensors {
  /// Writes the matrices in the order given.
  static func write(_ tensors: [(name: String, matrix: Matrix)], to path: String) throws(FileError) {
    var offset = 0
    var members: [JSON.Member] = []
    for (name, matrix) in tensors {
      let end = offset + matrix.elements.count * 4
      members.append(
        .init(
          name,
          .object([
            .init("dtype", .string("F32")),
            .init("shape", .array([.int(matrix.rows), .int(matrix.columns)])),
            .init("data_offsets", .array([.int(offset), .int(end)])),
          ])
        )
      )
      offset = end
    }
    var header = Array(JSON.object(members).compactText.utf8)
    // The format wants the tensors to start at a multiple of 8 bytes.
    header += repeatElement(UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
    let file = try OutputFile(path: path)
    try file.write(withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) })
    try file.write(header)
    for (_, matrix) in tensors {
      try file.write { bytes in
        for element in matrix.elements {
          withUnsafeBytes(of: element.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        }
      }
    }
    try file.commit()
  }

  /// Reads all matrices.
  ///
  /// - Throws: `FileError`; `InputError` when the file is cut or is not of this format.
  static func read(_ path: String) throws -> [String: Matrix] {
    let bytes = try InputFile.contents(of: path)
    func failure(_ problem: String) -> InputError { InputError(file: path, problem: problem) }
    guard bytes.count >= 8 else { throw failure("found \(bytes.count) bytes, expected a safetensors header") }
    let length = bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard length <= UInt64(bytes.count - 8) else {
      throw failure("the header's length \(length) is more than the file")
    }
    let start = 8 + Int(length)
    guard case .object(let members) = try JSON.parse(Array(bytes[8..<start]), path: path) else {
      throw failure("the header is no JSON object")
    }
    var tensors: [String: Matrix] = [:]
    for member in members where member.name != "__metadata__" {
      let shape = member.value["shape"]?.array?.compactMap(\.int) ?? []
      let offsets = member.value["data_offsets"]?.array?.compactMap(\.int) ?? []
      if offsets.count == 2, offsets[1] > bytes.count - start {
        let problem = "tensor \"\(member.name)\", shape \(shape): found the file's end after"
        throw failure(
          "\(problem) \(bytes.count - start) bytes of numbers, expected \(offsets[1]) or more: the file was cut"
        )
      }
      guard member.value["dtype"]?.string == "F32", shape.count == 2, offsets.count == 2,
        shape[0] >= 0, shape[1] >= 0, offsets[0] >= 0, offsets[0] <= offsets[1],
        case (let size, let overflow) = shape[0].multipliedReportingOverflow(by: shape[1]), !overflow,
        size == (offsets[1] - offsets[0]) / 4, (offsets[1] - offsets[0]) % 4 == 0
      else {
        throw failure(
          "tensor \"\(member.name)\": found \(member.value.compactText), expected a matrix of F32"
        )
      }
      let elements = bytes.withUnsafeBytes { buffer in
        (0..<size).map { index in
          let offset = start + offsets[0] + index * 4
          return Float(
            bitPattern: UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
          )
        }
      }
      tensors[member.name] = Matrix(rows: shape[0], columns: shape[1], elements: elements)
    }
    return tensors
  }
}

import Testing

/// What an ONNX file says, read by a reader of its own. Source: onnx/onnx.proto of ONNX 1.15.
struct ONNXFile {
  struct Value: Equatable {
    var name = ""
    var type = 0
    /// The name of an open dimension, or its size.
    var shape: [String] = []
  }

  struct Node {
    var inputs: [String] = []
    var outputs: [String] = []
    var name = ""
    var operation = ""
    var domain = ""
    /// The fields of each attribute, by its name.
    var attributes: [String: ProtobufFields] = [:]

    /// `Sub(x, constant) -> y`.
    var text: String {
      "\(operation)(\(inputs.joined(separator: ", "))) -> \(outputs.joined(separator: ", "))"
    }
  }

  struct Tensor {
    var name = ""
    var type = 0
    var dimensions: [Int] = []
    var bytes: [UInt8] = []
    var strings: [String] = []

    /// The values of a tensor of floats.
    var floats: [Float] {
      stride(from: 0, to: bytes.count, by: 4).map { start in
        Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) })
      }
    }
  }

  var formatVersion = 0
  var producer = ""
  var graphName = ""
  var operationSets: [String: Int] = [:]
  var metadata: [String: String] = [:]
  var nodes: [Node] = []
  var tensors: [Tensor] = []
  var inputs: [Value] = []
  var outputs: [Value] = []

  init(_ bytes: [UInt8]) throws {
    let model = try ProtobufFields(bytes)
    formatVersion = model.integer(1)
    producer = model.text(2)
    for set in try model.messages(8) { operationSets[set.text(1)] = set.integer(2) }
    for entry in try model.messages(14) { metadata[entry.text(1)] = entry.text(2) }
    let graph = try #require(try model.messages(7).first)
    graphName = graph.text(2)
    nodes = try graph.messages(1).map { message in
      var node = Node(inputs: message.texts(1), outputs: message.texts(2), name: message.text(3))
      (node.operation, node.domain) = (message.text(4), message.text(7))
      for attribute in try message.messages(5) { node.attributes[attribute.text(1)] = attribute }
      return node
    }
    tensors = try graph.messages(5).map { message in
      Tensor(
        name: message.text(8),
        type: message.integer(2),
        dimensions: try message.packedIntegers(1),
        bytes: message.bytes(9),
        strings: message.texts(6)
      )
    }
    inputs = try graph.messages(11).map(Self.value)
    outputs = try graph.messages(12).map(Self.value)
  }

  private static func value(_ message: ProtobufFields) throws -> Value {
    let tensor = try #require(try message.messages(2).first?.messages(1).first)
    let shape = try #require(try tensor.messages(2).first).messages(1).map { dimension in
      dimension.text(2).isEmpty ? "\(dimension.integer(1))" : dimension.text(2)
    }
    return Value(name: message.text(1), type: tensor.integer(1), shape: shape)
  }
}

/// The fields of a protobuf message, by number: integers, and what has a length.
struct ProtobufFields {
  private var integers: [Int: [UInt64]] = [:]
  private var strings: [Int: [[UInt8]]] = [:]

  init(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let tag = try Self.varint(&rest)
      let field = Int(tag >> 3)
      switch tag & 7 {
      case 0: integers[field, default: []].append(try Self.varint(&rest))
      case 2:
        let count = Int(truncatingIfNeeded: try Self.varint(&rest))
        try #require(count <= rest.count)
        strings[field, default: []].append(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
      case 5:
        try #require(rest.count >= 4)
        let bits = rest.prefix(4).reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        integers[field, default: []].append(bits)
        rest = rest.dropFirst(4)
      default: throw UnknownField(tag: tag)
      }
    }
  }

  private struct UnknownField: Error { let tag: UInt64 }

  private static func varint(_ rest: inout ArraySlice<UInt8>) throws -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard let byte = rest.popFirst() else { throw UnknownField(tag: value) }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw UnknownField(tag: value)
  }

  func integer(_ field: Int) -> Int { Int(truncatingIfNeeded: integers[field]?.last ?? 0) }
  func integers(_ field: Int) -> [Int] { (integers[field] ?? []).map { Int(truncatingIfNeeded: $0) } }
  func bytes(_ field: Int) -> [UInt8] { strings[field]?.last ?? [] }
  func text(_ field: Int) -> String { String(decoding: bytes(field), as: UTF8.self) }
  func texts(_ field: Int) -> [String] { (strings[field] ?? []).map { String(decoding: $0, as: UTF8.self) } }
  func messages(_ field: Int) throws -> [ProtobufFields] {
    try (strings[field] ?? []).map(ProtobufFields.init)
  }
  func packedIntegers(_ field: Int) throws -> [Int] {
    var rest = bytes(field)[...]
    var values: [Int] = []
    while !rest.isEmpty { values.append(Int(truncatingIfNeeded: try Self.varint(&rest))) }
    return values
  }
}

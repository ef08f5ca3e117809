import RawData

/// What a node is made with: an `AttributeProto`.
struct ONNXAttribute: Sendable {
  enum Value: Sendable {
    case int(Int)
    case float(Float)
    case text(String)
    case ints([Int])
    case texts(ByteStrings)
  }

  let name: String
  let value: Value

  init(_ name: String, _ value: Value) {
    (self.name, self.value) = (name, value)
  }

  var message: ProtobufMessage {
    var message = ProtobufMessage()
    message.string(1, name)
    let kind: Int
    switch value {
    case .float(let value):
      message.float(2, value)
      kind = 1
    case .int(let value):
      message.integer(3, value)
      kind = 2
    case .text(let value):
      message.string(4, value)
      kind = 3
    case .ints(let values):
      for value in values { message.integer(8, value) }
      kind = 7
    case .texts(let values):
      for index in 0..<values.count { message.data(9, values[index]) }
      kind = 8
    }
    message.integer(20, kind)
    return message
  }
}

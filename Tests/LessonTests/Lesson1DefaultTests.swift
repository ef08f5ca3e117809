import RawData
import Testing

@Suite("Lesson 1: default values in schema.pbtxt", .tags(.lesson1))
struct Lesson1DefaultTests {
  /// A schema of one feature, with a default value in the place where TFT looks for it.
  static func pbtxt(
    type: String,
    default value: String,
    column: String = "column_name: \"x\"",
    key: String = ""
  ) -> String {
    """
    feature { name: "x" type: \(type) }
    tensor_representation_group {
      key: "\(key)"
      value {
        tensor_representation {
          key: "x"
          value { dense_tensor { \(column) shape { dim { size: 1 } } default_value { \(value) } } }
        }
        tensor_representation { key: "y" value { varlen_sparse_tensor { column_name: "x" } } }
      }
    }

    """
  }

  @Test(arguments: [
    ("FLOAT", "float_value: 0.5", "0.5"), ("FLOAT", "float_value: -3", "-3.0"),
    ("INT", "int_value: -7", "-7"),
    ("BYTES", "bytes_value: \"none\"", "none"), ("BYTES", "bytes_value: \"\"", ""),
  ])
  func `the default value of a dense tensor is the feature's`(type: String, value: String, text: String)
    throws
  {
    let schema = try Schema(pbtxt: Self.pbtxt(type: type, default: value))
    #expect(schema["x"]?.presence == .defaultValue(text))
  }

  @Test func `a group for another use of the data has no say`() throws {
    let schema = try Schema(pbtxt: Self.pbtxt(type: "INT", default: "int_value: 1", key: "serving"))
    #expect(schema["x"]?.presence == .optional)
  }

  @Test(arguments: [
    (
      pbtxt(type: "INT", default: "float_value: 1"),
      "schema.pbtxt:7:87: found \"{ float_value: 1 }\", expected int_value for a feature of type INT"
    ),
    (
      pbtxt(type: "INT", default: "int_value: 1", column: "column_name: \"z\""),
      "schema.pbtxt:7:87: found a default value for \"z\", expected the name of a feature"
    ),
    (
      pbtxt(type: "INT", default: "int_value: 1", column: ""),
      "schema.pbtxt:7:71: found \"{ int_value: 1 }\", expected a column_name beside the default value"
    ),
    (
      pbtxt(type: "INT", default: "int_value: 9223372036854775808"),
      "schema.pbtxt:7:100: found \"9223372036854775808\", expected an integer of 64 bits for int_value"
    ),
  ])
  func `a default that fits no feature is an error`(text: String, problem: String) {
    let error = #expect(throws: InputError.self) { try Schema(pbtxt: text) }
    #expect(error?.description == problem)
  }
}

import RawData
import Testing

@testable import Embeddings

/// Models on disk.
@Suite("Lesson 5: model files", .tags(.lesson5), .scratchDirectory)
struct Lesson5FileTests {
  // The header by the format's own description: 8 bytes of length, JSON, spaces up to a multiple of 8.
  @Test func `a safetensors file is what the format says`() throws {
    let scratch = try ScratchDirectory.current
    let matrix = Matrix(rows: 1, columns: 2, elements: [1, -2])
    try Safetensors.write([("w", matrix)], to: scratch.path("weights"))
    let header = #"{"w": {"dtype": "F32", "shape": [1, 2], "data_offsets": [0, 8]}}"#
    try #require(header.utf8.count == 64)
    let expected = [64, 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]
    #expect(try scratch.bytes(of: "weights") == expected)
  }

  @Test func `matrices are read back to the bit`() throws {
    let path = try ScratchDirectory.current.path("weights")
    let odd = Matrix(rows: 3, columns: 1, elements: [-0.0, .leastNonzeroMagnitude, .infinity])
    let matrices = [("a", odd), ("b/\"", Matrix(rows: 0, columns: 4)), ("c", Matrix(rows: 1, columns: 1))]
    try Safetensors.write(matrices, to: path)
    let read = try Safetensors.read(path)
    #expect(read.count == 3)
    #expect(read["a"]?.elements.map(\.bitPattern) == odd.elements.map(\.bitPattern))
    #expect(read["b/\""] == Matrix(rows: 0, columns: 4))
    #expect(read["c"] == Matrix(rows: 1, columns: 1))
  }

  @Test(
    arguments: [
      ([], "found 0 bytes, expected a safetensors header"),
      ([1, 0, 0], "found 3 bytes, expected a safetensors header"),
      (header("{}", length: 300), "the header's length 300 is more than the file"),
      ([UInt8](repeating: 255, count: 8), "the header's length 18446744073709551615 is more than the file"),
      (header("[]"), "the header is no JSON object"),
      (tensor("F16", [1, 1], [0, 4]), wrong("F16", [1, 1], [0, 4])),
      (tensor("F32", [1], [0, 4]), wrong("F32", [1], [0, 4])),
      (tensor("F32", [1, 2], [0, 4]), wrong("F32", [1, 2], [0, 4])),
      (
        tensor("F32", [1, 2], [0, 8]),
        "tensor \"w\", shape [1, 2]: found the file's end after 4 bytes of numbers, expected 8 or more: the file was cut"
      ),
      (tensor("F32", [-1, -1], [0, 4]), wrong("F32", [-1, -1], [0, 4])),
      (tensor("F32", [1, 1], [4, 0]), wrong("F32", [1, 1], [4, 0])),
      (tensor("F32", [.max, .max], [0, 4]), wrong("F32", [.max, .max], [0, 4])),
    ] as [([UInt8], String)]
  )
  func `a damaged safetensors file is an error`(bytes: [UInt8], problem: String) throws {
    let path = try ScratchDirectory.current.write(bytes, to: "weights")
    let error = #expect(throws: InputError.self) { try Safetensors.read(path) }
    #expect(error?.description == "\(path): \(problem)")
  }

  private static func header(_ json: String, length: UInt64? = nil) -> [UInt8] {
    let length = length ?? UInt64(json.utf8.count)
    return withUnsafeBytes(of: length.littleEndian) { Array($0) } + Array(json.utf8)
  }

  /// A file with one tensor `w` and 4 bytes of data.
  private static func tensor(_ dtype: String, _ shape: [Int], _ offsets: [Int]) -> [UInt8] {
    header("{\"w\": \(description(dtype, shape, offsets))}") + [0, 0, 0, 0]
  }

  private static func wrong(_ dtype: String, _ shape: [Int], _ offsets: [Int]) -> String {
    "tensor \"w\": found \(description(dtype, shape, offsets)), expected a matrix of F32"
  }

  private static func description(_ dtype: String, _ shape: [Int], _ offsets: [Int]) -> String {
    "{\"dtype\": \"\(dtype)\", \"shape\": \(shape), \"data_offsets\": \(offsets)}"
  }

  @Test(arguments: IDForm.allCases)
  func `a model is read back to the bit`(form: IDForm) throws {
    let scratch = try ScratchDirectory.current
    let model = try SmallModel.model(form)
    try model.write(to: scratch.path)
    #expect(try scratch.names() == ["model.json", "weights.safetensors"])
    let read = try Model(contentsOf: scratch.path)
    #expect(read.architecture.members == model.architecture.members)
    #expect(read.architecture.weights == model.architecture.weights)
    #expect(read.weights == model.weights)
    let inputs = try SmallModel.examples(form).inputs
    #expect(read(inputs) == model(inputs))
  }

  @Test(arguments: [
    (
      "\"tftlessons.model\"", "\"other\"",
      "found no \"format\": \"tftlessons.model\", expected a file of that format"
    ),
    (
      "\"format_version\": 2", "\"format_version\": 3",
      "found format_version 3, expected at most 2; read it with a newer release"
    ),
    ("\"label\"", "\"lable\"", "\"label\": found none, expected a text"),
    (
      "\"mean_squared_error\"", "\"error\"",
      "\"loss\": found \"error\", expected one of mean_squared_error, mean_absolute_error, binary_crossentropy, "
        + "binary_crossentropy(from_logits), sparse_categorical_crossentropy, "
        + "sparse_categorical_crossentropy(from_logits), huber(DELTA)"
    ), ("\"layers\"", "\"layer\"", "\"layers\": found none, expected a list"),
    (
      "\"numbers\": [1, 1]", "\"numbers\": [1, \"1\"]",
      "input 1: \"numbers\": found [1, \"1\"], expected a list of 2, one for each feature, each a whole number from 1 to 16777216"
    ),
    (
      "\"units\": 5", "\"units\": \"many\"", setting("units", "\"many\"", "a whole number from 1 to 16777216")
    ),
    ("\"units\": 5,", "\"epsilon\": 5,", setting("units", "none", "a whole number from 1 to 16777216")),
    ("\"units\": 5", "\"units\": [5]", setting("units", "[5]", "a number, a text, true or false")),
    (
      "\"activation\": \"relu\"", "\"activation\": \"rely\"",
      setting("activation", "\"rely\"", "one of linear, relu, gelu, tanh, sigmoid, softmax")
    ), ("\"use_bias\": true", "\"use_bias\": 1", setting("use_bias", "1", "true or false")),
    (
      "\"glorot_uniform\"", "\"gloriot\"",
      setting("kernel_initializer", "\"gloriot\"", "an initializer like \"glorot_uniform\"")
    ),
    (
      "\"activation\": \"relu\"", "\"activatoin\": \"relu\"",
      "layer \"dense\": found a setting \"activatoin\", expected only units, activation, use_bias, kernel_initializer, "
        + "bias_initializer"
    ),
    (
      "\"inputs\": [\"input_2\"]", "\"inputs\": [2]",
      "layer \"category_encoding\": \"inputs\": found [2], expected a list of texts"
    ),
    (
      "\"loss\": \"mean_squared_error\"", "\"loss\": \"sparse_categorical_crossentropy\"",
      "the output has shape [1], expected one number for each class"
    ),
    (
      "\"ids\": 4", "\"ids\": 0",
      "input 2: \"ids\": found 0, expected a whole number from 1 to 16777216"
    ),
    (
      "\"CategoryEncoding\"", "\"Encoding\"",
      "layer \"category_encoding\": found class \"Encoding\", expected one of Activation, BatchNormalization, "
        + "CategoryEncoding, Concatenate, Dense, Dropout, Embedding, Flatten, LSTM, Normalization, OneHotSteps, "
        + "Rescaling, RobustScaling; a layer of your own is given to `layers:`"
    ),
    (
      "\"category_encoding\", \"category_encoding_1\"]", "\"category\", \"category_encoding_1\"]",
      "layer \"concatenate\": found an input \"category\", expected one of those before it"
    ),
    (
      "\"CategoryEncoding\"", "\"LSTM\"",
      "layer \"category_encoding\": setting \"units\": found none, expected a whole number from 1 to 16777216"
    ),
    (
      "\"CategoryEncoding\"", "\"Flatten\"",
      "layer \"category_encoding\": found 1 id below 4, expected numbers: put Embedding or OneHot before it"
    ),
    (
      "\"name\": \"dense_1\"", "\"name\": \"dense\"",
      "layer \"dense\": found two layers called \"dense\", expected names that differ"
    ),
  ])
  func `a damaged model_json is an error`(part: String, edit: String, problem: String) throws {
    let scratch = try ScratchDirectory.current
    try SmallModel.model(.oneHot).write(to: scratch.path)
    let text = try scratch.text(of: "model.json")
    try #require(text.contains(part))
    try scratch.write(text.replacing(part, with: edit, maxReplacements: 1), to: "model.json")
    let error = #expect(throws: InputError.self) { try Model(contentsOf: scratch.path) }
    #expect(error?.description == "\(scratch.path)/model.json: \(problem)")
  }

  private static func setting(_ name: String, _ found: String, _ expected: String) -> String {
    "layer \"dense\": setting \"\(name)\": found \(found), expected \(expected)"
  }

  @Test func `weights that are not the model's are refused`() throws {
    let scratch = try ScratchDirectory.current
    let model = try SmallModel.model(.oneHot)
    try model.write(to: scratch.path)
    var tensors = zip(model.architecture.weightNames, model.weights).map { (name: $0, matrix: $1) }
    tensors[2].name = "other"
    let path = scratch.path("weights.safetensors")
    try Safetensors.write(tensors, to: path)
    let error = #expect(throws: InputError.self) { try Model(contentsOf: scratch.path) }
    #expect(error?.description == "\(path): tensor \"dense.kernel\": found none, expected shape [9, 5]")
    tensors[2] = ("dense.kernel", Matrix(rows: 5, columns: 9))
    try Safetensors.write(tensors, to: path)
    let turned = #expect(throws: InputError.self) { try Model(contentsOf: scratch.path) }
    #expect(
      turned?.description == "\(path): tensor \"dense.kernel\": found shape [5, 9], expected shape [9, 5]"
    )
  }

  @Test func `a weights file that was cut says which tensor is lost`() throws {
    let scratch = try ScratchDirectory.current
    try SmallModel.model(.oneHot).write(to: scratch.path)
    let bytes = try scratch.bytes(of: "weights.safetensors")
    try scratch.write(Array(bytes.dropLast(4)), to: "weights.safetensors")
    let error = #expect(throws: InputError.self) { try Model(contentsOf: scratch.path) }
    // By hand: scales 2 and 2, 9 x 5 and 5, 5 x 4 and 4, 4 and 1 numbers.
    #expect(
      error?.description
        == "\(scratch.path)/weights.safetensors: tensor \"dense_2.bias\", shape [1, 1]: found the file's end after "
        + "328 bytes of numbers, expected 332 or more: the file was cut"
    )
  }

  // Sizes that nobody has memory for are refused before anything is made of them.
  @Test func `a model that asks for more weights than its file has is refused`() throws {
    let scratch = try ScratchDirectory.current
    try SmallModel.model(.embedding).write(to: scratch.path)
    let text = try scratch.text(of: "model.json")
    try scratch.write(text.replacing("\"ids\": 4", with: "\"ids\": 16000000"), to: "model.json")
    let error = #expect(throws: InputError.self) { try Model(contentsOf: scratch.path) }
    #expect(
      error?.description
        == "\(scratch.path)/weights.safetensors: tensor \"embedding.embeddings\": found shape [4, 3], "
        + "expected shape [16000000, 3]"
    )
  }
}

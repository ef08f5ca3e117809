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
      (tensor("F32", [1, 2], [0, 8]), wrong("F32", [1, 2], [0, 8])),
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
    ("\"label\"", "\"lable\"", shapeProblem), ("\"mean_squared_error\"", "\"error\"", shapeProblem),
    (
      "\"loss\": \"mean_squared_error\"", "\"loss\": \"sparse_categorical_crossentropy\"",
      "the output has shape [1], expected one number for each class"
    ),
    (
      "\"ids\": 4", "\"ids\": 0",
      #"input 2: found {"name": "input_2", "features": ["a"], "steps": 1, "ids": 0}, "#
        + "expected features and their numbers or ids"
    ),
    (
      "\"CategoryEncoding\"", "\"Encoding\"",
      #"layer 2: found {"name": "category_encoding", "class": "Encoding", "inputs": ["input_2"], "settings": {}}, "#
        + "expected a layer's name, class, inputs and settings"
    ),
    (
      "\"category_encoding\", \"category_encoding_1\"]", "\"category\", \"category_encoding_1\"]",
      "layer \"concatenate\": found an input \"category\", expected one of those before it"
    ),
    (
      "\"CategoryEncoding\"", "\"LSTM\"",
      #"layer 2: found {"name": "category_encoding", "class": "LSTM", "inputs": ["input_2"], "settings": {}}, "#
        + "expected a layer's name, class, inputs and settings"
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

  private static let shapeProblem = "expected name, label, loss, inputs and layers as model.json has them"

  @Test func `weights that are not the model's are refused`() throws {
    let scratch = try ScratchDirectory.current
    let model = try SmallModel.model(.oneHot)
    try model.write(to: scratch.path)
    var tensors = zip(model.architecture.weightNames, model.weights).map { (name: $0, matrix: $1) }
    tensors[2].name = "other"
    let path = scratch.path("weights.safetensors")
    try Safetensors.write(tensors, to: path)
    let error = #expect(throws: InputError.self) { try Model(contentsOf: scratch.path) }
    #expect(error?.description == "\(path): expected a tensor \"dense.kernel\" of shape [9, 5]")
  }

  // Sizes that nobody has memory for are refused before anything is made of them.
  @Test func `a model that asks for more weights than its file has is refused`() throws {
    let scratch = try ScratchDirectory.current
    try SmallModel.model(.embedding).write(to: scratch.path)
    let text = try scratch.text(of: "model.json")
    try scratch.write(text.replacing("\"ids\": 4", with: "\"ids\": 16000000"), to: "model.json")
    let error = #expect(throws: InputError.self) { try Model(contentsOf: scratch.path) }
    let size = try scratch.bytes(of: "weights.safetensors").count
    #expect(
      error?.description
        == "\(scratch.path)/weights.safetensors: found \(size) bytes, expected 48000087 weights of 4 bytes"
    )
  }
}

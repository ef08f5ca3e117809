import RawData
import Testing

@testable import Embeddings

/// Data that does not fit, and model files.
extension Lesson5EmbeddingsTests {
  static let available: Set<String> = ["x", "y", "a", "b"]

  @Test(arguments: [Int64(-1), 4, .max])
  func `an id outside its vocabulary is an error`(id: Int64) throws {
    let predictor = try Predictor(Self.network(.oneHot), available: Self.available)
    let rows = Rows([
      "x": FeatureValues([1] as [Float]), "y": FeatureValues([1] as [Float]), "a": FeatureValues([id]),
      "b": FeatureValues([0] as [Int64]),
    ])
    let error = #expect(throws: ModelError.self) { try predictor(rows.batch) }
    #expect(error?.description == "feature \"a\": found id \(id), expected 0 to 3")
  }

  @Test func `a feature that is missing or of another type is an error`() throws {
    let predictor = try Predictor(Self.network(.oneHot), available: Self.available)
    let (float, id) = (FeatureValues([1] as [Float]), FeatureValues([1] as [Int64]))
    let cases: [(Rows, String)] = [
      (Rows(["x": float, "a": id, "b": id]), "feature \"y\": found none, expected float32"),
      (
        Rows(["x": float, "y": id, "a": id, "b": id]),
        "feature \"y\": found int64 of 1 values, expected float32"
      ),
      (Rows(["x": float, "y": float, "b": id]), "feature \"a\": found none, expected one int64 a row"),
      (
        Rows(["x": float, "y": float, "a": float, "b": id]),
        "feature \"a\": found float32 of 1 values, expected one int64 a row"
      ),
    ]
    for (rows, description) in cases {
      let error = #expect(throws: ModelError.self) { try predictor(rows.batch) }
      #expect(error?.description == description)
    }
    let missing = #expect(throws: ModelError.self) {
      try Predictor(Self.network(.oneHot), available: ["x", "y", "b"])
    }
    #expect(missing?.description == "feature \"a\": the model needs it, but the transform does not give it")
  }

  @Test func `a vocabulary's size is its largest id and one more`() throws {
    let schema = Schema([
      FeatureSpec("id", .int64, domain: .init(min: 0, max: 9)), FeatureSpec("x", .float32),
    ])
    #expect(try schema.vocabularySize(of: "id") == 10)
    for name in ["x", "y"] {
      let error = #expect(throws: ModelError.self) { try schema.vocabularySize(of: name) }
      #expect(
        error?.description
          == "feature \"\(name)\": found no domain of ids below 16,777,216, expected a categorical feature"
      )
    }
  }

  @Test func `training without examples is an error`() throws {
    let examples = try Self.learnable()
    let (one, none) = examples.split(fraction: 0, seed: 1)
    let configuration = Self.learnableConfiguration(.oneHot)
    for (training, validation) in [(one, none), (none, one)] {
      let error = #expect(throws: ModelError.self) {
        try Trainer.train(configuration, on: training, validation: validation, options: TrainingOptions())
      }
      #expect(
        error?.description
          == "found \(training.count) training and \(validation.count) validation examples, "
          + "expected some of both (holding back a fifth takes five rows)"
      )
    }
  }

  @Test func `a training that runs away is an error that says what to do`() throws {
    let examples = try Self.learnable()
    let options = TrainingOptions(epochs: 3, learningRate: 1e30)
    let error = #expect(throws: ModelError.self) {
      try Trainer.train(
        Self.learnableConfiguration(.oneHot),
        on: examples,
        validation: examples,
        options: options
      )
    }
    #expect(error?.description == "epoch 2: the loss is nan; try a learning rate below 1e+30")
  }

  // MARK: files

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

  @Test(arguments: encodings)
  func `a network is read back to the bit`(encoding: ModelConfiguration.Encoding) throws {
    let scratch = try ScratchDirectory.current
    let network = Self.network(encoding)
    try network.write(to: scratch.path)
    #expect(try scratch.names() == ["model.json", "weights.safetensors"])
    let read = try Network(contentsOf: scratch.path)
    #expect(read.configuration == network.configuration)
    #expect(read.scaler == network.scaler)
    #expect(Self.parameters(of: read).map(\.value) == Self.parameters(of: network).map(\.value))
  }

  @Test(arguments: [
    (
      "\"tftlessons.model\"", "\"other\"",
      "found no \"format\": \"tftlessons.model\", expected a file of that format"
    ),
    (
      "\"format_version\": 1", "\"format_version\": 2",
      "found format_version 2, expected at most 1; read it with a newer release"
    ),
    ("\"hidden\": [5, 4]", "\"hidden\": []", shapeProblem),
    ("\"hidden\": [5, 4]", "\"hidden\": [5, 0]", shapeProblem),
    ("\"one_hot\"", "\"two_hot\"", shapeProblem), ("\"scale\": [1.0, 2.0]", "\"scale\": [1.0]", shapeProblem),
    ("\"vocabulary_size\": 4", "\"vocabulary_size\": 0", shapeProblem),
    ("\"label\"", "\"lable\"", shapeProblem),
  ])
  func `a damaged model_json is an error`(part: String, edit: String, problem: String) throws {
    let scratch = try ScratchDirectory.current
    try Self.network(.oneHot).write(to: scratch.path)
    let text = try scratch.text(of: "model.json")
    try #require(text.contains(part))
    try scratch.write(text.replacing(part, with: edit, maxReplacements: 1), to: "model.json")
    let error = #expect(throws: InputError.self) { try Network(contentsOf: scratch.path) }
    #expect(error?.description == "\(scratch.path)/model.json: \(problem)")
  }

  private static let shapeProblem =
    "expected name, label, numeric, categorical and hidden as model.json has them"
}

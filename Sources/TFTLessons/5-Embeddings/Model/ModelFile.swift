import RawData

extension Model {
  package static let format = "tftlessons.model"
  package static let formatVersion = 2
  private static let modelName = "model.json"
  static let weightsName = "weights.safetensors"

  /// Writes `model.json` and `weights.safetensors` below `directory`, which exists.
  public func write(to directory: String) throws {
    let header = [
      JSON.Member("format", .string(Self.format)), .init("format_version", .int(Self.formatVersion)),
    ]
    let document = JSON.object(header + architecture.members)
    try OutputFile.write(document.text, to: "\(directory)/\(Self.modelName)")
    let tensors = zip(architecture.weightNames, weights).map { (name: $0, matrix: $1) }
    try Safetensors.write(tensors, to: "\(directory)/\(Self.weightsName)")
  }

  /// Reads a model from its directory.
  ///
  /// A layer of your own, which this library cannot know, is given too:
  ///
  /// ```swift
  /// let model = try Model(contentsOf: "working_area/models/mine", layers: [SquareLayer.self])
  /// ```
  ///
  /// - Parameters:
  ///   - directory: the directory with `model.json` and `weights.safetensors`.
  ///   - layers: the types of your own layers that `model.json` may name, by their `className`.
  /// - Throws: `FileError`; `InputError` when a file is damaged, of a newer version, or does not fit the other;
  ///   `ModelError` when a layer has the class name of another.
  public init(contentsOf directory: String, layers: [any Layer.Type] = []) throws {
    try LayerRegistry.check(layers)
    let path = "\(directory)/\(Self.modelName)"
    let json = try JSON.read(path)
    try json.checkFormat(Self.format, version: Self.formatVersion, path: path)
    let architecture = try Architecture(json, layers: layers, path: path)
    let weightsPath = "\(directory)/\(Self.weightsName)"
    let tensors = try Safetensors.read(weightsPath)
    try self.init(architecture, weights: architecture.weights(in: tensors, path: weightsPath))
  }
}

extension Architecture {
  /// Each weight from a file's tensors.
  ///
  /// - Throws: `InputError` when one is missing or of another shape.
  func weights(in tensors: [String: Matrix], path: String) throws(InputError) -> [Matrix] {
    var matrices: [Matrix] = []
    for (name, spec) in zip(weightNames, weights) {
      matrices.append(try tensors.matrix(name, rows: spec.rows, columns: spec.columns, path: path))
    }
    return matrices
  }
}

extension [String: Matrix] {
  /// The tensor `name` of a file.
  ///
  /// - Throws: `InputError` when it is missing or of another shape.
  func matrix(_ name: String, rows: Int, columns: Int, path: String) throws(InputError) -> Matrix {
    let found = self[name]
    guard let found, found.rows == rows, found.columns == columns else {
      let shape = found.map { "shape [\($0.rows), \($0.columns)]" } ?? "none"
      throw InputError(
        file: path,
        problem: "tensor \"\(name)\": found \(shape), expected shape [\(rows), \(columns)]"
      )
    }
    return found
  }
}

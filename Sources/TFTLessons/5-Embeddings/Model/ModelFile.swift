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
  /// - Throws: `FileError`; `InputError` when a file is damaged, of a newer version, or does not fit the other.
  public init(contentsOf directory: String) throws {
    let path = "\(directory)/\(Self.modelName)"
    let json = try JSON.read(path)
    try json.checkFormat(Self.format, version: Self.formatVersion, path: path)
    let architecture = try Architecture(json, path: path)
    let weightsPath = "\(directory)/\(Self.weightsName)"
    let size = Platform.size(of: weightsPath)
    // Before anything is made of the sizes that the file asks for.
    guard architecture.weightCount <= size / 4 || !Platform.exists(weightsPath) else {
      throw InputError(
        file: weightsPath,
        problem: "found \(size) bytes, expected \(architecture.weightCount) weights of 4 bytes"
      )
    }
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
      guard let matrix = tensors[name], matrix.rows == spec.rows, matrix.columns == spec.columns else {
        throw InputError(
          file: path,
          problem: "expected a tensor \"\(name)\" of shape [\(spec.rows), \(spec.columns)]"
        )
      }
      matrices.append(matrix)
    }
    return matrices
  }
}

import RawData

/// The layer sizes that a file may ask for: any that a machine could hold.
private let sizes = 1...(1 << 24)

extension Network {
  private static let format = "tftlessons.model"
  private static let formatVersion = 1
  private static let modelName = "model.json"
  private static let weightsName = "weights.safetensors"

  /// Writes `model.json` and `weights.safetensors` below `directory`, which exists.
  public func write(to directory: String) throws {
    let document = JSON.object([
      .init("format", .string(Self.format)),
      .init("format_version", .int(Self.formatVersion)),
      .init("name", .string(configuration.name)),
      .init("label", .string(configuration.label)),
      .init(
        "numeric",
        .object([
          .init("features", .strings(configuration.numeric)),
          .init("center", .array(scaler.center.map(JSON.float))),
          .init("scale", .array(scaler.scale.map(JSON.float))),
        ])
      ),
      .init("categorical", .array(configuration.categorical.map(\.json))),
      .init("hidden", .array(configuration.hidden.map { JSON.int($0) })),
    ])
    try OutputFile.write(document.text, to: "\(directory)/\(Self.modelName)")
    var tensors: [(name: String, matrix: Matrix)] = []
    var copy = self
    copy.forEachParameter { tensors.append(($0.name, $0.value)) }
    try Safetensors.write(tensors, to: "\(directory)/\(Self.weightsName)")
  }

  /// Reads a model from its directory.
  ///
  /// - Throws: `FileError`; `InputError` when a file is damaged, of a newer version, or does not fit the other.
  public init(contentsOf directory: String) throws {
    let path = "\(directory)/\(Self.modelName)"
    let json = try JSON.read(path)
    try json.checkFormat(Self.format, version: Self.formatVersion, path: path)
    guard let (configuration, scaler) = Self.configuration(json) else {
      throw InputError(
        file: path,
        problem: "expected name, label, numeric, categorical and hidden as model.json has them"
      )
    }
    let weightsPath = "\(directory)/\(Self.weightsName)"
    let size = Platform.size(of: weightsPath)
    guard configuration.weightCount <= size / 4 || !Platform.exists(weightsPath) else {
      throw InputError(
        file: weightsPath,
        problem: "found \(size) bytes, expected \(configuration.weightCount) weights of 4 bytes"
      )
    }
    self.init(configuration, scaler: scaler, seed: 0)
    let tensors = try Safetensors.read(weightsPath)
    try forEachParameter { parameter in
      guard let matrix = tensors[parameter.name], matrix.rows == parameter.value.rows,
        matrix.columns == parameter.value.columns
      else {
        throw InputError(
          file: weightsPath,
          problem:
            "expected a tensor \"\(parameter.name)\" of shape [\(parameter.value.rows), \(parameter.value.columns)]"
        )
      }
      parameter.value = matrix
    }
  }

  private static func configuration(_ json: JSON) -> (ModelConfiguration, RobustScaler)? {
    guard let name = json["name"]?.string, let label = json["label"]?.string,
      let features = json["numeric"]?["features"]?.array?.compactMap(\.string),
      let center = json["numeric"]?["center"]?.array?.compactMap(\.float), center.count == features.count,
      let scale = json["numeric"]?["scale"]?.array?.compactMap(\.float), scale.count == features.count,
      scale.allSatisfy({ $0 > 0 && $0.isFinite }),
      let categorical = json["categorical"]?.array,
      let hidden = json["hidden"]?.array?.compactMap(\.int), !hidden.isEmpty,
      hidden.allSatisfy({ sizes.contains($0) })
    else { return nil }
    let parsed = categorical.compactMap(ModelConfiguration.Categorical.init)
    guard parsed.count == categorical.count else { return nil }
    return (
      ModelConfiguration(name: name, label: label, numeric: features, categorical: parsed, hidden: hidden),
      RobustScaler(center: center, scale: scale)
    )
  }
}

extension ModelConfiguration.Categorical {
  fileprivate var json: JSON {
    let members = [JSON.Member("name", .string(name)), .init("vocabulary_size", .int(vocabularySize))]
    switch encoding {
    case .oneHot: return .object(members + [.init("encoding", .string("one_hot"))])
    case .embedding(let size):
      return .object(
        members + [.init("encoding", .string("embedding")), .init("embedding_size", .int(size))]
      )
    }
  }

  fileprivate init?(_ json: JSON) {
    guard let name = json["name"]?.string, let size = json["vocabulary_size"]?.int, sizes.contains(size)
    else {
      return nil
    }
    switch (json["encoding"]?.string, json["embedding_size"]?.int) {
    case ("one_hot", _): self.init(name, vocabularySize: size, encoding: .oneHot)
    case ("embedding", let length?) where sizes.contains(length):
      self.init(name, vocabularySize: size, encoding: .embedding(size: length))
    default: return nil
    }
  }
}

extension TrainingResult {
  /// Writes `history.json` below `directory`: the loss and the validation errors of every epoch.
  public func writeHistory(to directory: String) throws {
    let epochs = history.map { epoch in
      JSON.object([
        .init("epoch", .int(epoch.epoch)), .init("loss", .double(epoch.loss)),
        .init("validation_rmse", .double(epoch.validation.rmse)),
        .init("validation_mae", .double(epoch.validation.mae)),
      ])
    }
    let document = JSON.object([
      .init("epochs", .array(epochs)),
      .init(
        "mean_predictor",
        .object([
          .init("validation_rmse", .double(meanPredictor.rmse)),
          .init("validation_mae", .double(meanPredictor.mae)),
        ])
      ),
    ])
    try OutputFile.write(document.text, to: "\(directory)/history.json")
  }
}

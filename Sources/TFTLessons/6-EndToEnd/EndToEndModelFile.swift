import Embeddings
import RawData
import TransformedData

/// A model on disk: one directory, which can be moved and copied as it is.
///
/// `end_to_end.json` says what the directory is, which raw features it asks for, what a typical row of features is, and what
/// the classes that it predicts are called;
/// `transform_fn.json` with `transform_fn/assets` is the transform of these features alone; `model.json` and
/// `weights.safetensors` are the layers.
extension EndToEndModel {
  package static let format = "tftlessons.end_to_end"
  package static let formatVersion = 1
  /// The file that makes a directory one of a model.
  package static let manifestName = "end_to_end.json"

  /// Makes `directory` that of this model; what was there before is replaced only once all files are written.
  ///
  /// The bytes follow from the model alone.
  ///
  /// - Throws: `FileError` when it cannot be written, or holds something that was not made by `lessons`.
  public func save(to directory: String) throws {
    try OutputDirectory.write(to: directory) { try write(to: $0) }
  }

  /// Writes the files below `directory`, which exists and counts for nothing before it is whole.
  package func write(to directory: String) throws {
    try transformFn.write(to: "\(directory)/\(TransformOutput.transformFnName)")
    try predictor.model.write(to: directory)
    try OutputFile.write(manifest.text, to: "\(directory)/\(Self.manifestName)")
  }

  /// Reads a directory that `save(to:)` has made.
  ///
  /// - Parameters:
  ///   - directory: the directory.
  ///   - layers: the types of your own layers that the model may have.
  /// - Throws: `FileError` when a file is missing; `InputError` when one is damaged, of a newer version, or does not fit
  ///   the others.
  public init(contentsOf directory: String, layers: [any Layer.Type] = []) throws {
    let path = "\(directory)/\(Self.manifestName)"
    let manifest = try JSON.read(path)
    try manifest.checkFormat(Self.format, version: Self.formatVersion, path: path)
    let transformFn = try TransformOutput.read(directory)
    let model = try Model(contentsOf: directory, layers: layers)
    do {
      let classNames = try Self.classNames(manifest, model.architecture.loss, path: path)
      try self.init(transformFn, model, classNames) { try Self.typicalRow(manifest, $0, path: path) }
    } catch let error as ModelError {
      throw InputError(file: "\(directory)/\(TransformOutput.transformFnName)", problem: "\(error)")
    }
  }

  private var manifest: JSON {
    var members: [JSON.Member] = [
      .init("format", .string(Self.format)), .init("format_version", .int(Self.formatVersion)),
      .init("label", .string(label)), .init("inputs", .array(inputSchema.features.map(\.json))),
    ]
    if let classNames { members.append(.init("classes", .array(classNames.names.map { .string($0) }))) }
    if let typicalRow {
      let values = zip(typicalRow.names, typicalRow.columns).map { JSON.Member($0, $1.json) }
      members.append(.init("typical", .object(values)))
    }
    return .object(members)
  }

  private static func classNames(_ manifest: JSON, _ loss: Loss, path: String) throws(InputError)
    -> ClassNames?
  {
    guard let classes = manifest["classes"] else { return nil }
    guard case .array(let elements) = classes, loss.isClassification else {
      let expected = loss.isClassification ? "an array of texts" : "none for the loss \(loss)"
      throw InputError(file: path, problem: "classes: found \(classes.compactText), expected \(expected)")
    }
    var names: [String] = []
    for element in elements {
      guard case .string(let name) = element else {
        throw InputError(file: path, problem: "classes: found \(element.compactText), expected a text")
      }
      names.append(name)
    }
    return ClassNames(names, loss)
  }

  private static func typicalRow(_ manifest: JSON, _ schema: Schema, path: String) throws -> Batch? {
    guard let typical = manifest["typical"] else { return nil }
    let columns = try schema.features.map { feature in
      func failure(_ problem: String) -> InputError {
        InputError(file: path, problem: "typical.\(feature.name): \(problem)")
      }
      guard let json = typical[feature.name] else { throw failure("found none, expected one") }
      let values: FeatureValues
      do throws(ConstantProblem) {
        values = try FeatureValues(constant: json)
      } catch {
        throw failure("\(error)")
      }
      guard values.type == feature.type, values.rowCount == 1 else {
        let expected = "\(feature.type.rawValue), one value or more"
        throw failure("found \(json.compactText), expected \(expected)")
      }
      return values
    }
    return Batch(rowCount: 1, names: schema.features.map(\.name), columns: columns)
  }
}

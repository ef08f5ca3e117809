import Embeddings
import RawData
import TransformedData

extension Inspection {
  mutating func inspectSchema() throws {
    let schema = try Schema(contentsOf: path)
    add("feature_count", .int(schema.features.count))
    tables.append(InspectionTable("features", of: schema))
  }

  mutating func inspectTransformFn() throws {
    let transformFn = try TransformFn(contentsOf: path)
    let (analyses, operations) = (transformFn.fittedAnalyses, transformFn.fittedOperations)
    add("analysis_count", .int(analyses.count))
    add("operation_count", .int(operations.count))
    tables.append(InspectionTable("inputs", of: transformFn.inputSchema))
    let places = SourcePlaces(analyses.map(\.location) + operations.map(\.location))
    if let file = places.file { add("lines_of", .string(file)) }
    tables += [InspectionTable(analyses, places), InspectionTable(operations, places)].filter {
      !$0.rows.isEmpty
    }
    tables.append(InspectionTable("outputs", of: transformFn.outputSchema))
  }

  /// The tokens of a transform, each of which may be there once.
  mutating func inspectVocabulary(_ place: VocabularyPlace) throws {
    if let analysis = place.analysis { add("analysis", .string(analysis)) }
    let (tokens, frequencies) = try AssetFile.read(path, place.format, hasFrequencies: place.hasFrequencies)
    add("tokens", .int(tokens.count))
    add("longest_token_bytes", .int((0..<tokens.count).map { tokens[$0].count }.max() ?? 0))
    var table = InspectionTable(
      "first_tokens",
      columns: ["id", "token"] + (frequencies == nil ? [] : ["frequency"])
    )
    for id in 0..<min(options.limit, tokens.count) {
      let frequency = frequencies.map { [JSON.string($0.text(at: id))] } ?? []
      table.addRow([.int(id), .string(quoted(tokens[id]))] + frequency)
    }
    if !table.rows.isEmpty { tables.append(table) }
    try AssetFile.checkTokens(tokens, path, place.format)
    add("checks", .string("every token is there once"))
  }

  /// `model.json` alone: the weights are in another file.
  mutating func inspectModel() throws {
    let json = try JSON.read(path)
    try json.checkFormat(Model.format, version: Model.formatVersion, path: path)
    let architecture = try Architecture(json, path: path)
    for name in ["name", "label", "loss"] { add(name, json[name] ?? .null) }
    add("weights", .int(architecture.weightCount))
    var inputs = InspectionTable("inputs", columns: ["input", "features", "ids"])
    for input in json["inputs"]?.array ?? [] {
      let features = input["features"]?.array?.compactMap(\.string).joined(separator: ", ") ?? ""
      inputs.addRow([input["name"] ?? .null, .string(features), input["ids"] ?? .string("")])
    }
    var layers = InspectionTable("layers", columns: ["layer", "class", "inputs", "settings"])
    for layer in json["layers"]?.array ?? [] {
      let names = layer["inputs"]?.array?.compactMap(\.string).joined(separator: ", ") ?? ""
      guard case .object(let members)? = layer["settings"] else { continue }
      let settings = members.map { "\($0.name) \($0.value.string ?? $0.value.compactText)" }
      layers.addRow([
        layer["name"] ?? .null, layer["class"] ?? .null, .string(names),
        .string(settings.joined(separator: ", ")),
      ])
    }
    tables += [inputs, layers]
  }

  mutating func inspectSafetensors() throws {
    let header = try SafetensorsHeader(path: path)
    add("tensor_count", .int(header.tensors.count))
    var table = InspectionTable("tensors", columns: ["tensor", "type", "shape"])
    for tensor in header.tensors {
      table.addRow([.string(tensor.name), tensor.value["dtype"] ?? .null, tensor.value["shape"] ?? .null])
    }
    tables.append(table)
    try header.checkSize()
  }
}

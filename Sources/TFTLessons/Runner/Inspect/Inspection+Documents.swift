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
    let json = try JSON.read(path)
    for name in ["analyses", "operations"] { add(name, .int(json[name]?.array?.count ?? 0)) }
    tables.append(InspectionTable("inputs", of: transformFn.inputSchema))
    tables.append(InspectionTable("outputs", of: transformFn.outputSchema))
  }

  /// `model.json` alone: the weights are in another file.
  mutating func inspectModel() throws {
    let json = try JSON.read(path)
    try json.checkFormat("tftlessons.model", version: 1, path: path)
    for name in ["name", "label", "hidden"] { add(name, json[name] ?? .null) }
    var table = InspectionTable(
      "features",
      columns: ["feature", "encoding", "vocabulary_size", "embedding_size"]
    )
    for name in json["numeric"]?["features"]?.array ?? [] {
      table.addRow([name, .string("number"), .string(""), .string("")])
    }
    for feature in json["categorical"]?.array ?? [] {
      table.addRow(
        ["name", "encoding", "vocabulary_size", "embedding_size"].map { feature[$0] ?? .string("") }
      )
    }
    tables.append(table)
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

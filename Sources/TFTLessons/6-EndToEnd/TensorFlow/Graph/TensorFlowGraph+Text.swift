import RawData

/// Texts, their numbers and hashes, and tables.
extension TensorFlowGraph {
  /// What a text's positions and lengths are counted in.
  enum Unit: String {
    case byte = "BYTE", character = "UTF8_CHAR"
  }

  /// The number that each text says; a text that says none is an error when it runs.
  mutating func toNumber(_ x: TensorReference, _ type: TensorFlowType) -> TensorReference {
    add("StringToNumber", [x], ["out_type": .type(type)], type, x.shape)
  }

  /// Each number as text.
  mutating func toText(_ x: TensorReference, _ attributes: [String: TensorFlowAttribute] = [:])
    -> TensorReference
  {
    add("AsString", [x], attributes.merging(["T": .type(x.type)]) { own, _ in own }, .string, x.shape)
  }

  /// Texts put together element by element.
  mutating func join(_ x: [TensorReference], separator: String = "") -> TensorReference {
    let shape = Self.broadcast(x.map(\.shape))
    return add("StringJoin", x, ["N": .int(x.count), "separator": .string(separator)], .string, shape)
  }

  mutating func matches(_ x: TensorReference, pattern: String) -> TensorReference {
    add("StaticRegexFullMatch", [x], ["pattern": .string(pattern)], .bool, x.shape)
  }

  mutating func replace(_ x: TensorReference, pattern: String, rewrite: String, all: Bool = true)
    -> TensorReference
  {
    let attributes: [String: TensorFlowAttribute] = [
      "pattern": .string(pattern), "rewrite": .string(rewrite), "replace_global": .bool(all),
    ]
    return add("StaticRegexReplace", [x], attributes, .string, x.shape)
  }

  /// `length` bytes or characters from `position` on.
  mutating func substring(_ x: TensorReference, position: Int64, length: Int64, unit: Unit = .byte)
    -> TensorReference
  {
    let attributes: [String: TensorFlowAttribute] = ["T": .type(.int64), "unit": .string(unit.rawValue)]
    return add("Substr", [x, integer(position), integer(length)], attributes, .string, x.shape)
  }

  mutating func length(_ x: TensorReference, unit: Unit) -> TensorReference {
    let length = add("StringLength", [x], ["unit": .string(unit.rawValue)], .int32, x.shape)
    return cast(length, .int64)
  }

  mutating func lowercase(_ x: TensorReference, encoding: String) -> TensorReference {
    add("StringLower", [x], ["encoding": .string(encoding)], .string, x.shape)
  }

  mutating func uppercase(_ x: TensorReference, encoding: String) -> TensorReference {
    add("StringUpper", [x], ["encoding": .string(encoding)], .string, x.shape)
  }

  mutating func strip(_ x: TensorReference) -> TensorReference {
    add("StringStrip", [x], [:], .string, x.shape)
  }

  /// Fingerprint64 of each text, modulo `buckets`.
  mutating func hash(_ x: TensorReference, buckets: Int) -> TensorReference {
    add("StringToHashBucketFast", [x], ["num_buckets": .int(buckets)], .int64, x.shape)
  }

  /// The numbers of keys in a table; `unknown` for those that it does not have.
  mutating func find(_ keys: TensorReference, in table: TensorFlowTable, unknown: TensorReference)
    -> TensorReference
  {
    precondition(keys.type == table.keyType && unknown.type == table.valueType, "a table of other types")
    return add(
      "LookupTableFindV2",
      [handle(of: table), keys, unknown],
      ["Tin": .type(table.keyType), "Tout": .type(table.valueType)],
      table.valueType,
      keys.shape,
      result: "values"
    )
  }
}

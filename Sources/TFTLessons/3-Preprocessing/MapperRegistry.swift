import RawData

/// How to make each mapper again from its name and parameters in `transform_fn.json`.
package enum MapperRegistry {
  /// The families, in no particular order: no name is in two of them.
  private static var families: [any MapperFamily.Type] {
    [
      ArithmeticFamily.self, BucketFamily.self, DateTimeFamily.self, EncodingFamily.self, HashFamily.self,
      ImputationFamily.self, NGramFamily.self, ProbabilityFamily.self, ScalingFamily.self, TextFamily.self,
      VocabularyFamily.self,
    ]
  }

  /// The mapper called `name`.
  ///
  /// - Throws: `RowError` when there is no such mapper, or a parameter is missing or of the wrong type.
  package static func mapper(
    _ name: String,
    parameters: [String: FeatureValues]
  ) throws(RowError) -> any Mapper {
    let parameters = MapperParameters(parameters)
    for family in families {
      if let mapper = try family.mapper(name, parameters) { return mapper }
    }
    throw RowError("unknown operation \"\(name)\"")
  }
}

/// Mappers that belong together, by their names.
protocol MapperFamily: Sendable {
  /// The mapper called `name`, nil when it is not of this family.
  ///
  /// - Throws: `RowError` when a parameter is missing or wrong.
  static func mapper(_ name: String, _ parameters: MapperParameters) throws(RowError) -> (any Mapper)?
}

/// The parameters of a mapper by name, as `transform_fn.json` has them.
package struct MapperParameters {
  package let values: [String: FeatureValues]

  package init(_ values: [String: FeatureValues]) {
    self.values = values
  }

  /// Whether there is a parameter `name`.
  package func has(_ name: String) -> Bool { values[name] != nil }

  /// The values of `name`, of any type; nil when there is none.
  package func values(_ name: String) -> FeatureValues? { values[name] }

  package func floats(_ name: String) throws(RowError) -> [Float] { try operand(name).floats() }
  package func int64s(_ name: String) throws(RowError) -> [Int64] { try operand(name).int64s() }
  package func strings(_ name: String) throws(RowError) -> ByteStrings { try operand(name).strings() }

  /// The values of `name`, of any type.
  package func values(_ name: String) throws(RowError) -> FeatureValues { try operand(name).values }

  /// The only value of `name`.
  package func float(_ name: String) throws(RowError) -> Float { try single(try floats(name), name) }

  /// The only value of `name`, within `range`.
  package func int(_ name: String, in range: ClosedRange<Int> = .min ... .max) throws(RowError) -> Int {
    let value = Int(try single(try int64s(name), name))
    guard range.contains(value) else {
      let expected = range.upperBound == .max ? "\(range.lowerBound) or more" : "\(range)"
      throw RowError("parameter \"\(name)\" should be \(expected)")
    }
    return value
  }

  /// The only value of `name`, 0 or 1.
  package func bool(_ name: String) throws(RowError) -> Bool { try int(name, in: 0...1) == 1 }

  /// The only value of `name`, as text.
  package func string(_ name: String) throws(RowError) -> String {
    let strings = try strings(name)
    guard strings.count == 1 else {
      throw RowError("parameter \"\(name)\" has \(strings.count) values, expected one")
    }
    return strings.string(at: 0)
  }

  private func single<Value>(_ values: [Value], _ name: String) throws(RowError) -> Value {
    guard values.count == 1 else {
      throw RowError("parameter \"\(name)\" has \(values.count) values, expected one")
    }
    return values[0]
  }

  private func operand(_ name: String) throws(RowError) -> Operand {
    guard let value = values[name] else { throw RowError("parameter \"\(name)\" is missing") }
    return Operand(value, isConstant: true)
  }
}

import RawData

extension FeatureValues {
  /// `{"float32": 78.0}` for one value, `{"int64": [1, 2]}` for none or several. A string that is no UTF-8 is
  /// `{"b64": "/w=="}`, so that its bytes survive.
  package var json: JSON {
    let values: [JSON] =
      switch storage {
      case .float32(let values): values.map(JSON.float)
      case .int64(let values): values.map(JSON.int)
      case .string(let values): (0..<values.count).map { JSON.bytes(values[$0]) }
      }
    return .object([.init(type.rawValue, values.count == 1 ? values[0] : .array(values))])
  }

  /// The values that `json` writes.
  ///
  /// - Throws: `ConstantProblem` when it has another form, or a number that its type does not have.
  package init(constant json: JSON) throws(ConstantProblem) {
    guard case .object(let members) = json, members.count == 1,
      let type = FeatureType(rawValue: members[0].name)
    else { throw ConstantProblem(found: json, expected: "a constant like {\"float32\": 1.5}") }
    let elements = members[0].value.array ?? [members[0].value]
    let layout = Layout.fixed(width: max(1, elements.count))
    switch type {
    case .float32:
      var values: [Float] = []
      for element in elements { values.append(try element.float32()) }
      self.init(.float32(values), layout: layout)
    case .int64:
      var values: [Int64] = []
      for element in elements {
        guard let value = element.int else { throw ConstantProblem(found: element, expected: "an int64") }
        values.append(Int64(value))
      }
      self.init(.int64(values), layout: layout)
    case .string:
      var strings = ByteStrings()
      for element in elements {
        guard let bytes = element.bytes else { throw ConstantProblem(found: element, expected: "a string") }
        strings.append(bytes)
      }
      self.init(.string(strings), layout: layout)
    }
  }
}

/// Why a part of a file is no constant: what was found there and what was expected.
package struct ConstantProblem: Error, CustomStringConvertible {
  package let description: String

  /// A value that is something else than `expected`.
  init(found json: JSON, expected: String) {
    description = "found \(json.shortText), expected \(expected)"
  }
}

extension JSON {
  /// The document on one line, cut where it is long.
  package var shortText: String {
    let text = compactText
    return text.count > 60 ? "\(text.prefix(57))..." : text
  }

  /// The number, or one of the texts that stand for those that JSON has not. A finite number that is too large for a `float32`
  /// is refused: read as an infinity it would be another one.
  fileprivate func float32() throws(ConstantProblem) -> Float {
    guard let value = float else { throw ConstantProblem(found: self, expected: "a float32") }
    if value.isInfinite, compactText.contains(where: \.isNumber) {
      let largest = Float.greatestFiniteMagnitude
      throw ConstantProblem(
        found: self,
        expected: "a float32, at most \(largest) (an infinity is written \"inf\")"
      )
    }
    return value
  }
}

extension FeatureSpec {
  /// `{"name": "hour", "type": "int64", "presence": "required", "domain": [0, 23]}`.
  package var json: JSON {
    var members = [JSON.Member("name", .string(name)), .init("type", .string(type.rawValue))]
    switch presence {
    case .required: break
    case .optional: members.append(.init("presence", .string("optional")))
    case .defaultValue(let value): members.append(.init("default", .string(value)))
    }
    if width > 1 { members.append(.init("width", .int(Int64(width)))) }
    if let idDomain { members.append(.init("domain", idDomain.json)) }
    return .object(members)
  }

  /// Nil when `json` has another form.
  init?(_ json: JSON) {
    guard let name = json["name"]?.string,
      let type = json["type"]?.string.flatMap(FeatureType.init(rawValue:))
    else {
      return nil
    }
    let presence: Presence
    switch (json["default"]?.string, json["presence"]) {
    case (let value?, _): presence = .defaultValue(value)
    case (nil, .some(.string("optional"))): presence = .optional
    case (nil, nil): presence = .required
    default: return nil
    }
    if json["domain"] != nil, json["domain"].flatMap(IntDomain.init) == nil { return nil }
    let width = json["width"].map { $0.int ?? 0 } ?? 1
    guard 1...Int(Int32.max) ~= width else { return nil }
    self.init(name, type, presence: presence, width: width, domain: json["domain"].flatMap(IntDomain.init))
  }
}

extension FeatureSpec.IntDomain {
  /// `[min, max]`.
  var json: JSON { .array([.int(min), .int(max)]) }

  /// Nil when `json` has another form.
  init?(_ json: JSON) {
    guard let ends = json.array?.compactMap(\.int), ends.count == 2 else { return nil }
    self.init(min: Int64(ends[0]), max: Int64(ends[1]))
  }
}

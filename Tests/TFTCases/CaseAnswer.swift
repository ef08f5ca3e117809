import RawData

/// What a function answers: a column for each of its outputs, or an error.
package enum CaseAnswer: Equatable, Sendable {
  case columns([String: CaseColumn])
  case error(String)

  /// Nil when `json` has another form.
  init?(_ json: JSON) {
    guard case .object(let members) = json else { return nil }
    if let error = json["error"]?.string {
      self = .error(error)
      return
    }
    var columns: [String: CaseColumn] = [:]
    for member in members {
      guard let column = CaseColumn(member.value) else { return nil }
      columns[member.name] = column
    }
    self = .columns(columns)
  }

  package var json: JSON {
    switch self {
    case .error(let text): .object([.init("error", .string(text))])
    case .columns(let columns):
      .object(columns.sorted { $0.key < $1.key }.map { .init($0.key, $0.value.json) })
    }
  }

  /// What differs from `expected` by more than `ulps` units in the last place and `relative` of the value; nil when
  /// nothing does. Any error is as good as another.
  package func difference(from expected: CaseAnswer, ulps: Int, relative: Float) -> String? {
    switch (self, expected) {
    case (.error, .error): return nil
    case (.error(let text), .columns): return "found the error \"\(text)\""
    case (.columns, .error(let text)): return "found values, expected an error like \"\(text)\""
    case (.columns(let found), .columns(let expected)):
      guard found.keys.sorted() == expected.keys.sorted() else {
        return "found outputs \(found.keys.sorted()), expected \(expected.keys.sorted())"
      }
      for (name, column) in expected.sorted(by: { $0.key < $1.key }) {
        guard let other = found[name] else { continue }
        if let difference = other.difference(from: column, ulps: ulps, relative: relative) {
          return "\(name): \(difference)"
        }
      }
      return nil
    }
  }
}

extension CaseColumn {
  fileprivate func difference(from expected: CaseColumn, ulps: Int, relative: Float) -> String? {
    guard type == nil || expected.type == nil || type == expected.type else {
      return "found \(type?.rawValue ?? ""), expected \(expected.type?.rawValue ?? "")"
    }
    guard rows.count == expected.rows.count else {
      return "found \(rows.count) rows, expected \(expected.rows.count)"
    }
    for (row, (found, wanted)) in zip(rows, expected.rows).enumerated() {
      let isSame =
        found.count == wanted.count
        && zip(found, wanted).allSatisfy {
          $0 == $1 || type == .float32 && Self.isClose($0, $1, ulps, relative)
        }
      if !isSame { return "row \(row): found \(found), expected \(wanted)" }
    }
    return nil
  }

  private static func isClose(_ found: String, _ expected: String, _ ulps: Int, _ relative: Float) -> Bool {
    guard let found = Float(found), let expected = Float(expected) else { return false }
    if found.isNaN || expected.isNaN { return found.isNaN && expected.isNaN }
    if found == expected { return true }
    guard found.isFinite, expected.isFinite else { return false }
    let distance = (found - expected).magnitude
    return distance <= Float(ulps) * Swift.max(found.ulp, expected.ulp)
      || distance <= relative * Swift.max(1, expected.magnitude)
  }
}

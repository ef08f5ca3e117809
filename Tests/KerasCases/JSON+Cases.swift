import RawData

/// A case cannot be read.
struct CaseError: Error, CustomStringConvertible {
  var description: String
}

/// What cases are written in.
extension JSON {
  func unreadable(_ name: String) -> CaseError {
    CaseError(description: "\(self["id"]?.string ?? compactText): \(name) cannot be read")
  }

  func member(_ name: String) throws -> JSON {
    guard let value = self[name] else { throw unreadable(name) }
    return value
  }

  func int(_ name: String) throws -> Int {
    guard let value = self[name]?.int else { throw unreadable(name) }
    return value
  }

  func float(_ name: String) throws -> Float {
    guard let value = self[name]?.float else { throw unreadable(name) }
    return value
  }

  func text(_ name: String) throws -> String {
    guard let value = self[name]?.string else { throw unreadable(name) }
    return value
  }

  func elements(_ name: String) throws -> [JSON] {
    guard let value = self[name]?.array else { throw unreadable(name) }
    return value
  }

  /// The numbers of an array.
  var floats: [Float] { (array ?? []).compactMap(\.float) }

  /// The whole numbers of the member `steps`.
  var steps: [Int] { (self["steps"]?.array ?? []).compactMap(\.int) }

  /// A flag; false when there is none.
  func flag(_ name: String) -> Bool {
    if case .bool(let value)? = self[name] { value } else { false }
  }
}

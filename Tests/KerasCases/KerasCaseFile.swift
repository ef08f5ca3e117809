import RawData

/// A fixture of cases: what Keras answers. `Tests/Conformance/keras_cases.py` writes it.
package struct KerasCaseFile: Sendable {
  package private(set) var cases: [KerasCase] = []

  /// Reads a fixture.
  ///
  /// - Throws: `FileError`, or `InputError` when it has another form.
  package init(contentsOf path: String) throws {
    guard let cases = try JSON.read(path)["cases"]?.array else {
      throw InputError(file: path, problem: "expected cases")
    }
    for (index, element) in cases.enumerated() {
      guard let `case` = KerasCase(element) else {
        throw InputError(file: path, problem: "cases[\(index)] cannot be read")
      }
      self.cases.append(`case`)
    }
  }
}

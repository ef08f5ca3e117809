import RawData

/// A fixture of cases: functions on small data, and what real TFT answers. `Tests/Conformance/tft_cases.py` writes it.
package struct CaseFile: Sendable {
  /// The rows that are analyzed, and those that are transformed.
  package struct Dataset: Sendable {
    package var analyzed: CaseRows
    package var probe: CaseRows
  }

  package private(set) var datasets: [String: Dataset] = [:]
  package private(set) var cases: [Case] = []

  /// Reads a fixture.
  ///
  /// - Throws: `FileError`, or `InputError` when it has another form.
  package init(contentsOf path: String) throws {
    let json = try JSON.read(path)
    guard case .object(let members)? = json["datasets"], let cases = json["cases"]?.array else {
      throw InputError(file: path, problem: "expected data sets and cases")
    }
    for member in members {
      guard let analyzed = member.value["columns"].flatMap(CaseRows.init),
        let probe = member.value["probe"].flatMap(CaseRows.init)
      else { throw InputError(file: path, problem: "data set \"\(member.name)\" cannot be read") }
      datasets[member.name] = Dataset(analyzed: analyzed, probe: probe)
    }
    for (index, element) in cases.enumerated() {
      guard let `case` = Case(element), datasets[`case`.dataset] != nil else {
        throw InputError(file: path, problem: "cases[\(index)] cannot be read")
      }
      self.cases.append(`case`)
    }
  }
}

/// A function on some columns of a data set, and its answers.
package struct Case: Sendable, CustomStringConvertible {
  package var id: String
  package var function: String
  package var dataset: String
  package var inputs: [String]
  package var parameters: JSON
  /// How many units in the last place a float may differ by.
  package var ulps: Int
  /// By how much a float may differ, relative to the larger of 1 and its magnitude.
  package var relative: Float
  /// What real TFT answers.
  package var tft: CaseAnswer
  /// Why ours deliberately differs, and what ours is.
  package var deviation: (reason: String, answer: CaseAnswer)?

  /// What ours should be.
  package var expected: CaseAnswer { deviation?.answer ?? tft }

  package var description: String { id }

  init?(_ json: JSON) {
    guard let id = json["id"]?.string, let function = json["function"]?.string,
      let dataset = json["dataset"]?.string, let inputs = json["inputs"]?.array?.compactMap(\.string),
      let parameters = json["parameters"], let ulps = json["ulps"]?.int,
      let relative = json["relative"]?.float, let tft = json["tft"].flatMap(CaseAnswer.init)
    else { return nil }
    self.id = id
    self.function = function
    self.dataset = dataset
    self.inputs = inputs
    self.parameters = parameters
    self.ulps = ulps
    self.relative = relative
    self.tft = tft
    if let reason = json["deviation"]?.string {
      guard let answer = json["ours"].flatMap(CaseAnswer.init) else { return nil }
      deviation = (reason, answer)
    }
  }
}

import Drawing
import Preprocessing
import RawData

/// What a preprocessing function can say of a ride before any other row has been seen.
struct UnfittedRide {
  /// A transformed feature.
  struct Feature {
    let name: String
    /// The raw features that it is made of.
    let cells: [String]
    /// Its value, or the analyses that it waits for.
    let value: Result<String, Waiting>
  }

  /// Analyzers that have not seen the data.
  struct Waiting: Error, Equatable {
    let analyzers: [String]
  }

  /// The transformed features, sorted by name.
  let features: [Feature]

  /// - Parameter ride: one raw row.
  init(_ ride: Batch, schema: Schema, _ preprocessingFn: PreprocessingFn) throws {
    let outputs = try preprocessingFn(Inputs(schema: schema, sample: ride))
    features = outputs.outputs.keys.sorted().compactMap { name in
      outputs.outputs[name].map { output in
        var sources = Sources()
        sources.add(output.node)
        let value: Result<String, Waiting> =
          sources.analyzers.isEmpty
          ? .success(Self.value(of: name, outputs))
          : .failure(Waiting(analyzers: sources.analyzers.sorted()))
        return Feature(name: name, cells: sources.cells.sorted(), value: value)
      }
    }
  }

  /// The feature's value in the sample.
  private static func value(of name: String, _ outputs: Outputs) -> String {
    let float: Column<Float>? = outputs[name]
    let int64: Column<Int64>? = outputs[name]
    let string: Column<String>? = outputs[name]
    let found = float?.sampleValues ?? int64?.sampleValues ?? string?.sampleValues
    switch found {
    case .success(let values)?: return values.rowText(0)
    case .failure(let error)?: return "\(error)"
    case nil: return ""
    }
  }

  /// A row for each feature.
  var table: String {
    var table = TextTable(columns: [("feature", .left), ("made of", .left), ("of our ride", .left)])
    for feature in features {
      let value =
        switch feature.value {
        case .success(let text): text
        case .failure(let waiting): "waits for \(waiting.analyzers.joined(separator: ", "))"
        }
      table.addRow([feature.name, feature.cells.joined(separator: ", "), value])
    }
    return table.render()
  }
}

/// The raw features and the analyzers that a column depends on.
private struct Sources {
  private(set) var cells: Set<String> = []
  private(set) var analyzers: Set<String> = []
  private var seen: Set<ObjectIdentifier> = []

  mutating func add(_ node: Node) {
    guard seen.insert(ObjectIdentifier(node)).inserted else { return }
    switch node.kind {
    case .input(let name): cells.insert(name)
    case .analyzer(let analyzer): analyzers.insert(analyzer.name)
    case .constant, .mapper, .part, .file: break
    }
    for input in node.inputs { add(input) }
  }
}

import Drawing
import Embeddings
import EndToEnd
import RawData
import TransformedData

/// Pictures of how one raw row becomes a prediction, with its values.
struct JourneyFigures {
  private let model: EndToEndModel
  private let row: Batch
  private let steps: [ExplainedStep]
  private let features: Batch
  private let layers: [ExplainedLayer]

  /// - Parameter row: one raw row.
  init(_ model: EndToEndModel, of row: Batch) throws {
    (self.model, self.row) = (model, row)
    steps = try model.transformFn.explain(row)
    features = try model.transformFn.transform(row)
    layers = try model.predictor.model.explain(features)
  }

  private static let kinds = [
    "cell of the raw row", "operations, one after the other", "feature", "layer",
    "prediction",
  ]

  /// The pictures, each with its file's name.
  var all: [(file: String, svg: String)] { [("features.svg", transform), ("layers.svg", network)] }

  /// How many of everything there are.
  var summary: String {
    let cells = model.inputSchema.features.count
    return
      "\(cells) cells, \(steps.count) operations, \(features.names.count) features, \(layers.count) layers"
  }

  /// A box in the making: operations of which each works on the one before and on nothing else.
  private struct Chain {
    var operations: [String]
    var value: String
    var feature: String?
    var sources: [String]

    var box: FlowChart.Box {
      let names = (feature.map { [$0] } ?? []) + operations
      return FlowChart.Box(names[0], lines: names.dropFirst() + [value], kind: feature == nil ? 1 : 2)
    }
  }

  /// From cells to features.
  private var transform: String {
    let cells = model.inputSchema.features.map(\.name)
    var (chains, chainOf) = ([Chain](), [String: Int]())
    let uses = steps.reduce(into: [String: Int]()) { uses, step in
      for source in step.sources { uses[source, default: 0] += 1 }
    }
    for step in steps where !step.sources.isEmpty {
      let sources = step.sources
      let feature = step.outputs.first
      if sources.count == 1, uses[sources[0]] == 1, let index = chainOf[sources[0]],
        chains[index].feature == nil
      {
        chains[index].operations.append(step.shortText)
        (chains[index].value, chains[index].feature) = (step.values.flowText, feature)
        chainOf[step.name] = index
      } else {
        chainOf[step.name] = chains.count
        chains.append(
          Chain(operations: [step.shortText], value: step.values.flowText, feature: feature, sources: sources)
        )
      }
    }
    let places = chainOf.mapValues { $0 + cells.count }.merging(zip(cells, 0...)) { place, _ in place }
    return FlowChart(
      title: "From the cells of a ride to its features",
      kinds: Self.kinds,
      boxes: cells.map { FlowChart.Box($0, lines: [row[$0].map(\.flowText) ?? ""], kind: 0) }
        + chains.map(\.box),
      arrows: chains.enumerated().flatMap { index, chain in
        chain.sources.compactMap { places[$0] }.map { (from: $0, to: index + cells.count) }
      }
    ).svg()
  }

  /// From features to the prediction.
  private var network: String {
    let names = features.names
    let boxes = layers.enumerated().map { index, layer in
      let isLast = index == layers.count - 1
      return FlowChart.Box(
        isLast ? model.label : layer.className,
        lines: (isLast ? [layer.className] : []) + [layer.outputText],
        kind: isLast ? 4 : 3
      )
    }
    let arrows = layers.enumerated().flatMap { index, layer in
      layer.inputs.flatMap { source -> [Int] in
        switch source {
        case .features(let read): read.compactMap(names.firstIndex)
        case .layer(let place): [place + names.count]
        }
      }.map { (from: $0, to: index + names.count) }
    }
    return FlowChart(
      title: "From the features of a ride to its fare",
      kinds: Self.kinds,
      boxes: names.indices.map { index in
        FlowChart.Box(names[index], lines: [features.columns[index].flowText], kind: 2)
      } + boxes,
      arrows: arrows
    ).svg()
  }
}

extension ExplainedStep {
  /// The steps and cells that it works on; constants are none.
  fileprivate var sources: [String] {
    var names: [String] = []
    for input in inputs where !input.isConstant && !names.contains(input.name) { names.append(input.name) }
    return names
  }

  /// The operation with its numbers, without its columns: `divide 8.0`.
  fileprivate var shortText: String {
    let constants = inputs.filter { $0.isConstant && $0.values.valueCount == 1 }.map { $0.values.text(at: 0) }
    return ([operation] + constants).joined(separator: " ")
  }
}

extension ExplainedLayer {
  /// The number, or how many there are.
  fileprivate var outputText: String {
    if output.count == 1 { return fixed(Double(output[0]), places: 2) }
    let zeros = output.count { $0 == 0 }
    return "\(output.count) numbers" + (zeros > 0 ? ", \(zeros) of them 0" : "")
  }
}

extension FeatureValues {
  /// The row's values.
  fileprivate var flowText: String { rowCount == 1 ? rowText(0) : "" }
}

import Drawing
import Embeddings
import Preprocessing
import RawData
import TransformedData

/// Pictures of a training and of what came out of it.
struct ModelFigures {
  let name: String
  let result: TrainingResult
  /// Nil for models of classes, of which there is only the loss to see.
  let report: ModelReport?

  /// So many points are enough to see a cloud.
  private static let mostPoints = 2000

  /// The pictures, each with its file's name.
  func all() throws -> [(file: String, svg: String)] {
    guard let report else { return [("loss.svg", loss)] }
    var figures = [("loss.svg", loss), ("predictions.svg", predictions(report))]
    for grouping in report.groupings {
      figures.append(("residuals-by-\(Self.slug(grouping.name)).svg", residuals(report, grouping)))
    }
    figures.append(("importance.svg", importance(report)))
    if let map = report.map { figures.append(("map-\(Self.slug(map.name)).svg", self.map(report, map))) }
    for table in report.embeddings where table.vectors.columns > 1 {
      figures.append(("embedding-\(Self.slug(table.feature)).svg", try embedding(table)))
    }
    return figures
  }

  /// The loss after each epoch.
  var loss: String {
    LineChart(
      title: "Loss of the model \(name)",
      xLabel: "epoch",
      yLabel: "loss: \(result.model.architecture.loss)",
      series: [
        ("training", result.history.map { (Double($0.epoch), $0.loss) }),
        ("validation", result.history.map { (Double($0.epoch), $0.validation?.loss ?? .nan) }),
      ]
    ).svg()
  }

  private func predictions(_ report: ModelReport) -> String {
    let points = zip(report.labels, report.predictions).map { (x: Double($0), y: Double($1)) }
    return ScatterPlot(
      title: "Predictions of the model \(name)",
      xLabel: "true \(label)",
      yLabel: "predicted \(label)",
      points: Self.sample(points),
      showsDiagonal: true,
      range: Self.range(of: report.labels)
    ).svg()
  }

  /// What is to be seen of labels and predictions: nearly all labels, and room around them. A few absurd ones would leave the
  /// rest in a corner. Zero belongs to it unless all labels are far from it.
  static func range(of labels: [Float]) -> ClosedRange<Double> {
    let sorted = labels.sorted().map { Double($0) }
    guard !sorted.isEmpty else { return 0...1 }
    let (least, most) = (sorted[sorted.count * 5 / 1000], sorted[sorted.count * 995 / 1000])
    let spread = most - least
    guard spread > 0 else {
      // All the same: a range of no width shows nothing.
      let room = least == 0 ? 1 : least.magnitude / 2
      return least - room...most + room
    }
    let isNearZero = min(least.magnitude, most.magnitude) <= 2 * spread
    let (lower, upper) = (least - 0.2 * spread, most + 0.2 * spread)
    return (least >= 0 && isNearZero ? 0 : lower)...(most <= 0 && isNearZero ? 0 : upper)
  }

  private func residuals(_ report: ModelReport, _ grouping: (name: String, groups: [ModelReport.Group]))
    -> String
  {
    BoxPlot(
      title: "Errors of the model \(name) by \(grouping.name)",
      xLabel: grouping.name,
      yLabel: "predicted - true \(label)",
      groups: grouping.groups.map { ($0.name, report.residuals(of: $0)) }
    ).svg()
  }

  private func importance(_ report: ModelReport) -> String {
    BarChart(
      title: "What the model \(name) goes by",
      valueLabel: "growth of the mean absolute error of \(label) when the feature is dealt out anew",
      bars: report.importance.map { ($0.feature, $0.mae) }
    ).svg()
  }

  private func map(_ report: ModelReport, _ map: PipelineReport.Map) -> String {
    let points = report.places.enumerated().map { row, place in
      let error = (Double(report.predictions[row]) - Double(report.labels[row])).magnitude
      return (x: Double(place.x), y: Double(place.y), value: error)
    }
    return ColoredScatter(
      title: "Where the model \(name) errs: \(map.name)",
      xLabel: map.xLabel,
      yLabel: map.yLabel,
      valueLabel: "absolute error",
      points: Self.sample(points),
      ranges: (map.x, map.y)
    ).svg()
  }

  private func embedding(_ table: EmbeddingTable) throws -> String {
    let places = try table.places()
    let points = zip(places, table.meanLabels).map { (x: $0.x, y: $0.y, value: Double($1)) }
    return ColoredScatter(
      title: "Embedding of \(table.feature) in the model \(name)",
      xLabel: "first principal component",
      yLabel: "second principal component",
      valueLabel: "mean \(label) of the id",
      points: Self.sample(points)
    ).svg()
  }

  private var label: String { result.model.architecture.label }

  /// At most `mostPoints` of the elements, at even distances.
  private static func sample<Element>(_ elements: [Element]) -> [Element] {
    let step = max(1, (elements.count + mostPoints - 1) / mostPoints)
    return stride(from: 0, to: elements.count, by: step).map { elements[$0] }
  }

  /// `hour of day` as `hour-of-day`.
  private static func slug(_ name: String) -> String {
    String(name.map { $0.isLetter || $0.isNumber ? $0 : "-" }).lowercased()
  }
}

extension EmbeddingTable {
  /// Each vector's place along the two directions in which the vectors differ most.
  ///
  /// Lesson 3 has what that needs: here the rows are vectors, and the preprocessing function is two calls.
  func places() throws -> [(x: Double, y: Double)] {
    let schema = Schema([FeatureSpec("vector", .float32, width: vectors.columns)])
    let values = FeatureValues(.float32(vectors.elements), layout: .fixed(width: vectors.columns))
    let rows = Batch(rowCount: vectors.rows, names: ["vector"], columns: [values])
    let graph = try PreprocessingGraph(schema: schema) { inputs in
      let vector = try inputs.float("vector")
      var outputs = Outputs()
      outputs["place"] = try matmul(vector, pca(vector, outputDim: 2))
      return outputs
    }
    let transformFn = try graph.analyze { _ in BatchesInMemory([rows]) }
    guard case .float32(let places)? = try transformFn.transform(rows)["place"]?.storage else { return [] }
    return (0..<vectors.rows).map { (Double(places[2 * $0]), Double(places[2 * $0 + 1])) }
  }
}

import Drawing
import Embeddings
import RawData

/// How wrong a regression model is on rows that it has not learned from, and where.
struct ModelReport: Sendable {
  /// Rows that have something in common.
  struct Group: Sendable {
    let name: String
    /// Their numbers among the validation rows.
    let rows: [Int]
  }

  /// The model's name.
  let name: String
  /// The validation rows' labels, and what the model predicts for them.
  let labels, predictions: [Float]
  /// What least squares on the same numbers predicts.
  let linear: [Float]
  /// What is predicted by who knows the training labels' mean alone.
  let meanPredictor: RegressionMetrics?
  let importance: [FeatureImportance]
  let embeddings: [EmbeddingTable]
  /// What the pipeline's report groups rows by, and the groups.
  let groupings: [(name: String, groups: [Group])]
  let map: PipelineReport.Map?
  /// Each validation row's place on the map.
  let places: [(x: Float, y: Float)]

  /// All tables.
  var text: String {
    (["\(labels.count) validation rows", comparison] + groupings.indices.map(errors) + [importanceTable])
      .joined(separator: "\n")
  }

  /// The model beside others that know less.
  var comparison: String {
    var table = TextTable(columns: [("model", .left), ("RMSE", .right), ("MAE", .right), ("R2", .right)])
    let others = [("always the mean", meanPredictor), ("linear regression", linearMetrics)]
    for case (let name, let metrics?) in others + [(name, metrics)] {
      table.addRow([name] + [metrics.rmse, metrics.mae, metrics.r2].map { fixed($0, places: 3) })
    }
    return table.render()
  }

  /// How good the model's predictions are.
  var metrics: RegressionMetrics { RegressionMetrics(predictions: predictions, labels: labels) }
  /// How good a weighted sum of its numbers is.
  var linearMetrics: RegressionMetrics { RegressionMetrics(predictions: linear, labels: labels) }

  /// The errors of each group of one grouping: too much is positive.
  func errors(of grouping: Int) -> String {
    var table = TextTable(columns: [
      (groupings[grouping].name, .left), ("rows", .right), ("mean error", .right), ("MAE", .right),
      ("RMSE", .right),
    ])
    for group in groupings[grouping].groups {
      let metrics = RegressionMetrics(
        predictions: group.rows.map { predictions[$0] },
        labels: group.rows.map { labels[$0] }
      )
      let residuals = residuals(of: group)
      let mean = residuals.reduce(0, +) / Double(max(1, residuals.count))
      let cells =
        group.rows.isEmpty ? ["", "", ""] : [mean, metrics.mae, metrics.rmse].map { fixed($0, places: 3) }
      table.addRow([group.name, String(group.rows.count)] + cells)
    }
    return table.render()
  }

  /// How much worse the model gets without each feature.
  var importanceTable: String {
    var table = TextTable(columns: [
      ("feature dealt out anew", .left), ("MAE grows by", .right), ("RMSE by", .right),
    ])
    for feature in importance {
      table.addRow([feature.feature, fixed(feature.mae, places: 3), fixed(feature.rmse, places: 3)])
    }
    return table.render()
  }

  /// Prediction minus label of each row of a group.
  func residuals(of group: Group) -> [Double] {
    group.rows.map { Double(predictions[$0]) - Double(labels[$0]) }
  }
}

extension PipelineReport.Grouping {
  /// The groups of rows with these values; rows without one come last.
  func groups(of values: [Float]) -> [ModelReport.Group] {
    var rows = [[Int]](repeating: [], count: names.count)
    var unknown: [Int] = []
    for (row, value) in values.enumerated() {
      if let group = group(of: value) { rows[group].append(row) } else { unknown.append(row) }
    }
    let known = zip(names, rows).map { ModelReport.Group(name: $0, rows: $1) }
    return known + (unknown.isEmpty ? [] : [ModelReport.Group(name: "unknown", rows: unknown)])
  }

  /// `0.5-1`, and `20+` for the last; whole numbers, one apart, stand for themselves.
  private var names: [String] {
    guard !boundaries.isEmpty else { return ["all"] }
    let texts = boundaries.map { Double($0).decimal(places: 3) }
    let areSteps = zip(boundaries, boundaries.dropFirst()).allSatisfy { $1 - $0 == 1 }
    if areSteps { return texts }
    return texts.indices.map { $0 + 1 < texts.count ? "\(texts[$0])-\(texts[$0 + 1])" : "\(texts[$0])+" }
  }
}

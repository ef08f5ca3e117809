import Drawing
import Embeddings
import EndToEnd
import RawData

/// What a training has to show.
extension PipelineRun {
  /// A table of the epochs, and a line about what came out of them.
  static func describe(_ name: String, _ result: TrainingResult, _ classNames: ClassNames? = nil) -> String {
    let metric = result.validation?.named.first?.name ?? ""
    var table = TextTable(columns: [
      ("epoch", .right), ("loss", .right), ("validation loss", .right), ("validation \(metric)", .right),
    ])
    for epoch in result.history where Self.isShown(epoch.epoch, of: result.history.count) {
      let metric = epoch.validation?.metrics.named.first?.value
      table.addRow(
        [String(epoch.epoch)]
          + [epoch.loss, epoch.validation?.loss, metric].map { $0.map { fixed($0, places: 3) } ?? "-" }
      )
    }
    let last = result.validation?.named.first.map { fixed($0.value, places: 3) } ?? "-"
    let others = result.majorityClass == nil ? [] : result.validation?.named.dropFirst() ?? []
    let more = others.map { ", \($0.name) \(fixed($0.value, places: 3))" }.joined()
    let guess = Self.guess(result, classNames).map { ", \($0)" } ?? ""
    return "\(table.render())\n\(name): validation \(metric) \(last)\(more)\(guess)"
  }

  /// A long training is shown in steps of ten epochs.
  private static func isShown(_ epoch: Int, of count: Int) -> Bool {
    count <= 20 || epoch % 10 == 0 || epoch == 1 || epoch == count
  }

  /// What a guess comes to that knows nothing of the row.
  private static func guess(_ result: TrainingResult, _ classNames: ClassNames?) -> String? {
    if let mean = result.meanPredictor {
      return "always predicting the mean \(fixed(mean.rmse, places: 3))"
    }
    return result.majorityClass.map { majority in
      let name = classNames?.text(ofClass: majority.id) ?? "\(majority.id)"
      return
        "always predicting the most frequent class, \(name): accuracy \(fixed(majority.accuracy, places: 3))"
    }
  }

  /// How often each class was predicted as which; nil for a model of numbers, and for more classes than a screen has room for.
  func confusionTable(
    of result: TrainingResult,
    _ classNames: ClassNames?,
    on validation: Examples
  ) throws -> String? {
    let architecture = result.model.architecture
    guard architecture.loss.isClassification, architecture.outputShape.size <= Self.mostShownClasses else {
      return nil
    }
    let threads = Parallelism.processorCount
    let counts = try ConfusionMatrix(result.model, on: validation, threads: threads).counts
    let names = counts.indices.map { classNames?.text(ofClass: $0) ?? "\($0)" }
    var table = TextTable(
      columns: [("true \(architecture.label)", .left)] + names.map { ("as \($0)", .right) }
    )
    for (name, row) in zip(names, counts) { table.addRow([name] + row.map { "\($0)" }) }
    return table.render()
  }

  private static var mostShownClasses: Int { 12 }
}

extension ClassNames {
  /// The name of class `id`; its number where it has none.
  func text(ofClass id: Int) -> String { names.indices.contains(id) ? names[id] : "\(id)" }
}

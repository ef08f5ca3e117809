import RawData

extension EpochResult {
  /// As it stands in `history.json`.
  var json: JSON {
    .object(
      [
        .init("epoch", .int(epoch)), .init("examples", .int(examples)), .init("loss", .double(loss)),
      ] + (validation?.members ?? [])
    )
  }

  /// The result that `json` describes; nil when something is missing.
  init?(_ json: JSON) {
    guard let epoch = json["epoch"]?.int, let examples = json["examples"]?.int,
      let loss = json["loss"]?.double
    else { return nil }
    self.init(epoch: epoch, examples: examples, loss: loss, validation: Evaluation(json))
  }
}

extension Evaluation {
  fileprivate var members: [JSON.Member] {
    [.init("validation_loss", .double(loss))]
      + metrics.named.map { .init("validation_\($0.name)", .double($0.value)) }
  }

  fileprivate init?(_ json: JSON) {
    func number(_ name: String) -> Double? { json["validation_\(name)"]?.double }
    guard let loss = number("loss") else { return nil }
    if let rmse = number("rmse"), let mae = number("mae"), let r2 = number("r2") {
      self.init(loss: loss, metrics: .regression(RegressionMetrics(rmse: rmse, mae: mae, r2: r2)))
    } else if let accuracy = number("accuracy") {
      let metrics = ClassificationMetrics(accuracy: accuracy, auc: number("auc"))
      self.init(loss: loss, metrics: .classification(metrics))
    } else {
      return nil
    }
  }
}

import RawData
import TFRecords

/// The logs of a training: one of the examples that it learns from, one of those that it does not.
struct EventLogs: Equatable, Sendable {
  var training = EventLog()
  var validation = EventLog()

  /// Adds what an epoch has come to.
  mutating func add(_ result: EpochResult, _ model: Model, learningRate: Float) {
    // As Keras does, steps are counted from 0.
    let step = result.epoch - 1
    training.add("epoch_loss", result.loss, epoch: step)
    training.add("epoch_learning_rate", Double(learningRate), epoch: step)
    for (name, weight) in zip(model.architecture.weightNames, model.weights) {
      training.add(name.replacing(".", with: "/") + "/histogram", histogramOf: weight, epoch: step)
    }
    guard let evaluation = result.validation else { return }
    validation.add("epoch_loss", evaluation.loss, epoch: step)
    for (name, value) in evaluation.metrics.named {
      validation.add("epoch_\(name)", value, epoch: step)
    }
  }

  /// Writes both below `directory`, which `tensorboard --logdir` takes.
  func write(to directory: String) throws(FileError) {
    try Platform.makeDirectory(directory)
    try training.write(to: "\(directory)/\(EventLog.directories.training)")
    try validation.write(to: "\(directory)/\(EventLog.directories.validation)")
  }

  /// Reads what `write(to:)` has made.
  init(contentsOf directory: String) throws {
    func log(_ name: String) throws -> EventLog {
      let path = "\(directory)/\(name)/\(EventLog.fileName)"
      // What is not whole is an error here, and not in TensorBoard.
      var reader = try RecordReader(path: path)
      while try reader.next() != nil {}
      return EventLog(bytes: try InputFile.contents(of: path))
    }
    training = try log(EventLog.directories.training)
    validation = try log(EventLog.directories.validation)
  }

  init() {}
}

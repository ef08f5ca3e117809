import Embeddings
import RawData

/// A training as a task does it: it can be stopped with Ctrl-C or by force, and the next run goes on where it was.
struct ModelTraining {
  let name: String
  let source: TrainingSource
  let validation: Examples
  /// Where the training is kept until it is done.
  let checkpoint: String
  let progress: TrainingProgress

  /// How many seconds of work may be lost when the program ends by force.
  private static let secondsBetweenSaves = 10.0

  /// Trains to the end.
  ///
  /// - Throws: `Interruption` after Ctrl-C; whatever training throws.
  func run(_ architecture: Architecture, _ options: TrainingOptions) throws -> Training {
    var training = try Training(architecture, on: source, options: options)
    let count = training.exampleCount.map { "\($0) training rows, " } ?? ""
    progress.note("\(count)\(validation.count) validation rows")
    if try resume(&training) { progress.note("goes on after \(Self.place(training))") }
    var lastSave = Platform.monotonicSeconds()
    Platform.catchInterrupt()
    defer {
      Platform.releaseInterrupt()
      progress.finish()
    }
    let isDone = try Trainer.run(&training, on: source, validation: validation) { step, training in
      progress.show(step, training)
      let now = Platform.monotonicSeconds()
      if now - lastSave > Self.secondsBetweenSaves {
        try save(training)
        lastSave = now
      }
      return !Platform.isInterrupted
    }
    guard isDone else {
      try save(training)
      throw Interruption(
        "\(name): stopped after \(Self.place(training)), and saved; the same command goes on from there"
      )
    }
    return training
  }

  /// Forgets what was kept of a training that is done.
  func removeCheckpoint() throws {
    if OutputDirectory.isOurs(checkpoint) { try Platform.remove(checkpoint) }
  }

  private func save(_ training: Training) throws {
    try Platform.makeDirectory(Platform.parent(of: checkpoint))
    try OutputDirectory.write(to: checkpoint) { try training.write(to: $0) }
  }

  /// Whether there was a training to go on with; what is damaged, or of other examples or options, is left behind.
  private func resume(_ training: inout Training) throws -> Bool {
    guard Platform.exists(checkpoint) else { return false }
    do {
      if try training.resume(from: checkpoint, validation: validation) { return true }
      progress.note(
        "begins anew: the examples, the layers or the options are not those of \(checkpoint), which it will replace"
      )
    } catch let error as InputError {
      progress.note("begins anew: \(error)")
    } catch let error as FileError {
      progress.note("begins anew: \(error)")
    }
    return false
  }

  private static func place(_ training: Training) -> String {
    let (epoch, steps) = (training.history.count, training.stepsInEpoch)
    return steps == 0 ? "epoch \(epoch)" : "step \(steps) of epoch \(epoch + 1)"
  }
}

/// The user has stopped the work, which has come to a place where it can go on.
struct Interruption: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

import Embeddings
import RawData

/// A training as a task does it: it can be stopped with Ctrl-C or by force, and the next run goes on where it was.
struct ModelTraining {
  let name: String
  let source: TrainingSource
  let validation: Examples
  let mostValidationRows: Int
  let options: TrainingOptions
  /// Where the training is kept until it is done, or beside it, `-2`, `-3` and so on, when that is another one's place.
  private(set) var checkpoint: String
  let progress: TrainingProgress
  /// How many rows this run has read in whole epochs.
  private(set) var rowsRead = 0

  /// How many seconds of work may be lost when the program ends by force.
  private static let secondsBetweenSaves = 10.0

  /// Trains to the end.
  ///
  /// - Throws: `Interruption` after Ctrl-C; whatever training throws.
  mutating func run(_ architecture: Architecture) throws -> Training {
    var training = try Training(architecture, on: source, options: options)
    let count = training.exampleCount.map { "\($0) training rows, " } ?? ""
    let most = validation.count == mostValidationRows ? ", the most that are kept in memory" : ""
    progress.note("\(count)\(validation.count) validation rows\(most)")
    if try resume(&training) { progress.note("goes on after \(Self.place(training))") }
    let epochsBefore = training.history.count
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
    rowsRead = (training.exampleCount ?? 0) * (training.history.count - epochsBefore)
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

  /// Whether there was a training to go on with. One of other examples, layers or options stays where it is, and this one is
  /// kept beside it; what is damaged is of no use to anybody, and its place is taken.
  private mutating func resume(_ training: inout Training) throws -> Bool {
    let first = checkpoint
    var damaged: String?
    for number in 1... {
      let place = number == 1 ? first : "\(first)-\(number)"
      guard Platform.exists(place) else {
        checkpoint = damaged ?? place
        try OutputDirectory.check(checkpoint)
        break
      }
      do {
        if try training.resume(from: place, validation: validation) {
          checkpoint = place
          return true
        }
        progress.note("keeps \(place), a training of other examples, layers or options, and begins anew")
      } catch let error as InputError {
        progress.note("begins anew: \(error)")
        damaged = damaged ?? place
      } catch let error as FileError {
        progress.note("begins anew: \(error)")
        damaged = damaged ?? place
      }
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

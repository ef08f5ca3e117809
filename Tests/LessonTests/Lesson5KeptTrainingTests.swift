import RawData
import Testing

@testable import Embeddings
@testable import Runner

/// Trainings that a run finds in its working directory.
@Suite("Lesson 5: kept trainings", .tags(.lesson5), .scratchDirectory)
struct Lesson5KeptTrainingTests {
  private static func options(seed: UInt64) -> TrainingOptions {
    TrainingOptions(epochs: 2, batchSize: 20, seed: seed)
  }

  /// Keeps a training of one epoch in `name`.
  private static func keep(_ name: String, seed: UInt64) throws {
    let examples = try Learnable.examples()
    let source = TrainingSource(examples)
    var training = try Training(Learnable.architecture(), on: source, options: options(seed: seed))
    try Trainer.run(&training, on: source, validation: examples) { progress, _ in
      if case .epoch = progress { false } else { true }
    }
    try OutputDirectory.write(to: ScratchDirectory.current.path(name)) { try training.write(to: $0) }
  }

  /// Trains with seed 1; what is told on the way, with the directory's name left out.
  private static func train(atMost rows: Int = 100) throws -> (
    training: Training, kept: String, notes: [String]
  ) {
    let (examples, directory) = (try Learnable.examples(), try ScratchDirectory.current.path)
    var notes: [String] = []
    let progress = TrainingProgress("m", epochs: 2, onBar: nil) {
      notes.append($0.replacing("\(directory)/", with: ""))
    }
    var work = ModelTraining(
      name: "m",
      source: TrainingSource(examples),
      validation: examples,
      mostValidationRows: rows,
      options: options(seed: 1),
      checkpoint: "\(directory)/kept",
      progress: progress
    )
    let training = try work.run(Learnable.architecture())
    try work.removeCheckpoint()
    return (training, work.checkpoint.replacing("\(directory)/", with: ""), notes)
  }

  @Test func `a training of another seed stays, and is gone on with later`() throws {
    let scratch = try ScratchDirectory.current
    try Self.keep("kept", seed: 2)
    let before = try scratch.files(below: "kept")
    let (training, kept, notes) = try Self.train()
    #expect(kept == "kept-2" && training.history.count == 2)
    #expect(
      notes.prefix(2) == [
        "m: 60 training rows, 60 validation rows",
        "m: keeps kept, a training of other examples, layers or options, and begins anew",
      ]
    )
    #expect(try scratch.names() == ["kept"] && scratch.files(below: "kept") == before)

    try Self.keep("kept-2", seed: 1)
    let (again, place, later) = try Self.train()
    #expect(place == "kept-2" && later.contains("m: goes on after epoch 1"))
    #expect(again.model.weights == training.model.weights && again.history == training.history)
    #expect(try scratch.names() == ["kept"] && scratch.files(below: "kept") == before)
  }

  @Test func `the place of a damaged training is taken, that of somebody's directory is not`() throws {
    let scratch = try ScratchDirectory.current
    try Self.keep("kept", seed: 1)
    try scratch.remove("kept/optimizer.safetensors")
    let (_, kept, notes) = try Self.train()
    #expect(kept == "kept")
    #expect(notes[1] == "m: begins anew: kept/optimizer.safetensors: cannot open: No such file or directory")
    try scratch.makeDirectory("kept")
    try scratch.write("mine", to: "kept/mine.txt")
    let error = #expect(throws: FileError.self) { try Self.train() }
    #expect(error?.problem == "is in the way: it was not made by lessons, so it is not replaced")
  }

  @Test func `that validation rows are not all is said`() throws {
    #expect(
      try Self.train(atMost: 60).notes[0]
        == "m: 60 training rows, 60 validation rows, the most that are kept in memory"
    )
  }

  @Test(arguments: [
    (nil, "m: epoch 2, loss 1.5, rmse 9.2"), (30, "m: epoch 2, loss 1.5, rmse 9.2"),
    (29, "m: epoch 2, loss 1.5"),
    (5, "m: epoch 2"),
  ])
  func `a line about an epoch leaves out what a terminal has no room for`(columns: Int?, line: String) {
    #expect(TrainingProgress.fitting("m: epoch 2, loss 1.5, rmse 9.2", columns: columns) == line)
  }
}

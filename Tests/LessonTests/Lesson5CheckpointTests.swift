import RawData
import TFRecords
import Testing

@testable import Embeddings

/// Trainings that stop, are saved, and go on.
@Suite("Lesson 5: checkpoints", .tags(.lesson5), .scratchDirectory)
struct Lesson5CheckpointTests {
  private static func options(_ optimizer: Optimizer = .adam(.constant(0.03))) -> TrainingOptions {
    TrainingOptions(
      epochs: 4,
      batchSize: 8,
      optimizer: optimizer,
      seed: 5,
      earlyStopping: EarlyStopping(patience: 3)
    )
  }

  /// A source of more than one window: 60 rows, 16 at once.
  private static let source = TrainingSource(window: 16) {
    RowsReader(Learnable.rows(), schema: Learnable.schema, batchSize: 7)
  }

  private static func training(_ options: TrainingOptions, _ form: IDForm = .embedding) throws -> Training {
    try Training(Learnable.architecture(form), on: source, options: options)
  }

  /// Everything that a training leaves: weights, history, and what TensorBoard is told.
  private static func remains(_ training: Training) throws -> [[UInt8]] {
    let scratch = try ScratchDirectory.current
    let directory = try scratch.makeDirectory("remains")
    try training.write(to: directory)
    let names = [
      "weights.safetensors", "optimizer.safetensors", "best.safetensors", "training.json",
      "events/train/\(EventLog.fileName)", "events/validation/\(EventLog.fileName)",
    ]
    return try names.map { try scratch.bytes(of: "remains/\($0)") }
  }

  @Test(
    arguments: [.adam(.constant(0.03)), .sgd(momentum: 0.9), .sgd(), .adamW(weightDecay: 0.1)] as [Optimizer]
  )
  func `a training that is stopped after every step ends with the bytes of one that is not`(
    optimizer: Optimizer
  ) throws {
    let validation = try Learnable.examples(.embedding, count: 20)
    var unbroken = try Self.training(Self.options(optimizer))
    #expect(try Trainer.run(&unbroken, on: Self.source, validation: validation))
    let scratch = try ScratchDirectory.current
    var (stops, isDone) = (0, false)
    let saved = try scratch.makeDirectory("saved")
    while !isDone {
      var training = try Self.training(Self.options(optimizer))
      if stops > 0 { #expect(try training.resume(from: saved, validation: validation)) }
      isDone = try Trainer.run(&training, on: Self.source, validation: validation) { progress, _ in
        if case .step = progress { false } else { true }
      }
      try training.write(to: saved)
      stops += 1
      guard isDone || stops < 100 else { break }
      if isDone { #expect(try Self.remains(training) == Self.remains(unbroken)) }
    }
    // 60 rows are 8 steps, 4 times; the last stop is after the last step.
    #expect(stops == 33)
  }

  @Test func `a training of other layers, examples or options is not gone on with`() throws {
    let saved = try ScratchDirectory.current.makeDirectory("saved")
    try Self.training(Self.options()).write(to: saved)
    var (other, longer) = (Self.options(), Self.options())
    other.batchSize = 9
    longer.epochs = 9
    longer.threads = 2
    var (training, withMoreEpochs) = (try Self.training(other), try Self.training(longer))
    #expect(try !training.resume(from: saved, validation: nil))
    #expect(try withMoreEpochs.resume(from: saved, validation: nil))
    var oneHot = try Self.training(Self.options(), .oneHot)
    #expect(try !oneHot.resume(from: saved, validation: nil))
    let fewer = TrainingSource(try Learnable.examples(.embedding, count: 59))
    var onFewer = try Training(Learnable.architecture(.embedding), on: fewer, options: Self.options())
    #expect(try !onFewer.resume(from: saved, validation: nil))
  }

  @Test(arguments: [
    (
      "training.json", "\"steps\": 0", "\"steps\": -1",
      "expected steps, a place in the data and a history as lessons writes them"
    ),
    (
      "training.json", "\"settled_steps\": 0", "\"settled_steps\": 1",
      "expected steps, a place in the data and a history as lessons writes them"
    ),
    (
      "training.json", "\"epoch\": 0", "\"epoch\": 1",
      "expected steps, a place in the data and a history as lessons writes them"
    ),
    (
      "training.json", "\"format_version\": 2", "\"format_version\": 3",
      "found format_version 3, expected at most 2; read it with a newer release"
    ),
  ])
  func `a damaged checkpoint is an error`(name: String, part: String, edit: String, problem: String) throws {
    let scratch = try ScratchDirectory.current
    var training = try Self.training(Self.options())
    try training.write(to: scratch.path)
    let text = try scratch.text(of: name)
    try #require(text.contains(part))
    try scratch.write(text.replacing(part, with: edit, maxReplacements: 1), to: name)
    let error = #expect(throws: InputError.self) { try training.resume(from: scratch.path, validation: nil) }
    #expect(error?.description == "\(scratch.path)/\(name): \(problem)")
  }

  @Test(arguments: [-1, 0.5, 4, Float.nan])
  func `a row that has missed steps there have not been is an error`(age: Float) throws {
    let scratch = try ScratchDirectory.current
    var training = try Self.training(Self.options())
    try Trainer.run(&training, on: Self.source, validation: nil) { progress, _ in
      if case .step(_, let examples, _) = progress { examples < 24 } else { true }
    }
    try training.write(to: scratch.path)
    let path = "\(scratch.path)/optimizer.safetensors"
    var tensors = try Safetensors.read(path).sorted { $0.key < $1.key }.map {
      (name: $0.key, matrix: $0.value)
    }
    let place = try #require(tensors.firstIndex { $0.name == "embedding.embeddings.slot_3" })
    tensors[place].matrix.elements[1] = age
    try Safetensors.write(tensors, to: path)
    let error = #expect(throws: InputError.self) { try training.resume(from: scratch.path, validation: nil) }
    #expect(error?.description == "\(path): expected rows that have missed 0 to 3 steps")
  }

  // MARK: TensorBoard

  @Test func `the event files are TFRecords of what Keras tells TensorBoard`() throws {
    let validation = try Learnable.examples(.embedding, count: 20)
    var training = try Self.training(Self.options())
    try Trainer.run(&training, on: Self.source, validation: validation)
    let directory = try ScratchDirectory.current.makeDirectory("events")
    try training.writeEvents(to: directory)
    func records(_ name: String) throws -> [[UInt8]] {
      var reader = try RecordReader(path: "\(directory)/\(name)/\(EventLog.fileName)")
      var records: [[UInt8]] = []
      while let record = try reader.next() { records.append(Array(record)) }
      return records
    }
    let (train, valid) = (try records("train"), try records("validation"))
    // A version; each epoch has a loss, a learning rate and a histogram of every weight.
    #expect(train.count == 1 + 4 * (2 + training.model.weights.count))
    #expect(valid.count == 1 + 4 * 4)
    #expect(train[0] == [9, 0, 0, 0, 0, 0, 0, 0, 0, 16, 0, 26, 13] + Array("brain.Event:2".utf8))
    let loss = Float(training.history[1].loss).bitPattern
    let expected: [UInt8] =
      [9, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 16, 1, 42, 19, 10, 17, 10, 10] + Array("epoch_loss".utf8)
      + [21] + (0..<4).map { UInt8(truncatingIfNeeded: loss >> ($0 * 8)) }
    #expect(train[1 + 2 + training.model.weights.count] == expected)
  }

  @Test func `a histogram counts every finite number of a weight once`() throws {
    var log = EventLog()
    let before = log.bytes.count
    log.add("w", histogramOf: Matrix(rows: 1, columns: 4, elements: [.nan, .nan, .infinity, .nan]), epoch: 0)
    #expect(log.bytes.count == before)
    log.add("w", histogramOf: Matrix(rows: 1, columns: 5, elements: [2, 2, .nan, 2, 2]), epoch: 0)
    // One bucket, whose upper limit is the next number after 2, with 4 in it.
    let tail: [UInt8] =
      [50, 8] + Self.bytes(2.0.nextUp) + [58, 8] + Self.bytes(4)
    #expect(log.bytes.dropLast(4).suffix(tail.count) == tail[...])
  }

  private static func bytes(_ value: Double) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> ($0 * 8)) }
  }
}

import Preprocessing
import RawData

/// A training on disk: everything that it needs to go on as if it had never stopped.
extension Training {
  private static let format = "tftlessons.training"
  private static let formatVersion = 2

  /// Writes the training below `directory`, which exists.
  public func write(to directory: String) throws {
    try current.write(to: directory)
    try Safetensors.write(slotTensors, to: "\(directory)/optimizer.safetensors")
    if let bestWeights {
      let tensors = zip(current.architecture.weightNames, bestWeights).map { (name: $0, matrix: $1) }
      try Safetensors.write(tensors, to: "\(directory)/best.safetensors")
    }
    try logs.write(to: "\(directory)/events")
    let document = JSON.object([
      .init("format", .string(Self.format)), .init("format_version", .int(Self.formatVersion)),
      .init("fingerprint", .string(fingerprint)), .init("steps", .int(optimizer.step)),
      .init("settled_steps", .int(optimizer.start)),
      .init("epoch", .int(place.epoch)), .init("window", .int(place.window)),
      .init("example", .int(place.example)), .init("loss_sum", .double(place.lossSum)),
      .init("loss_count", .int(place.lossCount)), .init("has_best_weights", .bool(bestWeights != nil)),
      .init("history", .array(history.map(\.json))),
    ])
    try OutputFile.write(document.text, to: "\(directory)/training.json")
  }

  /// Goes on with the training that was saved below `directory`, if it is this one: the same layers, options, epochs and
  /// threads apart, validation examples, and first window of training examples. Whether it was.
  ///
  /// - Parameters:
  ///   - directory: where the training was saved.
  ///   - validation: the examples that it will be judged by.
  /// - Throws: `FileError` when a file is missing; `InputError` when one is damaged or does not fit the others.
  public mutating func resume(from directory: String, validation: Examples?) throws -> Bool {
    judge(by: validation)
    let path = "\(directory)/training.json"
    let json = try JSON.read(path)
    try json.checkFormat(Self.format, version: Self.formatVersion, path: path)
    guard json["fingerprint"]?.string == fingerprint else { return false }
    guard let place = Place(json), let steps = json["steps"]?.int, steps >= 0,
      let settled = json["settled_steps"]?.int, (max(0, steps - MissedSteps.most)...steps).contains(settled),
      case .bool(let hasBest)? = json["has_best_weights"],
      let results = json["history"]?.array, case let history = results.compactMap(EpochResult.init),
      history.count == results.count, history.count == place.epoch, steps < 1 << 40,
      history.enumerated().allSatisfy({ $0 + 1 == $1.epoch })
    else {
      throw InputError(
        file: path,
        problem: "expected steps, a place in the data and a history as lessons writes them"
      )
    }
    var next = self
    let weights = "\(directory)/\(Model.weightsName)"
    next.current.weights = try current.architecture.weights(in: Safetensors.read(weights), path: weights)
    let memory = "\(directory)/optimizer.safetensors"
    let slots = try slots(in: Safetensors.read(memory), path: memory)
    guard next.optimizer.restore(slots, step: steps, start: settled, epoch: place.epoch) else {
      throw InputError(file: memory, problem: "expected rows that have missed 0 to \(steps - settled) steps")
    }
    let best = "\(directory)/best.safetensors"
    next.bestWeights =
      hasBest ? try current.architecture.weights(in: Safetensors.read(best), path: best) : nil
    next.logs = try EventLogs(contentsOf: "\(directory)/events")
    (next.place, next.history) = (place, history)
    self = next
    return true
  }

  /// Writes the files that TensorBoard shows.
  public func writeEvents(to directory: String) throws {
    try logs.write(to: directory)
  }

  /// What must be the same for a saved training to go on.
  private var fingerprint: String {
    var options = options
    (options.threads, options.epochs) = (1, 1)
    let text = "\(Self.formatVersion) \(JSON.object(current.architecture.members).compactText) \(options)"
    let data = Fingerprint.cat64(dataFingerprint, validationFingerprint)
    return String(Fingerprint.cat64(Fingerprint.hash64(Array(text.utf8)[...]), data), radix: 16)
  }

  private var slotTensors: [(name: String, matrix: Matrix)] {
    zip(current.architecture.weightNames, optimizer.slots).flatMap { name, matrices in
      matrices.enumerated().map { (name: "\(name).slot_\($0 + 1)", matrix: $1) }
    }
  }

  private func slots(in tensors: [String: Matrix], path: String) throws(InputError) -> [[Matrix]] {
    var all: [[Matrix]] = []
    for (name, matrices) in zip(current.architecture.weightNames, optimizer.slots) {
      var restored: [Matrix] = []
      for (index, matrix) in matrices.enumerated() {
        let name = "\(name).slot_\(index + 1)"
        restored.append(
          try tensors.matrix(name, rows: matrix.rows, columns: matrix.columns, path: path)
        )
      }
      all.append(restored)
    }
    return all
  }
}

extension Training.Place {
  fileprivate init?(_ json: JSON) {
    guard let epoch = json["epoch"]?.int, let window = json["window"]?.int,
      let example = json["example"]?.int,
      let lossSum = json["loss_sum"]?.double, let lossCount = json["loss_count"]?.int,
      min(epoch, window, example, lossCount) >= 0, max(epoch, window, example, lossCount) < 1 << 40
    else { return nil }
    self.init(epoch: epoch, window: window, example: example, lossSum: lossSum, lossCount: lossCount)
  }
}

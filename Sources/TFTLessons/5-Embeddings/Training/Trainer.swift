import RawData

/// Takes trainings through their data.
public enum Trainer {
  /// What a training tells while it runs.
  public enum Progress: Sendable {
    /// A step is done: `examples` of the epoch's so far, with their mean loss.
    case step(epoch: Int, examples: Int, loss: Double)
    /// An epoch is done.
    case epoch(EpochResult)
  }

  /// Trains until all epochs are done, the model no longer gets better, or `observer` has seen enough.
  ///
  /// - Parameters:
  ///   - training: where the training stands; it moves on.
  ///   - source: that which the training was begun on.
  ///   - validation: examples that the model never learns from; nil for none.
  ///   - observer: told after every step and epoch; the training can be saved there, to go on later. It says whether to go on
  ///     now.
  /// - Returns: whether it came to its end.
  /// - Throws: whatever reading throws; `ModelError` when the loss is no number any more, with the batch and the feature.
  @discardableResult
  public static func run(
    _ training: inout Training,
    on source: TrainingSource,
    validation: Examples?,
    observer: (Progress, Training) throws -> Bool = { _, _ in true }
  ) throws -> Bool {
    guard validation?.count != 0 else {
      throw ModelError("found no validation examples, expected some (holding back a fifth takes five rows)")
    }
    try validation?.check(for: training.current.architecture)
    let threads = training.options.threads
    training.judge(by: validation)
    while !training.isDone {
      var windows = training.whole == nil ? try training.windows(of: source) : nil
      var isLast = false
      var index = 0
      while !isLast {
        guard let (window, isEnd) = try training.whole.map({ ($0, true) }) ?? windows?.next() else { break }
        isLast = isEnd
        if isEnd, index == 0 { training.whole = window }
        defer { index += 1 }
        guard index >= training.place.window else { continue }
        guard try training.learn(window, observer) else { return false }
      }
      training.settle()
      let evaluation = try validation.map { try evaluate(training.current, on: $0, threads: threads) }
      if let validation, let loss = evaluation?.loss, !loss.isFinite {
        throw training.validationError(validation, loss)
      }
      training.endEpoch(validation: evaluation)
      guard let result = training.history.last, try observer(.epoch(result), training) else { return false }
    }
    return true
  }

  /// Trains a model to its end.
  public static func train(
    _ architecture: Architecture,
    on source: TrainingSource,
    validation: Examples?,
    options: TrainingOptions,
    onProgress: (Progress) throws -> Void = { _ in }
  ) throws -> TrainingResult {
    var training = try Training(architecture, on: source, options: options)
    try run(&training, on: source, validation: validation) { progress, _ in
      try onProgress(progress)
      return true
    }
    return TrainingResult(training, validation: validation)
  }

  /// The mean loss and the metrics of a model's predictions.
  ///
  /// - Throws: `ModelError` when the examples are not made for the model, or have labels that its loss cannot judge.
  public static func evaluate(
    _ model: Model,
    on examples: Examples,
    threads: Int = 1
  ) throws(ModelError) -> Evaluation {
    try examples.check(for: model.architecture)
    let output = model(examples.inputs, threads: threads)
    let loss = model.architecture.loss
    let sum = loss.values(output, examples.labels).reduce(0.0) { $0 + Double($1) }
    return Evaluation(
      loss: sum / Double(max(1, examples.count)),
      metrics: Metrics(loss, output, labels: examples.labels)
    )
  }
}

extension Training {
  fileprivate func windows(of source: TrainingSource) throws -> WindowReader {
    try WindowReader(source, for: current.architecture, multipleOf: options.batchSize)
  }

  /// Learns from the rest of a window, shuffled; false when it was stopped on the way.
  fileprivate mutating func learn(
    _ window: Examples,
    _ observer: (Trainer.Progress, Training) throws -> Bool
  ) throws -> Bool {
    let seed = SplitMix64.mixed(SplitMix64.mixed(options.seed, UInt64(place.epoch)), UInt64(place.window))
    var generator = SplitMix64(seed: seed)
    let order = generator.permutation(of: window.count)
    guard place.example < max(1, order.count) else {
      throw ModelError("the saved training has seen more examples than there are; remove its checkpoint")
    }
    while place.example < order.count {
      let indices = order[place.example..<min(place.example + options.batchSize, order.count)]
      let losses = step(window, indices)
      let sum = losses.reduce(0.0) { $0 + Double($1) }
      guard sum.isFinite else { throw lossError(window.gather(indices), losses) }
      place.example = indices.endIndex
      place.lossSum += sum
      place.lossCount += indices.count
      let mean = place.lossSum / Double(place.lossCount)
      if place.example == order.count {
        place.window += 1
        place.example = 0
      }
      let progress = Trainer.Progress.step(epoch: place.epoch + 1, examples: place.lossCount, loss: mean)
      guard try observer(progress, self) else { return false }
      if place.example == 0 { break }
    }
    return true
  }

  /// What made the loss of the validation examples no number.
  fileprivate func validationError(_ examples: Examples, _ loss: Double) -> ModelError {
    let start = "epoch \(place.epoch + 1): the validation loss is \(loss.isNaN ? "nan" : "infinite")"
    guard let (feature, value) = current.architecture.firstWithoutNumber(examples.inputs) else {
      return ModelError("\(start); try a smaller learning rate, or clip the gradients")
    }
    return ModelError(
      "\(start); feature \"\(feature)\" is \(value) in one of its examples: fill or clip it in the preprocessing_fn"
    )
  }

  /// What made the loss no number: the batch, and the feature of it that is no number either, or else the weights.
  private func lossError(_ batch: Examples, _ losses: [Float]) -> ModelError {
    let number = place.lossCount / options.batchSize + 1
    let found = losses.contains(where: \.isNaN) ? "nan" : "infinite"
    let start = "epoch \(place.epoch + 1), batch \(number): the loss is \(found)"
    if let (feature, value) = current.architecture.firstWithoutNumber(batch.inputs) {
      return ModelError(
        "\(start); feature \"\(feature)\" is \(value) in one of its examples: fill or clip it in the preprocessing_fn"
      )
    }
    return ModelError("\(start), its features are not; try a smaller learning rate, or clip the gradients")
  }
}

extension Architecture {
  /// The first feature that is NaN or infinite in an example.
  func firstWithoutNumber(_ values: [TensorValue]) -> (feature: String, value: Float)? {
    for (input, value) in zip(inputs, values) {
      guard case .numbers(let widths) = input.kind, case .floats(let matrix) = value else { continue }
      let names = zip(input.features, widths).flatMap { name, width in [String](repeating: name, count: width)
      }
      if let index = matrix.elements.firstIndex(where: { !$0.isFinite }) {
        return (names[index % matrix.columns], matrix.elements[index])
      }
    }
    return nil
  }
}

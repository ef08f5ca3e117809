import RawData

/// A training on its way: model, optimizer and place in the data. It can stop after any step, be saved, and go on.
///
/// What comes out follows from the examples and the options alone, whatever the number of threads or stops.
public struct Training: Sendable {
  /// The model as it is now.
  public var model: Model {
    var (model, optimizer) = (current, optimizer)
    optimizer.catchUp(&model.weights)
    return model
  }
  /// The model, with rows that have steps to make up for.
  var current: Model
  /// One entry for each finished epoch.
  public internal(set) var history: [EpochResult] = []
  /// The mean of the labels of the first window.
  public private(set) var meanLabel: Float = 0
  /// How many examples an epoch has; nil when they are more than a window, and were never counted.
  public private(set) var exampleCount: Int?
  /// The options it was begun with.
  public let options: TrainingOptions
  /// Where it is in the data.
  var place = Place()
  var optimizer: OptimizerState
  /// The weights after the best epoch so far.
  var bestWeights: [Matrix]?
  /// What TensorBoard is told.
  var logs = EventLogs()
  /// What follows from the validation examples, and differs for others.
  private(set) var validationFingerprint: UInt64 = 0
  /// What follows from the first window of the examples, and differs for others.
  private(set) var dataFingerprint: UInt64 = 0
  private var gradients: [Gradient]
  /// All examples, when they fit a window: they have been read, and need not be again.
  package internal(set) var whole: Examples?

  /// A place between two steps.
  struct Place: Equatable, Sendable {
    /// How many epochs are done.
    var epoch = 0
    /// How many windows of this epoch are done.
    var window = 0
    /// How many examples of this window are done.
    var example = 0
    /// The losses of the examples of this epoch that are done.
    var lossSum = 0.0
    /// How many these are.
    var lossCount = 0
  }

  /// What a part of a batch has taught.
  private struct Learned: Sendable {
    var losses: [Float]
    var gradients: [WeightGradient?]
    var updates: [(weight: Int, value: Matrix)]
  }

  /// A training that begins, with layers adapted to the first window of the examples.
  ///
  /// - Throws: whatever reading throws; `ModelError` when there are no examples, or an option cannot be.
  public init(_ architecture: Architecture, on source: TrainingSource, options: TrainingOptions) throws {
    try options.check()
    var windows = try WindowReader(source, for: architecture, multipleOf: options.batchSize)
    guard let (first, isWhole) = try windows.next(), first.count > 0 else {
      throw ModelError("found no training examples, expected some")
    }
    var model = Model(architecture, seed: options.seed)
    try model.adapt(to: first.inputs)
    try model.checkLayers(on: first.gather([0]).inputs)
    if options.startsAtMeanLabel { model.startOutput(at: first.meanLabel) }
    self.init(model, options: options)
    meanLabel = first.meanLabel
    dataFingerprint = first.fingerprint
    (whole, exampleCount) = isWhole ? (first, first.count) : (nil, nil)
  }

  /// A training that begins from given weights.
  package init(_ model: Model, options: TrainingOptions) {
    current = model
    self.options = options
    optimizer = OptimizerState(options.optimizer, for: model.architecture.weights)
    gradients = model.architecture.weights.map { Gradient($0) }
  }

  // snippet: step
  /// One step: forward, the loss, back, and every weight a little against its gradient. The loss of each example.
  package mutating func step(_ examples: Examples, _ indices: ArraySlice<Int>) -> [Float] {
    let ranges = current.architecture.parts(of: indices)
    let threads = ranges.count > 1 ? options.threads : 1
    catchUp(with: examples, indices, threads)
    let parts = learn(from: examples, indices, ranges)
    let slopes = parts.map(\.gradients)
    optimizer.apply(&gradients, adding: slopes, to: &current.weights, epoch: place.epoch, threads: threads)
    for part in parts {
      for (weight, value) in part.updates { current.weights[weight] = value }
    }
    return parts.flatMap(\.losses)
  }

  /// What a part of a batch says: its losses, and which way the weights should move.
  private func learn(
    from examples: Examples,
    _ indices: ArraySlice<Int>,
    _ parts: [ArraySlice<Int>]
  ) -> [Learned] {
    let seed = SplitMix64.mixed(options.seed, UInt64(optimizer.step))
    return Parallelism.map(parts, threads: options.threads) { part in
      let pass = Pass(
        isTraining: true,
        threads: parts.count > 1 ? 1 : options.threads,
        seed: SplitMix64.mixed(seed, UInt64(part.startIndex - indices.startIndex))
      )
      let batch = examples.gather(part)
      let forward = current.forward(batch.inputs, pass)
      let loss = current.architecture.loss
      let slope = loss.gradient(forward.output, batch.labels, count: indices.count)
      return Learned(
        losses: loss.values(forward.output, batch.labels),
        gradients: current.backward(forward, gradient: slope, pass),
        updates: forward.updates
      )
    }
  }
  // end: step

  /// Makes up for the steps that the rows have missed which a batch is about to read.
  private mutating func catchUp(with examples: Examples, _ indices: ArraySlice<Int>, _ threads: Int) {
    let rows = current.architecture.rowsRead
    optimizer.catchUp(&current.weights, rows, inputs: examples.inputs, indices, threads: threads)
  }

  /// Takes note of the examples that it will be judged by.
  mutating func judge(by validation: Examples?) {
    validationFingerprint = validation?.fingerprint ?? 0
  }

  /// How many steps of the epoch that is not done yet are done.
  public var stepsInEpoch: Int { (place.lossCount + options.batchSize - 1) / options.batchSize }

  /// Whether there is nothing left to do: all epochs are done, or it was stopped early.
  public var isDone: Bool {
    if place.epoch >= options.epochs { return true }
    guard let stopping = options.earlyStopping, let best = bestEpoch else { return false }
    return history.count - best >= stopping.patience
  }

  /// The number of the epoch with the least validation loss, or the last one without early stopping; nil before the first.
  public var bestEpoch: Int? {
    guard let stopping = options.earlyStopping else { return history.last?.epoch }
    var best: EpochResult?
    for result in history where result.monitored < (best?.monitored ?? .infinity) - stopping.minDelta {
      best = result
    }
    return best?.epoch
  }

  /// The model to keep: that of the best epoch when the training may stop early, else the last.
  public var result: Model {
    guard let bestWeights else { return model }
    var result = current
    result.weights = bestWeights
    return result
  }

  /// Makes up for all steps that rows have missed.
  mutating func settle() {
    optimizer.catchUp(&current.weights)
  }

  /// Ends an epoch: measures the model on the validation examples and keeps its weights if they are the best so far.
  mutating func endEpoch(validation: Evaluation?) {
    let result = EpochResult(
      epoch: place.epoch + 1,
      examples: place.lossCount,
      loss: place.lossSum / Double(max(1, place.lossCount)),
      validation: validation
    )
    history.append(result)
    exampleCount = place.lossCount
    logs.add(
      result,
      current,
      learningRate: options.optimizer.learningRate(optimizer.step, epoch: place.epoch)
    )
    place = Place(epoch: place.epoch + 1)
    if options.earlyStopping != nil, bestEpoch == place.epoch { bestWeights = current.weights }
  }
}

extension EpochResult {
  /// What early stopping looks at: the validation loss, or the training loss without validation examples.
  fileprivate var monitored: Double { validation?.loss ?? loss }
}

extension Model {
  /// Lets each adapted layer look at its input for these examples.
  ///
  /// - Throws: `ModelError` when it finds no numbers there.
  mutating func adapt(to inputs: [TensorValue]) throws(ModelError) {
    var values: [TensorValue?] = inputs
    let needed = architecture.callsBelowAdaptedLayers
    for (index, call) in architecture.calls.enumerated() {
      let own = call.inputs.compactMap { values[$0] }
      if let layer = call.layer as? any AdaptedLayer {
        let adapted = layer.adapted(to: own[0].matrix)
        try check(adapted, of: call)
        guard adapted.allSatisfy({ $0.elements.allSatisfy(\.isFinite) }) else {
          let culprit = architecture.firstWithoutNumber(inputs).map {
            "; feature \"\($0.feature)\" is \($0.value)"
          }
          throw ModelError(
            "\(call.name): the examples have numbers that are nan or infinite\(culprit ?? ""): fill or clip them in the preprocessing_fn"
          )
        }
        weights.replaceSubrange(call.weights, with: adapted)
      }
      let isNeeded = needed.contains(index)
      values.append(
        isNeeded ? call.layer.forward(own, Array(weights[call.weights]), Pass()).value : nil
      )
    }
  }

  /// Finds out whether a layer has adapted the weights that it has.
  private func check(_ adapted: [Matrix], of call: Architecture.Call) throws(ModelError) {
    let start = "layer \"\(call.name)\""
    guard adapted.count == call.weights.count else {
      throw ModelError("\(start): found \(adapted.count) adapted weights, expected \(call.weights.count)")
    }
    for (matrix, spec) in zip(adapted, architecture.weights[call.weights]) {
      do throws(ModelError) {
        try matrix.check("an adapted value", spec)
      } catch {
        throw ModelError("\(start): \(error.problem)")
      }
    }
  }

  /// Makes the last layer's bias `value`, where it has one and nothing comes after it.
  mutating func startOutput(at value: Float) {
    guard !architecture.loss.isClassification, let call = architecture.calls.last,
      let dense = call.layer as? Dense, dense.activation == .linear,
      let bias = call.weights.first(where: { architecture.weights[$0].name == "bias" })
    else { return }
    weights[bias].elements = weights[bias].elements.map { _ in value }
  }
}

import RawData
import Testing

@testable import Embeddings

/// Examples that are not what a model takes, and examples that are many.
@Suite("Lesson 5: examples", .tags(.lesson5))
struct Lesson5ExamplesTests {
  /// A model of three classes on the features of `Learnable`.
  static func classifier() throws -> Model {
    let definition = ModelDefinition(
      name: "classes",
      label: "label",
      loss: .sparseCategoricalCrossentropy(fromLogits: true)
    ) { inputs in
      let id = OneHot()(try inputs.ids("id"))
      return Dense(3)(Concatenate()([RobustScaling()(try inputs.numeric(["x"])), id]))
    }
    return Model(try definition.architecture(Learnable.schema), seed: 1)
  }

  @Test func `a classifier that is given labels of numbers says so`() throws {
    let (model, examples) = (try Self.classifier(), try Learnable.examples())
    let problem = "label \"label\", row 0: found -9.0, expected a class from 0 to 2"
    let evaluated = #expect(throws: ModelError.self) { try Trainer.evaluate(model, on: examples) }
    #expect(evaluated?.description == problem)
    let options = TrainingOptions(epochs: 1)
    let trained = #expect(throws: ModelError.self) {
      try Trainer.train(model.architecture, on: TrainingSource(examples), validation: nil, options: options)
    }
    #expect(trained?.description == problem)
    let classes = Examples(inputs: examples.inputs, labels: [Float](repeating: 1, count: 60))
    let judged = #expect(throws: ModelError.self) {
      try Trainer.train(
        model.architecture,
        on: TrainingSource(classes),
        validation: examples,
        options: options
      )
    }
    #expect(judged?.description == problem)
    let weighed = #expect(throws: ModelError.self) { try model.featureImportance(on: examples, seed: 1) }
    #expect(
      weighed?.description
        == "feature importance: found the loss sparse_categorical_crossentropy(from_logits), expected one of numbers: "
        + "the errors of classes have no size"
    )
  }

  @Test func `examples of another model are refused`() throws {
    let examples = try SmallModel.examples(.oneHot)
    let model = Model(try Learnable.architecture(), seed: 1)
    let start = "the examples are not made for the model \"m\": "
    func problem(_ inputs: [TensorValue]) -> String? {
      let other = Examples(inputs: inputs, labels: examples.labels)
      let found = #expect(throws: ModelError.self) { try Trainer.evaluate(model, on: other) }
      let weighed = #expect(throws: ModelError.self) { try model.featureImportance(on: other, seed: 1) }
      let predicted = #expect(throws: ModelError.self) { try model.predictions(for: other) }
      #expect(weighed == found && predicted == found)
      return found?.description
    }
    #expect(problem(examples.inputs) == "\(start)found 3 inputs, expected 2")
    let (numbers, ids) = (examples.inputs[0], examples.inputs[1])
    #expect(problem([numbers, ids]) == "\(start)for \"x\" found [2], expected [1]")
    let single = TensorValue.floats(Matrix(rows: 6, columns: 1))
    #expect(problem([single, ids]) == "\(start)for \"id\" found 1 id below 4, expected 1 id below 3")
    #expect(problem([single, single]) == "\(start)for \"id\" found [1], expected 1 id below 3")
  }

  @Test func `a class whose scores are NaN is none`() throws {
    let definition = ModelDefinition(
      name: "classes",
      label: "label",
      loss: .sparseCategoricalCrossentropy(fromLogits: true)
    ) { Dense(3)(try $0.numeric(["x"])) }
    let architecture = try definition.architecture(Learnable.schema)
    let kernel = Matrix(rows: 1, columns: 3, elements: [-1, 2, 2])
    let model = try Model(architecture, weights: [kernel, Matrix(rows: 1, columns: 3)])
    let rows = Rows(["x": FeatureValues([.nan, 1, -1, 0] as [Float])])
    let found = try Predictor(model, available: ["x"])(rows.batch)
    #expect(found[0].isNaN && found.dropFirst() == [1, 0, 0])
  }

  @Test(arguments: [0, 1, 7, 13, 59, 60, 1000])
  func `no more rows are kept than is said`(limit: Int) throws {
    let reader = RowsReader(Learnable.rows(), schema: Learnable.schema, batchSize: 7)
    let examples = try Examples(reader, for: Learnable.architecture(), atMost: limit)
    #expect(examples.labels == Array(try Learnable.examples().labels.prefix(limit)))
  }

  @Test(arguments: [2, 5])
  func `the number of a row in the undivided data is that of the reader`(every: Int) throws {
    let schema = Schema([FeatureSpec("row", .float32)])
    for isHeldBack in [true, false] {
      let all = Rows(["row": FeatureValues((0..<23).map { Float($0) })]).batch
      var reader = HeldBackReader(
        RowsReader(all, schema: schema, batchSize: 4),
        every: every,
        seed: 9,
        isHeldBack: isHeldBack
      )
      var rows: [Float] = []
      while let batch = try reader.next() { rows += batch["row"]?.floats ?? [] }
      #expect(!rows.isEmpty)
      for (row, original) in rows.enumerated() {
        let found = HeldBackReader.originalRow(of: row, every: every, seed: 9, isHeldBack: isHeldBack)
        #expect(Float(found) == original)
      }
    }
  }

  // The baselines of data that is larger than a window are those of all of it.
  @Test(arguments: [1, 16, 59, 60, 1000])
  func `least squares, means and ids are those of all rows, whatever the window`(window: Int) throws {
    let architecture = try Learnable.architecture(.embedding)
    let whole = try Learnable.examples(.embedding)
    let source = Lesson5SourceTests.stream(window: window)
    var windows = RepeatedWindows(source, for: architecture)
    let regression = try LinearRegression(&windows)
    #expect(regression(whole) == LinearRegression(whole)(whole))
    #expect(regression.meanLabel == whole.meanLabel)
    let model = Model(architecture, seed: 1)
    let (found, expected) = (try model.embeddingTables(on: &windows), model.embeddingTables(on: whole))
    #expect(found.map(\.ids) == expected.map(\.ids) && found.map(\.meanLabels) == expected.map(\.meanLabels))
  }

  @Test func `rows that fit a window are read once`() throws {
    let opened = Lesson5SourceTests.Count()
    let source = Lesson5SourceTests.stream(window: 60, opened: opened)
    var windows = RepeatedWindows(source, for: try Learnable.architecture())
    var counts: [Int] = []
    for _ in 0..<3 { try windows.forEach { counts.append($0.count) } }
    #expect(counts == [60, 60, 60] && opened.total == 1)
  }
}

import Embeddings
import Preprocessing
import RawData
import TransformedData

extension PipelineRun {
  /// What there is to say of a trained model's errors; nil when it predicts classes.
  func report(on result: TrainingResult, training: Examples, validation: Examples) throws -> ModelReport? {
    let model = result.model
    guard !model.architecture.loss.isClassification else { return nil }
    let facts = try validationFacts()
    let (report, threads) = (pipeline.report, Parallelism.processorCount)
    let predictions = model.predictions(for: validation, threads: threads)
    return ModelReport(
      name: model.architecture.name,
      labels: validation.labels,
      predictions: predictions,
      linear: LinearRegression(training)(validation),
      meanPredictor: result.meanPredictor,
      importance: model.featureImportance(on: validation, seed: options.seed, threads: threads),
      embeddings: model.embeddingTables(on: training),
      groupings: report.groupings.enumerated().map { ($1.name, $1.groups(of: facts[$0])) },
      map: report.map,
      places: report.map == nil ? [] : zip(facts[facts.count - 2], facts[facts.count - 1]).map { ($0, $1) }
    )
  }

  /// Trains the model `name` and reports on its errors.
  func trainWithReport(_ name: String) throws -> String {
    let training = try train(name)
    return reports[name].map { "\(training)\n\n\($0.text)" } ?? training
  }

  /// Draws a trained model's figures; the line that names them.
  func drawFigures(of name: String, _ result: TrainingResult, _ report: ModelReport?) throws -> String {
    let figures = try ModelFigures(name: name, result: result, report: report).all()
    try OutputDirectory.write(to: directory.figures(of: name)) { staging in
      for (file, svg) in figures { try OutputFile.write(svg, to: "\(staging)/\(file)") }
    }
    return try figureList(of: name)
  }

  /// The names of the pictures of the model `name`, in a line.
  func figureList(of name: String) throws -> String {
    let files = try Platform.entries(of: directory.figures(of: name)).filter { $0.hasSuffix(".svg") }.sorted()
    return "figures/\(name): \(files.joined(separator: ", "))"
  }

  /// What the pipeline's report wants to know of every validation row: the groupings' numbers, and the map's x and y.
  private func validationFacts() throws -> [[Float]] {
    let report = pipeline.report
    let count = report.groupings.count + (report.map == nil ? 0 : 2)
    guard count > 0 else { return [] }
    let graph = try PreprocessingGraph(schema: pipeline.schema) { inputs in
      var outputs = Outputs()
      for (index, grouping) in report.groupings.enumerated() {
        outputs["\(index)"] = try grouping.column(inputs)
      }
      if let places = try report.map?.places(inputs) {
        (outputs["\(count - 2)"], outputs["\(count - 1)"]) = (places.x, places.y)
      }
      return outputs
    }
    let path = options.valid ?? options.data
    return try locatingErrors(in: path, header: options.header) {
      let transformFn = try graph.analyze { _ in try openCSV(path) }
      var facts = [[Float]](repeating: [], count: count)
      let all = TransformedReader(try openCSV(path), transformFn)
      var reader: any BatchReader =
        options.valid == nil ? HeldBackReader(all, seed: options.seed, isHeldBack: true) : all
      try reader.forEachBatch { batch in
        for index in facts.indices {
          if case .float32(let values)? = batch["\(index)"]?.storage { facts[index] += values }
        }
      }
      return facts
    }
  }
}

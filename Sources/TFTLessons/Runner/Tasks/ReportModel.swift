import Embeddings
import Preprocessing
import RawData
import TransformedData

extension PipelineRun {
  /// What there is to say of the errors of a trained model of numbers.
  ///
  /// - Parameter training: all training rows, of which ids and labels are counted.
  func report(
    on result: TrainingResult,
    linear: LinearRegression,
    training: inout RepeatedWindows,
    validation: Examples
  ) throws -> ModelReport {
    let model = result.model
    let facts = try validationFacts(of: validation.count)
    let (report, threads) = (pipeline.report, Parallelism.processorCount)
    let predictions = try model.predictions(for: validation, threads: threads)
    return ModelReport(
      name: model.architecture.name,
      labels: validation.labels,
      predictions: predictions,
      linear: linear(validation),
      meanPredictor: result.meanPredictor,
      importance: try model.featureImportance(on: validation, seed: options.seed, threads: threads),
      embeddings: try model.embeddingTables(on: &training),
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

  /// What the pipeline's report wants to know of the first `rowCount` validation rows: the groupings' numbers, and the map's x
  /// and y.
  private func validationFacts(of rowCount: Int) throws -> [[Float]] {
    let report = pipeline.report
    let count = report.groupings.count + (report.map == nil ? 0 : 2)
    guard count > 0 else { return [] }
    let graph = try reportGraph()
    let paths = try DataFiles(options.valid ?? options.data).paths
    return try locatingErrors(in: paths, header: options.header) {
      let transformFn = try graph.analyze { _ in try openCSV(paths) }
      let all = TransformedReader(try openCSV(paths), transformFn)
      var reader: any BatchReader =
        options.valid == nil ? HeldBackReader(all, seed: options.seed, isHeldBack: true) : all
      var facts = [[Float]](repeating: [], count: count)
      while facts[0].count < rowCount, let batch = try reader.next() {
        for index in facts.indices { facts[index] += try Self.numbers(batch, "\(index)") }
      }
      return facts.map { Array($0.prefix(rowCount)) }
    }
  }

  /// What makes those numbers of raw rows, in their order.
  func reportGraph() throws -> PreprocessingGraph {
    let report = pipeline.report
    return try PreprocessingGraph(schema: pipeline.schema) { inputs in
      var outputs = Outputs()
      let count = report.groupings.count
      for (index, grouping) in report.groupings.enumerated() {
        outputs["\(index)"] = try grouping.column(inputs)
      }
      if let places = try report.map?.places(inputs) {
        (outputs["\(count)"], outputs["\(count + 1)"]) = (places.x, places.y)
      }
      return outputs
    }
  }

  /// The number of each row; NaN for one without.
  ///
  /// - Throws: `ModelError` for a row with several: it would be in several groups.
  private static func numbers(_ batch: Batch, _ name: String) throws -> [Float] {
    guard let column = batch[name], case .float32(let values) = column.storage else { return [] }
    return try (0..<batch.rowCount).map { row in
      let range = column.range(ofRow: row)
      guard range.count <= 1 else {
        throw ModelError(
          "the report's groupings and its map: found \(range.count) numbers in a row, expected one"
        )
      }
      return range.first.map { values[$0] } ?? .nan
    }
  }
}

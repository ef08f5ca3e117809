import Drawing
import Embeddings
import FullScale
import RawData
import TFRecords

extension Lesson {
  /// What lesson 7 does with the rows that a user gives.
  static let fullScaleWork = [
    Cell("work", "The whole data set: survey, analysis, transform and an epoch of training.") { run in
      try run.performAtFullScale()
    }
  ]
}

extension PipelineRun {
  /// Analyzes all rows of `--data`, writes their transformed records unless they are streamed, and trains a model for an epoch.
  ///
  /// - Throws: `FileError` before the work begins when the records have no room on the disk; whatever the work throws.
  func performAtFullScale() throws -> String {
    let files = try DataFiles(options.data)
    let job = try FullScaleJob(self, files, in: directory.fullScale)
    let survey = job.survey
    onProgress("survey: \(survey.rowCount) rows, \(survey.byteCount) bytes, \(survey.shards.count) shards")
    guard survey.rowCount > 0 else {
      throw InputError(file: options.data, problem: "found no rows, expected some to train a model on")
    }
    if !options.streams {
      let need = try job.diskNeed()
      if need.isTooMuch {
        throw FileError(
          path: job.records,
          problem: "\(need.text); make room, name another disk by --workdir, or write nothing with --stream"
        )
      }
      onProgress("transform: \(need.text)")
    }
    let found = try job.fit()
    onNotices(found.transformFn.notices)
    let done = options.streams ? nil : try job.writeRecords(found)
    let result = try job.train(found, streams: options.streams)
    var table = TextTable(columns: [("what", .left), ("where", .left), ("how much", .left)])
    table.addRow(["rows", options.data, "\(survey.rowCount) in \(survey.shards.count) shards"])
    table.addRow(["analysis", "full_scale/analysis", "\(found.stateBytes) bytes of accumulators"])
    if let done {
      table.addRow(["records", "full_scale/transformed_tfrecords", "\(done.byteCount) bytes"])
    }
    let epoch = result.history.last
    table.addRow(["model", "full_scale/model", "1 epoch of \(epoch?.examples ?? 0) rows"])
    let metric = result.validation?.named.first
    let judged = metric.map { "\(definition(of: result)): validation \($0.name) \(fixed($0.value, places: 3))" } ?? ""
    let mean = result.meanPredictor.map { ", always predicting the mean \(fixed($0.rmse, places: 3))" } ?? ""
    return table.render() + "\n" + judged + mean
  }

  private func definition(of result: TrainingResult) -> String { result.model.architecture.name }
}

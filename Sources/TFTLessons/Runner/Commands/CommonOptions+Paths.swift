import Embeddings
import RawData

extension CommonOptions {
  /// Finds out, before any work is done, whether what the run needs can be read and where its results go can be written.
  ///
  /// - Parameters:
  ///   - tasks: what is to be run; nil for lessons, which read all there is.
  ///   - pipeline: says which files are the default.
  /// - Throws: `FileError` for the first path that is no use.
  func checkPaths(_ tasks: [PipelineTask]? = nil, _ pipeline: Pipeline) throws(FileError) {
    let needed = tasks.map { $0.flatMap(\.withPrerequisites) } ?? PipelineTask.allCases
    if needed.contains(.writeRawTFRecords) {
      try Self.checkRows(run.data, "--data", isDefault: run.data == pipeline.data)
    }
    if let valid = run.valid, hasValid || needed.contains(where: \.readsValidationRows) {
      try Self.checkRows(valid, "--valid", isDefault: !hasValid)
    }
    for data in [run.data, run.valid ?? run.data] where Platform.isDirectory(data) {
      guard Platform.isSameFile(data, run.workdir) else { continue }
      throw FileError(
        path: run.workdir,
        problem: "is where the rows are, and every file there is a shard; --workdir names another directory"
      )
    }
    try Platform.checkWritable(directory: run.workdir)
    for path in [visualizeTasks, metrics, timeline].compactMap({ $0 }) {
      try Platform.checkWritable(directory: Platform.parent(of: path))
    }
  }

  private static func checkRows(_ path: String, _ option: String, isDefault: Bool) throws(FileError) {
    do {
      _ = try DataFiles(path)
    } catch {
      guard isDefault else { throw error }
      throw FileError(
        path: path,
        problem: "\(error.problem); this is the default, \(option) names another file"
      )
    }
  }
}

extension PipelineTask {
  /// Whether it reads the file of `--valid`.
  fileprivate var readsValidationRows: Bool {
    switch self {
    case .trainNonEmbeddingModel, .trainEmbeddingModel, .trainFareModel, .trainAndPredictNonEmbeddingModel,
      .trainAndPredictEmbeddingModel, .trainAndPredictFareModel:
      true
    case .cleanDirectory, .writeRawTFRecords, .transformTFRecords, .viewOriginalSampleData,
      .viewTransformedSampleData:
      false
    }
  }
}

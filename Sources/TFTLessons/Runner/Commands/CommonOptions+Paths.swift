import RawData

extension CommonOptions {
  /// Finds out, before any work is done, whether what the run needs can be read and where its results go can be written.
  ///
  /// - Parameter tasks: what is to be run; nil for lessons, which read all there is.
  /// - Throws: `FileError` for the first path that is no use.
  func checkPaths(_ tasks: [PipelineTask]? = nil) throws(FileError) {
    let needed = tasks.map { $0.flatMap(\.withPrerequisites) } ?? PipelineTask.allCases
    if needed.contains(.writeRawTFRecords) {
      try Self.checkRows(run.data, "--data", isDefault: run.data == RunOptions().data)
    }
    if let valid = run.valid, hasValid || needed.contains(where: \.readsValidationRows) {
      try Self.checkRows(valid, "--valid", isDefault: !hasValid)
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

import Embeddings
import EndToEnd
import RawData

/// A directory with a saved model, as a user names it.
enum ModelDirectory {
  /// Reads the model in `path`, which may have layers of the pipeline's own.
  ///
  /// - Throws: `InputError` with the models that are near when `path` is a directory without one.
  static func read(_ path: String, _ pipeline: Pipeline) throws -> EndToEndModel {
    guard isModel(path) || !Platform.isDirectory(path) else {
      let models = try models(near: path)
      let advice =
        models.isEmpty
        ? "`lessons task \(maker(pipeline))` makes one"
        : "here is \(models.joined(separator: ", "))"
      throw InputError(file: path, problem: "found no model.json, expected a model's directory; \(advice)")
    }
    return try EndToEndModel(contentsOf: path, layers: pipeline.layers)
  }

  /// The task that makes the last of the pipeline's models.
  private static func maker(_ pipeline: Pipeline) -> String {
    (PipelineTask.all(of: pipeline).last { $0.model != nil } ?? .trainEmbeddingModel).rawValue
  }

  private static func isModel(_ path: String) -> Bool { Platform.exists("\(path)/model.json") }

  /// The models in a directory of models, or in a working directory.
  private static func models(near path: String) throws -> [String] {
    let path = path.hasSuffix("/") && path != "/" ? String(path.dropLast()) : path
    return try [path, "\(path)/models"].filter(Platform.isDirectory).flatMap { place in
      try Platform.entries(of: place).map { "\(place)/\($0)" }.filter(isModel)
    }
  }
}

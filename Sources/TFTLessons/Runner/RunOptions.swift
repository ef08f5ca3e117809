import RawData
import TFRecords

/// What a run works on.
struct RunOptions: Equatable, Sendable {
  /// The training rows: a file, a directory of shards or a pattern, see `DataFiles`; and so are the validation rows.
  var data = "data/taxi-train.csv"
  /// Whether the training rows are the user's choice.
  var hasOwnData = false
  /// The validation rows; nil takes a fifth of the training rows instead.
  var valid: String? = "data/taxi-valid.csv"
  /// The schema of the rows; nil takes the pipeline's own.
  var schema: String?
  /// Where everything goes that the run makes.
  var workdir = "working_area"
  /// Where the names of the CSV files' columns come from.
  var header = CSVReader.Header.firstRecord
  /// How the TFRecord files that are written are compressed.
  var compression = Compression.none
  /// How many TFRecord files a data set is written to; nil for as many as its rows come in.
  var shards: Int?
  /// What first weights and the order of the examples follow from.
  var seed: UInt64 = 1
  /// How many threads may work; nil for as many as there are processors. No result depends on it.
  var threads: Int?
  /// How many validation rows are kept in memory at most, so that memory does not grow with the rows.
  var mostValidationRows = 1 << 18
  /// Whether a task is done although all that it would make is there already.
  var isForced = false
  /// Whether lesson 7 trains on the CSV files through the fitted transform, and writes no transformed records.
  var streams = false
  /// Results alone, without narration.
  var isQuiet = false
}

/// The places in a working directory.
struct WorkingDirectory: Sendable {
  let path: String

  var taskState: String { "\(path)/\(TaskState.name)" }
  var rawRecords: String { "\(path)/raw_tfrecords" }
  var transformedRecords: String { "\(path)/transformed_tfrecords" }
  var transformOutput: String { "\(transformedRecords)/transform_output" }
  var graphs: String { "\(path)/graphs" }
  var models: String { "\(path)/models" }
  var checkpoints: String { "\(path)/checkpoints" }

  /// What lesson 7 makes.
  var fullScale: String { "\(path)/full_scale" }

  var figures: String { "\(path)/figures" }

  /// The pictures of the model `name`.
  func figures(of name: String) -> String { "\(figures)/\(name)" }

  func model(_ name: String) -> String { "\(models)/\(name)" }

  /// Where a training is kept until it is done.
  func checkpoint(_ name: String) -> String { "\(checkpoints)/\(name)" }

  /// The drawing of the main job's calls.
  var runGraph: String { "\(graphs)/run.svg" }

  /// A path below the working directory as it is shown to people.
  func shown(_ path: String) -> String {
    path.hasPrefix(self.path + "/") ? String(path.dropFirst(self.path.utf8.count + 1)) : path
  }
}

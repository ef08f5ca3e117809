import RawData
import TFRecords

/// The options that every command working on a pipeline takes.
struct CommonOptions {
  var run = RunOptions()
  var visualizeTasks: String?
  var printsMetrics = false
  /// Whether the validation file is the user's choice.
  private(set) var hasValid = false

  static let help = """
    Options:
      --data CSV                    training rows (default data/taxi-train.csv)
      --valid CSV                   validation rows (default data/taxi-valid.csv; with --data alone, a fifth of its rows);
                                    no more than the first 262144 are used, which are kept in memory
      --schema FILE                 schema.pbtxt of these rows (default the pipeline's own; `lessons schema` makes one)
      --no-header                   the CSV files have no header line; their columns are the schema's, in its order
      --compression NAME            compress the TFRecord files as a whole: none (default), gzip or zlib
      --shards N                    write each data set as N TFRecord files of equal size (default 1)
      --workdir DIR                 where results go (default working_area)
      --seed N                      for first weights and the order of the examples (default 1)
      --threads N                   how many threads may work (default one for each processor); results are the same
      --force                       do tasks anew whose results are up to date
      --visualize_tasks FILE.svg    draw the run as a graph
      --print_performance_metrics   print the table of calls and their times
      --quiet                       results alone
    """

  private static let mostThreads = 1024

  /// The options' names.
  static let names = [
    "--data", "--valid", "--schema", "--no-header", "--compression", "--shards", "--workdir", "--seed",
    "--threads", "--force", "--visualize_tasks", "--print_performance_metrics", "--quiet",
  ]

  /// Reads one option; false when `word` is none of these.
  mutating func read(_ word: String, _ arguments: inout Arguments) throws(UsageError) -> Bool {
    switch word {
    case "--data":
      run.data = try arguments.value(of: word)
      if !hasValid { run.valid = nil }
    case "--valid":
      run.valid = try arguments.value(of: word)
      hasValid = true
    case "--schema": run.schema = try arguments.value(of: word)
    case "--no-header": run.header = .none
    case "--compression": run.compression = try arguments.compression(of: word)
    case "--shards":
      run.shards = try arguments.number(of: word, in: 1...ShardedRecords.largestShardCount)
    case "--workdir": run.workdir = try arguments.value(of: word)
    case "--seed": run.seed = try arguments.number(of: word, atLeast: 0)
    case "--threads": run.threads = try arguments.number(of: word, in: 1...Self.mostThreads)
    case "--force": run.isForced = true
    case "--visualize_tasks":
      let path = try arguments.value(of: word)
      guard path.hasSuffix(".svg") else {
        throw UsageError("\(word): found \"\(path)\", expected a name ending in .svg")
      }
      visualizeTasks = path
    case "--print_performance_metrics": printsMetrics = true
    case "--quiet": run.isQuiet = true
    default: return false
    }
    return true
  }
}

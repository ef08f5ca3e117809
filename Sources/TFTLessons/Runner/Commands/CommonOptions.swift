import RawData
import TFRecords

/// The options that every command working on a pipeline takes.
struct CommonOptions {
  var run = RunOptions()
  var visualizeTasks: String?
  var printsMetrics = false
  /// Where the calls and their times go as JSON.
  private(set) var metrics: String?
  /// Where they go as a timeline for Perfetto.
  private(set) var timeline: String?
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
      --visualize_tasks FILE        draw the run as a graph: FILE ends in .svg, in .dot for Graphviz, or in .mmd for Mermaid
      --print_performance_metrics   print the table of calls and their times
      --metrics FILE.json           write that table for programs, with what each call read and the peak of memory
      --trace FILE.json             write the calls as a timeline for ui.perfetto.dev or chrome://tracing
      --quiet                       results alone
    """

  static let mostThreads = 1024

  /// The options' names.
  static let names = [
    "--data", "--valid", "--schema", "--no-header", "--compression", "--shards", "--workdir", "--seed",
    "--threads", "--force", "--visualize_tasks", "--print_performance_metrics", "--metrics", "--trace",
    "--quiet",
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
      visualizeTasks = try GraphFormat.path(try arguments.value(of: word), of: word)
    case "--print_performance_metrics": printsMetrics = true
    case "--metrics": metrics = try Self.jsonPath(&arguments, word)
    case "--trace": timeline = try Self.jsonPath(&arguments, word)
    case "--quiet": run.isQuiet = true
    default: return false
    }
    return true
  }

  private static func jsonPath(_ arguments: inout Arguments, _ option: String) throws(UsageError) -> String {
    let path = try arguments.value(of: option)
    guard path.hasSuffix(".json") else {
      throw UsageError("\(option): found \"\(path)\", expected a name ending in .json")
    }
    return path
  }

  /// A trace that records only where something is to be made of it.
  func makeTrace() -> Trace {
    Trace(isOn: printsMetrics || [visualizeTasks, metrics, timeline].contains { $0 != nil })
  }
}

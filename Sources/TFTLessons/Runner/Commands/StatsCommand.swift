import Drawing
import RawData

extension Command {
  static let stats = Command(
    name: "stats",
    summary: "Describes a CSV file: statistics of every feature, and what looks wrong.",
    usage: """
      Usage: lessons stats --data CSV [--valid CSV] [--schema FILE] [--no-header] [--json FILE] [--svg FILE]

        --data CSV     the rows to describe: a file, a directory of shards, or a pattern in quotes, 'rides/*.csv'
        --valid CSV    later rows, to be compared with them
        --schema FILE  schema.pbtxt of the columns (default the pipeline's own; `lessons schema` makes one)
        --no-header    the files have no header line; their columns are the schema's, in its order
        --json FILE    the statistics as TFDV's DatasetFeatureStatisticsList, in JSON
        --svg FILE     a small chart per feature

      An anomaly is a finding, not a failure: the exit status is 0 with and without.
      """
  ) { arguments, pipeline in
    let options = try StatsOptions(&arguments)
    let schema = try options.schema.map { try Schema(contentsOf: $0) } ?? pipeline.schema
    let data = try DatasetStatistics(
      csv: DataFiles(options.data).paths,
      schema: schema,
      header: options.header
    )
    let valid = try options.valid.map {
      try DatasetStatistics(csv: DataFiles($0).paths, schema: schema, header: options.header)
    }
    let terminal = Terminal()
    terminal.result("\(options.data): \(StatisticsReport(statistics: data).tables)\n")
    terminal.result(StatisticsReport.list(data.anomalies(against: schema) + data.suspicions()))
    if let path = options.valid, let valid {
      terminal.result("\n\(path): \(StatisticsReport(statistics: valid).tables)\n")
      terminal.result(StatisticsReport.list(valid.anomalies(against: schema) + valid.suspicions()))
      terminal.result("\nfrom \(options.data) to \(path): \(StatisticsReport.list(data.drift(to: valid)))")
    }
    if let path = options.json {
      let sets = [(options.data, data)] + (valid.map { [(options.valid ?? "", $0)] } ?? [])
      try OutputFile.write(DatasetStatistics.json(sets).text, to: path)
    }
    if let path = options.svg {
      try OutputFile.write(StatisticsDrawing(name: options.data, data, later: valid).svg(), to: path)
    }
  }
}

/// What `lessons stats` is asked for.
private struct StatsOptions {
  var data = ""
  var valid: String?
  var schema: String?
  var header = CSVReader.Header.firstRecord
  var json: String?
  var svg: String?

  init(_ arguments: inout Arguments) throws(UsageError) {
    while let word = try arguments.next() {
      switch word {
      case "--data": data = try arguments.value(of: word)
      case "--valid": valid = try arguments.value(of: word)
      case "--schema": schema = try arguments.value(of: word)
      case "--no-header": header = .none
      case "--json": json = try arguments.value(of: word)
      case "--svg": svg = try arguments.value(of: word)
      default:
        let known = ["--data", "--valid", "--schema", "--no-header", "--json", "--svg"]
        throw UsageError(unknown: "option", word, expected: known)
      }
    }
    if data.isEmpty { throw UsageError("--data is missing") }
  }
}

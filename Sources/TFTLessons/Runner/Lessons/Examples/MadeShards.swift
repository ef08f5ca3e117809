import Drawing
import FullScale
import RawData
import TFRecords
import TaxiFare
import TransformedData

/// Rides made on the spot, in a few CSV files: a data set of shards that is small enough for a lesson.
struct MadeShards {
  /// How many files there are.
  static let count = 4
  /// How many rides each has.
  static let rides = 5_000

  /// Where everything of the lesson is.
  let directory: String
  private let run: PipelineRun

  /// Makes the files, as they are made each time.
  init(_ run: PipelineRun) throws {
    self.run = run
    directory = "\(run.directory.fullScale)/lesson"
    var state = try run.state()
    try state.mark()
    try Platform.makeDirectory(run.directory.fullScale)
    let files = "\(directory)/rides"
    guard !Platform.exists(files) else { return }
    try Platform.makeDirectory(directory)
    try OutputDirectory.markAsOurs(directory)
    try OutputDirectory.write(to: files) { staging in
      var rides = TaxiRideGenerator(seed: 7)
      for index in 0..<Self.count {
        let file = try OutputFile(path: "\(staging)/\(Self.name(index))")
        try file.write(TaxiRideGenerator.header + "\n")
        for _ in 0..<Self.rides { try file.write { rides.appendRow(to: &$0) } }
        try file.commit()
      }
    }
  }

  static func name(_ index: Int) -> String { "rides-\(index).csv" }

  /// A job on all files, whose results go to `place`.
  func job(in place: String, of files: String = "rides") throws -> FullScaleJob {
    try FullScaleJob(
      run,
      DataFiles("\(directory)/\(files)"),
      in: "\(directory)/\(place)",
      isQuiet: true
    )
  }

  /// The files as a table.
  func table() throws -> String {
    let survey = try job(in: "whole").survey
    var table = TextTable(columns: [("shard", .left), ("rows", .right), ("bytes", .right)])
    for (index, shard) in survey.shards.enumerated() {
      table.addRow([Self.name(index), "\(shard.rowCount)", "\(shard.byteCount)"])
    }
    return table.render() + "together \(survey.rowCount) rows, \(survey.byteCount) bytes"
  }

  /// Takes away what an earlier run of the cell has made in `place`.
  func clear(_ place: String) throws {
    try Platform.remove("\(directory)/\(place)")
  }
}

extension FullScaleJob {
  /// The transformed records as a table.
  func recordTable() throws -> String {
    var table = TextTable(columns: [("file", .left), ("records", .right), ("bytes", .right)])
    for path in try ShardedRecords.shards(in: records) {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      table.addRow([name, "\(try ShardedRecords.recordCount(of: [path]))", "\(Platform.size(of: path))"])
    }
    return table.render()
  }
}

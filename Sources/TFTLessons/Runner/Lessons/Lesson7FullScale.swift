import Drawing
import FullScale
import RawData
import TFRecords

extension Lesson {
  static let fullScale = Lesson(
    number: 7,
    title: "Full scale",
    summary: "The same pipeline on more rows than fit in memory: shard by shard, and merged.",
    cells: ([
      .here(7),
      Cell("shards", "Twenty thousand rides, made on the spot, in four files.") { run in
        try MadeShards(run).table()
      },
      Cell("one-pass", "What each shard leaves of its rows, and what comes of it together.") { run in
        let pass = try OnePass(try MadeShards(run), schema: run.pipeline.schema)
        return try pass.table() + run.write([("pass.svg", pass.svg())], to: "7-one-pass")
      },
      Cell("any-order", "The shards merged in three ways.") { run in
        try OnePass(try MadeShards(run), schema: run.pipeline.schema).orders()
      },
      Cell("records", "The transformed records, one file for each shard.") { run in
        let made = try MadeShards(run)
        let job = try made.job(in: "whole")
        _ = try job.writeRecords(try job.fit())
        return try job.recordTable()
      },
      Cell("threads", "The same with one thread and with eight.") { run in try sameWithThreads(run) },
      Cell("goes-on", "A run that stops in the third shard, and the next one.") { run in try goesOn(run) },
      Cell("training", "An epoch on the records, and one straight on the CSV files.") { run in
        try trainTwice(run)
      },
      Cell("growing", "How many bytes analyses remember of few rows and of many.") { run in
        try GrowingStates.table(try MadeShards(run), schema: run.pipeline.schema)
      },
    ] as [Cell]).map(\.onTaxiColumns)
  )

  private static func sameWithThreads(_ run: PipelineRun) throws -> String {
    let made = try MadeShards(run)
    let counts = [1, 8]
    for threads in counts {
      try made.clear("threads-\(threads)")
      let job = try made.job(in: "threads-\(threads)")
      let found = try ShardedAnalysis(directory: job.analysis, threads: threads).run(
        run.graph(),
        over: job.survey
      )
      _ = try ShardedTransform(directory: job.records, threads: threads).run(found, over: job.survey) { _ in }
    }
    let places = counts.map { "\(made.directory)/threads-\($0)/transformed_tfrecords" }
    let isSame = try haveSameShards(places[0], places[1])
    let shards = try ShardedRecords.shards(in: places[0]).count
    return "\(shards) files with 1 thread and with 8: \(isSame ? "the same bytes" : "other bytes")"
  }

  private static func haveSameShards(_ first: String, _ second: String) throws -> Bool {
    let (left, right) = (try ShardedRecords.shards(in: first), try ShardedRecords.shards(in: second))
    return try left.count == right.count && zip(left, right).allSatisfy { try InputFile.areSame($0, $1) }
  }

  /// A shard with a row that cannot be read ends the first run; it is mended, and the second run goes on.
  private static func goesOn(_ run: PipelineRun) throws -> String {
    let made = try MadeShards(run)
    for place in ["broken", "stopped"] { try made.clear(place) }
    try Platform.makeDirectory("\(made.directory)/broken")
    for index in 0..<MadeShards.count {
      var bytes = try InputFile.contents(of: "\(made.directory)/rides/\(MadeShards.name(index))")
      // The second cell of a line is its fare: with an x in it, it is no number.
      if index == 2, let line = bytes.dropLast().lastIndex(of: UInt8(ascii: "\n")),
        let comma = bytes[(line + 1)...].firstIndex(of: UInt8(ascii: ","))
      {
        bytes[comma + 1] = UInt8(ascii: "x")
      }
      let file = try OutputFile(path: "\(made.directory)/broken/\(MadeShards.name(index))")
      try file.write(bytes)
      try file.commit()
    }
    var lines: [String] = []
    do {
      let job = try made.job(in: "stopped", of: "broken")
      _ = try job.writeRecords(try job.fit())
    } catch let error as InputError {
      lines.append("first run: \("\(error)".replacing("\(made.directory)/", with: ""))")
    }
    let whole = try made.job(in: "whole")
    _ = try whole.writeRecords(try whole.fit())
    let job = try made.job(in: "stopped")
    let done = try job.writeRecords(try job.fit())
    let isSame = try haveSameShards(job.records, whole.records)
    lines.append("next run: transformed \(done.transformedShards) of \(job.survey.shards.count) shards")
    lines.append("against a run that never stopped: \(isSame ? "the same bytes" : "other bytes")")
    return lines.joined(separator: "\n")
  }

  private static func trainTwice(_ run: PipelineRun) throws -> String {
    let made = try MadeShards(run)
    var table = TextTable(columns: [("trained on", .left), ("rows", .right), ("validation rmse", .right)])
    var weights: [[UInt8]] = []
    for (place, streams) in [("whole", false), ("streamed", true)] {
      try made.clear("\(place)/checkpoint")
      let job = try made.job(in: place)
      let found = try job.fit()
      if !streams { _ = try job.writeRecords(found) }
      let result = try job.train(found, streams: streams)
      weights.append(try InputFile.contents(of: "\(job.model)/weights.safetensors"))
      let rmse = result.validation?.named.first.map { fixed($0.value, places: 3) } ?? ""
      table.addRow([
        streams ? "CSV through the transform" : "transformed records",
        "\(result.history.last?.examples ?? 0)", rmse,
      ])
    }
    let isSame = weights.allSatisfy { $0 == weights[0] }
    return table.render() + "their weights: \(isSame ? "the same bytes" : "other bytes")"
  }
}

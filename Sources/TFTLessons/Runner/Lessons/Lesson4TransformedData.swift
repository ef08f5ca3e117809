import TransformedData

extension Lesson {
  static let transformedData = Lesson(
    number: 4,
    title: "Transformed data",
    summary: "One pass to learn the constants, one to apply them.",
    cells: [
      .here(4),
      Cell("transform", "Analyze all rows, then transform them with what was found.") { run in
        try run.perform(.transformTFRecords)
      },
      Cell("constants", "What the full pass found is now a constant of the transform.") { run in
        try run.perform(.transformTFRecords)
        return try run.readTransformFn().describeAnalyses().joined(separator: "\n")
      },
      Cell("sample", "The first ride, before and after.") { run in try run.perform(.viewTransformedSampleData)
      },
      Cell("ride", "Our ride: three of its features, from the cells through the constants to the value.") {
        run in
        try run.explainExampleRide(["passenger_count", "hour_of_day_of_week", "pickup_location"])
      },
      Cell("hashes", "Which combinations share a bin, and what more bins would give.") { run in
        try run.perform(.transformTFRecords)
        var census = try HashCensus(run.readTransformFn(), limit: 1_000_000)
        var reader = try run.openRawRecords(census.inputSchema)
        try reader.forEachBatch { try census.add($0) }
        return HashReport(uses: try census.finish(), limit: 1_000_000).text
      },
    ] + (transformOutput + skew).map(\.onTaxiColumns)
  )
}

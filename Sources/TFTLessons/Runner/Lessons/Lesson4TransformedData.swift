import TransformedData

extension Lesson {
  static let transformedData = Lesson(
    number: 4,
    title: "Transformed data",
    summary: "One pass to learn the constants, one to apply them.",
    cells: [
      Cell("transform", "Analyze all rows, then transform them with what was found.") { run in
        try run.perform(.transformTFRecords)
      },
      Cell("constants", "What the full pass found is now a constant of the transform.") { run in
        try run.perform(.transformTFRecords)
        return try run.readTransformFn().describeAnalyses().joined(separator: "\n")
      },
      Cell("sample", "The first ride, before and after.") { run in try run.perform(.viewTransformedSampleData)
      },
    ] + (transformOutput + skew).map(\.onTaxiColumns)
  )
}

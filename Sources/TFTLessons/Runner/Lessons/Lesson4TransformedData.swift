import RawData

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
      Cell("schema", "The schema of the transformed data, as TensorFlow's tools read it; its first feature.")
      { run in
        try run.perform(.transformTFRecords)
        let path = "\(run.directory.transformOutput)/transformed_metadata/schema.pbtxt"
        let text = String(decoding: try InputFile.contents(of: path), as: UTF8.self)
        return text.split(separator: "\n}").first.map { "\($0)\n}" } ?? ""
      },
    ] + (transformOutput + skew).map(\.onTaxiColumns)
  )
}

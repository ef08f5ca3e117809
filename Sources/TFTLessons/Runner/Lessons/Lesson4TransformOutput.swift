import Preprocessing
import RawData
import TaxiFare
import TransformedData

extension Lesson {
  /// What a fitted transform leaves on disk, and what an edit of it does.
  static let transformOutput: [Cell] = [
    Cell("files", "What a small transform with a vocabulary leaves on disk.") { run in
      try run.inMonthsOutput { output in
        try run.files(below: output).map { path in
          "\(path): \(Platform.size(of: "\(output)/\(path)")) bytes"
        }.joined(separator: "\n")
      }
    },
    Cell("transform-fn", "The transform itself, for people.") { run in
      try run.inMonthsOutput { try run.text(of: "\($0)/\(TransformOutput.transformFnName)") }
    },
    Cell("vocabulary", "The vocabulary: a token per line, its id is the number of its line, from 0.") { run in
      try run.inMonthsOutput { try run.text(of: "\($0)/transform_fn/assets/months") }
    },
    Cell(
      "metadata",
      "What the program calls each vocabulary, and the ids that the transformed month can have."
    ) {
      run in
      try run.inMonthsOutput { output in
        let metadata = "\(output)/transformed_metadata"
        let schema = try run.text(of: "\(metadata)/schema.pbtxt")
        let month = schema.split(separator: "\n}").first.map { "\($0)\n}" } ?? ""
        return "asset_map: \(try run.text(of: "\(metadata)/asset_map"))\nschema.pbtxt:\n\(month)"
      }
    },
    Cell("edit", "The same rides before and after two edits by hand.") { run in
      try run.inMonthsOutput { output in
        let rides = try run.rides(RideTable.shown, run.pipeline.schema)
        let before = try TransformOutput.read(output)
        let transformFn = "\(output)/\(TransformOutput.transformFnName)"
        try OutputFile.write(
          run.text(of: transformFn).replacing(
            #""max": {"float32": 6.0}"#,
            with: #""max": {"float32": 10.0}"#
          ),
          to: transformFn
        )
        let vocabulary = "\(output)/transform_fn/assets/months"
        let months = try run.text(of: vocabulary)
        // A month that the vocabulary has already cannot be added.
        let added = ["2011-11", "2012-02", "2013-03", "2010-12"].first { !months.contains($0) } ?? "1969-07"
        try OutputFile.write("\(months)\(added)\n", to: vocabulary)
        let after = try TransformOutput.read(output)
        let tables = try [before, after].map { edition in
          RideTable([try rides.map { try edition.transform($0) }]).text
        }
        return "before\n\(tables[0])\nafter\n\(tables[1])"
      }
    },
  ]
}

extension PipelineRun {
  /// Calls `body` with a `transform_output` directory of `taxiMonths`, analyzed over the training rows.
  fileprivate func inMonthsOutput<Result>(_ body: (_ output: String) throws -> Result) throws -> Result {
    try perform(.writeRawTFRecords)
    let graph = try PreprocessingGraph(schema: pipeline.schema, taxiMonths)
    let transformFn = try graph.analyze { try openRawRecords($0) }
    return try inScratchDirectory { place in
      try TransformOutput.write(transformFn, to: place)
      return try body(place)
    }
  }

  /// The paths of all files below `directory`, sorted.
  fileprivate func files(below directory: String, _ prefix: String = "") throws -> [String] {
    try Platform.entries(of: directory).sorted().flatMap { name in
      let path = "\(directory)/\(name)"
      return Platform.isDirectory(path) ? try files(below: path, "\(prefix)\(name)/") : ["\(prefix)\(name)"]
    }
  }

  fileprivate func text(of path: String) throws -> String {
    String(decoding: try InputFile.contents(of: path), as: UTF8.self)
  }
}

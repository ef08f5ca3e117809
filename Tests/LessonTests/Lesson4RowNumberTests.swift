import Preprocessing
import RawData
import Testing
import TransformedData

/// The row that an error names is that of the raw data, whoever fails and on whichever thread.
@Suite("Lesson 4: row numbers", .tags(.lesson4), .scratchDirectory)
struct Lesson4RowNumberTests {
  private static let badRow = 1234
  /// Buckets, one of which is none.
  private static let rows = Rows([
    "bucket": FeatureValues((0..<2000).map { $0 == badRow ? 9 as Int64 : 1 })
  ])

  /// Fails on the row whose bucket is none.
  private static let failing = fitted { inputs in
    var outputs = Outputs()
    outputs["center"] = try bucketCenter(inputs.int64("bucket"), boundaries: [0])
    return outputs
  }

  private static let passing = fitted { Outputs(passingThrough: $0) }

  private static func fitted(_ preprocessingFn: PreprocessingFn) -> Result<TransformFn, any Error> {
    Result {
      try PreprocessingGraph(schema: rows.schema, preprocessingFn).analyze {
        RowsReader(rows.batch, schema: $0)
      }
    }
  }

  private static func reader(batchSize: Int) -> RowsReader {
    RowsReader(rows.batch, schema: rows.schema, batchSize: batchSize)
  }

  private static func checkRow(of error: OperationError?) {
    #expect(error?.row == badRow)
    #expect(error?.problem == "found bucket 9, expected 0 ... 1")
  }

  /// An analysis of the middles of the buckets in column `name`.
  private static func analyze(
    _ name: String,
    threads: Int,
    schema: Schema = rows.schema,
    _ reader: @escaping () throws -> any BatchReader
  ) -> OperationError? {
    #expect(throws: OperationError.self) {
      _ = try PreprocessingGraph(schema: schema) { inputs in
        var outputs = Outputs()
        let x: Column<Float> =
          try name == "bucket"
          ? bucketCenter(inputs.int64("bucket"), boundaries: [0]) : inputs.float("center")
        outputs["mean"] = mean(x)
        return outputs
      }.analyze(threads: threads) { _ in try reader() }
    }
  }

  @Test(arguments: [1, 2, 4], [1, 7, 64, 5000])
  func `an analysis that fails names the row, of raw rows and of transformed ones`(
    threads: Int,
    batchSize: Int
  ) throws {
    let passing = try Self.passing.get()
    let raw = Self.reader(batchSize: batchSize)
    let once = TransformedReader(raw, passing)
    let twice = TransformedReader(once, passing)
    for reader in [raw, once, twice] as [any BatchReader] {
      Self.checkRow(of: Self.analyze("bucket", threads: threads) { reader })
    }
  }

  @Test(arguments: [1, 2, 4], [1, 7, 64, 5000])
  func `a transform that fails names the row, analyzed or transformed once more`(threads: Int, batchSize: Int)
    throws
  {
    let (failing, passing) = (try Self.failing.get(), try Self.passing.get())
    let raw = Self.reader(batchSize: batchSize)
    let schema = failing.outputSchema
    let once = TransformedReader(raw, failing)
    let afterAnother = TransformedReader(TransformedReader(raw, passing), failing)
    for reader in [once, afterAnother] {
      Self.checkRow(of: Self.analyze("center", threads: threads, schema: schema) { reader })
      var reader = reader
      let error = #expect(throws: OperationError.self) {
        try reader.process(threads: threads) {
          $0.rowCount
        } _: { _ in
        }
      }
      Self.checkRow(of: error)
    }
  }

  @Test(arguments: [1, 2, 4], [1, 7, 64, 5000])
  func `work that fails on transformed rows names the row`(threads: Int, batchSize: Int) throws {
    let (failing, passing) = (try Self.failing.get(), try Self.passing.get())
    var reader = TransformedReader(TransformedReader(Self.reader(batchSize: batchSize), passing), passing)
    // Some rows may have been read one batch after the other.
    for _ in 0..<min(3, Self.badRow / batchSize) { _ = try reader.next() }
    let error = #expect(throws: OperationError.self) {
      try reader.process(threads: threads) {
        try failing.transform($0)
      } _: { _ in
      }
    }
    Self.checkRow(of: error)
  }

  @Test(arguments: [1, 7, 64, 5000])
  func `batches that are transformed one after the other name the row`(batchSize: Int) throws {
    let (failing, passing) = (try Self.failing.get(), try Self.passing.get())
    var reader = TransformedReader(TransformedReader(Self.reader(batchSize: batchSize), passing), failing)
    let error = #expect(throws: OperationError.self) { while try reader.next() != nil {} }
    Self.checkRow(of: error)
  }

  @Test(arguments: [1, 2, 4]) func `a CSV file's rows are counted over all its blocks`(threads: Int) throws {
    let buckets = try #require(Self.rows.batch["bucket"]).int64s
    let scratch = try ScratchDirectory.current
    try scratch.write("bucket\n" + buckets.map { "\($0)\n" }.joined(), to: "rows.csv")
    let (failing, passing) = (try Self.failing.get(), try Self.passing.get())
    func csv() throws -> CSVReader {
      try CSVReader(path: scratch.path("rows.csv"), schema: Self.rows.schema, batchSize: 100)
    }
    Self.checkRow(of: Self.analyze("bucket", threads: threads) { TransformedReader(try csv(), passing) })
    Self.checkRow(
      of: Self.analyze("center", threads: threads, schema: failing.outputSchema) {
        TransformedReader(try csv(), failing)
      }
    )
  }
}

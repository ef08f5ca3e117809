import RawData
import Synchronization
import Testing

@testable import Embeddings

/// Where the examples of a training come from, and in which order.
@Suite("Lesson 5: training data", .tags(.lesson5))
struct Lesson5SourceTests {
  /// How often the rows were opened.
  final class Count: Sendable {
    private let value = Mutex(0)
    func add() { value.withLock { $0 += 1 } }
    var total: Int { value.withLock { $0 } }
  }

  static func stream(window: Int, batchSize: Int = 7, opened: Count = Count()) -> TrainingSource {
    TrainingSource(window: window) {
      opened.add()
      return RowsReader(Learnable.rows(), schema: Learnable.schema, batchSize: batchSize)
    }
  }

  static func windows(_ source: TrainingSource, multipleOf multiple: Int) throws -> [Examples] {
    var reader = try WindowReader(source, for: Learnable.architecture(), multipleOf: multiple)
    var windows: [Examples] = []
    while let (examples, isLast) = try reader.next() {
      windows.append(examples)
      if isLast { break }
    }
    return windows
  }

  // Batches of 7 rows, so that nearly every window begins and ends within one.
  @Test(arguments: [
    (window: 1, multiple: 1, sizes: [Int](repeating: 1, count: 60)), (20, 10, [20, 20, 20]),
    (25, 10, [30, 30]), (5, 10, [10, 10, 10, 10, 10, 10]), (16, 16, [16, 16, 16, 12]),
    (59, 1, [59, 1]), (60, 1, [60]), (60, 8, [60]),
    (1000, 64, [60]), (.max, 64, [60]),
  ])
  func `windows are the rows in their order, in whole batches`(window: Int, multiple: Int, sizes: [Int])
    throws
  {
    let windows = try Self.windows(Self.stream(window: window), multipleOf: multiple)
    #expect(windows.map(\.count) == sizes)
    let whole = try Learnable.examples()
    #expect(windows.flatMap(\.labels) == whole.labels)
    for input in whole.inputs.indices {
      #expect(windows.flatMap { $0.inputs[input].matrix.elements } == whole.inputs[input].matrix.elements)
    }
  }

  @Test func `batches without rows are passed over`() throws {
    struct Gaps: BatchReader {
      var reader = RowsReader(Learnable.rows(), schema: Learnable.schema, batchSize: 30)
      var isGap = false
      mutating func next() -> Batch? {
        isGap.toggle()
        return isGap ? Learnable.rows().slice(0..<0) : reader.next()
      }
    }
    let windows = try Self.windows(TrainingSource(window: 30) { Gaps() }, multipleOf: 10)
    #expect(windows.map(\.count) == [30, 30])
    #expect(try Self.windows(TrainingSource { Gaps() }, multipleOf: 10).map(\.count) == [60])
  }

  private static func train(_ source: TrainingSource, seed: UInt64 = 5, epochs: Int = 3) throws
    -> TrainingResult
  {
    try Trainer.train(
      Learnable.architecture(),
      on: source,
      validation: Learnable.examples(),
      options: TrainingOptions(epochs: epochs, batchSize: 8, seed: seed)
    )
  }

  @Test func `rows that fit into a window are read once, and learned from as if they were in memory`() throws
  {
    let opened = Count()
    let streamed = try Self.train(Self.stream(window: 60, opened: opened))
    #expect(opened.total <= 2)  // once for the first look, once for all epochs
    let inMemory = try Self.train(TrainingSource(Learnable.examples()))
    #expect(streamed.model.weights == inMemory.model.weights)
    #expect(streamed.history == inMemory.history)
  }

  @Test func `more rows are read anew for every epoch, each of them once`() throws {
    let opened = Count()
    var examples: [Int] = []
    let source = Self.stream(window: 16, opened: opened)
    let result = try Trainer.train(
      Learnable.architecture(),
      on: source,
      validation: Learnable.examples(),
      options: TrainingOptions(epochs: 3, batchSize: 8)
    ) {
      if case .step(_, let count, _) = $0 { examples.append(count) }
    }
    #expect(opened.total == 4)
    // 16, 16, 16 and 12 rows in batches of 8: the last has 4.
    #expect(examples == (0..<3).flatMap { _ in [8, 16, 24, 32, 40, 48, 56, 60] })
    #expect(result.history.count == 3)
  }

  @Test(arguments: [16, 60])
  func `the order of the rows follows from the seed alone`(window: Int) throws {
    let first = try Self.train(Self.stream(window: window, batchSize: 7))
    #expect(try Self.train(Self.stream(window: window, batchSize: 60)).model.weights == first.model.weights)
    #expect(try Self.train(Self.stream(window: window), seed: 6).history != first.history)
  }

  // A rate of 0 leaves the weights as they are: the losses of the steps then tell which rows each has.
  @Test func `every epoch has another order`() throws {
    var batches: [Int: [Double]] = [:]
    let options = TrainingOptions(epochs: 2, batchSize: 8, optimizer: .sgd(.constant(0)))
    let examples = try Learnable.examples()
    var sum = 0.0
    _ = try Trainer.train(
      Learnable.architecture(),
      on: TrainingSource(examples),
      validation: examples,
      options: options
    ) {
      guard case .step(let epoch, let count, let mean) = $0 else { return }
      if count == 8 { sum = 0 }
      batches[epoch, default: []].append(mean * Double(count) - sum)
      sum = mean * Double(count)
    }
    let (first, second) = (try #require(batches[1]), try #require(batches[2]))
    #expect(first.count == 8 && second.count == 8 && first != second)
    let (one, other) = (first.reduce(0, +), second.reduce(0, +))
    #expect((one - other).magnitude < 1e-6 * one)
  }

  @Test func `an error while reading ends the training`() throws {
    struct Failing: BatchReader {
      var count = 0
      mutating func next() throws -> Batch? {
        count += 1
        if count == 3 { throw InputError(file: "rides", problem: "gone") }
        return Learnable.rows()
      }
    }
    let error = #expect(throws: InputError.self) {
      try Self.train(TrainingSource(window: 16) { Failing() })
    }
    #expect(error?.description == "rides: gone")
  }

  @Test func `an id that is not in its vocabulary is an error with its row in the data`() throws {
    var rows = Learnable.rows()
    var ids = rows["id"]?.int64s ?? []
    ids[33] = 3
    rows = Batch(
      rowCount: 60,
      names: rows.names,
      columns: zip(rows.names, rows.columns).map { $0 == "id" ? FeatureValues(ids) : $1 }
    )
    let edited = rows
    let error = #expect(throws: ModelError.self) {
      try Self.train(
        TrainingSource(window: 16) { RowsReader(edited, schema: Learnable.schema, batchSize: 7) }
      )
    }
    #expect(error?.description == "feature \"id\", row 33: found id 3, expected 0 to 2")
  }
}

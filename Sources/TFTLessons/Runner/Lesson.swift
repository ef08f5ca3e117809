/// A numbered lesson: cells that run in order, as in a notebook.
struct Lesson: Sendable {
  /// One cell: what it shows, and how it finds that out.
  struct Cell: Sendable {
    /// Unique in the lesson: `<!-- output: 2/first-record -->` in the lesson's page names it.
    let name: String
    /// What the reader is about to see, in a sentence.
    let narration: String
    /// The cell's output.
    let run: @Sendable (PipelineRun) throws -> String

    init(_ name: String, _ narration: String, _ run: @escaping @Sendable (PipelineRun) throws -> String) {
      self.name = name
      self.narration = narration
      self.run = run
    }
  }

  let number: Int
  let title: String
  /// What the lesson teaches, in a sentence.
  let summary: String
  let cells: [Cell]

  /// What it does with the rows that a user gives: the same, but for lesson 7, which does its work on all of them.
  func cells(for options: RunOptions) -> [Cell] {
    number == Lesson.fullScale.number && options.hasOwnData ? Lesson.fullScaleWork : cells
  }

  /// All lessons, in order.
  static let all: [Lesson] = [
    .rawData, .tfRecords, .preprocessing, .transformedData, .embeddings, .endToEnd, .fullScale,
  ]
}

/// A numbered lesson: cells that run in order, as in a notebook.
struct Lesson: Sendable {
  /// One cell: what it shows, and how it finds that out.
  struct Cell: Sendable {
    /// Unique in the lesson: `<!-- output: 2/first-record -->` in the lesson's page names it.
    let name: String
    /// What the reader is about to see, in a sentence.
    let narration: String
    /// Whether it has nothing but a picture for the page: it belongs there, and not among a run's results.
    let isPicture: Bool
    /// The cell's output.
    let run: @Sendable (PipelineRun) throws -> String

    init(
      _ name: String,
      _ narration: String,
      isPicture: Bool = false,
      _ run: @escaping @Sendable (PipelineRun) throws -> String
    ) {
      self.name = name
      self.narration = narration
      self.isPicture = isPicture
      self.run = run
    }
  }

  let number: Int
  let title: String
  /// What the lesson teaches, in a sentence.
  let summary: String
  let cells: [Cell]

  /// What it is called on the command line, made of its title: `transformed-data`, `preprocessing-fn`.
  var name: String {
    let words = title.lowercased().split { $0 == " " || $0 == "_" }
    return words.drop { $0 == "the" }.joined(separator: "-")
  }

  /// Whether it has rows of the user's to work on, all of them, instead of something to show: lesson 7.
  func worksOnAll(_ options: RunOptions) -> Bool {
    number == Lesson.fullScale.number && options.hasOwnData
  }

  /// What it does: the same for any rows, but for lesson 7, which does its work on all of those that a user gives.
  func cells(for options: RunOptions) -> [Cell] {
    worksOnAll(options) ? Lesson.fullScaleWork : cells
  }

  /// All lessons, in order.
  static let all: [Lesson] = [
    .rawData, .tfRecords, .preprocessing, .transformedData, .embeddings, .endToEnd, .fullScale,
  ]
}

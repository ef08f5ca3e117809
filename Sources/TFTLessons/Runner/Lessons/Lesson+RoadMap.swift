import Drawing

extension Lesson.Cell {
  /// Where the lesson `number` is on the way from a line of text to a fare.
  static func here(_ number: Int) -> Lesson.Cell {
    Lesson.Cell("here", "Where this lesson is on the way from a line of text to a fare.", isPicture: true) {
      run in
      try run.write([("pipeline.svg", RoadMap.pipeline(here: number).svg())], to: "\(number)-here")
    }
  }

  /// The whole way, for the front page.
  static let way = Lesson.Cell("way", "The whole way, lesson by lesson.", isPicture: true) { run in
    try run.write([("pipeline.svg", RoadMap.pipeline(here: nil).svg())], to: "1-way")
  }
}

extension RoadMap {
  /// The lessons in the order in which data go through them.
  ///
  /// - Parameter here: the lesson to mark, 1 to 7; nil for none.
  static func pipeline(here: Int?) -> RoadMap {
    RoadMap(
      title: "From a line of text to a fare",
      start: "a CSV file",
      stages: [
        Stage(1, "Raw data", product: "typed columns"),
        Stage(2, "TFRecords", product: "records"),
        Stage(3, "preprocessing_fn", product: "a graph with holes"),
        Stage(4, "Transformed data", product: "features"),
        Stage(5, "Embeddings", product: "a trained model"),
        Stage(6, "End to end", product: "a fare"),
      ],
      below: (Stage(7, "Full scale", product: "the same on many files, threads and machines"), 0..<4),
      here: here
    )
  }
}

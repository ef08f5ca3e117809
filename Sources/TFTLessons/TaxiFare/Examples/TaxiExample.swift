import Preprocessing

/// One family of functions at work on columns of a taxi ride: a `preprocessing_fn` of a few lines.
package struct TaxiExample: Sendable {
  /// Names the lesson's cell, and the region of source that the page shows.
  package let name: String
  /// What there is to see, in a sentence.
  package let narration: String
  /// The features.
  package let preprocessingFn: PreprocessingFn

  init(_ name: String, _ narration: String, _ preprocessingFn: @escaping PreprocessingFn) {
    self.name = name
    self.narration = narration
    self.preprocessingFn = preprocessingFn
  }

  /// One for each family, in the order of the page.
  package static let families: [TaxiExample] = [
    arithmetic, dates, buckets, scaling, directions, gaussian, text, vocabularies, words, vectors,
    missing, targets,
  ]
}

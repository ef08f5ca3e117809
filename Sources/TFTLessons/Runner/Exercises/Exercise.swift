/// A task for the learner: a Swift file to change, and a test that says when it is done.
struct Exercise: Equatable, Sendable {
  /// Its folder in `Exercises/`, and what the commands call it.
  let name: String
  /// The lesson that it belongs to.
  let lesson: Int
  /// What is done in it, in a few words.
  let summary: String

  /// All of them, in the order in which they are offered.
  static let all: [Exercise] = [
    Exercise(name: "EmptyCells", lesson: 1, summary: "say what an empty cell means"),
    Exercise(name: "KnownRides", lesson: 1, summary: "a reader that leaves out broken rides"),
    Exercise(name: "TwoValues", lesson: 2, summary: "write a record by hand"),
    Exercise(name: "ReadByHand", lesson: 2, summary: "read a message byte by byte"),
    Exercise(name: "ForgedFare", lesson: 2, summary: "change a fare and forge its checksum"),
    Exercise(name: "DollarsPerDegree", lesson: 3, summary: "divide by a distance that may be 0"),
    Exercise(name: "OneDegree", lesson: 3, summary: "write a mapper: degrees to kilometres"),
    Exercise(name: "MergedMean", lesson: 3, summary: "mend an analyzer that does not merge"),
    Exercise(name: "FairBuckets", lesson: 3, summary: "choose the boundaries"),
    Exercise(name: "OnePass", lesson: 4, summary: "two passes where one is enough"),
    Exercise(name: "FindTheSkew", lesson: 4, summary: "a server's copy of the transform is not the same"),
    Exercise(name: "StepDownhill", lesson: 5, summary: "the gradient of a straight line"),
    Exercise(name: "BeatTheError", lesson: 5, summary: "swap the model, and beat its error"),
    Exercise(name: "CompareBits", lesson: 6, summary: "find which features differ, to the bit"),
    Exercise(name: "SayItInONNX", lesson: 6, summary: "say in ONNX what it has no word for"),
    Exercise(name: "ShardsThatMeet", lesson: 7, summary: "analyze shards apart, and merge them"),
  ]

  /// The exercise called `word`, in whatever case.
  ///
  /// - Throws: `UsageError` when there is none, with the name that was meant.
  static func named(_ word: String) throws(UsageError) -> Exercise {
    if let exercise = all.first(where: { $0.name.lowercased() == word.lowercased() }) { return exercise }
    throw UsageError(unknown: "exercise", word, expected: all.map(\.name))
  }

  /// `exercise 3 of 16, lesson 2`.
  var place: String {
    let number = Self.all.firstIndex(of: self).map { $0 + 1 } ?? 0
    return "exercise \(number) of \(Self.all.count), lesson \(lesson)"
  }
}

/// The forms that the messages of a file have had so far. They change how quickly messages are read, not what is read.
struct ExampleForms: Sendable {
  /// The forms that came more than once.
  private var known: [ExampleForm] = []
  /// The forms that came once.
  private var candidates: [ExampleForm] = []
  /// How many forms may still become candidates in this batch.
  private var trials = 0
  /// How many messages of this batch had a known form.
  private var matches = 0
  /// Whether this batch has changed what is known.
  private(set) var hasLearned = false

  /// Forms beyond these would not stay near the processor.
  private static let largestCount = 4
  /// In a batch of fewer rows nothing is learned.
  private static let smallestBatch = 32

  /// Starts a batch of `rows` rows.
  mutating func start(rows: Int) {
    let mayLearn = rows >= Self.smallestBatch && known.count < Self.largestCount
    trials = mayLearn ? Self.largestCount : 0
    (candidates, matches, hasLearned) = ([], 0, false)
  }

  /// Ends a batch: forms that no message had any more are forgotten.
  mutating func finish(rows: Int) {
    guard matches == 0, rows >= Self.smallestBatch, !hasLearned, !known.isEmpty else { return }
    known = []
    hasLearned = true
  }

  /// The known form of messages of `size` bytes that the message at `message` has.
  @inline(__always)
  mutating func form(_ message: UnsafeRawPointer, size: Int) -> ExampleForm? {
    for form in known where form.size == size && form.matches(message) {
      matches += 1
      return form
    }
    return nil
  }

  /// Whether it is worth telling of a message that has no known form.
  var isLearning: Bool { trials > 0 }

  /// Learns of a message of `size` bytes; `form` makes its form. One that comes twice becomes a known one.
  mutating func learn(_ message: UnsafeRawPointer, size: Int, _ form: () -> ExampleForm?) {
    if let index = candidates.firstIndex(where: { $0.size == size && $0.matches(message) }) {
      known.append(ExampleForm(quickening: candidates.remove(at: index)))
      hasLearned = true
      if known.count == Self.largestCount { trials = 0 }
    } else {
      trials -= 1
      if let form = form() { candidates.append(form) }
    }
  }
}

/// All examples of a source, read as often as somebody asks for them: kept in memory when they are no more than a window.
package struct RepeatedWindows {
  private let source: TrainingSource
  private let architecture: Architecture
  private var whole: Examples?

  /// The examples of `source`, which is not read yet.
  package init(_ source: TrainingSource, for architecture: Architecture) {
    (self.source, self.architecture) = (source, architecture)
  }

  /// Calls `body` with each window, in the order of the data.
  ///
  /// - Throws: whatever reading throws.
  mutating func forEach(_ body: (Examples) -> Void) throws {
    if let whole { return body(whole) }
    var reader = try WindowReader(source, for: architecture, multipleOf: 1)
    var isFirst = true
    while let (examples, isLast) = try reader.next() {
      body(examples)
      if isFirst, isLast { whole = examples }
      if isLast { break }
      isFirst = false
    }
  }
}

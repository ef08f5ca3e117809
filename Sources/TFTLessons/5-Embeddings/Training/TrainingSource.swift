import RawData

/// Where the examples of a training come from: anything that can be read again from the start.
public struct TrainingSource: Sendable {
  enum Place: Sendable {
    case memory(Examples)
    /// The rows from the start, of which `window` are held, and shuffled, at once.
    case stream(open: @Sendable () throws -> any BatchReader, window: Int)
  }

  let place: Place

  /// Examples in memory.
  public init(_ examples: Examples) {
    place = .memory(examples)
  }

  /// Examples in transformed batches.
  ///
  /// Data of no more than `window` examples is read when a training begins and kept from its first epoch on, shuffled as a whole. Larger data is read anew for every
  /// epoch, a window at a time, each shuffled by itself; the next window is read while the model learns from the last.
  public init(window: Int = 1 << 18, _ open: @escaping @Sendable () throws -> any BatchReader) {
    place = .stream(open: open, window: min(max(1, window), 1 << 40))
  }
}

extension TrainingSource {
  /// The examples of the first window: all, when they are not too many.
  public func firstExamples(for architecture: Architecture) throws -> Examples {
    var windows = try WindowReader(self, for: architecture, multipleOf: 1)
    return try windows.next()?.examples ?? ExamplesBuilder(architecture).finish()
  }
}

/// Reads a source's windows one after the other; the next one is read while the last is worked on.
struct WindowReader {
  private var reader: Background<WindowState>?
  private var whole: Examples?

  /// - Parameter multiple: every window but the last has a multiple of so many examples.
  init(_ source: TrainingSource, for architecture: Architecture, multipleOf multiple: Int) throws {
    switch source.place {
    case .memory(let examples):
      try examples.check(for: architecture)
      whole = examples
    case .stream(let open, let window):
      let size = (window + multiple - 1) / multiple * multiple
      reader = Background(WindowState(reader: try open(), architecture: architecture, size: size))
      reader?.perform { $0.readNext() }
    }
  }

  /// The next window, and whether it is the last; nil at the end.
  mutating func next() throws -> (examples: Examples, isLast: Bool)? {
    if let examples = whole {
      whole = nil
      return (examples, true)
    }
    guard let reader, let result = reader.finish().next else { return nil }
    let (examples, isLast) = try result.get()
    if isLast { self.reader = nil } else { reader.perform { $0.readNext() } }
    return (examples, isLast)
  }
}

/// A reader, and the window that it has read.
private struct WindowState: @unchecked Sendable {
  /// Used by one thread at a time: `Background` sees to it.
  var reader: any BatchReader
  let architecture: Architecture
  let size: Int
  var next: Result<(examples: Examples, isLast: Bool), any Error>?
  private var rest: Batch?
  private var firstRow = 0

  init(reader: any BatchReader, architecture: Architecture, size: Int) {
    (self.reader, self.architecture, self.size) = (reader, architecture, size)
  }

  mutating func readNext() {
    next = Result { try readWindow() }
  }

  private mutating func readWindow() throws -> (examples: Examples, isLast: Bool) {
    var builder = ExamplesBuilder(architecture, firstRow: firstRow)
    while builder.count < size {
      guard let batch = try rest ?? reader.next() else { break }
      let fitting = min(batch.rowCount, size - builder.count)
      try builder.append(fitting == batch.rowCount ? batch : batch.slice(0..<fitting))
      rest = fitting == batch.rowCount ? nil : batch.slice(fitting..<batch.rowCount)
    }
    firstRow += builder.count
    while rest == nil, let batch = try reader.next() {
      if batch.rowCount > 0 { rest = batch }
    }
    return (builder.finish(), rest == nil)
  }
}

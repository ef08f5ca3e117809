/// Something in a file is not as it should be: where, what was found, what was expected.
///
/// Its text is an interface: `taxi.csv:3:15: fare_amount: found "abc", expected a number`.
public struct InputError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A place inside a file.
  public enum Position: Equatable, Sendable {
    /// The file as a whole.
    case file
    /// A line and a column, both counted from 1; the column counts bytes.
    case line(Int, column: Int)
    /// A record, counted from 0, and where it starts or goes wrong, in bytes from the start of the file.
    case record(Int, byteOffset: Int)
  }

  /// The file's path as the user wrote it.
  public var file: String
  /// Where in the file.
  public var position: Position
  /// What was found and what was expected.
  public var problem: String
  /// The feature that has no value, where that is what is wrong.
  public var missingFeature: String?

  /// An error at `position` of `file`.
  public init(file: String, position: Position = .file, problem: String) {
    self.file = file
    self.position = position
    self.problem = problem
  }

  /// `file:line:column: problem`, or `file: record N at byte B: problem`.
  public var description: String {
    switch position {
    case .file: "\(file): \(problem)"
    case .line(let line, let column): "\(file):\(line):\(column): \(problem)"
    case .record: "\(file): \(inFile)"
    }
  }

  /// The same without the file: `record N at byte B: problem`.
  package var inFile: String {
    switch position {
    case .file: problem
    case .line(let line, let column): "line \(line), column \(column): \(problem)"
    case .record(let index, let byteOffset): "record \(index) at byte \(byteOffset): \(problem)"
    }
  }
}

/// `bytes` as the text between quotes of an error: control characters escaped, cut after 40 characters.
package func quoted(_ bytes: some Sequence<UInt8>) -> String {
  let text = String(decoding: Array(bytes), as: UTF8.self)
  let escaped = text.prefix(40).unicodeScalars.map { scalar in
    scalar.value < 32 || scalar == "\"" || scalar == "\\" ? scalar.escaped(asASCII: false) : String(scalar)
  }
  return "\"\(escaped.joined())\(text.count > 40 ? "..." : "")\""
}

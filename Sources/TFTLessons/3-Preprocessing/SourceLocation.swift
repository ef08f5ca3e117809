/// A line of the program: where an operation was made.
public struct SourceLocation: Equatable, Sendable, CustomStringConvertible {
  /// The module and the file: `TaxiFare/TaxiPreprocessing.swift`.
  public var fileID: String
  /// The line, counted from 1.
  public var line: Int

  /// The line `line` of `fileID`.
  public init(fileID: String, line: Int) {
    self.fileID = fileID
    self.line = line
  }

  /// `file:line`.
  public var description: String { "\(fileID):\(line)" }

  /// Reads `file:line`.
  package init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let line = Int(text[text.index(after: colon)...]) else {
      return nil
    }
    self.init(fileID: String(text[..<colon]), line: line)
  }
}

import FullScale
import RawData

/// The lines of standard input, one by one as they come.
struct WorkerLines {
  private static let name = "standard input"
  private var number = 0

  /// The next line that is not empty; nil at the end.
  ///
  /// - Throws: `InputError` when it is no JSON.
  mutating func next() throws -> JSON? {
    while let line = readLine() {
      number += 1
      guard line.contains(where: { !$0.isWhitespace }) else { continue }
      do {
        return try JSON.parse(Array(line.utf8), path: Self.name)
      } catch {
        var error = error
        if case .line(_, let column) = error.position { error.position = .line(number, column: column) }
        throw error
      }
    }
    return nil
  }

  /// Runs `body` on the line read last; what is wrong with that is told with its number.
  func locating<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let problem as LineProblem {
      throw InputError(file: Self.name, position: .line(number, column: 1), problem: problem.description)
    }
  }
}

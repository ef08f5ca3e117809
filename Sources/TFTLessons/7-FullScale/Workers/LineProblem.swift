/// Why a line is not what a worker can go on with: what was found and what was expected.
package struct LineProblem: Error, Equatable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

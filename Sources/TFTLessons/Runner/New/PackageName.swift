/// The name of a package to make, which is also that of its module and its program.
enum PackageName {
  /// What would hide, or be hidden by, a module that every program of a package imports.
  private static let taken: Set<String> = [
    "tftlessons", "lessons", "rawdata", "tfrecords", "preprocessing", "transformeddata", "embeddings",
    "endtoend", "fullscale", "taxifare", "drawing", "runner", "swift", "testing", "xctest", "foundation",
    "dispatch", "glibc", "darwin", "musl", "synchronization",
  ]

  private static let keywords: Set<String> = [
    "Any", "Protocol", "Self", "Type", "as", "associatedtype", "break", "case", "catch", "class", "continue",
    "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate",
    "for", "func", "guard", "if", "import", "in", "init", "inout", "internal", "is", "let", "nil", "operator",
    "precedencegroup", "private", "protocol", "public", "repeat", "rethrows", "return", "self", "static",
    "struct", "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "where",
    "while",
  ]

  private static let longest = 64

  /// Finds out whether a package can be called `name`.
  ///
  /// - Throws: `UsageError` when it cannot.
  static func check(_ name: String) throws(UsageError) {
    let letters = Array(name.utf8)
    let isName = letters.allSatisfy { isLetter($0) || 48...57 ~= $0 } && letters.first.map(isLetter) == true
    guard isName, letters.count <= longest else {
      throw UsageError(
        "the name \(SwiftText.literal(name)): expected at most \(longest) letters A to Z, digits and _, a letter "
          + "first, as in Penguins"
      )
    }
    // A file system may not tell capitals apart.
    if keywords.contains(name) || taken.contains(name.lowercased()) {
      throw UsageError(
        "the name \(SwiftText.literal(name)) is taken by Swift or by this library, expected another one"
      )
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { 65...90 ~= byte || 97...122 ~= byte || byte == 95 }
}

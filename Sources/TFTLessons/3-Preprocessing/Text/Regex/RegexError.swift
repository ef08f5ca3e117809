/// Why a text is no pattern.
struct RegexError: Error, Equatable {
  /// RE2's words, with the part of the pattern that is meant.
  var problem: String
}

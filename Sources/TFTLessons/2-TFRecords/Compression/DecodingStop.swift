/// Why a part of a stream could not be read.
enum DecodingStop: Error, Equatable {
  /// The input so far ends inside the part.
  case needsInput
  /// The part is wrong: what was found, what was expected.
  case wrong(String)
}

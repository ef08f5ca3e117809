import RawData

/// How much an id tells, by how few documents have it: `ln((N + 1) / (df + 1))`, or `ln(N / df)` unsmoothed, plus a
/// baseline of 1. It is computed in double precision and rounded once.
struct InverseDocumentFrequency: Equatable, Sendable {
  var isSmooth = true
  var addsBaseline = true

  /// The value for an id that `frequency` of `documentCount` documents have; infinite when none has it and it is not smoothed.
  func value(frequency: Int64, documentCount: Int64) -> Float {
    let (count, frequency) = (Double(documentCount), Double(frequency))
    let ratio = isSmooth ? (count + 1) / (frequency + 1) : count / frequency
    return Float(Platform.log(ratio) + (addsBaseline ? 1 : 0))
  }
}

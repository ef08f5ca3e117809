import RawData
import Testing

@testable import Preprocessing

/// The law of accumulators: no order, no grouping and no way through bytes makes a difference.
struct AccumulatorLaw {
  let make: @Sendable () -> any Accumulator
  /// The inputs of each batch.
  let batches: [[FeatureValues]]

  /// Holds every order and grouping of the batches against one accumulator that sees them all.
  func check(_ name: String) throws {
    let whole = try results(merging: try batches.map(accumulator))
    let bytes = encoded(try merged(try batches.map(accumulator)))
    for rotation in batches.indices {
      let rotated = Array(batches[rotation...] + batches[..<rotation])
      for order in [rotated, rotated.reversed()] {
        let parts = try order.map(accumulator)
        #expect(try results(merging: parts) == whole, "\(name), merged from the left")
        #expect(try results(merging: parts.reversed()) == whole, "\(name), merged from the right")
        #expect(try results(of: one(order)) == whole, "\(name), one accumulator")
        #expect(encoded(try one(order)) == bytes, "\(name), bytes")
        let halves = [Array(parts.prefix(parts.count / 2)), Array(parts.suffix(from: parts.count / 2))]
        #expect(try results(merging: halves.map(merged)) == whole, "\(name), merged as a tree")
        #expect(try results(merging: try parts.map(throughBytes)) == whole, "\(name), through bytes")
      }
    }
    try checkDamage(bytes, name)
  }

  /// Every byte missing or changed: an error, or a state that gives results; never a trap.
  private func checkDamage(_ bytes: [UInt8], _ name: String) throws {
    for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 200)) {
      #expect(throws: StateError.self, "\(name), \(count) bytes") {
        try restored(Array(bytes.prefix(count)))
      }
    }
    for index in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 500)) {
      for change: UInt8 in [1, 0x80, 0xFF] {
        var damaged = bytes
        damaged[index] ^= change
        guard let state = try? restored(damaged) else { continue }
        let both = try merged([state, state])
        _ = try? both.finish()
        _ = encoded(both)
      }
    }
  }

  private func accumulator(_ batch: [FeatureValues]) throws -> any Accumulator { try one([batch]) }

  private func one(_ batches: [[FeatureValues]]) throws -> any Accumulator {
    var accumulator = make()
    for batch in batches { try accumulator.add(batch.map { Operand($0, isConstant: false) }) }
    return accumulator
  }

  private func merged(_ parts: [any Accumulator]) throws -> any Accumulator {
    var result = make()
    for part in parts { try merge(&result, part) }
    return result
  }

  private func merge(_ left: inout any Accumulator, _ right: any Accumulator) throws {
    func merge<A: Accumulator>(_ left: A, _ right: any Accumulator) throws -> any Accumulator {
      var left = left
      left.merge(try #require(right as? A))
      return left
    }
    left = try merge(left, right)
  }

  private func results(merging parts: [any Accumulator]) throws -> [[String]] {
    try results(of: merged(parts))
  }

  private func results(of accumulator: any Accumulator) throws -> [[String]] {
    try accumulator.finish().map(\.bits)
  }

  private func encoded(_ accumulator: any Accumulator) -> [UInt8] {
    var encoder = StateEncoder()
    accumulator.encode(to: &encoder)
    return encoder.bytes
  }

  private func restored(_ bytes: [UInt8]) throws(StateError) -> any Accumulator {
    var accumulator = make()
    var decoder = StateDecoder(bytes)
    try accumulator.restore(from: &decoder)
    guard decoder.isAtEnd else { throw StateError("bytes are left") }
    return accumulator
  }

  private func throughBytes(_ accumulator: any Accumulator) throws -> any Accumulator {
    try restored(encoded(accumulator))
  }
}

import Synchronization

/// Encoders for threads to work with: one is taken, encodes some rows, and is put back with what it has learned.
final class BatchEncoderPool: Sendable {
  private let keys: [[UInt8]]
  private let idle = Mutex<[BatchEncoder]>([])

  /// Encoders of features whose keys, as entries begin with them, are `keys`.
  init(keys: [[UInt8]]) {
    self.keys = keys
  }

  /// Calls `body` with an encoder that nobody else has.
  func withEncoder(_ body: (inout BatchEncoder) -> Void) {
    var encoder = idle.withLock { $0.popLast() } ?? BatchEncoder(keys: keys)
    body(&encoder)
    idle.withLock { [encoder] in $0.append(encoder) }
  }
}

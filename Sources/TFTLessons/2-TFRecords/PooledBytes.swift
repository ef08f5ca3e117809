/// Bytes whose memory goes back to a pool with their last user.
///
/// One owner fills them and then hands them on: who shares them does not change them.
final class PooledBytes: @unchecked Sendable {
  /// The bytes.
  var bytes: [UInt8]
  private let pool: BytePool

  /// No bytes.
  init(_ pool: BytePool) {
    self.pool = pool
    bytes = pool.take()
  }

  deinit {
    var memory: [UInt8] = []
    swap(&memory, &bytes)
    pool.put(memory)
  }
}

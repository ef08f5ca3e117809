import Synchronization

/// Memory that is used again and again: fresh memory costs as much as reading a file into it, for the system clears
/// every page.
final class BytePool: Sendable {
  private let unused = Mutex<[[UInt8]]>([])
  /// More arrays than these are given back to the system, and larger ones.
  private static let (largestCount, largestSize) = (8, 1 << 22)

  /// An array without elements, but perhaps with room for many.
  func take() -> [UInt8] {
    unused.withLock { $0.popLast() ?? [] }
  }

  /// Takes an array's memory back.
  func put(_ memory: consuming [UInt8]) {
    guard memory.capacity <= Self.largestSize else { return }
    memory.removeAll(keepingCapacity: true)
    unused.withLock { [memory] in if $0.count < Self.largestCount { $0.append(memory) } }
  }
}

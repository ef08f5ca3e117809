import Dispatch
import RawData
import Synchronization

/// Writes to a file on a thread of its own, while the caller makes the next bytes.
///
/// Bytes are written in the order in which they come. What goes wrong is thrown by a later call; then nothing more is
/// written.
final class WriteBehind {
  /// The file, for one thread at a time.
  private final class Target: Sendable {
    struct State {
      /// Nil when it is given up.
      var file: CompressingFile?
      var failure: FileError?
    }

    let state: Mutex<State>
    /// So many arrays may wait: both sides have work, and memory stays small.
    let room = DispatchSemaphore(value: 2)

    init(_ file: sending CompressingFile) {
      state = Mutex(State(file: file))
    }

    func write(_ buffer: PooledBytes) {
      state.withLock { state in
        guard state.failure == nil, let file = state.file else { return }
        do throws(FileError) {
          try file.write { output in
            // Large bytes need not be copied: the file's own buffer goes to the pool in their place.
            if output.isEmpty { swap(&output, &buffer.bytes) } else { output += buffer.bytes }
          }
        } catch {
          state.failure = error
        }
      }
    }
  }

  private let target: Target
  private let queue = DispatchQueue(label: "WriteBehind")
  /// Bytes too few to call the other thread for.
  private var pending: PooledBytes?

  private static let smallestWrite = 1 << 17

  init(_ file: sending CompressingFile) {
    target = Target(file)
  }

  /// Without a commit the file is gone when this is.
  deinit {
    queue.sync {}
    target.state.withLock { $0.file = nil }
  }

  /// Adds bytes at the end, which are the file's from now on.
  func write(_ buffer: PooledBytes) throws(FileError) {
    if let pending { pending.bytes += buffer.bytes } else { pending = buffer }
    if let pending, pending.bytes.count >= Self.smallestWrite { try send() }
  }

  /// Puts all bytes on the disk and gives the file its name.
  func commit() throws(FileError) {
    try send()
    queue.sync {}
    try check()
    let result = target.state.withLock { state in
      Result { () throws(FileError) in try state.file?.commit() }
    }
    try result.get()
  }

  private func send() throws(FileError) {
    try check()
    guard let buffer = pending else { return }
    pending = nil
    target.room.wait()
    queue.async { [target] in
      target.write(buffer)
      target.room.signal()
    }
  }

  private func check() throws(FileError) {
    if let failure = target.state.withLock({ $0.failure }) { throw failure }
  }
}

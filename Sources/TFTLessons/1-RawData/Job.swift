import Dispatch
import Synchronization

/// Some work that is done once, by the first thread that gets to it.
final class Job<Output: Sendable>: Sendable {
  private enum State {
    case waiting(@Sendable () throws -> Output)
    case begun
    case done(Result<Output, any Error>)
  }

  private let state: Mutex<State>
  private let end = DispatchSemaphore(value: 0)

  init(_ work: @escaping @Sendable () throws -> Output) {
    state = Mutex(.waiting(work))
  }

  /// Does the work unless another thread does it or has done it; whether it was done here.
  @discardableResult
  func runUnlessBegun() -> Bool {
    let work = state.withLock { state -> (@Sendable () throws -> Output)? in
      guard case .waiting(let work) = state else { return nil }
      state = .begun
      return work
    }
    guard let work else { return false }
    let result = Result { try work() }
    state.withLock { $0 = .done(result) }
    end.signal()
    return true
  }

  /// Whether there is a result.
  var isDone: Bool { finished != nil }

  /// The result, once another thread has it; the work must have begun.
  var result: Result<Output, any Error> {
    while true {
      if let finished { return finished }
      end.wait()
    }
  }

  private var finished: Result<Output, any Error>? {
    state.withLock { state in
      guard case .done(let result) = state else { return nil }
      return result
    }
  }
}

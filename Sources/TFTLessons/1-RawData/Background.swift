import Dispatch
import Synchronization

/// A state that is changed on another thread, change after change in order, while the caller goes on.
///
/// At most `backlog` changes wait; a caller that is ahead of them waits too, so that memory stays bounded.
package final class Background<State: Sendable>: Sendable {
  private let state: Mutex<State>
  private let queue = DispatchQueue(label: "background")
  private let room: DispatchSemaphore

  package init(_ state: State, backlog: Int = 4) {
    self.state = Mutex(state)
    room = DispatchSemaphore(value: backlog)
  }

  /// Lets `change` follow those before it.
  package func perform(_ change: @escaping @Sendable (inout State) -> Void) {
    room.wait()
    queue.async { [self] in
      state.withLock { change(&$0) }
      room.signal()
    }
  }

  /// The state after all changes.
  package func finish() -> State {
    queue.sync {}
    return state.withLock { $0 }
  }
}

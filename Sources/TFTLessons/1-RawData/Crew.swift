import Dispatch
import Synchronization

/// Threads that share pieces of work with the caller, and stay awake for a moment after each.
///
/// To wake a thread takes tens of microseconds, and a step of a training has pieces of work that take ten: a thread that
/// looks out for the next one does it in a fraction of one. Work comes from one caller at a time; a caller who finds the
/// crew busy, and one from within a piece of work, is served by Dispatch.
///
/// The ticket is all that is shared without a lock. Who stores a new one has written the work before; who takes an index
/// of it by an exchange has therefore seen that work, and nobody replaces the work before the index is finished. So it does
/// not matter how late a thread wakes, or whether a ticket's number has come around: a ticket that is still the same has
/// an index that is still to be done.
final class Crew: Sendable {
  /// As many threads as there are processors, the caller's among them.
  static let shared = Crew(size: Platform.processorCount - 1)

  /// How long a thread looks out for more work.
  private static let patience = Duration.microseconds(100)

  /// What is to be done for each index.
  private final class Work: Sendable {
    let body: @Sendable (Int) -> Void

    init(_ body: @escaping @Sendable (Int) -> Void) {
      self.body = body
    }
  }

  /// The work at hand: its number, the next index of it that nobody has taken, and how many there are.
  private struct Ticket: AtomicRepresentable, RawRepresentable {
    var rawValue: UInt64

    init(rawValue: UInt64) {
      self.rawValue = rawValue
    }

    init(number: UInt64, count: Int) {
      rawValue = number << 32 | UInt64(UInt16(count))
    }

    var number: UInt64 { rawValue >> 32 }
    var index: Int { Int(rawValue >> 16 & 0xFFFF) }
    var isOpen: Bool { index < Int(rawValue & 0xFFFF) }
    /// The same work with one index more taken.
    var next: Ticket { Ticket(rawValue: rawValue + 1 << 16) }
  }

  private let size: Int
  private let ticket = Atomic(Ticket(number: 0, count: 0))
  /// Written by who has taken the crew, read by who has taken an index.
  private nonisolated(unsafe) var work: Unmanaged<Work>?
  private let finished = Atomic(0)
  private let isTaken = Atomic(false)
  private let asleep = Atomic(0)
  private let bell = DispatchSemaphore(value: 0)

  private init(size: Int) {
    self.size = size
    for _ in 0..<size {
      DispatchQueue(label: "crew").async { [self] in
        while true {
          takeOpenIndices()
          lookOut()
        }
      }
    }
  }

  /// Runs `body` for `0 ..< count`, on up to `count` threads; returns when all is done.
  func perform(_ count: Int, _ body: @Sendable (Int) -> Void) {
    // A ticket has room for so many indices; of one index or none there is nothing to share.
    guard size > 0, (2...Int(UInt16.max)).contains(count), !isTaken.exchange(true, ordering: .acquiring)
    else {
      return DispatchQueue.concurrentPerform(iterations: count, execute: body)
    }
    withoutActuallyEscaping(body) { body in
      let work = Work(body)
      withExtendedLifetime(work) {
        self.work = .passUnretained(work)
        finished.store(0, ordering: .relaxed)
        let number = ticket.load(ordering: .relaxed).number
        ticket.store(
          Ticket(number: (number + 1) & 0xFFFF_FFFF, count: count),
          ordering: .sequentiallyConsistent
        )
        wake(count - 1)
        takeOpenIndices()
        while finished.load(ordering: .acquiring) < count { Platform.yieldProcessor() }
      }
    }
    isTaken.store(false, ordering: .releasing)
  }

  /// Works until every index is taken.
  private func takeOpenIndices() {
    var current = ticket.load(ordering: .acquiring)
    while current.isOpen {
      let (isMine, found) = ticket.compareExchange(
        expected: current,
        desired: current.next,
        ordering: .acquiringAndReleasing
      )
      if isMine {
        // It stays until the index that was taken is finished.
        work?._withUnsafeGuaranteedRef { $0.body(current.index) }
        finished.add(1, ordering: .releasing)
        current = ticket.load(ordering: .acquiring)
      } else {
        current = found
      }
    }
  }

  /// Returns when there may be work: soon if there is, or else when the bell rings.
  private func lookOut() {
    let start = ContinuousClock.now
    repeat {
      for _ in 0..<64 where ticket.load(ordering: .acquiring).isOpen { return }
      Platform.yieldProcessor()
    } while ContinuousClock.now - start < Self.patience
    asleep.add(1, ordering: .sequentiallyConsistent)
    // Work that came just now may not have seen that somebody is asleep.
    if ticket.load(ordering: .sequentiallyConsistent).isOpen, takeSleeper() { return }
    bell.wait()
  }

  private func wake(_ count: Int) {
    for _ in 0..<count where takeSleeper() { bell.signal() }
  }

  /// Counts a sleeper less; false when nobody is asleep.
  private func takeSleeper() -> Bool {
    var count = asleep.load(ordering: .sequentiallyConsistent)
    while count > 0 {
      let (isMine, found) = asleep.compareExchange(
        expected: count,
        desired: count - 1,
        ordering: .sequentiallyConsistent
      )
      if isMine { return true }
      count = found
    }
    return false
  }
}

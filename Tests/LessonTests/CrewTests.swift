import Synchronization
import Testing

@testable import RawData

/// Pieces of work that are shared out.
@Suite("Threads that share work")
struct CrewTests {
  @Test(arguments: [0, 1, 2, 3, 8, 100])
  func `every index is worked on once`(count: Int) {
    for _ in 0..<200 {
      let seen = Mutex([Int](repeating: 0, count: count))
      Crew.shared.perform(count) { index in seen.withLock { $0[index] += 1 } }
      #expect(seen.withLock { $0 } == [Int](repeating: 1, count: count))
    }
  }

  // A ticket counts to 65535.
  @Test(arguments: [65_535, 65_536, 200_000])
  func `more indices than a ticket has room for are all worked on`(count: Int) {
    let sum = Atomic(0)
    Crew.shared.perform(count) { index in sum.add(index + 1, ordering: .relaxed) }
    #expect(sum.load(ordering: .relaxed) == count * (count + 1) / 2)
  }

  // Memory without a lock: the thread sanitizer sees an order that is missing (`swift test --sanitize=thread --filter CrewTests`).
  @Test(arguments: [2, 3, 16])
  func `what was written before and after a piece of work is seen on the other side`(count: Int) {
    var cells = [Int](repeating: 0, count: count)
    for round in 1...500 {
      for index in cells.indices { cells[index] = round }
      cells.withUnsafeMutableBufferPointer { buffer in
        // Every index is used once.
        nonisolated(unsafe) let cells = buffer
        Crew.shared.perform(count) { cells[$0] += 1 }
      }
      #expect(cells == [Int](repeating: round + 1, count: count))
    }
  }

  @Test func `callers from many threads, and from within, all get their work done`() async {
    let sums = await withTaskGroup(of: Int.self) { group in
      for caller in 0..<8 {
        group.addTask {
          var total = 0
          for round in 0..<50 {
            let sum = Atomic(0)
            Parallelism.forEach(10, threads: 3) { index in
              Parallelism.forEach(3, threads: 2) { sum.add(index * $0 + caller + round, ordering: .relaxed) }
            }
            total += sum.load(ordering: .relaxed)
          }
          return total
        }
      }
      return await group.reduce(into: [Int]()) { $0.append($1) }
    }
    // Of each round: 45 * 3 from the indices, and 30 times caller + round.
    let expected = (0..<8).map { caller in (0..<50).reduce(0) { $0 + 135 + 30 * (caller + $1) } }
    #expect(sums.sorted() == expected)
  }

  @Test func `results come in the order of the inputs`() {
    let inputs = Array(0..<1000)
    #expect(Parallelism.map(inputs, threads: 4) { $0 * $0 } == inputs.map { $0 * $0 })
  }
}

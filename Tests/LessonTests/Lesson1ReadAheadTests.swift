import Dispatch
import Synchronization
import Testing

@testable import RawData

@Suite("Lesson 1: reading ahead", .tags(.lesson1))
struct Lesson1ReadAheadTests {
  struct Failure: Error, Equatable {
    var item: Int
  }

  @Test(arguments: [1, 2, 4])
  func `results come in order, however long each takes`(threads: Int) throws {
    var ahead = ReadAhead<Int, Int>(threads: threads)
    var items = (0..<300).makeIterator()
    var results: [Int] = []
    while let result = try ahead.next(
      { items.next() },
      { item in
        // Some take thousands of times longer than others.
        (0..<(item % 7 == 0 ? 20_000 : 10)).reduce(item) { $0 ^ $1 ^ $1 }
      }
    ) {
      results.append(result)
    }
    #expect(results == Array(0..<300))
  }

  @Test(arguments: [1, 2, 4])
  func `an error comes in its turn, after the results before it`(threads: Int) {
    var ahead = ReadAhead<Int, Int>(threads: threads)
    var items = (0..<20).makeIterator()
    var seen: [Int] = []
    func next() throws -> Int? {
      try ahead.next(
        {
          let item = items.next()
          if item == 12 { throw Failure(item: 12) }
          return item
        },
        { item in
          if item == 5 { throw Failure(item: 5) }
          return item
        }
      )
    }
    for failing in [5, 12] {
      #expect(throws: Failure(item: failing)) { while let item = try next() { seen.append(item) } }
      #expect(seen == (0..<failing).filter { $0 != 5 })
    }
  }

  @Test(arguments: [1, 2, 4])
  func `only a few items are read ahead of the one that is asked for`(threads: Int) throws {
    var ahead = ReadAhead<Int, Int>(threads: threads)
    var itemsRead = 0
    for results in 1...50 {
      let item = try ahead.next(
        {
          itemsRead += 1
          return itemsRead
        },
        { $0 }
      )
      #expect(item == results)
      #expect(itemsRead - results <= 2 * (threads - 1))
    }
  }

  @Test func `work goes on while a result is used`() throws {
    var ahead = ReadAhead<Int, Int>(threads: 2)
    var items = (0..<10).makeIterator()
    let end = DispatchSemaphore(value: 0)
    let first = try ahead.next(
      { items.next() },
      { item in
        end.signal()
        return item
      }
    )
    #expect(first == 0)
    // Two more are under way, and nobody asks for them.
    for _ in 0..<3 { #expect(end.wait(timeout: .now() + 60) == .success) }
  }

  @Test func `a reader that is dropped leaves the rest undone`() throws {
    let begun = Mutex(0)
    for _ in 0..<200 {
      var ahead = ReadAhead<Int, Int>(threads: 4)
      var items = (0..<1000).makeIterator()
      let item = try ahead.next(
        { items.next() },
        { item in
          begun.withLock { $0 += 1 }
          return item
        }
      )
      #expect(item == 0)
    }
    #expect(200...200 * 7 ~= begun.withLock { $0 })
  }

  @Test func `a job that nobody has begun is done by the one who asks, and once`() throws {
    let runs = Mutex(0)
    let job = Job { runs.withLock { $0 += 1 } }
    #expect(!job.isDone)
    #expect(job.runUnlessBegun())
    #expect(!job.runUnlessBegun())
    try job.result.get()
    #expect(runs.withLock { $0 } == 1)
  }
}

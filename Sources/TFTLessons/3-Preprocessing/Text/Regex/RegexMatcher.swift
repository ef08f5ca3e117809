/// Runs a pattern's program: all ways to match at once, a character at a time, in the order of preference.
///
/// So the time is at most the length of the text times that of the program, whatever the pattern: nothing is tried and
/// taken back. The match is the one that Perl would find: the leftmost, and of those the first in the order of
/// alternatives and of greed. Rule: Rob Pike's virtual machine, as told in Russ Cox, "Regular Expression Matching: the
/// Virtual Machine Approach" (2009). Bytes that are no UTF-8 match nothing.
///
/// A matcher is used for many texts, one after another, and allocates nothing once its lists are long enough.
struct RegexMatcher {
  private enum Task {
    case follow(Int)
    case restore(slot: Int, Int)
  }

  private let program: RegexProgram
  private var current: RegexThreads
  private var next: RegexThreads
  /// What is still to do at one place: a stack, so that the preferred way is followed to its end first.
  private var tasks: [Task] = []
  /// The places that the way being followed remembers.
  private var path: [Int]
  /// Where the groups of the last match start and end, group 0 being the whole; -1 for a group that took no part.
  private(set) var match: [Int]

  /// A matcher that remembers groups 0 to `groupCount - 1`.
  init(_ program: RegexProgram, groupCount: Int) {
    self.program = program
    current = RegexThreads(instructionCount: program.instructions.count, slotCount: 2 * groupCount)
    next = current
    path = [Int](repeating: -1, count: 2 * groupCount)
    match = path
  }

  /// Whether `text[range]` as a whole matches.
  mutating func matchesWhole(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    run(text, range, from: range.lowerBound, isWhole: true)
  }

  /// Finds the first match in `text[range]` that starts at `start` or after it; `match` then says where.
  mutating func findMatch(_ text: Span<UInt8>, _ range: Range<Int>, from start: Int) -> Bool {
    if program.isAnchored, start > range.lowerBound { return false }
    return run(text, range, from: start, isWhole: false)
  }

  private mutating func run(_ text: Span<UInt8>, _ range: Range<Int>, from start: Int, isWhole: Bool) -> Bool
  {
    let isAnchored = isWhole || program.isAnchored
    var position = start
    var isFound = false
    current.removeAll()
    while true {
      if current.count == 0 {
        if isFound || (isAnchored && position > start) { return isFound }
        if !isAnchored {
          while position < range.upperBound, !canStart(at: position, of: text, range) { position += 1 }
        }
      }
      if !isFound, isAnchored ? position == start : canStart(at: position, of: text, range) {
        for slot in path.indices { path[slot] = -1 }
        follow(0, at: position, of: text, range)
      }
      let isAtEnd = position == range.upperBound
      let character = isAtEnd ? UTF8Scalar.none : UTF8Scalar(text, position, range.upperBound)
      let isFoundHere = step(text, range, character, at: position, acceptsMatch: !isWhole || isAtEnd)
      isFound = isFound || isFoundHere
      if isAtEnd { return isFound }
      // What is no UTF-8 is passed a byte at a time.
      position += character.isValid ? character.size : 1
    }
  }

  /// Whether a match can start there, as far as the next byte tells.
  @inline(__always)
  private func canStart(at position: Int, of text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard let firstBytes = program.firstBytes else { return true }
    return position < range.upperBound && firstBytes[Int(text[position])]
  }

  /// Moves every thread past `character`, up to the first that has matched; whether one has.
  private mutating func step(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    _ character: UTF8Scalar,
    at position: Int,
    acceptsMatch: Bool
  ) -> Bool {
    // The threads that `follow` adds to are always the current ones.
    swap(&current, &next)
    current.removeAll()
    for thread in 0..<next.count {
      let instruction = next.instruction(thread)
      switch program.instructions[instruction] {
      case .characters(let index):
        guard program.isMember(character.value, ofClass: index) else { continue }
        next.copySlots(of: thread, to: &path)
        follow(instruction + 1, at: position + character.size, of: text, range)
      case .match:
        guard acceptsMatch else { continue }
        next.copySlots(of: thread, to: &match)
        // Whatever comes after is less preferred.
        return true
      case .split, .jump, .save, .assert: break
      }
    }
    return false
  }

  /// Adds all threads that `start` leads to without taking a character.
  private mutating func follow(_ start: Int, at position: Int, of text: Span<UInt8>, _ range: Range<Int>) {
    tasks.append(.follow(start))
    while let task = tasks.popLast() {
      switch task {
      case .restore(let slot, let place): path[slot] = place
      case .follow(let instruction) where current.meets(instruction):
        switch program.instructions[instruction] {
        case .characters, .match: current.append(instruction, path)
        case .jump(let target): tasks.append(.follow(target))
        case .split(let preferred, let other):
          tasks.append(.follow(other))
          tasks.append(.follow(preferred))
        case .save(let slot):
          if slot < path.count {
            tasks.append(.restore(slot: slot, path[slot]))
            path[slot] = position
          }
          tasks.append(.follow(instruction + 1))
        case .assert(let assertion):
          if assertion.holds(at: position, of: text, in: range) { tasks.append(.follow(instruction + 1)) }
        }
      case .follow: break
      }
    }
  }
}

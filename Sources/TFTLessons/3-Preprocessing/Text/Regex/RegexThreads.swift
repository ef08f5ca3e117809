/// The ways to match that have come to the same place of a text, the most preferred first.
struct RegexThreads {
  /// How many there are.
  private(set) var count = 0
  /// The instruction that each goes on with: one that takes a character, or the match.
  private var instructions: [Int]
  /// The places that each remembers, end to end.
  private var slots: [Int]
  private let slotCount: Int
  /// By instruction, the last generation that has met it: whoever comes second is less preferred, and dropped.
  private var seen: [Int]
  private var generation = 0

  /// No threads, of a program of so many instructions, that remember so many places.
  init(instructionCount: Int, slotCount: Int) {
    instructions = [Int](repeating: 0, count: instructionCount)
    slots = [Int](repeating: -1, count: instructionCount * slotCount)
    seen = [Int](repeating: -1, count: instructionCount)
    self.slotCount = slotCount
  }

  mutating func removeAll() {
    count = 0
    generation += 1
  }

  /// The instruction that `thread` goes on with.
  func instruction(_ thread: Int) -> Int { instructions[thread] }

  /// The places that `thread` remembers, into `path`.
  @inline(__always)
  func copySlots(of thread: Int, to path: inout [Int]) {
    for slot in 0..<slotCount { path[slot] = slots[thread * slotCount + slot] }
  }

  /// Whether `instruction` is met for the first time at this place.
  @inline(__always)
  mutating func meets(_ instruction: Int) -> Bool {
    if seen[instruction] == generation { return false }
    seen[instruction] = generation
    return true
  }

  @inline(__always)
  mutating func append(_ instruction: Int, _ path: [Int]) {
    instructions[count] = instruction
    for slot in 0..<slotCount { slots[count * slotCount + slot] = path[slot] }
    count += 1
  }
}

/// A pattern as instructions for `RegexMatcher`.
struct RegexProgram: Equatable, Sendable {
  enum Instruction: Equatable, Sendable {
    /// Takes one character of the class and goes on with the next instruction.
    case characters(Int)
    /// Goes on with both, the first being preferred.
    case split(Int, Int)
    case jump(Int)
    /// Remembers the place: slot `2 i` is where group `i` starts, `2 i + 1` where it ends.
    case save(Int)
    /// Goes on only where the condition holds.
    case assert(RegexAssertion)
    case match
  }

  private(set) var instructions: [Instruction] = []
  private var classes: [ScalarSet] = []
  /// The ASCII members of each class, two words for each: most text is ASCII.
  private var asciiMembers: [UInt64] = []
  /// How many groups the pattern has.
  let groupCount: Int
  /// The bytes that a match can start with; nil when it can be empty.
  private(set) var firstBytes: [Bool]?
  /// Whether a match can only start where the text does.
  private(set) var isAnchored = false

  /// What a pattern may take. Its text alone does not bound it: `\d{1000}` is short.
  private static let largest = 100_000

  /// Compiles `pattern`.
  ///
  /// - Throws: `RegexError` when it is none, or not supported.
  init(_ pattern: String) throws(RegexError) {
    let node: RegexNode
    (node, groupCount) = try RegexParser.parse(pattern)
    try emit(.group(node, index: 0))
    instructions.append(.match)
    isAnchored = instructions.first { if case .save = $0 { false } else { true } } == .assert(.textStart)
    firstBytes = findFirstBytes()
  }

  private mutating func emit(_ node: RegexNode) throws(RegexError) {
    guard instructions.count < Self.largest else { throw RegexError(problem: "pattern too large") }
    switch node {
    case .empty: break
    case .characters(let set):
      instructions.append(.characters(index(of: set)))
    case .sequence(let nodes): for node in nodes { try emit(node) }
    case .alternatives(let nodes): try emit(alternatives: nodes)
    case .repeated(let node, let minimum, let maximum, let isGreedy):
      try emit(node, minimum: minimum, maximum: maximum, isGreedy: isGreedy)
    case .group(let node, let index):
      instructions.append(.save(2 * index))
      try emit(node)
      instructions.append(.save(2 * index + 1))
    case .assertion(let assertion): instructions.append(.assert(assertion))
    }
  }

  private mutating func index(of set: ScalarSet) -> Int {
    if let index = classes.firstIndex(of: set) { return index }
    classes.append(set)
    asciiMembers += [set.asciiMembers(from: 0), set.asciiMembers(from: 64)]
    return classes.count - 1
  }

  private mutating func emit(alternatives nodes: [RegexNode]) throws(RegexError) {
    var jumps: [Int] = []
    for node in nodes.dropLast() {
      let split = reserve()
      try emit(node)
      jumps.append(reserve())
      instructions[split] = .split(split + 1, instructions.count)
    }
    if let last = nodes.last { try emit(last) }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  private mutating func emit(_ node: RegexNode, minimum: Int, maximum: Int?, isGreedy: Bool)
    throws(RegexError)
  {
    guard let maximum else {
      for _ in 0..<max(0, minimum - 1) { try emit(node) }
      if minimum > 0 { return try emitPlus(node, isGreedy) }
      // An empty turn of a loop must not be preferred to leaving it, so the loop is an optional one that runs once or more.
      let split = reserve()
      if node.isNullable {
        try emitPlus(node, isGreedy)
      } else {
        try emit(node)
        instructions.append(.jump(split))
      }
      return instructions[split] = choice(split + 1, instructions.count, isGreedy)
    }
    for _ in 0..<minimum { try emit(node) }
    // x{0,2} is (x(x)?)?: each further one only after the one before.
    var splits: [Int] = []
    for _ in minimum..<maximum {
      splits.append(reserve())
      try emit(node)
    }
    for split in splits { instructions[split] = choice(split + 1, instructions.count, isGreedy) }
  }

  private mutating func emitPlus(_ node: RegexNode, _ isGreedy: Bool) throws(RegexError) {
    let start = instructions.count
    try emit(node)
    instructions.append(choice(start, instructions.count + 1, isGreedy))
  }

  private func choice(_ body: Int, _ after: Int, _ isGreedy: Bool) -> Instruction {
    isGreedy ? .split(body, after) : .split(after, body)
  }

  /// A place for an instruction that depends on those after it.
  private mutating func reserve() -> Int {
    instructions.append(.jump(0))
    return instructions.count - 1
  }

  /// Whether class `index` has `scalar`.
  @inline(__always)
  func isMember(_ scalar: UInt32, ofClass index: Int) -> Bool {
    guard scalar < 128 else { return classes[index].contains(scalar) }
    return asciiMembers[2 * index + Int(scalar >> 6)] &>> UInt64(scalar & 63) & 1 == 1
  }

  /// Follows all that can happen before a character is taken, as if every condition held.
  private func findFirstBytes() -> [Bool]? {
    var bytes = [Bool](repeating: false, count: 256)
    var isSeen = [Bool](repeating: false, count: instructions.count)
    var open = [0]
    while let index = open.popLast() {
      if isSeen[index] { continue }
      isSeen[index] = true
      switch instructions[index] {
      case .match: return nil
      case .save, .assert: open.append(index + 1)
      case .jump(let target): open.append(target)
      case .split(let first, let second): open += [first, second]
      case .characters(let index):
        for byte in 0..<128 where classes[index].contains(UInt32(byte)) { bytes[byte] = true }
        if classes[index].reachesBeyondASCII { for byte in 128..<256 { bytes[byte] = true } }
      }
    }
    return bytes
  }
}

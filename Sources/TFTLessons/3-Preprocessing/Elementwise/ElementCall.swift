import RawData

/// A kernel with its places in memory, and the call after it.
///
/// Chains, not an array: taking an `any ElementKernel` out of an array would copy it, which costs more than the kernel's
/// work on a single row.
final class ElementCall: Sendable {
  /// So many calls are within one another at most, for a thread's stack.
  static let chainLength = 64

  private let kernel: any ElementKernel
  private let inputs: [ElementSlot]
  private let result: ElementSlot
  private let next: ElementCall?

  init(_ kernel: any ElementKernel, inputs: [ElementSlot], result: ElementSlot, next: ElementCall?) {
    (self.kernel, self.inputs, self.result, self.next) = (kernel, inputs, result, next)
  }

  func run(_ memory: ElementMemory, count: Int) throws(RowError) {
    try kernel.evaluate(Elements(memory: memory, inputs: inputs, result: result, count: count))
    try next?.run(memory, count: count)
  }
}

import Dispatch

/// Work on all cores.
public enum Parallelism {
  /// The number of threads that can run at once.
  public static var processorCount: Int { Platform.processorCount }

  /// The results of `transform` for all `inputs`, in their order; up to `threads` run at once.
  package static func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    threads: Int,
    _ transform: @Sendable (Input) -> Output
  ) -> [Output] {
    guard threads > 1, inputs.count > 1 else { return inputs.map(transform) }
    var outputs = [Output?](repeating: nil, count: inputs.count)
    outputs.withUnsafeMutableBufferPointer { buffer in
      // Every iteration writes an element of its own, and none is read before all are done.
      nonisolated(unsafe) let slots = buffer
      let workers = min(threads, inputs.count)
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        for index in stride(from: worker, to: inputs.count, by: workers) {
          slots[index] = transform(inputs[index])
        }
      }
    }
    return outputs.compactMap(\.self)
  }
}

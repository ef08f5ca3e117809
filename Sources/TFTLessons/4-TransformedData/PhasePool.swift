import RawData
import Synchronization

/// Copies of a phase for threads to work on: one is taken, sees a batch, and is put back.
///
/// Which copy sees which batch is left to chance; that the merged result does not depend on it is the accumulators' law.
final class PhasePool: Sendable {
  private let empty: AnalysisPhase
  private let idle: Mutex<[AnalysisPhase]>

  init(_ phase: AnalysisPhase) {
    empty = phase.empty
    idle = Mutex([phase])
  }

  func add(_ batch: Batch) throws {
    var phase = idle.withLock { $0.popLast() } ?? empty
    try phase.add(batch)
    idle.withLock { [phase] in $0.append(phase) }
  }

  /// All copies as one; none is left, so that what they remember need not be copied.
  func merged() -> AnalysisPhase {
    idle.withLock { phases in
      var result = phases.popLast() ?? empty
      while let phase = phases.popLast() { result.merge(phase) }
      return result
    }
  }
}

/// A row of a weight, and what is remembered of its gradients.
struct WeightRow {
  let weight: UnsafeMutablePointer<Float>
  /// The first memory, or the weight where there is none.
  let first: UnsafeMutablePointer<Float>
  /// The second memory, or the first where there is none: what is stored last counts.
  let second: UnsafeMutablePointer<Float>
  /// How many numbers each has.
  let count: Int

  /// Eight numbers of each.
  struct Eights {
    var weight: Eight
    var first: Eight
    var second: Eight
  }

  /// Changes all numbers, eight at once; `change` is told where they are.
  ///
  /// The last eight are those before the end, though some of them were among the eight before: they are read before any
  /// is changed, so these come out the same.
  @inline(__always)
  func change(_ change: (inout Eights, Int) -> Void) {
    guard count >= 8 else {
      var eights = load(0, count)
      change(&eights, 0)
      return store(eights, 0, count)
    }
    var start = 0
    func changeWhole() {
      while start + 8 <= count {
        var eights = load(start, 8)
        change(&eights, start)
        store(eights, start, 8)
        start += 8
      }
    }
    if count % 8 == 0 { return changeWhole() }
    var last = load(count - 8, 8)
    changeWhole()
    change(&last, count - 8)
    store(last, count - 8, 8)
  }

  @inline(__always)
  private func load(_ start: Int, _ count: Int) -> Eights {
    Eights(
      weight: Embeddings.load(weight + start, count),
      first: Embeddings.load(first + start, count),
      second: Embeddings.load(second + start, count)
    )
  }

  @inline(__always)
  private func store(_ eights: Eights, _ start: Int, _ count: Int) {
    Embeddings.store(eights.second, second + start, count)
    Embeddings.store(eights.first, first + start, count)
    Embeddings.store(eights.weight, weight + start, count)
  }
}

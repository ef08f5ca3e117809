import RawData

/// What a kernel works on: so many elements of each input, and room for as many of the result.
///
/// Its loops are inlined with the kernel's formula, so that each is one of its own.
package struct Elements {
  let memory: ElementMemory
  let inputs: [ElementSlot]
  let result: ElementSlot
  /// How many elements there are to compute.
  let count: Int

  /// The type of input `index`.
  func type(_ index: Int) -> FeatureType { inputs[index].type }

  /// The elements of input `index`; a single one where it stands for all.
  @inline(__always)
  func input<Element: BitwiseCopyable>(
    _ index: Int,
    as type: Element.Type = Element.self
  ) -> UnsafeBufferPointer<Element> {
    UnsafeBufferPointer(start: memory.elements(inputs[index]), count: inputs[index].isSingle ? 1 : count)
  }

  /// The room for the result.
  @inline(__always)
  func output<Element: BitwiseCopyable>(
    as type: Element.Type = Element.self
  ) -> UnsafeMutableBufferPointer<Element> {
    UnsafeMutableBufferPointer(start: memory.elements(result), count: count)
  }

  /// Makes each result of the element at its place in the only input.
  @inline(__always)
  func map<Element: BitwiseCopyable, Result: BitwiseCopyable>(_ body: (Element) -> Result) {
    let (x, results) = (input(0, as: Element.self), output(as: Result.self))
    for index in 0..<count { results[index] = body(x[index]) }
  }

  /// Makes each result of the elements at its place in two inputs.
  @inline(__always)
  func combine<Element: BitwiseCopyable, Result: BitwiseCopyable>(_ body: (Element, Element) -> Result) {
    let (a, b) = (input(0, as: Element.self), input(1, as: Element.self))
    let results = output(as: Result.self)
    if inputs[1].isSingle {
      let single = b[0]
      for index in 0..<count { results[index] = body(a[inputs[0].isSingle ? 0 : index], single) }
    } else if inputs[0].isSingle {
      let single = a[0]
      for index in 0..<count { results[index] = body(single, b[index]) }
    } else {
      for index in 0..<count { results[index] = body(a[index], b[index]) }
    }
  }
}

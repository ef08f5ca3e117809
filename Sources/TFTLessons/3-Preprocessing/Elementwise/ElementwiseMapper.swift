import RawData

/// A mapper whose work is a kernel's, at least for some inputs.
package protocol ElementwiseMapper: Mapper {
  /// The kernel for inputs of these types, once bound to its constants; nil where there is none.
  ///
  /// A constant of other than one value is no input of a kernel: the mapper has been bound to it.
  func kernel(for inputTypes: [FeatureType]) -> Kernel?
}

extension ElementwiseMapper {
  /// The kernel's results for all elements, the inputs repeated until they meet element by element.
  package func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let aligned = try Broadcast(inputs, rowCount: rowCount)
    return try boundKernel(for: inputs).results(for: aligned.operands, layout: aligned.layout)
  }

  /// The kernel for `inputs`.
  ///
  /// - Throws: `RowError` when there is none.
  func boundKernel(for inputs: [Operand]) throws(RowError) -> Kernel {
    let types = inputs.map(\.values.type)
    guard let kernel = kernel(for: types) else {
      throw RowError("found \(types.map(\.rawValue).joined(separator: " and ")), which \(name) does not take")
    }
    return kernel
  }
}

extension Model {
  /// A folded kernel has no more numbers than this for each table.
  private static let largestFold = 1 << 18

  /// A model with the same predictions, but for rounding, that gives them sooner.
  ///
  /// An embedding is a one-hot vector times a table, and a dense layer after it multiplies by a kernel: the product of
  /// table and kernel is the same for every row. It is taken here, once, and a row looks up the result.
  func folded() throws(ModelError) -> Model {
    let first = architecture.inputs.count
    var folded = Architecture(
      name: architecture.name,
      label: architecture.label,
      loss: architecture.loss,
      inputs: architecture.inputs
    )
    let tables = foldableTables()
    var matrices: [Matrix] = []
    for (index, call) in architecture.calls.enumerated() {
      let isTable = tables.contains(first + index)
      let layer: any Layer = isTable ? OneHot() : call.layer
      _ = try folded.add(layer, named: call.name, inputs: call.inputs)
      guard !isTable else { continue }
      var own = Array(weights[call.weights])
      if layer is Dense { own[0] = kernel(own[0], over: architecture.sources(of: call), tables) }
      matrices += own
    }
    return try Model(folded, weights: matrices)
  }

  /// The embeddings that nobody reads but one dense layer, through a concatenation or not.
  private func foldableTables() -> Set<Int> {
    let first = architecture.inputs.count
    let readers = architecture.readerCounts
    var tables: Set<Int> = []
    for call in architecture.calls where call.layer is Dense && readers[call.inputs[0]] == 1 {
      for source in architecture.sources(of: call) where source >= first && readers[source] == 1 {
        let table = architecture.calls[source - first]
        guard table.layer is Embedding, case .floats(let dimensions) = table.shape, dimensions.count == 1,
          architecture.weights[table.weights.lowerBound].rows * call.shape.size <= Self.largestFold
        else { continue }
        tables.insert(source)
      }
    }
    return tables
  }

  /// A kernel whose rows for a table are multiplied by it.
  private func kernel(_ kernel: Matrix, over sources: [Int], _ tables: Set<Int>) -> Matrix {
    let first = architecture.inputs.count
    var elements: [Float] = []
    var row = 0
    for source in sources {
      let rows = row..<row + (sources.count == 1 ? kernel.rows : architecture.shape(source).size)
      row = rows.upperBound
      if tables.contains(source) {
        let table = weights[architecture.calls[source - first].weights.lowerBound]
        var product = Matrix(rows: table.rows, columns: kernel.columns)
        product.add(table, times: kernel, rightRows: rows)
        elements += product.elements
      } else {
        elements += kernel.elements[rows.lowerBound * kernel.columns..<rows.upperBound * kernel.columns]
      }
    }
    return Matrix(rows: elements.count / kernel.columns, columns: kernel.columns, elements: elements)
  }
}

/// Rows that ids name, read and added to.
extension Matrix {
  /// Adds to each row the row of `table` that its id names, `firstRow` being that of id 0.
  mutating func addRows(of table: Matrix, _ ids: [Int32], firstRow: Int = 0) {
    precondition(table.columns == columns && ids.count == rows)
    elements.withUnsafeMutableBufferPointer { target in
      table.elements.withUnsafeBufferPointer { source in
        guard let target = target.baseAddress, let source = source.baseAddress else { return }
        for (row, id) in ids.enumerated() {
          let place = table.place(firstRow + Int(id))
          (target + row * columns).add(source + place, count: columns)
        }
      }
    }
  }

  /// Adds each row of `rows` to the row that its id names, `firstRow` being that of id 0.
  mutating func addRows(_ rows: Matrix, to ids: [Int32], firstRow: Int = 0) {
    precondition(rows.columns == columns && ids.count == rows.rows)
    let size = (rows: self.rows, columns: columns)
    elements.withUnsafeMutableBufferPointer { target in
      rows.elements.withUnsafeBufferPointer { source in
        guard let target = target.baseAddress, let source = source.baseAddress else { return }
        for (row, id) in ids.enumerated() {
          let place = firstRow + Int(id)
          precondition(place >= 0 && place < size.rows)
          (target + place * size.columns).add(source + row * size.columns, count: size.columns)
        }
      }
    }
  }

  /// The rows `range`, in their order.
  func rows(_ range: Range<Int>) -> Matrix {
    let elements = Array(elements[range.lowerBound * columns..<range.upperBound * columns])
    return Matrix(rows: range.count, columns: columns, elements: elements)
  }

  /// The rows `indices`, in that order.
  func gather<Index: BinaryInteger>(_ indices: some Collection<Index>) -> Matrix {
    Matrix(rows: indices.count, columns: columns) { target in
      elements.withUnsafeBufferPointer { source in
        guard var target = target.baseAddress, let source = source.baseAddress else { return }
        for index in indices {
          target.update(from: source + place(Int(index)), count: columns)
          target += columns
        }
      }
    }
  }

  /// Where a row begins.
  @inline(__always)
  private func place(_ row: Int) -> Int {
    precondition(row >= 0 && row < rows)
    return row * columns
  }
}

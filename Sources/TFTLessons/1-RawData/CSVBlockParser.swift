/// Parses blocks of CSV text; what it needs to know of the file besides the block.
struct CSVBlockParser: Sendable {
  let path: String
  /// The names of the columns in the file.
  let header: [String]
  private let names: [String]
  private let columns: [CSVColumn]
  private let width: Int

  /// So many rows at once are cut into cells and then read column by column: few enough that they stay in the cache.
  private static let rowsAtOnce = 256

  init(path: String, schema: Schema, header: [String]) {
    (self.path, self.header) = (path, header)
    names = schema.features.map(\.name)
    width = header.count
    columns = schema.features.compactMap { spec in
      header.firstIndex(of: spec.name).map { CSVColumn(spec: spec, index: $0, width: header.count) }
    }
  }

  func parse(_ block: CSVBlock) throws(InputError) -> Batch {
    do throws(CSVColumn.CellError) {
      return try rows(of: block)
    } catch {
      throw located(error, in: block)
    }
  }

  /// The records that are as they should be, and the places of the others, in order.
  func stretches(_ block: CSVBlock) -> [RowStretch] {
    var stretches: [RowStretch] = []
    var rest = block
    while rest.recordCount > 0 {
      do throws(CSVColumn.CellError) {
        stretches.append(.rows(try rows(of: rest)))
        return stretches
      } catch {
        // It is the first one: the records before it are good.
        let (before, after) = rest.divided(at: error.offset)
        stretches += self.stretches(before)
        stretches.append(.unreadable(located(error, in: rest)))
        rest = after
      }
    }
    return stretches
  }

  private func located(_ error: CSVColumn.CellError, in block: CSVBlock) -> InputError {
    var located = InputError(file: path, position: block.position(of: error.offset), problem: error.problem)
    located.missingFeature = error.missingFeature
    return located
  }

  private func rows(of block: CSVBlock) throws(CSVColumn.CellError) -> Batch {
    var builders = columns.map { $0.builder(rowCount: block.recordCount) }
    let limit = min(Self.rowsAtOnce, block.recordCount)
    var rowCount = 0
    var start = block.range.lowerBound
    while start < block.range.upperBound {
      let tokens = CSVTokens(block, width: width, from: start, limit: limit)
      try append(tokens, of: block, to: &builders)
      rowCount += tokens.recordCount
      start = tokens.end
    }
    return Batch(rowCount: rowCount, names: names, columns: builders.map(\.values))
  }

  /// Adds some records to all columns, or throws what is wrong with the first malformed cell or record.
  private func append(
    _ tokens: CSVTokens,
    of block: CSVBlock,
    to builders: inout [any CSVColumnBuilder]
  ) throws(CSVColumn.CellError) {
    var firstError = tokens.error.map { CSVColumn.CellError(offset: $0.offset, problem: $0.problem) }
    for index in builders.indices {
      do throws(CSVColumn.CellError) {
        try builders[index].append(tokens, of: block)
      } catch {
        if firstError.map({ $0.offset > error.offset }) ?? true { firstError = error }
      }
    }
    if let firstError { throw firstError }
  }
}

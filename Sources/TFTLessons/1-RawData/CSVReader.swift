/// Reads a CSV file (RFC 4180) as batches, in constant memory.
///
/// The first record names the columns; they may come in any order. An empty cell is a missing value, and the schema
/// says what that means; `""` is an empty text. Empty lines are passed over, and so is a byte order mark.
public struct CSVReader: BatchReader, ForgivingReader {
  /// What to do with columns that the schema does not have.
  public enum ExtraColumns: Sendable {
    /// They are an error.
    case refused
    /// They are passed over unread.
    case ignored
  }

  /// Where the columns' names come from.
  public enum Header: Sendable {
    /// The file's first record names them.
    case firstRecord
    /// The file has no names: its columns are the schema's features, in the schema's order.
    case none
  }

  private let parser: CSVBlockParser
  private let batchSize: Int
  private var blocks: CSVBlockReader
  private var readAhead: ReadAhead<CSVBlock, Batch>

  /// Opens a file and reads its header.
  ///
  /// - Parameters:
  ///   - path: the CSV file, in UTF-8.
  ///   - schema: the features to read; each must be a column of the file.
  ///   - batchSize: the rows in each batch but the last.
  ///   - extraColumns: what to do with columns that the schema does not have.
  ///   - header: where the columns' names come from.
  ///   - threads: how many batches are parsed at once; the batches do not depend on it.
  /// - Throws: `FileError` when the file cannot be read; `InputError` when a column is missing, double or extra.
  public init(
    path: String,
    schema: Schema,
    batchSize: Int = 4096,
    extraColumns: ExtraColumns = .refused,
    header: Header = .firstRecord,
    threads: Int = Parallelism.processorCount
  ) throws {
    precondition(batchSize > 0, "a batch needs at least one row")
    self.batchSize = batchSize
    readAhead = ReadAhead(threads: threads)
    blocks = try CSVBlockReader(path: path)
    var names = schema.features.map(\.name)
    if header == .firstRecord {
      let cells = try Self.readHeader(&blocks, path: path)
      try Self.check(cells, schema, extraColumns, path: path)
      names = cells.map(\.name)
    }
    parser = CSVBlockParser(path: path, schema: schema, header: names)
  }

  /// Opens a file without a header.
  ///
  /// - Parameters:
  ///   - schema: the features to read.
  ///   - columns: the names of the file's columns; those that the schema does not have are passed over unread.
  /// - Throws: `FileError` when the file cannot be read.
  package init(path: String, schema: Schema, columns: [String]) throws {
    batchSize = 4096
    readAhead = ReadAhead(threads: Parallelism.processorCount)
    blocks = try CSVBlockReader(path: path)
    parser = CSVBlockParser(path: path, schema: schema, header: columns)
  }

  /// The next batch, nil at the end of the file.
  ///
  /// - Throws: `InputError` with line and column for the first cell or record that is not as it should be.
  public mutating func next() throws -> Batch? {
    let (parser, batchSize) = (parser, batchSize)
    return try readAhead.next({ try blocks.next(batchSize) }, { try parser.parse($0) })
  }

  /// Does `work` on every remaining batch on the thread that has parsed it; the results in the batches' order.
  public mutating func process<Output: Sendable>(
    threads: Int,
    _ work: @escaping @Sendable (Batch) throws -> Output,
    _ body: (Output) throws -> Void
  ) throws {
    let parser = parser
    // Batches that `next` has begun come first.
    while let batch = try readAhead.next({ nil }, { try parser.parse($0) }) { try body(work(batch)) }
    var ahead = ReadAhead<CSVBlock, Output>(threads: threads)
    while let output = try ahead.next({ try blocks.next(batchSize) }, { try work(parser.parse($0)) }) {
      try body(output)
    }
  }

  /// Does `work` on all remaining rows on the thread that has parsed them; the results in the rows' order.
  ///
  /// - Throws: `InputError` for a record without an end, and whatever `work` or `body` throws.
  public mutating func processStretches<Output: Sendable>(
    threads: Int,
    _ work: @escaping @Sendable ([RowStretch]) throws -> Output,
    _ body: (Output) throws -> Void
  ) throws {
    let parser = parser
    // Batches that `next` has begun come first.
    while let batch = try readAhead.next({ nil }, { try parser.parse($0) }) { try body(work([.rows(batch)])) }
    var ahead = ReadAhead<CSVBlock, Output>(threads: threads)
    while let output = try ahead.next(
      { try blocks.next(batchSize) },
      { try work(parser.stretches($0)) }
    ) {
      try body(output)
    }
  }
}

/// Parses blocks of CSV text; what it needs to know of the file besides the block.
private struct CSVBlockParser: Sendable {
  private let path: String
  private let names: [String]
  private let columns: [CSVColumn]
  private let width: Int

  /// So many rows at once are cut into cells and then read column by column: few enough that they stay in the cache.
  private static let rowsAtOnce = 256

  init(path: String, schema: Schema, header: [String]) {
    self.path = path
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

extension CSVReader {
  private struct HeaderCell {
    var name: String
    var position: InputError.Position
  }

  private static func readHeader(_ blocks: inout CSVBlockReader, path: String) throws -> [HeaderCell] {
    guard let block = try blocks.next(1) else {
      throw InputError(file: path, problem: "the file is empty, expected a header line")
    }
    let tokens = CSVTokens(header: block)
    if let error = tokens.error {
      throw InputError(file: path, position: block.position(of: error.offset), problem: error.problem)
    }
    return tokens.cells.map { cell in
      let text = String(decoding: block.bytes[Int(cell.start)..<Int(cell.end)], as: UTF8.self)
      let name =
        cell.quoting == .doubled
        ? text.split(separator: "\"\"", omittingEmptySubsequences: false)
          .joined(separator: "\"") : text
      return HeaderCell(name: name, position: block.position(of: Int(cell.start)))
    }
  }

  private static func check(
    _ header: [HeaderCell],
    _ schema: Schema,
    _ extraColumns: ExtraColumns,
    path: String
  ) throws {
    let expected = schema.features.map(\.name).joined(separator: ",")
    var seen: Set<String> = []
    for cell in header {
      let name = quoted(cell.name.utf8)
      if schema[cell.name] == nil {
        if extraColumns == .ignored { continue }
        throw InputError(
          file: path,
          position: cell.position,
          problem: "found an extra column \(name), expected \(expected)"
        )
      }
      guard seen.insert(cell.name).inserted else {
        throw InputError(
          file: path,
          position: cell.position,
          problem: "found column \(name) twice, expected it once"
        )
      }
    }
    if let missing = schema.features.first(where: { !seen.contains($0.name) }) {
      let found = header.map(\.name).joined(separator: ",")
      throw InputError(
        file: path,
        position: .line(1, column: 1),
        problem: "column \(quoted(missing.name.utf8)) is missing; found \(found), expected \(expected)"
      )
    }
  }
}

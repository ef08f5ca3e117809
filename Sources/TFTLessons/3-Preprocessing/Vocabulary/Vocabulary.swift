import RawData

/// The distinct values of a column, each with an id: its place, from 0.
///
/// It is known once the data was analyzed, and has a file of its own in `transform_fn/assets`. TFT: the path that
/// `tft.vocabulary` returns.
public struct Vocabulary: Sendable {
  let node: Node
  /// The file.
  public let asset: Asset

  /// The tokens in the order of their ids, the same for every row; integers as decimals.
  public var tokens: Column<String> { Column(node: node) }

  /// How many tokens there are, the same for every row; buckets for unknown ones not among them.
  ///
  /// TFT: `experimental.get_vocabulary_size_by_name`.
  public var size: Column<Int64> { Column(VocabularySize(), [node], location: node.location) }

  init(node: Node, asset: Asset) {
    self.node = node
    self.asset = asset
  }

  /// A vocabulary that somebody else made: a file with a token per line, or per record.
  ///
  /// The file is read now, and the transform takes a copy along under the same name.
  ///
  /// - Parameters:
  ///   - path: the file; the id of a token is the number of its line, from 0.
  ///   - format: what kind of file it is.
  ///   - fileID: the file of the call.
  ///   - line: the line of the call.
  /// - Throws: `FileError` when it cannot be read, `InputError` when a record is damaged, `OperationError` when it holds
  ///   no tokens or one of them twice.
  public init(
    contentsOf path: String,
    format: Asset.Format = .text,
    fileID: String = #fileID,
    line: Int = #line
  ) throws {
    let location = SourceLocation(fileID: fileID, line: line)
    let tokens = try VocabularyFile.read(path, format)
    func refusal(_ problem: String) -> OperationError {
      OperationError(location: location, operation: "vocabulary \"\(path)\"", problem: problem)
    }
    guard tokens.count > 0 else { throw refusal("found no tokens, expected one or more") }
    do throws(RowError) { _ = try VocabularyTable(tokens, isText: true) } catch {
      throw refusal(error.problem)
    }
    let name = String(path.split(separator: "/").last ?? "")
    let ending = ".tfrecord.gz"
    let stem = format == .tfrecordGzip && name.hasSuffix(ending) ? String(name.dropLast(ending.count)) : name
    let asset = Asset(fileName: stem, format: format)
    let values = FeatureValues(.string(tokens), layout: .fixed(width: tokens.count))
    self.init(
      node: Node(
        .file(asset, values),
        type: .string,
        shape: .fixed(width: tokens.count),
        location: location
      ),
      asset: asset
    )
  }
}

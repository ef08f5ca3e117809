import Preprocessing
import RawData
import TFRecords
import TransformedData

/// The shards of a data set in an order of chance, divided into those to learn from and one to be judged by.
///
/// A training reads shard after shard in that order, a window of rows at a time, and shuffles each window: so much is in memory,
/// and no more. Which rows come when follows from the seed and the shards alone: not from threads, nor from whether they are read
/// as records or as CSV.
public struct ShuffledShards: Sendable {
  /// The shards to learn from, by their numbers in the data set, in the order of the training.
  public let training: [Int]
  /// The shard that is held back; nil when there is only one, or validation rows come from elsewhere.
  public let heldBack: Int?

  /// - Parameters:
  ///   - count: how many shards there are.
  ///   - seed: what the order follows from.
  ///   - holdsBack: whether a shard is held back: the first that has rows, when another one has, too.
  ///   - isEmpty: whether a shard has no rows.
  public init(count: Int, seed: UInt64, holdsBack: Bool, isEmpty: (Int) -> Bool = { _ in false }) {
    var generator = SplitMix64(seed: seed)
    let order = generator.permutation(of: count)
    let filled = order.filter { !isEmpty($0) }
    let heldBack = holdsBack && filled.count > 1 ? filled[0] : nil
    (training, self.heldBack) = (order.filter { $0 != heldBack }, heldBack)
  }

  /// The rows of TFRecord files, in this order.
  ///
  /// - Parameters:
  ///   - paths: the files of all shards, in the order of the data.
  ///   - schema: the features to read.
  public func records(_ paths: [String], _ schema: Schema) -> @Sendable () throws -> any BatchReader {
    let ordered = training.map { paths[$0] }
    return { ExampleReader(paths: ordered, schema: schema) }
  }

  /// The rows of CSV shards through a transform, in this order. Nothing is written in between.
  public func stream(_ survey: Survey, _ transformFn: TransformFn) -> @Sendable () throws -> any BatchReader {
    Self.stream(training.map { survey.shards[$0] }, survey.columns, transformFn)
  }

  /// The rows that are held back, through a transform; nil when no shard is.
  public func heldBackRows(_ survey: Survey, _ transformFn: TransformFn) -> (
    @Sendable () throws -> any BatchReader
  )? {
    heldBack.map { Self.stream([survey.shards[$0]], survey.columns, transformFn) }
  }

  private static func stream(
    _ shards: [Shard],
    _ columns: [String],
    _ transformFn: TransformFn
  ) -> @Sendable () throws -> any BatchReader {
    let splits = shards.map(\.split)
    return {
      try CSVPieceReader(splits: splits, schema: transformFn.inputSchema, columns: columns) { piece in
        try transform(piece, transformFn)
      }
    }
  }

  /// - Throws: `InputError` with the place in the file of a row on which an operation fails.
  private static func transform(_ piece: CSVPiece, _ transformFn: TransformFn) throws -> Batch {
    do {
      return try transformFn.transform(piece.rows())
    } catch let error as OperationError {
      guard let row = error.row else { throw error }
      throw InputError(
        file: piece.path,
        position: piece.position(ofRow: row, column: error.feature),
        problem: "\(error)"
      )
    }
  }
}

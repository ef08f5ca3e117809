import Drawing
import Embeddings
import Preprocessing
import RawData
import TaxiFare
import TransformedData

/// Where the vectors of the city's squares are before a small model has learned, and where they are after it.
struct EmbeddingMoves {
  /// A square in which rides begin.
  struct Square: Hashable {
    var column, row: Int
  }

  let before, after: EmbeddingTable
  /// The square of each id.
  private let squares: [Int: Square]
  /// How many rides begin in the square of each id.
  let counts: [Int: Int]

  /// So many rides have to begin in a square for it to be shown: the vectors of others hardly move.
  private static let fewestRides = 20

  init(_ run: PipelineRun) throws {
    let rows = try run.rowsInMemory(run.options.data)
    let graph = try PreprocessingGraph(
      schema: run.pipeline.schema,
      squareModel.preprocessingFn ?? { try taxiSquares($0) }
    )
    let transformed = try graph.analyze { _ in BatchesInMemory([rows]) }.transform(rows)
    let schema = try graph.analyze { _ in BatchesInMemory([rows]) }.outputSchema
    let architecture = try squareModel.architecture(schema)
    let examples = try Examples(BatchesInMemory([transformed]), for: architecture)
    let options = squareModel.training
    let result = try Trainer.train(
      architecture,
      on: TrainingSource(examples),
      validation: examples,
      options: options
    )
    let first = Model(architecture, seed: options.seed)
    before = first.embeddingTables(on: examples)[0]
    after = result.model.embeddingTables(on: examples)[0]
    let ids = transformed.integers("square")
    counts = ids.reduce(into: [:]) { counts, id in counts[id, default: 0] += 1 }
    squares = Dictionary(
      zip(
        ids,
        zip(transformed.integers("column"), transformed.integers("row")).map { Square(column: $0, row: $1) }
      )
    ) { first, _ in first }
  }

  /// Both along the directions in which the vectors, before and after, differ most.
  var svg: String {
    get throws {
      var both = after
      both.vectors = Matrix(
        rows: 2 * after.ids.count,
        columns: after.vectors.columns,
        elements: before.vectors.elements + after.vectors.elements
      )
      let places = try both.places()
      let shown = after.ids.indices.filter { counts[after.ids[$0], default: 0] >= Self.fewestRides }
      return MovedPoints(
        title: "The squares of the city, before and after training",
        xLabel: "first principal component",
        yLabel: "second principal component",
        valueLabel: "mean fare in dollars",
        moves: shown.map { index in
          MovedPoints.Move(
            name(of: after.ids[index]),
            from: places[index],
            to: places[index + after.ids.count],
            value: Double(after.meanLabels[index])
          )
        }
      ).svg()
    }
  }

  /// One square has a name; all names together would hide each other.
  private func name(of id: Int) -> String {
    squares[id] == Self.southEast ? "south-east of the map: Kennedy airport, and rides without a place" : ""
  }

  /// All that is east of the map and south of it.
  private static let southEast = Square(column: taxiSquareEdges.longitude.count, row: 0)
}

extension Batch {
  /// All values of an `int64` feature.
  func integers(_ name: String) -> [Int] {
    guard case .int64(let values)? = self[name]?.storage else { return [] }
    return values.map { Int($0) }
  }
}

import Drawing
import Preprocessing
import RawData
import TaxiFare
import TransformedData

/// The squares in which rides begin, and which of them a hash gives the same id.
struct SharedSquares {
  /// A square with rides.
  struct Square: Hashable {
    var column, row, id: Int
  }

  let squares: Set<Square>
  /// The ride's own.
  let own: Square?
  private let ride: Batch

  init(_ rows: Batch, ride: Batch) throws {
    self.ride = ride
    let graph = try PreprocessingGraph(schema: taxiSchema) { try taxiSquares($0) }
    let transformFn = try graph.analyze { _ in BatchesInMemory([]) }
    squares = Set(Self.squares(try transformFn.transform(rows)))
    own = Self.squares(try transformFn.transform(ride)).first
  }

  /// Bucket 0 and the last one lie beyond the map.
  private static func squares(_ rows: Batch) -> [Square] {
    zip(zip(rows.integers("column"), rows.integers("row")), rows.integers("square")).compactMap { place, id in
      let square = Square(column: place.0 - 1, row: place.1 - 1, id: id)
      let (columns, rows) = (taxiSquareEdges.longitude.count - 1, taxiSquareEdges.latitude.count - 1)
      return 0..<columns ~= square.column && 0..<rows ~= square.row ? square : nil
    }
  }

  /// The squares by their ids.
  private var byID: [Int: [Square]] { Dictionary(grouping: squares, by: \.id) }

  /// What there is to count.
  var summary: String {
    let sharing = byID.values.filter { $0.count > 1 }.reduce(0) { $0 + $1.count }
    return
      "\(squares.count) squares have rides, \(byID.count) of 100 bins are used, \(sharing) squares share one"
  }

  var svg: String {
    let byID = byID
    let cells = squares.sorted { ($0.row, $0.column) < ($1.row, $1.column) }.map { square in
      let isShared = (byID[square.id]?.count ?? 0) > 1
      let kind = square.id == own?.id ? 2 : isShared ? 1 : 0
      return CellMap.Cell(column: square.column, row: square.row, text: String(square.id), kind: kind)
    }
    let place = [[ride].floats("pickup_longitude"), [ride].floats("pickup_latitude")].compactMap(\.first)
    return CellMap(
      title: "Squares of the city and the ids that a hash gives them",
      xLabel: "longitude",
      yLabel: "latitude",
      kinds: ["has its id for itself", "shares its id with others", "has the id of our ride's square"],
      cells: cells,
      xEdges: taxiSquareEdges.longitude.map { Double($0) },
      yEdges: taxiSquareEdges.latitude.map { Double($0) },
      places: place.count == 2 ? [(Double(place[0]), Double(place[1]), "our ride begins")] : []
    ).svg()
  }
}

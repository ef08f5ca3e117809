import Embeddings
import Preprocessing
import RawData
import TaxiFare
import Testing
import TransformedData

@testable import Drawing
@testable import Runner

extension DiagramTests {
  /// A diagram as `lessons graph` draws it.
  enum Subject: String, CaseIterable, CustomTestStringConvertible {
    case tasks
    case preprocessing
    case farePreprocessing = "fare-preprocessing"
    case nonEmbeddingModel = "non-embedding-model"
    case embeddingModel = "embedding-model"

    var testDescription: String { rawValue }

    func diagram() throws -> Diagram {
      switch self {
      case .tasks: .tasks()
      case .preprocessing: Diagram(try PreprocessingGraph(schema: taxiSchema, taxiPreprocessingFn))
      case .farePreprocessing:
        Diagram(try PreprocessingGraph(schema: taxiSchema, try #require(fareModel.preprocessingFn)))
      case .nonEmbeddingModel: Diagram(try TaxiFare.nonEmbeddingModel.architecture(try Self.features()))
      case .embeddingModel: Diagram(try TaxiFare.embeddingModel.architecture(try Self.features()))
      }
    }

    /// The transformed features of two rides: how many ids there are does not depend on the rides.
    private static func features() throws -> Schema {
      let graph = try PreprocessingGraph(schema: taxiSchema, taxiPreprocessingFn)
      return try graph.analyze { _ in
        try CSVReader(path: Fixture.path("tft/taxi-edges.csv"), schema: taxiSchema)
      }.outputSchema
    }
  }

  /// Four boxes with everything that a format could stumble over.
  static let awkward = Diagram(
    title: "R&D: \"now\" <#1>",
    summary: "four; boxes",
    description: "a < b",
    nodes: [
      Diagram.Node("in_put", details: ["back\\slash", "50 % & more"], fill: .source, tip: "the \"first\""),
      Diagram.Node("f", lines: ["f"], details: ["full pass 1"], fill: .fullPass, tip: "f\nand more"),
      Diagram.Node("g", details: ["*stars* `ticks`"], fill: .operation, tip: "g"),
      Diagram.Node("out\u{1}", details: [], fill: .result, tip: "out"),
    ],
    edges: [
      Diagram.Edge(from: 0, to: 1, label: "a|b", tip: "0 to 1"), Diagram.Edge(from: 0, to: 2, tip: "0 to 2"),
      Diagram.Edge(from: 1, to: 2, label: "min, max", tip: "1 to 2"),
      Diagram.Edge(from: 2, to: 3, tip: "2 to 3"),
    ],
    legend: Diagram.Legend([(.source, "in"), (.fullPass, "all rows")], caption: "what colours say")
  )
}

import Preprocessing
import RawData
import TaxiFare
import Testing
import TransformedData

@testable import Drawing
@testable import Runner

@Suite("Diagrams")
struct DiagramTests {
  // MARK: layout

  @Test(arguments: [Subject.tasks, .preprocessing, .embeddingModel])
  func `the layout is the one that was looked at`(_ subject: Subject) throws {
    let text = try subject.diagram().layoutText()
    #expect(text == (try Fixture.text("graphs/\(subject.rawValue).txt")), "\(text)")
  }

  @Test(arguments: Subject.allCases)
  func `no box or label overlaps another, and no arrow runs through one`(_ subject: Subject) throws {
    let layout = try subject.diagram().layout()
    let labels = layout.routes.map(\.label).filter { $0.size.width > 0 }
    let rectangles = layout.boxes + labels
    for (index, rectangle) in rectangles.enumerated() {
      #expect(!rectangles[..<index].contains { $0.overlaps(rectangle) }, "number \(index): \(rectangle)")
    }
    for (index, route) in layout.routes.enumerated() {
      let foreign = layout.routes.indices.filter { $0 != index }.map { layout.routes[$0].label }
      let hits = DrawingTests.Trail.points(of: route).filter { point in
        layout.boxes.contains { $0.encloses(point) } || foreign.contains { $0.encloses(point) }
      }
      #expect(hits.isEmpty, "arrow \(index)")
    }
  }

  @Test(arguments: [Subject.tasks, .nonEmbeddingModel, .embeddingModel])
  func `where no arrows need to cross, none do`(_ subject: Subject) throws {
    #expect(try subject.diagram().layout().crossings == 0)
  }

  @Test func `parts that have nothing to do with each other stand close together`() throws {
    let boxes = try Subject.preprocessing.diagram().layout().boxes
    // In the first column the parts stand one below the other, the widest gap beside a tall neighbour.
    let first = boxes.filter { $0.left == 0 }.sorted { $0.top < $1.top }
    let gaps = zip(first, first.dropFirst()).map { $1.top - $0.bottom }
    #expect(first.count == 8 && gaps.allSatisfy { (16...260).contains($0) }, "\(gaps)")
  }

  // MARK: pictures

  @Test(arguments: Subject.allCases)
  func `a picture is well-formed, says what it shows, and its texts can be selected`(_ subject: Subject)
    throws
  {
    let diagram = try subject.diagram()
    let svg = diagram.svg()
    #expect(DrawingTests.Markup.fault(in: svg) == nil)
    #expect(
      svg.contains("role=\"img\" aria-labelledby=") && svg.contains("@media (prefers-color-scheme: dark)")
    )
    #expect(svg.contains(">\(SVGDocument.escaped(diagram.title))</title>"))
    #expect(svg.contains(">\(SVGDocument.escaped(diagram.description))</desc>"))
    for text in diagram.nodes.flatMap({ $0.lines + $0.details }) + diagram.edges.map(\.label)
    where !text.isEmpty {
      #expect(svg.contains(">\(SVGDocument.escaped(text))</text>"), "\(text)")
    }
    for tip in diagram.nodes.map(\.tip) + diagram.edges.map(\.tip) {
      #expect(svg.contains("<title>\(SVGDocument.escaped(tip))</title>"))
    }
    #expect(svg == (try subject.diagram().svg()))
  }

  @Test(arguments: Fill.heatRamp + Fill.kinds)
  func `text stands out from its box, on light pages and on dark ones`(_ fill: Fill) throws {
    for colors in [fill.light, fill.dark] {
      let (box, ink) = (try Self.luminance(colors.fill), try Self.luminance(colors.ink))
      // WCAG 2.2, 1.4.3: at least 4.5 to 1.
      let contrast = (max(box, ink) + 0.05) / (min(box, ink) + 0.05)
      #expect(contrast >= 4.5, "\(contrast)")
    }
  }

  /// WCAG 2.2's relative luminance of `#rrggbb`.
  static func luminance(_ color: String) throws -> Double {
    let value = try #require(Int(color.dropFirst(), radix: 16))
    let parts = [value >> 16, value >> 8 & 255, value & 255].map { part in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : power((share + 0.055) / 1.055)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  /// To the power of 2.4.
  private static func power(_ x: Double) -> Double { x * x * Platform.exp(0.4 * Platform.log(x)) }

  // MARK: texts for other programs

  @Test func `Graphviz's text has every box, arrow and colour, and quotes what it would misread`() {
    #expect(
      Self.awkward.dot() == #"""
        digraph "R&amp;D: \"now\" <#1>" {
          graph [rankdir=LR, fontname="Helvetica", labelloc=t, label="R&amp;D: \"now\" <#1>\nfour; boxes"];
          node [shape=box, style="rounded,filled", fontname="Helvetica", color="#8c7a6b"];
          edge [fontname="Helvetica", fontsize=11, color="#6e7781"];
          n0 [label="in_put\nback\\slash\n50 % &amp; more", fillcolor="#ddf4ff", fontcolor="#0a3069", tooltip="the \"first\""];
          n1 [label="f\nfull pass 1", fillcolor="#fdbe85", fontcolor="#1f2328", penwidth=2.5, tooltip="f\nand more"];
          n2 [label="g\n*stars* `ticks`", fillcolor="#f6f8fa", fontcolor="#1f2328", tooltip="g"];
          n3 [label="out�", fillcolor="#dafbe1", fontcolor="#0a3d1c", tooltip="out"];
          n0 -> n1 [label="a|b", tooltip="0 to 1"];
          n0 -> n2 [tooltip="0 to 2"];
          n1 -> n2 [label="min, max", tooltip="1 to 2"];
          n2 -> n3 [tooltip="2 to 3"];
        }

        """#
    )
  }

  @Test
  func `Mermaid's text has every box, arrow and colour, and writes what it would misread by its number`() {
    #expect(
      Self.awkward.mermaid() == #"""
        flowchart LR
          accTitle: R&D: "now" < 1>
          accDescr: four; boxes
          n0("in#95;put<br/>back#92;slash<br/>50 % #38; more"):::source
          n1("f<br/>full pass 1"):::full-pass
          n2("g<br/>#42;stars#42; #96;ticks#96;"):::operation
          n3("out�"):::result
          n0 -->|"a|b"| n1
          n0 --> n2
          n1 -->|"min, max"| n2
          n2 --> n3
          classDef source fill:#ddf4ff,color:#0a3069,stroke:#8c7a6b,stroke-width:1px
          classDef operation fill:#f6f8fa,color:#1f2328,stroke:#8c7a6b,stroke-width:1px
          classDef full-pass fill:#fdbe85,color:#1f2328,stroke:#8c7a6b,stroke-width:3px
          classDef result fill:#dafbe1,color:#0a3d1c,stroke:#8c7a6b,stroke-width:1px

        """#
    )
  }

  // MARK: what is drawn

  @Test func `every task is there, with an arrow from each that it needs`() {
    let diagram = Diagram.tasks()
    #expect(diagram.nodes.map(\.name) == PipelineTask.allCases.map(\.rawValue))
    let arrows = diagram.edges.map { "\(diagram.nodes[$0.from].name) > \(diagram.nodes[$0.to].name)" }
    let needs = PipelineTask.allCases.flatMap { task in
      task.prerequisites.map { "\($0.rawValue) > \(task.rawValue)" }
    }
    #expect(arrows == needs && needs.contains("write_raw_tfrecords > transform_tfrecords"))
  }

  /// Two passes: what the second one looks at needs the first one's result.
  @Sendable static func twoPasses(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let x = try inputs.float("x")
    outputs["y"] = scaleToZScore((scaleTo01(x) - 2) / 4)
    outputs["id"] = try computeAndApplyVocabulary(try inputs.string("s"), topK: 5)
    return outputs
  }

  @Test func `a preprocessing function is drawn with its constants, and each full pass with its number`()
    throws
  {
    let schema = Schema([FeatureSpec("x", .float32), FeatureSpec("s", .string)])
    let diagram = Diagram(try PreprocessingGraph(schema: schema, Self.twoPasses))
    let passes = diagram.nodes.filter { $0.fill == .fullPass }.map { [$0.name] + $0.details.prefix(1) }
    #expect(passes.contains(["min_max_1", "full pass 1"]))
    #expect(
      passes.contains(["vocabulary_1", "full pass 1"]) || passes.contains { $0[0].hasPrefix("vocabulary") }
    )
    #expect(passes.contains { $0[1] == "full pass 2" })
    let divide = try #require(diagram.nodes.first { $0.name == "divide_1" })
    #expect(divide.details == ["(·, 4.0)"] && divide.tip.contains("made at LessonTests/DiagramTests.swift:"))
    let labels = diagram.edges.map {
      "\(diagram.nodes[$0.from].name) > \(diagram.nodes[$0.to].name) \($0.label)"
    }
    #expect(labels.contains("min_max_1 > scale_to_0_1_1 min, max") && labels.contains("x > min_max_1 "))
    #expect(diagram.nodes.filter { $0.fill == .source }.map(\.name).sorted() == ["s", "x"])
    #expect(diagram.nodes.filter { $0.fill == .result }.map(\.name) == ["id", "y"])
    #expect(diagram.summary == "2 columns, 5 operations, 3 analyses in 2 full passes, 2 features")
  }

  @Test func `with a fitted transform the passes show what they have found`() throws {
    let graph = try PreprocessingGraph(schema: taxiSchema, taxiPreprocessingFn)
    let fitted = try graph.analyze { _ in
      try CSVReader(path: Fixture.path("tft/taxi-edges.csv"), schema: taxiSchema)
    }
    let bare = try #require(Diagram(graph).nodes.first { $0.name == "min_max_1" })
    let full = try #require(Diagram(graph, fitted: fitted).nodes.first { $0.name == "min_max_1" })
    #expect(bare.details == ["full pass 1"])
    #expect(
      full.details.count == 3 && full.details[1].hasPrefix("min = ") && full.details[2].hasPrefix("max = ")
    )
  }
}

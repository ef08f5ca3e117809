import Preprocessing
import RawData
import TransformedData

/// An analysis made by many workers, phase by phase: what is known of it so far.
///
/// It is the first line that every worker reads. `constants` has what the phases that are done have found.
public struct SharedAnalysis: Sendable {
  private var graph: PreprocessingGraph
  /// The results of the phases that are done.
  private var found: [JSON] = []
  /// What differs for two programs that would leave different files.
  let pipeline: String
  /// What differs for two analyses that have found different constants so far.
  package private(set) var identity: String
  /// How many passes over the data there are.
  public let phaseCount: Int

  /// An analysis of which nothing is known.
  ///
  /// - Parameters:
  ///   - graph: the preprocessing function, as it was traced.
  ///   - schema: that of the raw rows.
  public init(_ graph: PreprocessingGraph, _ schema: Schema) {
    self.graph = graph
    phaseCount = graph.phaseCount
    let fingerprints = [graph.fingerprint, Fingerprint.hash64(Array(schema.pbtxt.utf8)[...])]
    pipeline = Fingerprint.hexadecimal(Fingerprint.cat64(fingerprints[0], fingerprints[1]))
    identity = pipeline
  }

  /// How many phases are done.
  public var phasesDone: Int { found.count }

  /// Whether nothing is left to be found.
  public var isComplete: Bool { phasesDone == phaseCount }

  /// The analyses of the phase that is to be done now, which have seen nothing; nil when all are done.
  ///
  /// - Throws: `OperationError` when an operation cannot work with the constants found so far.
  package func nextPhase() throws -> AnalysisPhase? { try graph.nextPhase() }

  /// Takes in what the phase that is to be done now has found.
  package mutating func fill(_ results: AnalysisPhase.Results) {
    graph.fill(results)
    let json = results.json(graph)
    found.append(json)
    identity = Fingerprint.hexadecimal(Fingerprint.hash64(Array((identity + json.compactText).utf8)[...]))
  }

  /// The transform, when everything is found.
  ///
  /// - Throws: `OperationError` when an operation cannot work with its constants.
  package func transformFn() throws -> TransformFn { try graph.transformFn() }
}

extension SharedAnalysis {
  /// What is known as a line.
  package var json: JSON {
    SealedLine.json([
      .init("pipeline", .string(pipeline)), .init("phase", .int(phasesDone)),
      .init("phases", .int(phaseCount)),
      .init("constants", .array(found)),
    ])
  }

  /// Takes in what such a line tells, when nothing is known yet.
  ///
  /// - Throws: `LineProblem` when it is none, or of another pipeline.
  package mutating func restore(_ json: JSON) throws(LineProblem) {
    guard let phases = json["constants"]?.array else {
      throw LineProblem(
        "found \(json.shortText), expected the constants so far; `lessons worker merge --finish` prints them"
      )
    }
    try SealedLine.check(json)
    try check(json)
    for phase in phases {
      do {
        guard try graph.nextPhase() != nil else { throw LineProblem("found more phases than \(phaseCount)") }
        fill(try AnalysisPhase.Results(phase, of: graph))
      } catch {
        throw LineProblem("constants of phase \(phasesDone + 1): \(error)")
      }
    }
  }

  /// Finds out that a line is of this pipeline.
  ///
  /// - Throws: `LineProblem` when it is not.
  func check(_ json: JSON) throws(LineProblem) {
    guard let found = json["pipeline"]?.string, found == pipeline else {
      throw LineProblem(
        "found a line of the pipeline \(json["pipeline"]?.string ?? "?"), expected \(pipeline): all workers must be the "
          + "same program, with the same --schema"
      )
    }
  }

  /// Finds out that a line was made with the constants that are known.
  ///
  /// - Throws: `LineProblem` when it was not.
  func checkConstants(_ json: JSON) throws(LineProblem) {
    guard let found = json["analysis"]?.string, found == identity else {
      throw LineProblem(
        "found a line of the analysis \(json["analysis"]?.string ?? "?"), expected \(identity): it was made with other "
          + "constants than those of the first line"
      )
    }
  }
}

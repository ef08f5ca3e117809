import Preprocessing
import RawData
import TFTLessons
import TransformedData

/// An analysis of taxi rides that is made in parts, by separate processes: the taxi function, a vocabulary, edges, moments
/// and figures per key.
public enum ShardAnalysis {
  /// What is analyzed.
  public static func preprocessingFn(_ inputs: Inputs) throws -> Outputs {
    var outputs = try taxiPreprocessingFn(inputs)
    let fare = try inputs.float("fare_amount")
    let pickup = try inputs.string("pickup_datetime")
    outputs["pickup_id"] = try Preprocessing.computeAndApplyVocabulary(pickup, vocabFilename: "pickups")
    outputs["fare_bucket"] = try Preprocessing.bucketize(fare, buckets: 7)
    outputs["fare_z"] = Preprocessing.scaleToZScore(fare)
    let passengers = Column<Int64>(try inputs.float("passenger_count"))
    outputs["fare_z_per_count"] = try Preprocessing.scaleToZScorePerKey(fare, key: passengers)
    return outputs
  }

  /// The graph of the analysis.
  public static func graph() throws -> PreprocessingGraph {
    try PreprocessingGraph(schema: taxiSchema, preprocessingFn)
  }

  /// What the first pass remembers of the rows of a CSV file, as bytes.
  public static func encodedPhase(ofCSV path: String) throws -> [UInt8] {
    guard var phase = try graph().nextPhase() else { return [] }
    var reader = try CSVReader(path: path, schema: phase.inputSchema, extraColumns: .ignored)
    try reader.forEachBatch { try phase.add($0) }
    return phase.encode()
  }
}

import Preprocessing
import RawData
import TaxiFare
import TransformedData

/// The rides of a file in `data`, with all their features.
func taxiRides(_ name: String = "taxi-train.csv") throws -> CSVReader {
  try CSVReader(path: taxiData(name), schema: taxiSchema)
}

/// `preprocessingFn`, analyzed over the training rides.
func taxiFitted(_ preprocessingFn: PreprocessingFn) throws -> TransformFn {
  try PreprocessingGraph(schema: taxiSchema, preprocessingFn).analyze { _ in try taxiRides() }
}

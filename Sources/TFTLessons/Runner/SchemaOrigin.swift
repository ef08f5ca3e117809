import Preprocessing
import RawData

/// Where the schema of raw rows comes from: what is to be edited when it does not fit the rows or the program.
enum SchemaOrigin {
  /// A `schema.pbtxt`.
  case file(String)
  /// The program's own.
  case program
  /// A fitted transform.
  case transform

  /// Runs `body`; an error that an edit of the schema mends says which edit.
  @discardableResult
  func advising<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch var error as OperationError {
      if let feature = error.feature, let type = error.expectedType { error.problem += advice(feature, type) }
      throw error
    } catch var error as InputError {
      if let feature = error.missingFeature { error.problem += advice(missing: feature) }
      throw error
    }
  }

  private func advice(_ feature: String, _ type: FeatureType) -> String {
    switch self {
    case .file(let path):
      "; in \(path), change the type of feature \(quoted(feature.utf8)) to `type: \(type.schemaName)`"
    case .program, .transform: ""
    }
  }

  private func advice(missing feature: String) -> String {
    switch self {
    case .file(let path):
      "; to allow a missing value, remove `presence { ... }` of feature \(quoted(feature.utf8)) in \(path)"
    case .program:
      "; to allow a missing value, make feature \(quoted(feature.utf8)) `presence: .optional` in the program's schema, or "
        + "give a schema.pbtxt without its `presence` by --schema"
    case .transform:
      "; the transform was fitted to rows that all have a value: to allow a missing one, make feature "
        + "\(quoted(feature.utf8)) optional in the schema and fit it again"
    }
  }
}

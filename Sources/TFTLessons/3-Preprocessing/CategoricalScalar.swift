/// A type whose values can be categories and keys: `Int64` or `String`.
public protocol CategoricalScalar: ColumnScalar {}
extension Int64: CategoricalScalar {}
extension String: CategoricalScalar {}

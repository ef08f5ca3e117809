/// A type of keys: `String` or `Int64`.
public protocol KeyScalar: ColumnScalar {}

extension String: KeyScalar {}
extension Int64: KeyScalar {}

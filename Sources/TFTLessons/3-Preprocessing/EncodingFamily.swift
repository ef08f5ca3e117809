/// Numbers made of ids, angles and categories.
enum EncodingFamily: MapperFamily {
  static func mapper(_ name: String, _ parameters: MapperParameters) throws(RowError) -> (any Mapper)? {
    switch name {
    case "one_hot": OneHot(depth: try parameters.int("depth", in: 1...(1 << 24)))
    case "cyclic_encoding": try CyclicEncoding(checking: parameters.float("period"))
    case ApplyTargetEncoding.name: ApplyTargetEncoding(folds: try parameters.int("folds", in: Folds.allowed))
    default: nil
    }
  }
}

/// Numbers made of ids and angles.
enum EncodingFamily: MapperFamily {
  static func mapper(_ name: String, _ parameters: MapperParameters) throws(RowError) -> (any Mapper)? {
    switch name {
    case "one_hot": OneHot(depth: try parameters.int("depth", in: 1...(1 << 24)))
    case "cyclic_encoding": try CyclicEncoding(checking: parameters.float("period"))
    default: nil
    }
  }
}

/// Numbers made of ids and angles.
enum EncodingFamily: MapperFamily {
  static func mapper(_ name: String, _ parameters: MapperParameters) throws(RowError) -> (any Mapper)? {
    name == "one_hot" ? OneHot(depth: try parameters.int("depth", in: 1...(1 << 24))) : nil
  }
}

enum HashFamily: MapperFamily {
  static func mapper(_ name: String, _ parameters: MapperParameters) throws(RowError) -> (any Mapper)? {
    switch name {
    case "hash_strings": try HashStrings(parameters)
    case "hashed_cross": HashedCross(bins: try parameters.int("bins", in: 1 ... .max))
    default: nil
    }
  }
}

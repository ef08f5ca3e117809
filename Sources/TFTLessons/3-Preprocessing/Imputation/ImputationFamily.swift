/// Missing values: their places, and what is put there.
enum ImputationFamily: MapperFamily {
  static func mapper(_ name: String, _ parameters: MapperParameters) throws(RowError) -> (any Mapper)? {
    switch name {
    case FillMissing.name: FillMissing()
    case IsMissing.name: IsMissing()
    default: nil
    }
  }
}

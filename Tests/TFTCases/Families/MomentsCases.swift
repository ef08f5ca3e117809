enum MomentsCases {
  static let functions: [String: CaseFunction] = [:]
}
